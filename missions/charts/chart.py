"""What every figure carries: a sentence, the figure itself, the same numbers as a table, and where each mark leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from missions.charts.svg.drawing import Drawing, drawing
from missions.charts.theme import LABEL_LENGTH, MOST_ROWS, plain
from missions.domain import addresses
from missions.domain.record.portfolio import AreaState, Moment
from missions.domain.vocabulary import Category

Cell = str | int | date
Item = TypeVar("Item")


class Row(NamedTuple):
    """One line of a figure's table; `url` is where its first cell, and the mark, lead."""

    cells: tuple[Cell, ...]
    url: str


@dataclass(frozen=True)
class Chart:
    """A figure with its words and its table; `spec` is None where there is nothing to draw, which `summary` says."""

    slug: str
    title: str
    summary: str
    spec: dict[str, Any] | None
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def drawing(self) -> Drawing | None:
        """The figure as markup; None where there is nothing to draw."""
        return drawing(self.slug, self.title, self.spec) if self.spec else None


def category_url(category: Category | None, moment: Moment) -> str:
    """The list of the areas in that category; of all areas for those in none."""
    return addresses.areas(moment.parameters, **({"category": category.value} if category else {}))


def named(area: AreaState) -> str:
    """An area's code, short enough to stand beside its mark."""
    return plain(area.code, LABEL_LENGTH)


def drawn(items: Sequence[Item]) -> tuple[Sequence[Item], str]:
    """The items that a figure has room for, and a line that names how many more the table lists (empty for none)."""
    if len(items) <= MOST_ROWS:
        return items, ""
    return items[:MOST_ROWS], f"and {len(items) - MOST_ROWS:,} more"


def shown_of(items: Sequence, which: str) -> str:
    """The sentence that says which items a figure without room for all of them shows; empty where it shows all."""
    return f" Shown are {which.format(MOST_ROWS)}; the table has all {len(items):,}." if len(items) > MOST_ROWS else ""


def percent(part: int, total: int) -> float:
    """The part in percent of the total, 0 of nothing."""
    return round(100 * part / total, 2) if total else 0
