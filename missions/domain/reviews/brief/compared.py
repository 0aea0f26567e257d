"""The functions of an area at the last decision, when a proposal was written, and now: what changed between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.reviews.brief.wording import WordingLine, by_words


@dataclass(frozen=True)
class ComparedFunction:
    """One function at the last decision, when the proposal was written, and now; None if it did not exist."""

    code: str
    name: str
    before: FunctionState | None
    base: FunctionState | None
    now: FunctionState | None
    changes: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether its standing or assessment differs between the three."""
        return bool(self.changes)

    @property
    def restands(self) -> bool:
        """Whether its standing, the only thing that the rule reads, has changed."""
        before = self.before or self.base
        return (before and before.standing) != (self.now and self.now.standing)

    @cached_property
    def rationale(self) -> WordingLine:
        """How the rationale of the assessment changed since the last decision, or since the proposal was written."""
        return by_words("Rationale", _rationale(self.before or self.base), _rationale(self.now))


def compared(before: AreaState | None, base: AreaState | None, now: AreaState) -> tuple[ComparedFunction, ...]:
    """Every function of the three, with those that differ first."""
    areas = (before, base, now)
    sides = [_by_code(area) for area in areas]
    codes = sorted({code for side in sides for code in side})
    found = []
    for code in codes:
        three = [side.get(code) for side in sides]
        there = [state for state, area in zip(three, areas, strict=True) if area is not None]
        named = next(one for one in reversed(three) if one)
        found.append(ComparedFunction(code, named.name, *three, changes=_changes(*there)))
    return tuple(sorted(found, key=lambda one: not one.differs))


def _by_code(area: AreaState | None) -> dict[str, FunctionState]:
    return {function.code: function for function in area.functions} if area else {}


def _rationale(state: FunctionState | None) -> str:
    return state.assessed.rationale if state and state.assessed else ""


def _changes(*states: FunctionState | None) -> tuple[str, ...]:
    """The changes from each state to the next, in words."""
    said: list[str] = []
    for earlier, later in pairwise(states):
        said += (one for one in _between(earlier, later) if one not in said)
    return tuple(said)


def _between(earlier: FunctionState | None, later: FunctionState | None) -> Iterable[str]:
    if earlier is None or later is None:
        if later is not None:
            yield "added"
        elif earlier is not None:
            yield "retired"
        return
    if earlier.assessed is None or later.assessed is None:
        if later.assessed is not None:
            yield "assessed for the first time"
        elif earlier.assessed is not None:
            yield "assessment withdrawn"
        return
    for name, criterion in CRITERIA.items():
        old, new = getattr(earlier.assessed, name), getattr(later.assessed, name)
        if old != new:
            yield f"{criterion.short}: {old.label.lower()} → {new.label.lower()}"
