"""Compare areas side by side. The strategy lists no functions and areas share none, so names are not matched.

Areas are compared by what they share: the standings, and the six answers of an assessment. A cell differs if its value
is not that of the first area's cell.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.record.rule.evaluation import Evaluation
from missions.domain.vocabulary import Standing


@dataclass(frozen=True)
class AreaValue:
    """One area's value in a row; `item` is the area, `value` what is shown."""

    item: Evaluation
    value: Any
    differs: bool


@dataclass(frozen=True)
class ComparedRow:
    """One row of the comparison, with a cell for each area; the first cell never differs."""

    name: str
    label: str
    cells: tuple[AreaValue, ...]

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)


@dataclass(frozen=True)
class Share:
    """Some of an area's functions, out of all of them: `percent` is rounded, None without functions."""

    label: str
    functions: tuple[FunctionState, ...]
    total: int

    @property
    def percent(self) -> int | None:
        return (200 * len(self.functions) + self.total) // (2 * self.total) if self.total else None

    @property
    def exact(self) -> Fraction | None:
        """The exact share, so that 2 of 4 equals 3 of 6."""
        return Fraction(len(self.functions), self.total) if self.total else None


@dataclass(frozen=True)
class Answered:
    """How an area's functions were answered on one criterion: the count of each answer, and the most frequent."""

    shares: tuple[Share, ...]
    mostly: tuple[str, ...]


@dataclass(frozen=True)
class SideBySide:
    """Two or more areas: the categories in force and indicated, the standings, and the answers."""

    items: tuple[Evaluation, ...]
    facts: tuple[ComparedRow, ...]
    standings: tuple[ComparedRow, ...]
    criteria: tuple[ComparedRow, ...]

    @property
    def differing(self) -> int:
        """The number of rows in which an area differs from the first."""
        return sum(row.differs for row in (*self.facts, *self.standings, *self.criteria))

    @property
    def rows(self) -> int:
        return len(self.facts) + len(self.standings) + len(self.criteria)


def side_by_side(items: Sequence[Evaluation]) -> SideBySide:
    """Compare these areas with the first of them."""
    items = tuple(items)
    return SideBySide(
        items=items,
        facts=(
            _row("category", "Category", items, lambda item: item.area.category),
            _row("since", "Since", items, lambda item: item.area.decided and item.area.decided.since),
            _row("indicated", "Indicated", items, _indicated),
            _row("margin", "Margin", items, lambda item: item.result and item.result.margin),
            _row("drift", "Drift", items, lambda item: item.drifts),
            _row("functions", "Functions", items, lambda item: len(item.area.functions)),
            _row("due", "Evaluation due", items, lambda item: item.due),
        ),
        standings=tuple(
            _row(standing, standing.label, items, _standing_of(standing), by=lambda share: share.exact)
            for standing in Standing
        ),
        criteria=tuple(
            _row(name, criterion.label, items, _answers_to(name), by=lambda answered: answered.mostly)
            for name, criterion in CRITERIA.items()
        ),
    )


def _row(
    name: str,
    label: str,
    items: tuple[Evaluation, ...],
    value: Callable[[Evaluation], Any],
    by: Callable[[Any], Any] = lambda shown: shown,
) -> ComparedRow:
    values = [value(item) for item in items]
    first = by(values[0])
    cells = (AreaValue(item, shown, by(shown) != first) for item, shown in zip(items, values, strict=True))
    return ComparedRow(str(name), label, tuple(cells))


def _indicated(item: Evaluation) -> Any:
    return item.result and item.result.indication.category


def _standing_of(standing: Standing) -> Callable[[Evaluation], Share]:
    def share(item: Evaluation) -> Share:
        functions = item.area.functions
        return Share(standing.label, tuple(one for one in functions if one.standing is standing), len(functions))

    return share


def _answers_to(criterion: str) -> Callable[[Evaluation], Answered]:
    return lambda item: answered(item.area, criterion)


def answered(area: AreaState, criterion: str) -> Answered:
    """The answers for the area's functions on a criterion, in the vocabulary's order, unassessed last."""
    counted = Counter(getattr(one.assessed, criterion) if one.assessed else None for one in area.functions)
    shares = tuple(
        Share(
            answer.label if answer else "Unassessed",
            tuple(one for one in area.functions if (getattr(one.assessed, criterion, None)) == answer),
            len(area.functions),
        )
        for answer in (*CRITERIA[criterion].choices, None)
        if counted[answer]
    )
    most = max((len(share.functions) for share in shares), default=0)
    return Answered(shares, tuple(share.label for share in shares if len(share.functions) == most))
