"""How concentrated the providers of an area are, counted from a catalog: every index with its unit and bounds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from missions.catalog.objects import CatalogObject
from missions.catalog.rules import Rules, parents_on
from missions.catalog.states import ALLIED, US

# The index of one operator that holds everything.
FULL = 10_000


class Unit(StrEnum):
    """What is counted."""

    SATELLITES = "satellites"
    LAUNCHES = "launches"
    MASS = "mass"
    GEO = "geo"

    @property
    def words(self) -> str:
        """The unit as it stands behind `by`, on the screen."""
        return {
            "satellites": "satellites",
            "launches": "an operator's launches",
            "mass": "launch mass",
            "geo": "satellites in GEO",
        }[self]


class Scope(StrEnum):
    """Which payloads are counted by their class."""

    COMMERCIAL = "commercial"
    ALL = "all"


class Owners(StrEnum):
    """Which payloads are counted by their owner's state."""

    ALL = "all"
    ALLIED = "allied"
    US = "us"


class By(StrEnum):
    """Whether an operator stands for itself or for the company it belongs to on the day."""

    OPERATOR = "operator"
    PARENT = "parent"


STATES = {Owners.ALLIED: ALLIED, Owners.US: US}


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the payloads of one area are spread over operators.

    `rows` counts satellites. `known` and `unknown` are amounts in the unit (kilograms for mass), of known and of
    unknown operators. `share` is the largest operator's, in percent of the known; `effective` is 10,000 / `hhi`.
    `hhi_low` takes every unknown for an operator of its own, `hhi_high` all of them for the largest's.
    `hhi_without_largest` leaves the largest out. What cannot be said is None: no known operator, or no second one.
    `by_operator` holds amounts from the largest down. `unmeasured` counts satellites without a mass, in that unit.
    """

    rows: int
    known: Decimal
    unknown: Decimal
    operators: int
    largest: str | None
    share: Decimal | None
    effective: Decimal | None
    hhi: Decimal | None
    hhi_low: Decimal
    hhi_high: Decimal
    hhi_without_largest: Decimal | None
    by_operator: tuple[tuple[str, Decimal], ...]
    unmeasured: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A catalog on a day: all payloads not ended, those without a known owner, and the areas that have rows in scope."""

    on: date
    not_ended: int
    unknown_owner: int
    areas: Mapping[str, Concentration]


def not_ended(one: CatalogObject, on: date) -> bool:
    """Whether the catalog holds the payload as launched, and not ended, on a day."""
    return one.launched.first <= on and (one.ended is None or one.ended.last >= on)


def measure(
    objects: Iterable[CatalogObject], rules: Rules, on: date, unit: Unit, scope: Scope, owners: Owners, by: By
) -> Measured:
    """The concentration of each area on a day, in one unit and scope."""
    parents = parents_on(rules.parents, on) if by is By.PARENT else {}
    states = STATES.get(owners)
    chosen: dict[str, list[CatalogObject]] = defaultdict(list)
    total = unknown = 0
    for one in objects:
        if not not_ended(one, on):
            continue
        total += 1
        unknown += one.owner_code is None
        if one.area is None or (scope is Scope.COMMERCIAL and not one.commercial):
            continue
        if states is None or one.state in states:
            chosen[one.area].append(one)
    found = {area: concentration(rows, unit, parents) for area, rows in sorted(chosen.items())}
    return Measured(on, total, unknown, {area: one for area, one in found.items() if one is not None})


def concentration(
    rows: Sequence[CatalogObject], unit: Unit, parents: Mapping[str, str] | None = None
) -> Concentration | None:
    """How these payloads are spread; None where the unit can say nothing about any of them."""
    rows = [one for one in rows if one.geo] if unit is Unit.GEO else rows
    amounts, unknowns = _amounts(rows, unit, parents or {})
    if not amounts and not unknowns:
        return None
    unmeasured = sum(one.mass is None for one in rows) if unit is Unit.MASS else 0
    return _spread(len(rows), amounts, unknowns, unmeasured)


def _amounts(
    rows: Sequence[CatalogObject], unit: Unit, parents: Mapping[str, str]
) -> tuple[dict[str, Decimal], list[Decimal]]:
    """By operator the amount, and the amount of each payload whose operator is unknown."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    unknowns: list[Decimal] = []
    seen: set[tuple[str, str]] = set()
    for one in rows:
        amount = one.mass if unit is Unit.MASS else Decimal(1)
        if amount is None:
            continue
        if one.operator is None:
            unknowns.append(amount)
            continue
        operator = parents.get(one.operator, one.operator)
        if unit is Unit.LAUNCHES:
            counted = (one.launch or one.identifier, operator)
            if counted in seen:
                continue
            seen.add(counted)
        amounts[operator] += amount
    return amounts, unknowns


def _spread(rows: int, amounts: Mapping[str, Decimal], unknowns: Sequence[Decimal], unmeasured: int) -> Concentration:
    ordered = tuple(sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0])))
    known, unknown = sum(amounts.values(), Decimal()), sum(unknowns, Decimal())
    squares = sum((amount**2 for amount in amounts.values()), Decimal())
    first = ordered[0][1] if ordered else Decimal()
    total = known + unknown
    low = (squares + sum((amount**2 for amount in unknowns), Decimal())) / total**2 * FULL
    high = (squares - first**2 + (first + unknown) ** 2) / total**2 * FULL
    hhi = squares / known**2 * FULL if known else None
    rest = known - first
    return Concentration(
        rows=rows,
        known=known,
        unknown=unknown,
        operators=len(ordered),
        largest=ordered[0][0] if ordered else None,
        share=first / known * 100 if known else None,
        effective=FULL / hhi if hhi else None,
        hhi=hhi,
        hhi_low=low,
        hhi_high=high,
        hhi_without_largest=(squares - first**2) / rest**2 * FULL if rest else None,
        by_operator=ordered,
        unmeasured=unmeasured,
    )
