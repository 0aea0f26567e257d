"""GCAT as published gives its published figures, and on other days those of an independent slow reading."""

import itertools
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from missions.catalog.concentration import Concentration, measure, measure_days, not_ended
from missions.catalog.objects import CatalogObject, Reading
from missions.catalog.reading import read
from missions.catalog.rules import shipped_rules
from missions.catalog.states import ALLIED, US
from missions.domain.catalog.vocabulary import By, Owners, ProblemKind, Scope, Unit
from tests.unit.catalog.published import FOLDER
from tests.unit.catalog.real import needs_real_files, sources
from tests.unit.catalog.slowly import Slowly, concentration

pytestmark = needs_real_files
DAY = date(2025, 7, 30)
DAYS = [
    date(1965, 6, 30), date(1985, 1, 1), date(1999, 12, 31), date(2010, 7, 15), date(2019, 11, 11), date(2023, 9, 28),
    date(2025, 7, 16), DAY,
]  # fmt: skip
# Rows, known, operators, largest, its share, index, low and high, as published for the day.
PUBLISHED = {
    "SATCOM": (9656, 9628, 157, "SpaceX", 83.7, 7049, 7008, 7056),
    "ISR": (649, 602, 105, "Planet Labs", 20.6, 973, 839, 1167),
    "EM": (114, 109, 14, "Spire Global", 27.5, 2033, 1862, 2108),
}
RULES = shipped_rules()


@pytest.fixture(scope="module")
def reading() -> Reading:
    with sources() as opened:
        return read(opened, RULES)


@pytest.fixture(scope="module")
def slowly() -> Slowly:
    return Slowly(FOLDER)


def shown(one: Concentration) -> tuple:
    """The figures as they are published."""
    share = float(round(one.share, 1))
    return (
        one.rows,
        one.known,
        one.operators,
        one.largest,
        share,
        round(one.hhi),
        round(one.hhi_low),
        round(one.hhi_high),
    )


def test_the_published_figures(reading: Reading) -> None:
    found = measure(reading.objects, RULES, DAY, Unit.SATELLITES, Scope.COMMERCIAL, Owners.ALL, By.OPERATOR)
    assert (found.not_ended, found.unknown_owner) == (12_516, 312)
    assert {area: shown(found.areas[area]) for area in PUBLISHED} == PUBLISHED
    assert reading.edition == DAY and reading.edition_stated
    assert (reading.invented, reading.credit) == (False, "Jonathan McDowell, https://planet4589.org")


def test_how_owners_were_found(reading: Reading) -> None:
    found = Counter(one.owner_basis.value for one in reading.objects if not_ended(one, DAY))
    assert found == {"joined": 10_008, "majority": 1_329, "rule": 867, "unknown": 312}


def test_the_result_depends_on_the_unit(reading: Reading) -> None:
    found = measure(reading.objects, RULES, DAY, Unit.LAUNCHES, Scope.COMMERCIAL, Owners.ALL, By.OPERATOR)
    assert round(found.areas["SATCOM"].hhi) == 1_441


def test_the_owners_of_commercial_payloads_are_found(reading: Reading) -> None:
    def held(area: str) -> list[CatalogObject]:
        return [one for one in reading.objects if one.area == area and one.commercial and not_ended(one, DAY)]

    assert (len(held("PNT")), sum(one.state == "CN" for one in held("PNT"))) == (49, 45)
    assert sum(one.operator.startswith("Chang Guang") for one in held("ISR") if one.operator) == 122


def test_early_warning_is_never_electromagnetic_warfare(reading: Reading) -> None:
    early = [one for one in reading.objects if one.category.startswith("EW")]
    assert {one.area for one in early} == {"MW", "SDA"}
    assert sum(one.commercial for one in early) == 7
    found = measure(reading.objects, RULES, DAY, Unit.SATELLITES, Scope.COMMERCIAL, Owners.ALL, By.OPERATOR)
    assert not {"MW", "EW"} & set(found.areas)


def test_problems_name_their_lines(reading: Reading) -> None:
    counted = Counter(one.kind for one in reading.problems)
    mapped = sum(one.area is not None for one in reading.objects)
    assert counted[ProblemKind.UNMAPPED] == len(reading.objects) - mapped
    assert counted[ProblemKind.UNJOINED] == sum(one.owner_code is None for one in reading.objects)
    odd = [(one.line, one.text) for one in reading.problems if one.kind == ProblemKind.ODD]
    assert odd == [
        (21074, "It ends (2025 Jan 15) before its launch (2025 Jan 16)."),
        (21421, "Class “N” is not known; counted as not commercial."),
    ]
    assert [one.line for one in reading.problems if one.kind == ProblemKind.WARNING] == [0]


def test_every_row_is_counted_for_the_rule_that_decided(reading: Reading) -> None:
    by_rule = sum(times for key, times in reading.touched.items() if key.startswith("owner:"))
    assert by_rule == sum(one.owner_basis == "rule" for one in reading.objects)
    mapped = sum(times for key, times in reading.touched.items() if key.startswith("category:"))
    assert mapped == sum(one.area is not None for one in reading.objects)
    assert reading.touched["parent:OneWeb:2023-09-28"] == sum(one.operator == "OneWeb" for one in reading.objects)


@pytest.mark.parametrize(("unit", "scope"), [*itertools.product((Unit.SATELLITES, Unit.LAUNCHES), Scope)])
def test_other_days_equal_a_slow_reading(reading: Reading, slowly: Slowly, unit: Unit, scope: Scope) -> None:
    states = {Owners.ALL: None, Owners.ALLIED: ALLIED, Owners.US: US}
    compared = 0
    for owners, by in itertools.product(Owners, By):
        for found in measure_days(reading.objects, RULES, DAYS, unit, scope, owners, by):
            held = slowly.on(found.on)
            assert (found.not_ended, found.unknown_owner) == (len(held), sum(one.basis == "unknown" for one in held))
            wanted: dict[str, list[tuple[str | None, str]]] = {}
            for one in held:
                if one.area and (one.commercial or scope == Scope.ALL) and _within(one.state, states[owners]):
                    parent = slowly.parent(one.operator, found.on) if one.operator and by == By.PARENT else one.operator
                    wanted.setdefault(one.area, []).append((parent, one.launch))
            if scope == Scope.COMMERCIAL:
                wanted.pop("MW", None)
            assert {area: one.rows for area, one in found.areas.items()} == {a: len(rows) for a, rows in wanted.items()}
            for area, rows in wanted.items():
                assert rounded(figures(found.areas[area])) == rounded(concentration(rows, unit.value))
                compared += 1
    assert compared > 100


def _within(state: str | None, states: frozenset[str] | None) -> bool:
    return states is None or state in states


def figures(one: Concentration) -> tuple:
    """The figures in the order of the slow reading."""
    bounded = (one.share, one.hhi, one.hhi_low, one.hhi_high, one.hhi_without_largest)
    return one.known, one.unknown, one.operators, *bounded


def rounded(numbers: tuple) -> list[Fraction | None]:
    """To nine decimals, because the program divides decimals."""
    return [None if one is None else round(Fraction(one), 9) for one in numbers]


@pytest.mark.parametrize("unit", [Unit.MASS, Unit.GEO])
def test_gcat_has_no_mass_and_no_orbit(reading: Reading, unit: Unit) -> None:
    assert measure(reading.objects, RULES, DAY, unit, Scope.ALL, Owners.ALL, By.OPERATOR).areas == {}
