"""The rule applied to answers and thresholds that somebody tries out. Nothing here is part of the record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.record.rule.categorization import standing_of
from missions.domain.record.rule.criteria import CRITERIA, DECIDING

ChangedAnswers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class TriedFunction:
    """A function with its recorded answers (None if unassessed) and the answers tried out instead."""

    function: FunctionState
    changes: Mapping[str, str]
    after: FunctionState

    @property
    def moved(self) -> bool:
        """Whether the function's standing would change."""
        return self.after.standing is not self.function.standing


def try_out(area: AreaState, changes: ChangedAnswers) -> tuple[AreaState, tuple[TriedFunction, ...]]:
    """The area with other answers, by function code and name of the answer; ValueError for an unknown one."""
    tried = tuple(_try(function, changes.get(function.code, {})) for function in area.functions)
    return replace(area, functions=tuple(one.after for one in tried)), tried


def _try(function: FunctionState, changes: Mapping[str, str]) -> TriedFunction:
    if not changes:
        return TriedFunction(function, {}, function)
    answers = {
        name: changes.get(name) or (getattr(function.assessed, name) if function.assessed else CRITERIA[name].start)
        for name in DECIDING
    }
    return TriedFunction(function, changes, replace(function, standing=standing_of(**answers)))
