"""Figures of the catalogs that are cited as evidence, and what the newest reading says of the same."""

from dataclasses import dataclass
from datetime import date

from missions.domain import addresses
from missions.domain.catalog.asking import Choices, Source
from missions.domain.catalog.figures import NONE_COUNTED, Figures, heading
from missions.domain.catalog.vocabulary import By, Owners, Publisher, Scope, Unit
from missions.domain.record.figures import Figure
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import FigureKind


@dataclass(frozen=True, slots=True)
class Citation:
    """What was asked of which reading when it was cited, and the figures as they were computed then."""

    area: str
    on: date
    choices: Choices
    publisher: Publisher
    reading: int
    kept: Figures


def cited(area: str, source: Source, choices: Choices, on: date, found: Figures, moment: Moment) -> Figure:
    """The figures of an area as a figure to cite; `moment` names the record they are of, `known` included."""
    pinned = {"snapshot": source.snapshot, "on": on.isoformat(), **choices.parameters}
    return Figure(
        kind=FigureKind.CATALOG,
        title=f"{heading(area, choices, on)}: {found.words}",
        on=on,
        address=addresses.operators(area, moment.parameters, **pinned),
        words=(f"{heading(area, choices, on)}.", f"{found.words}.", f"{source.words}."),
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


def citation(figure: Figure) -> Citation | None:
    """What a kept figure cites of the catalogs; None for one of another page."""
    if figure.kind is not FigureKind.CATALOG:
        return None
    said = figure.numbers
    return Citation(
        area=said["area"],
        on=date.fromisoformat(said["on"]),
        choices=Choices(Unit(said["unit"]), Scope(said["scope"]), Owners(said["owners"]), By(said["by"])),
        publisher=Publisher(said["publisher"]),
        reading=said["reading"],
        kept=Figures(**said["figures"]),
    )


def moved(one: Citation, newer: Source, now: Figures | None) -> str:
    """What a newer reading says where that differs; empty where it says the same."""
    if now == one.kept:
        return ""
    said = f"{now.words}." if now else NONE_COUNTED
    return f"A newer reading differs: {said} Cited: {one.kept.words}. {newer.words}, reading {newer.reading}."
