"""Measures for printing: one JSON object, or a table for people, with the notes that its numbers need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from missions.catalog.concentration import Concentration, CountedCatalog
from missions.catalog.no_data import LITTLE, silent
from missions.domain.catalog.vocabulary import By, Owners, Publisher, Scope, Unit

HEADINGS = (
    "area", "satellites", "known", "unknown", "operators", "largest", "share", "effective", "HHI", "low to high",
    "without largest",
)  # fmt: skip
# Text is aligned left, numbers right.
TEXTS = {"area", "largest"}
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class MeasureChoices:
    """What was measured: a catalog with the date of its data, and the choices."""

    publisher: Publisher
    edition: date
    credit: str
    license: str
    unit: Unit
    scope: Scope
    owners: Owners
    by: By


def unanswerable(publisher: Publisher, edition: date, on: date, *, stated: bool = True) -> str:
    """Why a catalog with data of this date cannot answer for a day; empty if it can.

    Files that do not state their date may answer for days after their latest launch.
    """
    if publisher is Publisher.GCAT and stated and on > edition:
        return f"The data are from {edition} and do not show what ended later. Ask for a day up to {edition}."
    if publisher is Publisher.UCS and on < edition:
        return f"The UCS Satellite Database leaves out what has ended, so it counts only for its own date, {edition}."
    return ""


def unmeasurable(publisher: Publisher, unit: Unit) -> str:
    """Why a catalog cannot count in a unit; empty if it can."""
    if publisher is Publisher.GCAT and unit in {Unit.MASS, Unit.GEO}:
        return "GCAT has neither launch mass nor the operational orbit: mass and GEO are counted from UCS alone."
    return ""


def as_json(measured: CountedCatalog) -> dict[str, Any]:
    """The measure as one JSON object: shares in percent with one decimal, indexes rounded.

    An area without usable data is absent, never zero; without a known operator, its share and index are null.
    """
    return {
        "on": measured.on.isoformat(),
        "not_ended": measured.not_ended,
        "unknown_owner": measured.unknown_owner,
        "areas": {area: _area(one) for area, one in measured.areas.items()},
    }


def _area(one: Concentration) -> dict[str, Any]:
    return {
        "satellites": one.rows,
        "known": _number(one.known),
        "unknown": _number(one.unknown),
        "operators": one.operators,
        "largest": None if one.share is None else {"name": one.largest, "share": float(round(one.share, 1))},
        "hhi": None if one.hhi is None else round(one.hhi),
        "hhi_low": round(one.hhi_low),
        "hhi_high": round(one.hhi_high),
    }


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(round(amount, 1))


def as_table(measured: CountedCatalog, asked: MeasureChoices) -> str:
    """The measure as lines of text, with the credit, and with the areas that have no usable data."""
    scope = {Scope.COMMERCIAL: "commercial payloads", Scope.ALL: "all payloads"}[asked.scope]
    licensed = f" License: {asked.license}." if asked.license else ""
    lines = [
        f"{asked.publisher.label}, data of {asked.edition}. Credit: {asked.credit}.{licensed}",
        f"On {measured.on}: {measured.not_ended:,} payloads not ended in the catalog, "
        f"{measured.unknown_owner:,} of them with no owner found.",
        f"Unit: {asked.unit.label}. Scope: {scope}; {asked.owners.label}; by {asked.by.label.lower()}.",
        "",
        *_columns([HEADINGS, *(_cells(area, one) for area, one in measured.areas.items())]),
        "",
        "Shares and index count only known owners. Low: each unknown owner is a separate operator; high: all are one.",
        "A count of satellites is not a count of services. Do not read one index alone: another unit gives another.",
    ]
    if asked.unit is Unit.MASS:
        lines.append("Amounts are kilograms at launch; satellites without a mass are not in them.")
    if asked.owners is not Owners.ALL:
        lines.append(
            "Payloads whose owner's state is not known are left out of this scope, so its bounds are narrower."
        )
    lines += [LITTLE[area] for area in measured.areas if area in LITTLE]
    lines += ["", "No usable data:"]
    lines += [f"  {area}: {words}" for area, words in silent(asked.publisher, asked.scope).items()]
    return "\n".join(lines)


def _cells(area: str, one: Concentration) -> Sequence[str]:
    return (
        area,
        f"{one.rows:,}",
        f"{_number(one.known):,}",
        f"{_number(one.unknown):,}",
        f"{one.operators:,}",
        one.largest or NOTHING,
        NOTHING if one.share is None else f"{one.share:.1f}%",
        NOTHING if one.effective is None else f"{one.effective:.1f}",
        _index(one.hhi),
        f"{round(one.hhi_low):,} to {round(one.hhi_high):,}",
        _index(one.hhi_without_largest),
    )


def _index(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{round(value):,}"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if title in TEXTS else cell.rjust(width)
            for title, cell, width in zip(HEADINGS, row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
