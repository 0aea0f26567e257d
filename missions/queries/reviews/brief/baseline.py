"""The baseline of a proposal: the area when its category was last decided, or when it began."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, Min, OuterRef

from missions.domain.record.portfolio import AreaState, FunctionState, Moment
from missions.domain.states import DECIDED, RULINGS
from missions.domain.vocabulary import Category, Provenance, Standing
from missions.models import Assessment
from missions.models.querysets import listed
from missions.queries.record.portfolio import portfolio
from missions.queries.rows import rows

# Decisions and rejections of earlier proposals, and reviews that a steward closed.
ENDINGS = f"""
SELECT ended.review, ended.proposal, ended.what, ended.category, ended.reason, entry.recorded_at,
  entry.actor_name AS by
FROM (
  SELECT proposal.review_id AS review, proposal.id AS proposal,
    CASE move.move WHEN 'approve' THEN CASE revision.kind WHEN 'reaffirm' THEN 'reaffirmed' ELSE 'decided' END
      ELSE 'rejected' END AS what,
    revision.target AS category, move.reason, move.entry_id
  FROM missions_proposal proposal
  JOIN missions_proposalstate state ON state.proposal_id = proposal.id AND state.state IN ({listed(DECIDED)})
  JOIN missions_proposalrevision revision ON revision.id = state.revision_id
  JOIN LATERAL (
    SELECT last.move, last.reason, last.entry_id FROM missions_transition last
    WHERE last.proposal_id = proposal.id AND last.move IN ({listed(RULINGS)})
    ORDER BY last.entry_id DESC LIMIT 1) move ON true
  WHERE proposal.id < %(proposal)s
  UNION ALL
  SELECT closing.review_id, NULL, 'closed', NULL, closing.reason, closing.entry_id
  FROM missions_reviewclosing closing WHERE closing.outcome = 'closed' AND closing.review_id < %(review)s
) ended
JOIN missions_review review ON review.id = ended.review
JOIN missions_missionarea area ON area.id = review.area_id AND area.code = %(area)s
JOIN missions_auditentry entry ON entry.sequence = ended.entry_id
ORDER BY entry.sequence DESC
"""


@dataclass(frozen=True)
class Ending:
    """The end of one review of an area, or of a proposal in it: by whom, when, and why.

    `what` is "decided", "reaffirmed", "rejected" or "closed"; a closed review has no proposal and no category.
    """

    review: int
    proposal: int | None
    what: str
    category: Category | None
    reason: str
    recorded_at: datetime
    by: str


@dataclass(frozen=True)
class Baseline:
    """The earlier area: `on` is the day of the decision in force; `began` says that no function was assessed by then.

    In that case, each function stands as it was first assessed.
    """

    area: AreaState
    on: date
    began: bool


def baseline(area: AreaState, *, by: date, sequence: int) -> Baseline | None:
    """The baseline, as known by a sequence; None while no category is in force.

    First assessments count up to the day `by`. One query for each day on which a function was first assessed.
    """
    decided = area.decided
    if decided is None:
        return None
    on = decided.said.effective_on
    if decided.said.provenance is not Provenance.OFFICIAL:
        found = area_at(on, decided.said.sequence, area.code)
        return Baseline(found, on, began=False) if found else None
    return Baseline(replace(area, functions=_as_first_assessed(area, by, sequence)), on, began=True)


def area_at(on: date, sequence: int, code: str) -> AreaState | None:
    """The area on a day, as known by a sequence. One query."""
    moment = Moment(as_of=on, sequence=sequence, known=None, today=on, chosen=True)
    return portfolio(moment, None, area=code).area(code)


def endings(area: str, *, review: int, proposal: int) -> tuple[Ending, ...]:
    """The ends of the area's reviews before this proposal, newest first. One query."""
    found = rows(ENDINGS, {"area": area, "review": review, "proposal": proposal})
    return tuple(
        Ending(**row._asdict() | {"category": Category(row.category) if row.category else None}) for row in found
    )


def _as_first_assessed(area: AreaState, by: date, sequence: int) -> tuple[FunctionState, ...]:
    withdrawn = Assessment.objects.filter(voids=OuterRef("pk"), entry_id__lte=sequence)
    stands = Assessment.objects.filter(
        ~Exists(withdrawn), function__area__code=area.code, effective_on__lte=by, entry_id__lte=sequence
    )
    first = dict(stands.values_list("function__code").annotate(on=Min("effective_on")))
    shown = {day: area_at(day, sequence, area.code) for day in sorted(set(first.values()))}
    never = tuple(
        replace(function, assessed=None, standing=Standing.UNASSESSED)
        for function in area.functions
        if function.code not in first
    )
    return never + tuple(
        function
        for day, then in shown.items()
        for function in (then.functions if then else ())
        if first.get(function.code) == day
    )
