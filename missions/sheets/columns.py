"""The parts of files: limits, columns with their possible answers, lines, and why a file cannot be used."""

import re
from dataclasses import dataclass

from django.db.models import TextChoices

from missions.domain.kinds.kind import Field, Holds


class UnreadableFile(Exception):
    """The file as a whole cannot be used; the message says why and what to do."""


class SeveralSheets(Exception):
    """More than one sheet of the workbook could be meant; `names` are the sheets."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Several sheets fit: {', '.join(names)}. Choose one.")
        self.names = names


@dataclass(frozen=True)
class FileLimits:
    """The limits on reading a file: bytes, rows below the header, characters in a cell, and seconds."""

    size: int
    rows: int
    cell: int
    seconds: float = 60


@dataclass(frozen=True)
class FileLine:
    """One row of a file: its line, its cells by column, problems of single cells, or why it is left out."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()
    left_out: str = ""


@dataclass(frozen=True)
class SheetColumn:
    """One column: its name in the header, its label, the most characters the record takes, its answers if any.

    `form` says how its values are written, if that is not obvious. In an `exact` column, invisible characters are
    ignored; a `dated` one contains days. A template offers the answers in `offered`, or all of them.
    """

    name: str
    label: str
    longest: int
    choices: type[TextChoices] | None = None
    required: bool = False
    form: str = ""
    exact: bool = False
    dated: bool = False
    offered: tuple[TextChoices, ...] = ()

    @property
    def answers(self) -> tuple[TextChoices, ...]:
        """The answers that a template offers."""
        return self.offered or tuple(self.choices or ())

    def read(self, text: str) -> str | None:
        """The stored value of an answer: written as its code, its label, or both as the template lists them."""
        wanted = plain(text)
        for one in self.choices or ():
            if wanted in {plain(one.value), plain(one.label), plain(answer(one.value, one.label))}:
                return one.value
        return None


def column_of(field: Field, name: str = "", label: str = "", form: str = "") -> SheetColumn:
    """The column of a declared field, with all its names; limited to one line unless it is a long text."""
    longest = field.longest if field.is_text else 40
    name, label, days = name or field.name, label or field.label, field.holds is Holds.DAY
    return SheetColumn(name, label, longest, field.choices, form=form, exact=not field.is_text, dated=days)


# What an export adds to its columns: it is computed from the record, so an import ignores it.
NOT_TAKEN = "not taken"


def answer(value: str, label: str) -> str:
    """An answer as the template lists it: its code and its label."""
    return f"{value} ({label})"


def plain(words: str) -> str:
    """Words in the form in which they are compared: lower case, with one underscore between them."""
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


def shortened(words: str) -> str:
    """Words cut short enough to be repeated in a message."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
