"""The columns of a file of functions and assessments: their names, labels, limits and possible answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from missions.domain.record.rule.criteria import CRITERIA


class Unreadable(Exception):
    """The file as a whole cannot be used; the message says why and what to do."""


class Several(Exception):
    """More than one sheet of the workbook could be meant: `names` says which."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Several sheets fit: {', '.join(names)}. Choose one.")
        self.names = names


@dataclass(frozen=True)
class Limits:
    """How much of a file is read: bytes, rows below the header, characters in a cell, and for how many seconds."""

    size: int
    rows: int
    cell: int
    seconds: float = 60


@dataclass(frozen=True)
class Line:
    """One row of a file: its line, its cells by column, what is wrong with single cells, or why it is left out."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()
    left_out: str = ""


@dataclass(frozen=True)
class Column:
    """One column: its name in the header, its label, the most characters the record takes, its answers if any.

    `form` says how its values are written, where that is not plain.
    """

    name: str
    label: str
    longest: int
    choices: type[TextChoices] | None = None
    required: bool = False
    form: str = ""


COLUMNS = {
    column.name: column
    for column in (
        Column("area", "Mission area", 40, required=True),
        Column("function", "Function code", 40, required=True),
        Column("name", "Name", 200),
        Column("description", "Description", 2000),
        *(Column(one.name, one.label, 100, one.choices) for one in CRITERIA.values()),
        Column("rationale", "Rationale", 10_000),
        Column("source", "Source", 500),
        Column("effective_on", "Effective date", 40, required=True, form="write a day as 2025-03-01 or 1 Mar 2025"),
    )
}
ANSWERS = tuple(CRITERIA)


def answer(value: str, label: str) -> str:
    """An answer as the template lists it: its code and its label."""
    return f"{value} ({label})"


def plain(words: str) -> str:
    """Words as they are compared: no case, and one underscore for whatever stands between them."""
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


NAMES = {plain(words): column.name for column in COLUMNS.values() for words in (column.name, column.label)}
# As our own exports and people call them.
NAMES |= {
    "fit": "fit",
    "code": "function",
    "effective": "effective_on",
    "assessed_from": "effective_on",
    "commercial_solutions_available": "availability",
}
# What an export of functions says beside them: it follows from the record, so it is not taken in.
NOT_TAKEN = "not taken"
FOLLOWS = (
    "Standing",
    "Recorded",
    "Recorded by",
    "Reason",
    "Provenance of the function",
    "Provenance of the assessment",
    "Entry",
)
NAMES |= {plain(label): NOT_TAKEN for label in FOLLOWS}


def known(cells: Iterable[str]) -> int:
    """How many of the cells name a column."""
    return len({NAMES[name] for name in map(plain, cells) if name in NAMES} - {NOT_TAKEN})


def is_header(cells: Iterable[str]) -> bool:
    """Whether the cells name every column that each row needs."""
    named = {NAMES.get(plain(cell)) for cell in cells}
    return all(column.name in named for column in COLUMNS.values() if column.required)


def header(cells: Iterable[str]) -> list[str | None]:
    """The column of each cell of the header, None for a cell left empty. Raises Unreadable, naming what is possible."""
    found: list[str | None] = []
    for cell in cells:
        name = NAMES.get(plain(cell))
        if name is None and cell:
            raise Unreadable(f"There is no column “{shortened(cell)}”. Columns may be {', '.join(COLUMNS)}.")
        if name in COLUMNS and name in found:
            raise Unreadable(f"Two columns are called “{name}”. Keep one of them.")
        found.append(name)
    missing = [column.name for column in COLUMNS.values() if column.required and column.name not in found]
    if missing:
        raise Unreadable(
            f"A row at the top must name the columns; missing: {', '.join(missing)}. Start from one of the templates."
        )
    return found


def shortened(words: str) -> str:
    """Words short enough to be repeated in a message."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
