"""The posture: every area against eight columns, from the records in force on a day."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from missions.domain.commercial.measures import BY_COLUMN
from missions.domain.commercial.measures.counting import MeasureResult, MeasureScope
from missions.domain.commercial.portfolio import AreaView, CommercialPortfolio
from missions.domain.commercial.posture.columns import CellState, PostureColumn, worst_state
from missions.domain.commercial.posture.losses import Losses
from missions.domain.commercial.records import FunctionInForce
from missions.domain.record.rule.policy_numbers import Limits, limits


@dataclass(frozen=True, slots=True)
class PostureCell:
    """One area in one column. If it is `not_sought`, nothing is counted and `why` says so; else `why` is empty."""

    area: str
    column: PostureColumn
    state: CellState
    results: tuple[MeasureResult, ...]
    why: str

    @property
    def deciding(self) -> MeasureResult | None:
        """The measure that decides the cell's state, the first of several; None if nothing is counted."""
        counted = [one for one in self.results if one.has_any]
        same = [one for one in counted if one.state is self.state]
        return next(iter(same or counted), None)

    @property
    def illustrative(self) -> int:
        """How many of the records behind the cell are illustrative."""
        return len({ref for one in self.results for ref in one.illustrative})

    @property
    def oldest(self) -> date | None:
        """The effective date of the oldest record behind the cell; None if there is none."""
        return min((one.oldest for one in self.results if one.oldest), default=None)


class Cells(tuple[PostureCell, ...]):
    """The cells of an area, in the order of the columns; what is made from them is kept with them."""


@dataclass(frozen=True)
class Posture:
    """All cells of a portfolio under these thresholds, each computed once.

    `policy` is the number of the policy revision that they come from, None if there is none.
    """

    portfolio: CommercialPortfolio = field(repr=False)
    limits: Limits = field(default_factory=limits)
    policy: int | None = None
    _rows: dict[str, Cells] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def losses(self) -> Losses:
        return Losses(self.portfolio)

    @property
    def areas(self) -> tuple[AreaView, ...]:
        """The areas in the order given."""
        return tuple(self.portfolio.views.values())

    @cached_property
    def cells(self) -> dict[tuple[str, PostureColumn], PostureCell]:
        """Every cell by area and column."""
        return {(area.code, cell.column): cell for area in self.areas for cell in self.row(area.code)}

    @cached_property
    def illustrative(self) -> int:
        """How many cells rest on an illustrative record."""
        return sum(cell.illustrative > 0 for cell in self.cells.values())

    def with_functions(self, functions: tuple[FunctionInForce, ...]) -> "Posture":
        """The posture if this is said about functions. An area about whose functions the same is said keeps its cells.

        A cell is made from the functions of its own area, and from records of the commercial side.
        """
        made = replace(self, portfolio=self.portfolio.with_functions(functions))
        if made.portfolio.function_of.keys() == self.portfolio.function_of.keys():
            made.__dict__["losses"] = self.losses.carried_on(made.portfolio)
            views = self.portfolio.views
            same = (code for code, view in made.portfolio.views.items() if view.functions == views[code].functions)
            made._rows.update((code, self._rows[code]) for code in same if code in self._rows)
        return made

    def row(self, area: str) -> Cells:
        """The cells of an area, in the order of the columns; the other areas are not counted for it."""
        if area not in self._rows:
            view = self.portfolio.views[area]
            self._rows[area] = Cells(self._cell(view, column) for column in PostureColumn)
        return self._rows[area]

    def _cell(self, area: AreaView, column: PostureColumn) -> PostureCell:
        if area.not_sought:
            return PostureCell(area.code, column, CellState.NOT_SOUGHT, (), why_not_sought(area))
        scope = MeasureScope(area, self.limits, self.losses)
        results = tuple(measure.result(scope) for measure in BY_COLUMN[column])
        state = worst_state([(one.state, one.has_any) for one in results])
        return PostureCell(area.code, column, state, results, "")


def why_not_sought(area: AreaView) -> str:
    """Why commercial solutions are not sought for an area."""
    if judgment := area.not_sought_by:
        return f"A judgment says that commercial solutions are not sought here: {judgment.reason}"
    return "Every function here must be performed by the government."
