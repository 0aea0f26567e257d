"""The posture over time: its cells at the end of each of the last quarters, and on the day itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.grid import Posture, PostureCell

QUARTERS = 8
MONTHS = 3


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell as it was; `measure` is the key of the deciding measure, empty if nothing was counted."""

    state: CellState
    measure: str
    n: int
    of: int
    unknown: int


@dataclass(frozen=True)
class SeenPosture:
    """The posture on a day: its cells by area and column, and the number of the policy revision, None without one."""

    on: date
    policy: int | None
    cells: dict[tuple[str, PostureColumn], SeenCell]

    def states(self, column: PostureColumn) -> dict[CellState, int]:
        """How many areas were in each state in a column, zeros included."""
        found = [cell.state for (_, one), cell in self.cells.items() if one is column]
        return {state: found.count(state) for state in CellState}


def quarter_ends(on: date) -> tuple[date, ...]:
    """The last days of the last `QUARTERS` quarters before a day, the earliest first, and the day itself.

    Fewer at the beginning of the calendar.
    """
    first = date(on.year, on.month - (on.month - 1) % MONTHS, 1)
    ends = []
    while len(ends) < QUARTERS and first > date.min:
        ends.append(first - timedelta(days=1))
        last = ends[-1]
        first = date(last.year, last.month - MONTHS + 1, 1)
    return (*reversed(ends), on)


def seen(postures: Iterable[Posture]) -> tuple[SeenPosture, ...]:
    """What is kept of these postures: every cell, but no records."""
    return tuple(
        SeenPosture(one.portfolio.on, one.policy, {key: _cell(cell) for key, cell in one.cells.items()})
        for one in postures
    )


def _cell(cell: PostureCell) -> SeenCell:
    result = cell.deciding
    if result is None or not result.has_any:
        return SeenCell(cell.state, "", 0, 0, 0)
    return SeenCell(cell.state, result.measure, result.n, result.of, result.unknown)
