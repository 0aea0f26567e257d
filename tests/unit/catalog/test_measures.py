"""Properties of the measures for any payloads: bounds cover all possibilities, and shares, indexes and days agree."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from missions.catalog.compare import compare
from missions.catalog.concentration import FULL, Concentration, measure, measure_days
from missions.catalog.no_data import silent
from missions.catalog.objects import CatalogObject, OwnerBasis, Span
from missions.catalog.rules import ParentRule, Rules, parents_on
from missions.domain.catalog.vocabulary import By, Owners, Publisher, Scope, Unit

DAY = date(2020, 1, 1)
OPERATORS = ["Alpha", "Beta", "Gamma", "Delta"]
NONE = Rules((), (), (), ())
few = settings(max_examples=40, deadline=None)
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@st.composite
def payloads(draw: st.DrawFn, least: int = 0, most: int = 8) -> list[CatalogObject]:
    """Commercial payloads of SATCOM, some of unknown operators, some ended."""
    return [
        one(
            n,
            operator=draw(st.sampled_from([None, *OPERATORS])),
            launch=draw(st.sampled_from(["L1", "L2", "L3"])),
            launched=draw(days),
            lasts=draw(st.none() | st.integers(0, 9000)),
            mass=draw(st.none() | st.integers(1, 900)),
        )
        for n in range(draw(st.integers(least, most)))
    ]


def one(
    number: int, *, operator: str | None, launch: str = "L1", launched: date = DAY, lasts: int | None = None,
    mass: int | None = None,
) -> CatalogObject:  # fmt: skip
    ended = None if lasts is None else launched + timedelta(days=lasts)
    return CatalogObject(
        line=number, identifier=f"S{number}", name="", program=None, launch=launch, launched=Span(launched, launched),
        ended=ended and Span(ended, ended), category="COM", area="SATCOM", commercial=True, owner_code=operator,
        owner_basis=OwnerBasis.JOINED if operator else OwnerBasis.UNKNOWN, operator=operator, state="US",
        mass=None if mass is None else Decimal(mass), geo=number % 2 == 0,
    )  # fmt: skip


def measured(
    objects: list[CatalogObject], unit: Unit = Unit.SATELLITES, on: date = date.max, rules: Rules = NONE
) -> Concentration | None:
    by = By.PARENT if rules.parents else By.OPERATOR
    return measure(objects, rules, on, unit, Scope.COMMERCIAL, Owners.ALL, by).areas.get("SATCOM")


@few
@given(payloads(most=6), st.sampled_from(Unit))
def test_the_bounds_contain_every_assignment_of_the_unknown(objects: list[CatalogObject], unit: Unit) -> None:
    objects = [replace(each, ended=None) for each in objects]
    bounds = measured(objects, unit)
    if bounds is None:
        return
    unknown = [place for place, each in enumerate(objects) if each.operator is None][:2]
    for names in product([*OPERATORS, "New 1", "New 2"], repeat=len(unknown)):
        assigned = list(objects)
        for place, name in zip(unknown, names, strict=True):
            assigned[place] = replace(objects[place], operator=name)
        found = measured(assigned, unit)
        assert bounds.hhi_low <= found.hhi_low and found.hhi_high <= bounds.hhi_high
        assert found.hhi is None or found.hhi_low <= found.hhi <= found.hhi_high


@few
@given(payloads(least=1), st.sampled_from(Unit))
def test_share_index_and_effective_number_agree(objects: list[CatalogObject], unit: Unit) -> None:
    found = measured([replace(each, ended=None) for each in objects], unit)
    if found is None:
        return
    amounts = [amount for _, amount in found.by_operator]
    assert amounts == sorted(amounts, reverse=True) and sum(amounts) == found.known
    assert found.operators == len(amounts) == len(dict(found.by_operator))
    if not amounts:
        assert found.largest is found.share is found.hhi is found.effective is None
        return
    assert (found.largest, found.share) == (found.by_operator[0][0], 100 * amounts[0] / found.known)
    assert abs(found.hhi * found.effective - FULL) < Decimal("1e-15")
    assert 1 <= round(found.effective, 9) <= len(amounts)
    assert (found.share / 100) ** 2 * FULL <= round(found.hhi, 15) + Decimal("1e-12")
    assert (found.hhi_without_largest is None) == (len(amounts) == 1)


@few
@given(payloads(most=12), st.lists(days, min_size=1, max_size=6), st.sampled_from(Unit))
def test_many_days_at_once_equal_each_day_alone(objects: list[CatalogObject], on: list[date], unit: Unit) -> None:
    chosen = (unit, Scope.COMMERCIAL, Owners.ALL, By.OPERATOR)
    assert measure_days(objects, NONE, on, *chosen) == [measure(objects, NONE, day, *chosen) for day in sorted(set(on))]


@few
@given(payloads(most=12), days)
def test_a_payload_counts_on_the_days_of_its_span(objects: list[CatalogObject], on: date) -> None:
    held = [each for each in objects if each.launched.first <= on and (each.ended is None or on <= each.ended.last)]
    found = measure(objects, NONE, on, Unit.SATELLITES, Scope.COMMERCIAL, Owners.ALL, By.OPERATOR)
    assert (found.not_ended, found.unknown_owner) == (len(held), sum(each.operator is None for each in held))
    by_operator = Counter(each.operator for each in held if each.operator)
    assert dict(found.areas["SATCOM"].by_operator if held else ()) == by_operator


def test_a_parent_counts_from_its_day_on() -> None:
    rules = replace(NONE, parents=(
        ParentRule(date(2020, 1, 1), "Alpha", "Beta", ""), ParentRule(date(2021, 1, 1), "Beta", "Gamma", ""),
        ParentRule(date(2022, 1, 1), "Alpha", "Delta", ""),
    ))  # fmt: skip
    objects = [one(0, operator="Alpha", launched=date(2010, 1, 1)), one(1, operator="Beta", launched=date(2010, 1, 1))]
    names = {
        "2019-12-31": {"Alpha", "Beta"},
        "2020-01-01": {"Beta"},
        "2021-01-01": {"Gamma"},
        "2022-01-01": {"Delta", "Gamma"},
    }
    for day, wanted in names.items():
        assert {name for name, _ in measured(objects, on=date.fromisoformat(day), rules=rules).by_operator} == wanted


def test_parents_in_a_circle_come_to_an_end() -> None:
    rules = [ParentRule(DAY, "Alpha", "Beta", ""), ParentRule(DAY, "Beta", "Alpha", "")]
    assert parents_on(rules, DAY) == {"Alpha": "Beta", "Beta": "Alpha"}


def test_a_launch_counts_once_for_each_operator() -> None:
    objects = [one(0, operator="Alpha"), one(1, operator="Alpha"), one(2, operator="Beta"), one(3, operator=None)]
    found = measured(objects, Unit.LAUNCHES)
    assert (found.rows, found.known, found.unknown, dict(found.by_operator)) == (4, 2, 1, {"Alpha": 1, "Beta": 1})


def test_scopes_leave_out_payloads_of_others() -> None:
    objects = [
        one(0, operator="Alpha"),
        replace(one(1, operator="Beta"), commercial=False),
        replace(one(2, operator="Gamma"), state="CN"),
        replace(one(3, operator="Delta"), state="J"),
        replace(one(4, operator="Delta"), area=None),
        replace(one(5, operator="Delta"), area="MW"),
    ]
    wanted = {
        (Scope.COMMERCIAL, Owners.ALL): 3, (Scope.ALL, Owners.ALL): 4, (Scope.COMMERCIAL, Owners.US): 1,
        (Scope.ALL, Owners.US): 2, (Scope.COMMERCIAL, Owners.ALLIED): 2, (Scope.ALL, Owners.ALLIED): 3,
    }  # fmt: skip
    for (scope, owners), rows in wanted.items():
        found = measure(objects, NONE, DAY, Unit.SATELLITES, scope, owners, By.OPERATOR)
        assert (found.not_ended, found.areas["SATCOM"].rows) == (6, rows)
        assert ("MW" in found.areas) == (scope == Scope.ALL)


def test_missing_data_of_a_catalog_is_reported() -> None:
    assert set(silent(Publisher.GCAT, Scope.ALL)) == {"C2", "CPP", "CYB", "EW", "NUDET", "SAML", "SCO"}
    assert set(silent(Publisher.UCS, Scope.COMMERCIAL)) == {"C2", "CPP", "CYB", "EW", "MW", "NUDET", "SCO"}


def test_two_readings_compare() -> None:
    before = [one(0, operator="Alpha"), one(1, operator="Beta"), one(2, operator=None)]
    after = [replace(one(1, operator="Beta"), owner_code="B2"), one(2, operator=None), one(3, operator="Gamma")]
    found = compare(before, after)
    assert [each.identifier for each in found.appeared] == ["S3"]
    assert [each.identifier for each in found.gone] == ["S0"]
    assert [(old.owner_code, new.owner_code) for old, new in found.changed_owner] == [("Beta", "B2")]
