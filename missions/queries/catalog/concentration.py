"""Concentration by the catalogs: the readings at a moment, and the figures of every area on a day.

A reading never changes, so its figures are kept in memory by its digest and the choices.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from missions.catalog.concentration import STATES, Concentration, CountedCatalog, measure_days, not_ended
from missions.catalog.objects import CatalogObject
from missions.catalog.rules import Rules, parents_on
from missions.domain.catalog.asking import Choices, ReadingSource
from missions.domain.catalog.figures import AreaFigures, DatedFigures, UnitFigures, rounded
from missions.domain.catalog.operators import Operator, first_code
from missions.domain.catalog.vocabulary import By, Owners, Scope, Unit
from missions.domain.dates import day
from missions.queries.catalog.readings import objects_of
from missions.queries.catalog.rules import rules_at

# A page needs three: the years, the day, and the day in the other units. One of twenty days takes half a megabyte.
MEASURES_REMEMBERED = 48
# Each keeps the objects of its reading in memory.
COUNTED_REMEMBERED = 4
YEARS = 20


def figures_on(source: ReadingSource, choices: Choices, on: date) -> Mapping[str, AreaFigures]:
    """The figures of each area with a count on the day, by code. One query, or none."""
    return _figures(_measured(source, choices, (on,))[0])


def _figures(found: CountedCatalog) -> dict[str, AreaFigures]:
    return {code: figures_of(one) for code, one in found.areas.items() if one.known}


@lru_cache(MEASURES_REMEMBERED)
def _measured(source: ReadingSource, choices: Choices, days: tuple[date, ...]) -> list[CountedCatalog]:
    """The measures on each of the days, operators included. One query, or none."""
    objects = _counted(source, choices.scope, choices.owners)
    return measure_days(objects, _rules(source), days, choices.unit, choices.scope, choices.owners, choices.by)


def figures_of(found: Concentration) -> AreaFigures:
    """A measure as it is shown and kept."""
    return AreaFigures(
        rows=found.rows,
        known=round(found.known),
        unknown=round(found.unknown),
        operators=found.operators,
        largest=found.largest,
        share=rounded(found.share),
        effective=rounded(found.effective),
        index=round(found.hhi),
        low=round(found.hhi_low),
        high=round(found.hhi_high),
        without=None if found.hhi_without_largest is None else round(found.hhi_without_largest),
    )


def series(
    source: ReadingSource, choices: Choices, on: date, sources: Iterable[ReadingSource]
) -> list[tuple[str, tuple[DatedFigures, ...]]]:
    """The figures of each area by day, up to `on`: yearly if the snapshot has history, else one of each snapshot.

    The areas with the most counted come first.
    """
    if source.reaches_back:
        found = [(source, one) for one in _measured(source, choices, yearly(source.first_day, on))]
    else:
        alike = sorted((one for one in sources if one.publisher is source.publisher), key=lambda one: one.data_date)
        found = [(one, _measured(one, choices, (one.data_date,))[0]) for one in alike]
    points: dict[str, list[DatedFigures]] = {}
    for one, measured in found:
        for code, figures in _figures(measured).items():
            points.setdefault(code, []).append(DatedFigures(measured.on, one, figures))
    return sorted(((code, tuple(held)) for code, held in points.items()), key=lambda line: -line[1][-1].figures.rows)


def yearly(first: date, on: date) -> tuple[date, ...]:
    """The first days of the last years up to `on`, and `on` itself."""
    starts = [date(year, 1, 1) for year in range(on.year - YEARS + 1, on.year + 1)]
    return (*(one for one in starts if first <= one < on), on)


def by_unit(
    source: ReadingSource, choices: Choices, on: date, sources: Iterable[ReadingSource]
) -> dict[str, list[UnitFigures]]:
    """The figures of each area in every unit that an available catalog counts, that of the choices first.

    Another catalog is counted on its own day, which the note of its figures names; the sample never stands in for a
    real one.
    """
    alike = [one for one in sources if one.illustrative is source.illustrative]
    told: dict[str, list[UnitFigures]] = {}
    for unit in sorted(Unit, key=lambda one: one is not choices.unit):
        answers = source if source.counts(unit) else next((one for one in alike if one.counts(unit)), None)
        if answers is None:
            continue
        at = on if answers is source else answers.data_date
        note = "" if answers is source else f"{answers.publisher.name}, {day(at)}"
        for code, found in figures_on(answers, choices.of(unit=unit), at).items():
            told.setdefault(code, []).append(UnitFigures(unit, found, note))
    return told


def operators(source: ReadingSource, choices: Choices, on: date, area: str) -> tuple[Operator, ...]:
    """The operators of an area on a day, the largest first; empty if nothing is counted."""
    found = _measured(source, choices, (on,))[0].areas.get(area)
    if found is None:
        return ()
    rules = _rules(source)
    parents = parents_on(rules.parents, on) if choices.by is By.PARENT else {}
    ruled = {one.operator for one in rules.aliases}
    held: dict[str, list[CatalogObject]] = defaultdict(list)
    for one in _counted(source, choices.scope, choices.owners):
        if one.area == area and one.operator and not_ended(one, on) and (one.geo or choices.unit is not Unit.GEO):
            held[parents.get(one.operator, one.operator)].append(one)
    return tuple(
        Operator(
            rank=place,
            name=name,
            counted=round(amount),
            share=rounded(amount / found.known * 100),
            codes=_most(first_code(one.owner_code) for one in held[name] if one.owner_code),
            basis=tuple(Counter(one.owner_basis.value for one in held[name]).most_common()),
            ruled=not ruled.isdisjoint(one.operator for one in held[name]),
        )
        for place, (name, amount) in enumerate(found.by_operator, start=1)
    )


def _most(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code, _ in Counter(codes).most_common() if code)


@lru_cache(COUNTED_REMEMBERED)
def _rules(source: ReadingSource) -> Rules:
    """The rules that were used for the reading."""
    return rules_at(source.rules_sequence)


@lru_cache(COUNTED_REMEMBERED)
def _counted(source: ReadingSource, scope: Scope, owners: Owners) -> tuple[CatalogObject, ...]:
    """The objects of a reading that can count for an area on any day."""
    states = STATES.get(owners)
    return tuple(
        one
        for one in objects_of(source.reading, source.digest)
        if one.area and (one.commercial or scope is not Scope.COMMERCIAL) and (states is None or one.state in states)
    )
