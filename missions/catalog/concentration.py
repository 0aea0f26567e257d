"""The concentration of the providers of an area, computed from a catalog: each index with its unit and bounds."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from missions.catalog.no_data import is_silent
from missions.catalog.objects import CatalogObject
from missions.catalog.rules import Rules, parents_on
from missions.catalog.states import ALLIED, US
from missions.domain.catalog.vocabulary import By, Owners, Scope, Unit

# The index of one operator that holds everything.
FULL = 10_000
STATES = {Owners.ALLIED: ALLIED, Owners.US: US}
Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the payloads of one area are distributed over operators.

    `rows` counts satellites, those without a mass included. `known` and `unknown` are amounts in the unit (kilograms
    for mass), of known and of unknown operators. `share` is the largest operator's, in percent of the known;
    `effective` is 10,000 / `hhi`.
    `hhi_low` treats every unknown as an operator of its own, `hhi_high` all of them as the largest's.
    `hhi_without_largest` leaves the largest out. What cannot be computed is None: no known or no second operator.
    `by_operator` holds amounts from the largest down.
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


@dataclass(frozen=True, slots=True)
class CountedCatalog:
    """A catalog on a day: all payloads not ended, those without a known owner, and each area with payloads in scope."""

    on: date
    not_ended: int
    unknown_owner: int
    areas: Mapping[str, Concentration]


def not_ended(one: CatalogObject, on: date) -> bool:
    """Whether, according to the catalog, the payload can be launched and not ended on a day."""
    return one.launched.first <= on and (one.ended is None or one.ended.last >= on)


def measure(
    objects: Iterable[CatalogObject], rules: Rules, on: date, unit: Unit, scope: Scope, owners: Owners, by: By
) -> CountedCatalog:
    """The concentration of each area on a day, in one unit and scope."""
    return measure_days(objects, rules, [on], unit, scope, owners, by)[0]


def measure_days(
    objects: Iterable[CatalogObject],
    rules: Rules,
    days: Iterable[date],
    unit: Unit,
    scope: Scope,
    owners: Owners,
    by: By,
) -> list[CountedCatalog]:
    """The same for several days, in order, each once; every payload is looked at only once."""
    ordered = sorted(set(days))
    begun, gone = _changes(objects, ordered)
    states = STATES.get(owners)
    total = unknown = 0
    areas: dict[str, _Held] = defaultdict(_Held)
    found = []
    for place, on in enumerate(ordered):
        for sign, changed in ((1, begun[place]), (-1, gone[place])):
            for one in changed:
                total += sign
                unknown += sign * (one.owner_code is None)
                commercial = one.commercial or scope is not Scope.COMMERCIAL
                if commercial and one.area is not None and (states is None or one.state in states):
                    areas[one.area].change(one, unit, sign)
        parents = parents_on(rules.parents, on) if by is By.PARENT else {}
        spread = {
            area: held.spread(unit, parents) for area, held in sorted(areas.items()) if not is_silent(area, scope)
        }
        found.append(CountedCatalog(on, total, unknown, {area: one for area, one in spread.items() if one is not None}))
    return found


def _changes(
    objects: Iterable[CatalogObject], days: Sequence[date]
) -> tuple[list[list[CatalogObject]], list[list[CatalogObject]]]:
    """For each of the days, in order, which payloads begin to count on it, and which no longer count."""
    begun: list[list[CatalogObject]] = [[] for _ in days]
    gone: list[list[CatalogObject]] = [[] for _ in days]
    for one in objects:
        first = bisect_left(days, one.launched.first)
        after = len(days) if one.ended is None else bisect_right(days, one.ended.last)
        if first < after:
            begun[first].append(one)
            if after < len(days):
                gone[after].append(one)
    return begun, gone


@dataclass(slots=True)
class _Held:
    """The counts of one area on a day: amounts by operator and launch, and those of unknown operators.

    The launch is left out unless the unit counts launches.
    """

    rows: int = 0
    amounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: Counter[Amount] = field(default_factory=Counter)

    def change(self, one: CatalogObject, unit: Unit, sign: int) -> None:
        """Count a payload, or, with -1, stop counting it."""
        if unit is Unit.GEO and not one.geo:
            return
        self.rows += sign
        amount = one.mass if unit is Unit.MASS else 1
        if not amount:
            return
        if one.operator is None:
            self.unknown[amount] += sign
        else:
            launch = (one.launch or one.identifier) if unit is Unit.LAUNCHES else ""
            self.amounts[one.operator, launch] += sign * amount

    def spread(self, unit: Unit, parents: Mapping[str, str]) -> Concentration | None:
        """The distribution over operators, or over the companies they belong to; None if nothing is counted."""
        live = ((parents.get(operator, operator), launch, n) for (operator, launch), n in self.amounts.items() if n)
        amounts: Counter[str] = Counter()
        if unit is Unit.LAUNCHES:
            amounts.update(operator for operator, _ in {(operator, launch) for operator, launch, _ in live})
        else:
            for operator, _, amount in live:
                amounts[operator] += amount
        known = sum(amounts.values())
        unknown = sum(amount * times for amount, times in self.unknown.items())
        if not known and not unknown:
            return None
        apart = sum(amount**2 * times for amount, times in self.unknown.items())
        return _concentration(self, amounts, Decimal(unknown), Decimal(apart))


def _concentration(held: _Held, amounts: Mapping[str, Amount], unknown: Decimal, apart: Decimal) -> Concentration:
    """The indexes; `apart` is the sum of the squared unknown amounts."""
    ordered = tuple(
        (name, Decimal(amount)) for name, amount in sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    known = Decimal(sum(amounts.values()))
    squares = sum((amount**2 for _, amount in ordered), Decimal())
    largest, first = ordered[0] if ordered else (None, Decimal())
    total, rest = known + unknown, known - first
    hhi = FULL * squares / known**2 if known else None
    return Concentration(
        rows=held.rows,
        known=known,
        unknown=unknown,
        operators=len(ordered),
        largest=largest,
        share=100 * first / known if known else None,
        effective=FULL / hhi if hhi else None,
        hhi=hhi,
        hhi_low=FULL * (squares + apart) / total**2,
        hhi_high=FULL * (squares - first**2 + (first + unknown) ** 2) / total**2,
        hhi_without_largest=FULL * (squares - first**2) / rest**2 if rest else None,
        by_operator=ordered,
    )
