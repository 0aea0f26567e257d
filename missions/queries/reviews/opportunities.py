"""Opportunities that reviews have noted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.domain.vocabulary import OpportunityStep
from missions.models.querysets import AFTER_EVERYTHING
from missions.queries.rows import rows

# The most that a page shows; a file contains all of them.
MOST_SHOWN = 500

# The newest step of each opportunity counts; none yet means open.
OPPORTUNITIES = """
SELECT found.id AS pk, review.id AS review, open.is_open AS review_open, area.code AS area, function.code AS function,
  found.action, found.due_on, found.owner_id AS owner, account.name AS owner_name,
  entry.recorded_at::date AS noted_on, entry.actor_name AS noted_by,
  coalesce(newest.step, 'open') AS step, coalesce(newest.reason, '') AS reason,
  newest.recorded_at::date AS stepped_on, coalesce(newest.actor_name, '') AS stepped_by
FROM missions_opportunity found
JOIN missions_review review ON review.id = found.review_id
JOIN missions_reviewstate open ON open.review_id = review.id
JOIN missions_missionarea area ON area.id = review.area_id
JOIN missions_user account ON account.id = found.owner_id
JOIN missions_auditentry entry ON entry.sequence = found.entry_id
LEFT JOIN missions_function function ON function.id = found.function_id
LEFT JOIN LATERAL (
  SELECT step.step, step.reason, stepped.recorded_at, stepped.actor_name
  FROM missions_opportunityprogress step JOIN missions_auditentry stepped ON stepped.sequence = step.entry_id
  WHERE step.opportunity_id = found.id AND step.entry_id <= %(sequence)s
    AND stepped.recorded_at::date <= %(on)s ORDER BY step.entry_id DESC LIMIT 1) newest
  ON true
WHERE found.entry_id <= %(sequence)s AND entry.recorded_at::date <= %(on)s
  AND (%(area)s::text IS NULL OR area.code = %(area)s)
  AND (%(review)s::bigint IS NULL OR review.id = %(review)s)
  AND (%(open_reviews)s OR NOT open.is_open)
ORDER BY coalesce(newest.step, 'open') <> 'open', found.due_on, found.id LIMIT %(most)s::bigint
"""

# How many open opportunities each person owns, and when the first is due.
OWNED = """
SELECT found.owner_id AS owner, count(*) AS number, min(found.due_on) AS due_on FROM missions_opportunity found
LEFT JOIN LATERAL (
  SELECT step.step FROM missions_opportunityprogress step WHERE step.opportunity_id = found.id
  ORDER BY step.entry_id DESC LIMIT 1) newest ON true
WHERE coalesce(newest.step, 'open') = 'open' GROUP BY found.owner_id
"""


@dataclass(frozen=True)
class OpportunityRow:
    """An opportunity: what, whose, by when, and its newest step with the reason."""

    pk: int
    review: int
    area: str
    function: str
    action: str
    due_on: date
    overdue_days: int
    owner: int
    owner_name: str
    noted_on: date
    noted_by: str
    step: OpportunityStep
    reason: str
    stepped_on: date | None
    stepped_by: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.step is OpportunityStep.OPEN


def opportunities(
    on: date,
    *,
    review: int | None = None,
    open_reviews: bool = True,
    whole: bool = False,
    sequence: int = AFTER_EVERYTHING,
) -> list[OpportunityRow]:
    """Opportunities of a review, or all, noted by the end of a day and known at the entry `sequence`.

    Open ones come first. Without `open_reviews`, only those of closed reviews; unless `whole`, at most one page. One
    query.
    """
    most = None if whole else MOST_SHOWN
    asked = sought(on, review=review, open_reviews=open_reviews, sequence=sequence, most=most)
    return [opportunity_of(row, on) for row in rows(OPPORTUNITIES, asked)]


def sought(
    on: date,
    *,
    area: str | None = None,
    review: int | None = None,
    open_reviews: bool = True,
    sequence: int = AFTER_EVERYTHING,
    most: int | None = MOST_SHOWN,
) -> dict[str, Any]:
    """The parameters of `OPPORTUNITIES`."""
    return {
        "on": on,
        "area": area,
        "review": review,
        "open_reviews": open_reviews,
        "sequence": sequence,
        "most": most,
    }


def owned_opportunities() -> dict[int, tuple[int, date]]:
    """How many open opportunities each person owns and when the first is due, by the person's key. One query."""
    return {row.owner: (row.number, row.due_on) for row in rows(OWNED, {})}


def opportunity_of(row: Any, today: date) -> OpportunityRow:
    """A row of `OPPORTUNITIES` as of the day."""
    step = OpportunityStep(row.step)
    late = (today - row.due_on).days if step is OpportunityStep.OPEN else 0
    return OpportunityRow(
        pk=row.pk,
        review=row.review,
        area=row.area,
        function=row.function or "",
        action=row.action,
        due_on=row.due_on,
        overdue_days=max(late, 0),
        owner=row.owner,
        owner_name=row.owner_name,
        noted_on=row.noted_on,
        noted_by=row.noted_by,
        step=step,
        reason=row.reason,
        stepped_on=row.stepped_on,
        stepped_by=row.stepped_by,
    )
