"""The choices for counting by the catalogs: snapshot, day, unit, scope, owners, and operators or parents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict

from missions.domain.catalog.asking import Choices, ReadingSource
from missions.domain.catalog.vocabulary import By, Owners, Scope, Unit
from missions.domain.dates import day, read_day

CHOSEN: dict[str, type[TextChoices]] = {"unit": Unit, "scope": Scope, "owners": Owners, "by": By}
LABELS = {"unit": "Unit", "scope": "Payloads", "owners": "Owners", "by": "Counted by"}
NAMES = ("snapshot", "on", *CHOSEN)
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """The choices as read; `source` is None if no snapshot fits.

    A choice with an error (`errors`, by field name) is not applied; `text` keeps what was typed.
    """

    choices: Choices
    source: ReadingSource | None
    on: date | None
    sources: tuple[ReadingSource, ...]
    text: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The fields with choices for the template, the chosen ones marked."""
        return [
            {
                "name": name,
                "label": LABELS[name],
                "error": self.errors.get(name),
                "options": [(one.value, one.label, one is getattr(self.choices, name)) for one in kind],
            }
            for name, kind in CHOSEN.items()
        ]

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that lead to the same figures on other pages."""
        given = {name: self.text[name] for name in ("snapshot", "on") if self.text[name] and name not in self.errors}
        return {**given, **self.choices.parameters}

    @property
    def pinned(self) -> dict[str, str]:
        """The same with the snapshot and the day fixed; only if a snapshot fits."""
        return {"snapshot": self.source.snapshot, "on": self.on.isoformat(), **self.choices.parameters}


def read_asked(query: QueryDict, sources: Sequence[ReadingSource], as_of: date) -> Asked:
    """Read the choices; the default day is the last one up to `as_of` that the snapshot can count."""
    text = {name: query.get(name, "").strip()[:LONGEST] for name in NAMES}
    errors: dict[str, str] = {}
    chosen = {}
    for name, kind in CHOSEN.items():
        if text[name] in kind.values:
            chosen[name] = kind(text[name])
        elif text[name]:
            errors[name] = f"Choose one of {', '.join(kind.values)}."
    choices = Choices(**chosen)
    source = _source(text["snapshot"], sources, choices, errors)
    on = _day(text["on"], source, as_of, errors) if source else None
    return Asked(choices, source, on, tuple(sources), text, errors)


def _source(
    name: str, sources: Sequence[ReadingSource], choices: Choices, errors: dict[str, str]
) -> ReadingSource | None:
    """The snapshot of that name, or the newest that counts the unit."""
    fitting = [one for one in sources if one.counts(choices.unit)]
    if not name:
        return fitting[0] if fitting else None
    named = next((one for one in sources if one.snapshot == name), None)
    if named is None:
        errors["snapshot"] = "There is no snapshot of this name at this moment."
        return fitting[0] if fitting else None
    if named not in fitting:
        errors["unit"] = f"{named.publisher.name} does not give this unit. Choose another unit or snapshot."
        return None
    return named


def _day(text: str, source: ReadingSource, as_of: date, errors: dict[str, str]) -> date:
    last = source.last_day(as_of)
    if not text:
        return last
    try:
        on = read_day(text)
        if not source.first_day <= on <= source.data_date:
            raise ValueError(_reach(source))
    except ValueError as error:
        errors["on"] = str(error)
        return last
    return on


def _reach(source: ReadingSource) -> str:
    if source.first_day == source.data_date:
        return f"This snapshot can be counted only on {day(source.data_date)}."
    return f"Choose a day from {day(source.first_day)} to {day(source.data_date)}."
