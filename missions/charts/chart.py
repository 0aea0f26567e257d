"""What every figure consists of: a sentence, the figure itself, and its numbers as a table with links."""

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


class ChartRow(NamedTuple):
    """One row of a figure's table; `url` is the link of its first cell and of the mark."""

    cells: tuple[Cell, ...]
    url: str


@dataclass(frozen=True)
class Chart:
    """A figure with its texts and its table; `spec` is None if there is nothing to draw, as `summary` then says."""

    slug: str
    title: str
    summary: str
    spec: dict[str, Any] | None
    header: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def drawing(self) -> Drawing | None:
        """The figure as markup; None if there is nothing to draw."""
        return drawing(self.slug, self.title, self.spec) if self.spec else None


def category_url(category: Category | None, moment: Moment) -> str:
    """The list of the areas in that category; the list of all areas if it is None."""
    return addresses.areas(moment.parameters, **({"category": category.value} if category else {}))


def named(area: AreaState) -> str:
    """An area's code, short enough to be shown beside its mark."""
    return plain(area.code, LABEL_LENGTH)


def drawn(items: Sequence[Item]) -> tuple[Sequence[Item], str]:
    """The items that fit in the figure, and a line with the number of further ones in the table (empty if none)."""
    if len(items) <= MOST_ROWS:
        return items, ""
    return items[:MOST_ROWS], f"and {len(items) - MOST_ROWS:,} more"


def shown_of(items: Sequence, which: str) -> str:
    """A sentence on which items the figure shows if not all of them fit; else empty."""
    return f" Shown are {which.format(MOST_ROWS)}; the table has all {len(items):,}." if len(items) > MOST_ROWS else ""


def percent(part: int, total: int) -> float:
    """The part in percent of the total; 0 if the total is 0."""
    return round(100 * part / total, 2) if total else 0
