"""Compare the record at two dates: what moved, what was assessed, what drifted.

A comparison is the net difference between two values of the portfolio; it leaves out what came and went in between.
Swapping the dates mirrors it; comparing a portfolio with itself gives nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from missions.domain.difference import Difference
from missions.domain.record import kinds
from missions.domain.record.portfolio import AreaState, Assessed, Attribution, FunctionState, PolicyState, Portfolio
from missions.domain.record.rule.indication import RuleResult, rule_result
from missions.domain.record.rule.policy_numbers import EVERY_NUMBER
from missions.domain.vocabulary import Category

ASSESSMENT = {one.name: one.label for one in kinds.ASSESSMENT.fields}
AREA = {"name": "Name", "abbreviation": "Abbreviation", "emerging": "Emerging area"}
FUNCTION = {one.name: one.label for one in kinds.FUNCTION.fields}
POLICY = {name: number.label for name, number in EVERY_NUMBER.items()}


class MovementKind(Enum):
    """What kind of difference a movement is."""

    SHIFTED = "Category moved"
    REAFFIRMED = "Category reaffirmed"
    ASSESSED = "Assessed"
    UNASSESSED = "Assessment no longer in force"
    ADDED = "Added"
    WITHDRAWN = "No longer in force"
    RETIRED = "Retired"
    REINSTATED = "Taken back from retirement"
    REVISED = "Renamed or described"
    DRIFT_BEGAN = "Drift began"
    DRIFT_ENDED = "Drift ended"
    INDICATED = "Indicated category changed"
    POLICY = "Policy changed"

    @property
    def label(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Movement:
    """One difference between the two dates.

    `area` is the code of the area, empty for the policy. `function` is the code of the function, empty for the area
    itself. `name` is its name at the later date. `before` and `after` are the two values, in words; `was` and `became`
    say who recorded them, both None if the rule says it and not a person.
    """

    kind: MovementKind
    area: str
    function: str
    name: str = field(compare=False)
    before: str
    after: str
    changes: tuple[Difference, ...] = ()
    was: Attribution | None = None
    became: Attribution | None = None
    before_category: Category | None = None
    after_category: Category | None = None

    @property
    def said(self) -> Attribution | None:
        """Who recorded the later value; without a later value, who recorded the earlier one."""
        return self.became or self.was

    @property
    def restands(self) -> bool:
        """Whether the standing, or any other value of the two sides, differs."""
        return self.before != self.after

    @property
    def material(self) -> bool:
        """Whether a category, a standing, existence, drift or the policy differs, and not only wording."""
        if self.kind in (MovementKind.ASSESSED, MovementKind.UNASSESSED):
            return self.restands
        return self.kind is not MovementKind.REVISED


@dataclass(frozen=True)
class Comparison:
    """What differs between `before` and `after`: the policy first, then areas in the strategy's order."""

    before: Portfolio
    after: Portfolio
    movements: tuple[Movement, ...]

    def of(self, *kinds: MovementKind) -> tuple[Movement, ...]:
        """The movements of these kinds, in the same order."""
        return tuple(one for one in self.movements if one.kind in kinds)

    @property
    def material(self) -> "Comparison":
        """The same, without new wordings and new assessments that leave the standing as it was."""
        return replace(self, movements=tuple(one for one in self.movements if one.material))

    @property
    def counts(self) -> Mapping[MovementKind, int]:
        """How many movements there are of each kind, zeros included."""
        return {kind: len(self.of(kind)) for kind in MovementKind}


def compare(before: Portfolio, after: Portfolio, *, area: str | None = None) -> Comparison:
    """The movements from one portfolio to the other, of all areas or of the area of that code.

    Both must include retired functions, so that retirement can be told from withdrawal.
    """
    earlier = {one.code: one for one in before.everything}
    later = {one.code: one for one in after.everything}
    # By position in the strategy, so that both directions have the same order.
    order = {code: (min(_positions(code, earlier, later)), code) for code in {*earlier, *later}}
    movements = list(_policy(before.policy, after.policy))
    for code in sorted(order, key=order.get):
        if area in (None, code):
            movements += _area(earlier.get(code), later.get(code), before.policy, after.policy)
    return Comparison(before, after, tuple(movements))


def _positions(code: str, *sides: Mapping[str, AreaState]) -> Iterable[int]:
    return [side[code].position for side in sides if code in side]


def _area(
    before: AreaState | None, after: AreaState | None, was: PolicyState | None, became: PolicyState | None
) -> Iterator[Movement]:
    state = after or before
    if before is None or after is None:
        yield _began(state, "", before, after)
    else:
        yield from _revised(state.code, "", before, after, AREA)
    yield from _decided(state, before, after)
    yield from _drift(state, before and rule_result(active(before), was), after and rule_result(active(after), became))
    earlier = {one.code: one for one in before.functions} if before else {}
    later = {one.code: one for one in after.functions} if after else {}
    for code in sorted({*earlier, *later}):
        yield from _function(earlier.get(code), later.get(code))


def active(area: AreaState) -> AreaState:
    """The area without its retired functions, as the rule counts it."""
    return replace(area, functions=tuple(one for one in area.functions if not one.retired))


def _began(state: Any, function: str, before: Any, after: Any) -> Movement:
    """A subject that is in the record at only one of the two dates."""
    words = state.standing.label if function else ""
    return Movement(
        kind=MovementKind.ADDED if before is None else MovementKind.WITHDRAWN,
        area=state.area if function else state.code,
        function=function,
        name=state.name,
        before=words if before else "",
        after=words if after else "",
        was=before and before.said,
        became=after and after.said,
    )


def _revised(area: str, function: str, before: Any, after: Any, fields: Mapping[str, str]) -> Iterator[Movement]:
    changes, renamed = _changes(before, after, fields), before.name != after.name
    if changes:
        yield Movement(
            kind=MovementKind.REVISED,
            area=area,
            function=function,
            name=after.name,
            before=before.name if renamed else "",
            after=after.name if renamed else "",
            changes=changes,
            was=before.said,
            became=after.said,
        )


def _decided(state: AreaState, before: AreaState | None, after: AreaState | None) -> Iterator[Movement]:
    was, became = before and before.decided, after and after.decided
    if (was and was.said.sequence) == (became and became.said.sequence):
        return
    was_in, became_in = was and was.category, became and became.category
    yield Movement(
        kind=MovementKind.REAFFIRMED if was_in == became_in else MovementKind.SHIFTED,
        area=state.code,
        function="",
        name=state.name,
        before=was_in.label if was_in else "",
        after=became_in.label if became_in else "",
        was=was and was.said,
        became=became and became.said,
        before_category=was_in,
        after_category=became_in,
    )


def _drift(state: AreaState, before: RuleResult | None, after: RuleResult | None) -> Iterator[Movement]:
    was, became = before and before.indication.category, after and after.indication.category
    drifted, drifts = bool(before and before.drifts), bool(after and after.drifts)
    if drifted != drifts:
        kind = MovementKind.DRIFT_BEGAN if drifts else MovementKind.DRIFT_ENDED
    elif was != became:
        kind = MovementKind.INDICATED
    else:
        return
    yield Movement(
        kind=kind,
        area=state.code,
        function="",
        name=state.name,
        before=was.label if was else "Undetermined",
        after=became.label if became else "Undetermined",
        before_category=was,
        after_category=became,
    )


def _function(before: FunctionState | None, after: FunctionState | None) -> Iterator[Movement]:
    held, holds = before and not before.retired, after and not after.retired
    state = after or before
    if not held and not holds:
        return
    if before is None or after is None:
        yield _began(state, state.code, before, after)
    elif before.retired != after.retired:
        yield Movement(
            kind=MovementKind.RETIRED if after.retired else MovementKind.REINSTATED,
            area=state.area,
            function=state.code,
            name=after.name,
            before=before.standing.label if held else "",
            after=after.standing.label if holds else "",
            was=before.said,
            became=after.said,
        )
    if before and after:
        yield from _revised(state.area, state.code, before, after, FUNCTION)
    yield from _assessed(state, before and before.assessed, after and after.assessed, before, after)


def _assessed(
    state: FunctionState,
    was: Assessed | None,
    became: Assessed | None,
    before: FunctionState | None,
    after: FunctionState | None,
) -> Iterator[Movement]:
    if (was and was.said.sequence) == (became and became.said.sequence):
        return
    yield Movement(
        kind=MovementKind.UNASSESSED if became is None else MovementKind.ASSESSED,
        area=state.area,
        function=state.code,
        name=state.name,
        before=before.standing.label if before else "",
        after=after.standing.label if after else "",
        changes=_changes(was, became, ASSESSMENT),
        was=was and was.said,
        became=became and became.said,
    )


def _policy(before: PolicyState | None, after: PolicyState | None) -> Iterator[Movement]:
    changes = _changes(before, after, POLICY)
    if changes:
        yield Movement(
            kind=MovementKind.POLICY,
            area="",
            function="",
            name="Policy",
            before=f"Policy {before.number}" if before else "",
            after=f"Policy {after.number}" if after else "",
            changes=changes,
            was=before and before.said,
            became=after and after.said,
        )


def _changes(before: Any, after: Any, fields: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields that differ between two facts, in words; either fact may be missing."""
    found = (Difference(label, _words(before, name), _words(after, name)) for name, label in fields.items())
    return tuple(one for one in found if one.before != one.after)


def _words(fact: Any, name: str) -> str:
    value = (fact.value_of(name) if isinstance(fact, PolicyState) else getattr(fact, name)) if fact else ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(getattr(value, "label", value))


# For each kind, the words for one and for several, about areas and about functions.
MOVEMENT_WORDS = (
    (MovementKind.SHIFTED, False, "area moved to another category", "areas moved to another category"),
    (MovementKind.REAFFIRMED, False, "category was reaffirmed", "categories were reaffirmed"),
    (MovementKind.ADDED, False, "area was added", "areas were added"),
    (MovementKind.WITHDRAWN, False, "area is no longer in force", "areas are no longer in force"),
    (MovementKind.ASSESSED, True, "function was assessed", "functions were assessed"),
    (MovementKind.UNASSESSED, True, "assessment is no longer in force", "assessments are no longer in force"),
    (MovementKind.ADDED, True, "function was added", "functions were added"),
    (MovementKind.WITHDRAWN, True, "function is no longer in force", "functions are no longer in force"),
    (MovementKind.RETIRED, True, "function was retired", "functions were retired"),
    (
        MovementKind.REINSTATED,
        True,
        "function was taken back from retirement",
        "functions were taken back from retirement",
    ),
    (MovementKind.REVISED, True, "function was renamed or described", "functions were renamed or described"),
    (MovementKind.REVISED, False, "area was renamed", "areas were renamed"),
    (MovementKind.DRIFT_BEGAN, False, "area began to drift", "areas began to drift"),
    (MovementKind.DRIFT_ENDED, False, "area ceased to drift", "areas ceased to drift"),
    (MovementKind.INDICATED, False, "area has another category indicated", "areas have another category indicated"),
)


def sentence(comparison: Comparison, between: str, nothing: str = "nothing differs") -> str:
    """The difference in one sentence that begins with `between`, such as "Between 1 Mar 2025 and 1 Mar 2026".

    If there is none, the sentence ends with `nothing`.
    """
    told = []
    for kind, of_functions, one, many in MOVEMENT_WORDS:
        number = sum(bool(movement.function) is of_functions for movement in comparison.of(kind))
        told += [f"{number} {one if number == 1 else many}"] if number else []
    if comparison.of(MovementKind.POLICY):
        told.append("the policy changed")
    if not told:
        return f"{between}, {nothing}."
    last = told.pop()
    return f"{between}, {', '.join(told)} and {last}." if told else f"{between}, {last}."
