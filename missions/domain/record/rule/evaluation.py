"""When an area is next to be evaluated.

"The Department will regularly evaluate the national security space mission areas" (section IV); the policy says how
often.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from missions.domain.dates import months_after
from missions.domain.memo import memoized
from missions.domain.record.portfolio import AreaState, PolicyState, Portfolio
from missions.domain.record.rule.indication import RuleResult, rule_result
from missions.domain.record.rule.trust import Trust, trust_in
from missions.domain.vocabulary import DecisionKind

REVIEW_DAYS = 90


@dataclass(frozen=True)
class Evaluation:
    """An area with its result under the rule, the day its next evaluation is due, and the days it is overdue.

    `result` is None for an emerging area; `due` is None if no category is in force. `trust` says how far to trust the
    result.
    """

    area: AreaState
    result: RuleResult | None
    due: date | None
    overdue_days: int
    trust: Trust

    @property
    def drifts(self) -> bool:
        """Whether the assessments indicate another category than the one in force."""
        return self.result is not None and self.result.drifts


Item = TypeVar("Item", bound=Evaluation)


def overdue(items: Iterable[Item]) -> list[Item]:
    """The areas that are late, the latest first: their evaluation is past due and no decision was made since.

    An open review does not end it: the review is the response, and has a due date of its own.
    """
    late = [item for item in items if item.overdue_days]
    return sorted(late, key=lambda item: (-item.overdue_days, item.area.position))


def evaluations(portfolio: Portfolio) -> tuple[Evaluation, ...]:
    """Every area of the portfolio with its next evaluation, in the strategy's order, emerging areas last."""
    return tuple(evaluation(portfolio, area) for area in portfolio.everything)


def evaluation(portfolio: Portfolio, area: AreaState) -> Evaluation:
    """One area's next evaluation: its last decision plus the cadence of its category.

    The first is counted from the day the category was recorded, so that nothing is late on the day of installation,
    plus one week for each position, so that not all areas fall due on one day.
    """
    policy, on = portfolio.policy, portfolio.moment.as_of
    return memoized(area, ("evaluation", policy, on), lambda: _evaluation(area, policy, on))


def _evaluation(area: AreaState, policy: PolicyState | None, on: date) -> Evaluation:
    result = rule_result(area, policy)
    trust = trust_in(area, result, policy, on)
    if area.decided is None or policy is None:
        return Evaluation(area, result, None, 0, trust)
    said, first = area.decided.said, area.decided.kind is DecisionKind.INITIAL
    start = max(said.effective_on, said.recorded_at.date()) if first else said.effective_on
    due = months_after(start, policy.cadence(area.decided.category))
    if first:
        due += timedelta(weeks=area.position)
    return Evaluation(area, result, due, max((on - due).days, 0), trust)


def review_due(found: Evaluation, policy: PolicyState | None, closed_on: date | None) -> date | None:
    """The day on which a review of the area is to be opened; None if no category is in force.

    A review that was closed without a decision counts: the next is due one cadence after it was closed.
    """
    if found.due is None or closed_on is None:
        return found.due
    return max(found.due, months_after(closed_on, policy.cadence(found.area.category)))


def decision_due(opened_on: date) -> date:
    """The day by which a review that was opened by the cadence is to reach a decision."""
    return opened_on + timedelta(days=REVIEW_DAYS)
