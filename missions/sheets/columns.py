"""The columns of a file of functions and assessments: their names, labels, limits and possible answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from missions.domain.record.criteria import CRITERIA

# Cells further right than this are not looked at: no file of ours has as many.
MOST_COLUMNS = 60


class Unreadable(Exception):
    """The file as a whole cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read: bytes, rows below the header, characters in a cell."""

    size: int
    rows: int
    cell: int


@dataclass(frozen=True)
class Line:
    """One row of a file: its line, its cells by column, and what is wrong with single cells."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column: its name in the header, its label, the most characters the record takes, its answers if any."""

    name: str
    label: str
    longest: int
    choices: type[TextChoices] | None = None
    required: bool = False


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
        Column("effective_on", "Effective date", 40, required=True),
    )
}
ANSWERS = tuple(CRITERIA)


def plain(words: str) -> str:
    """Words as they are compared: no case, and one underscore for whatever stands between them."""
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


NAMES = {plain(words): column.name for column in COLUMNS.values() for words in (column.name, column.label)}
NAMES |= {"fit": "fit", "code": "function", "effective": "effective_on"}


def header(cells: Iterable[str]) -> list[str | None]:
    """The column of each cell of the header, None for a cell left empty. Raises Unreadable, naming what is possible."""
    found: list[str | None] = []
    for cell in cells:
        name = NAMES.get(plain(cell))
        if name is None and cell.strip():
            raise Unreadable(f"There is no column “{shortened(cell)}”. Columns may be {', '.join(COLUMNS)}.")
        if name and name in found:
            raise Unreadable(f"Two columns are called “{name}”. Keep one of them.")
        found.append(name)
    missing = [column.name for column in COLUMNS.values() if column.required and column.name not in found]
    if missing:
        raise Unreadable(
            f"The first row must name the columns; missing: {', '.join(missing)}. Start from one of the templates."
        )
    return found


def line(number: int, names: list[str | None], cells: Iterable[str], limits: Limits) -> Line | None:
    """One row as a `Line`, None where all of it is empty or it is a remark (its first cell begins with #)."""
    found: dict[str, str] = {}
    problems = []
    for place, cell in enumerate(cells):
        text = cell.strip()
        if place == 0 and text.startswith("#"):
            return None
        name = names[place] if place < len(names) else None
        if name is None:
            if text:
                problems.append(f"Column {place + 1} has no name in the first row, but holds a value here.")
            continue
        if "\0" in text:
            problems.append(f"{COLUMNS[name].label} holds a character that is no text.")
            text = text.replace("\0", "")
        if len(text) > limits.cell:
            problems.append(
                f"{COLUMNS[name].label} has {len(text):,} characters; a cell may have {limits.cell:,} at most."
            )
            text = f"{text[:100]}…"
        if text:
            found[name] = text
    return Line(number, found, tuple(problems)) if found or problems else None


def shortened(words: str) -> str:
    """Words short enough to be repeated in a message."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
