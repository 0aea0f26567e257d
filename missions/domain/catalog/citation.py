"""Figures of the catalogs cited as evidence, and their values by the newest reading."""

from dataclasses import dataclass
from datetime import date

from missions.domain import addresses
from missions.domain.catalog.asking import Choices, ReadingSource
from missions.domain.catalog.figures import NONE_COUNTED, AreaFigures, heading
from missions.domain.catalog.vocabulary import By, Owners, Publisher, Scope, Unit
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.record.figures import CitedFigure
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import FigureKind


@dataclass(frozen=True, slots=True)
class Citation:
    """The choices and the reading of a citation, and the figures as they were computed then."""

    area: str
    on: date
    choices: Choices
    publisher: Publisher
    reading: int
    kept: AreaFigures


def cited(
    area: str, source: ReadingSource, choices: Choices, on: date, found: AreaFigures, moment: Moment
) -> CitedFigure:
    """The figures of an area as a figure to cite; `moment` is the address's moment, including `known`."""
    pinned = {"snapshot": source.snapshot, "on": on.isoformat(), **choices.parameters}
    return CitedFigure(
        kind=FigureKind.CATALOG,
        title=f"{heading(area, choices, on)}: {found.words}",
        on=on,
        address=addresses.operators(area, moment.parameters, **pinned),
        words=(f"{found.words}.", f"{isolated(area)} on {day(on)}, {choices.words}.", f"{source.words}."),
        numbers={
            "area": area,
            "on": on,
            "unit": choices.unit.value,
            "scope": choices.scope.value,
            "owners": choices.owners.value,
            "by": choices.by.value,
            "publisher": source.publisher.value,
            "snapshot": source.snapshot,
            "reading": source.reading,
            "digest": source.digest,
            "illustrative": source.illustrative,
            "figures": found.numbers,
        },
    )


def citation(figure: CitedFigure) -> Citation | None:
    """The citation in a kept figure of the catalogs; None for a figure of another page."""
    if figure.kind is not FigureKind.CATALOG:
        return None
    said = figure.numbers
    return Citation(
        area=said["area"],
        on=date.fromisoformat(said["on"]),
        choices=Choices(Unit(said["unit"]), Scope(said["scope"]), Owners(said["owners"]), By(said["by"])),
        publisher=Publisher(said["publisher"]),
        reading=said["reading"],
        kept=AreaFigures(**said["figures"]),
    )


def newer_values(one: Citation, newer: ReadingSource, now: AreaFigures | None) -> str:
    """The values of a newer reading if they differ; else empty."""
    if now == one.kept:
        return ""
    said = f"{now.words}." if now else NONE_COUNTED
    return f"A newer reading differs: {said} Cited: {one.kept.words}. {newer.words}, reading {newer.reading}."
