"""What slides are made of: bars, lanes or a table of words, and how much of it fits on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from missions.domain.vocabulary import Category, Standing

# Lines that fit on a slide in a table.
ROWS_MOST = 13
# Characters that fit across a slide in a table, reckoned wide.
ACROSS = 140
NAME = 46


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: a number for each label and series; `summary` says in a sentence what it shows."""

    labels: tuple[str, ...]
    series: tuple[tuple[Category | Standing | None, str, tuple[int, ...]], ...]
    summary: str
    aside: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """The areas of one category, as many as fit; `more` of them are left out."""

    category: Category | None
    label: str
    number: int
    areas: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """Every category with its areas."""

    lanes: tuple[Lane, ...]


class Tone(StrEnum):
    """What the words of a column warn of."""

    DRIFT = "drift"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words; `shares` are the widths of its columns, `above` stands before it.

    A column with a tone says in its color, and with its mark, what its words warn of.
    """

    columns: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    empty: str = ""
    tones: tuple[Tone | None, ...] = ()

    @property
    def toned(self) -> tuple[Tone | None, ...]:
        """The tone of each column, None for plain words."""
        return self.tones or (None,) * len(self.columns)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its message as title, one body, and a note under it."""

    title: str
    body: Bars | Lanes | Grid
    note: str = ""
    category: Category | None = None


def fitting(rows: Sequence[tuple[str, ...]], shares: tuple[int, ...], lines: int, across: int = ACROSS) -> int:
    """How many of the rows fit in so many lines; a row takes as many as its longest cell needs in its share."""
    taken = 0
    for number, row in enumerate(rows):
        taken += max(
            -(-len(value) * sum(shares) // (share * across)) or 1 for value, share in zip(row, shares, strict=True)
        )
        if taken > lines:
            return number
    return len(rows)


def with_more(note: str, left: int) -> str:
    """The note, and how many lines were left out."""
    return f"{note} {left:,} more: see the workbook.".strip() if left else note
