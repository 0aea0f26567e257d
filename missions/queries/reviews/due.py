"""The areas that are due for review by the policy's cadence."""

from datetime import date

from django.db.models import Max

from missions.domain.record.rule.evaluation import evaluations, review_due
from missions.domain.vocabulary import ReviewOutcome
from missions.models import MissionArea, ReviewClosing, ReviewState
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio


def due_areas(today: date, only: MissionArea | None = None) -> list[MissionArea]:
    """The areas whose evaluation is due and that are not under review, in the strategy's order. Six queries."""
    resolved = resolve(as_of=today, known=None, today=today, chosen=False)
    found = portfolio(resolved.moment, resolved.policy, area=only.code if only else None)
    closed = _closed()
    due = [(one, review_due(one, resolved.policy, closed.get(one.area.code))) for one in evaluations(found)]
    codes = [one.area.code for one, day in due if day is not None and day <= today]
    busy = set(ReviewState.objects.filter(is_open=True).values_list("area__code", flat=True))
    areas = {area.code: area for area in MissionArea.objects.filter(code__in=codes)}
    return [areas[code] for code in codes if code not in busy]


def _closed() -> dict[str, date]:
    """The day on which the last review without a decision was closed, by the area's code."""
    undecided = ReviewClosing.objects.filter(outcome=ReviewOutcome.CLOSED)
    newest = undecided.values("review__area__code").annotate(at=Max("entry__recorded_at"))
    return {row["review__area__code"]: row["at"].date() for row in newest}
