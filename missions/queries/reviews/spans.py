"""Every review as of a moment: opened, due, closed, the proposed category and the outcome.

Contains neither drafts, as only proposals sent to reviewers name a target, nor votes.
"""

from collections.abc import Iterable
from typing import Any

from missions.domain.record.portfolio import Moment
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.states import ANNOUNCED
from missions.domain.vocabulary import Category, ProposalKind, State
from missions.models.querysets import last_entry_of_day
from missions.queries.rows import rows

# Steps happen when they are recorded: those known by the sequence, recorded by the end of the day.
SPANS = f"""
WITH known AS (SELECT least(%(sequence)s, {last_entry_of_day()}) AS sequence)
SELECT review.id, area.code, opened.recorded_at::date AS opened_on, coalesce(moved.due_on, review.due_on) AS due_on,
  ended.recorded_at::date AS closed_on, standing.state, standing.kind, standing.target
FROM missions_review review
JOIN known ON review.entry_id <= known.sequence
JOIN missions_missionarea area ON area.id = review.area_id
JOIN missions_auditentry opened ON opened.sequence = review.entry_id
LEFT JOIN missions_reviewclosing closing ON closing.review_id = review.id AND closing.entry_id <= known.sequence
LEFT JOIN missions_auditentry ended ON ended.sequence = closing.entry_id
LEFT JOIN LATERAL (
  SELECT move.due_on FROM missions_duedatemove move
  WHERE move.review_id = review.id AND move.entry_id <= known.sequence
  ORDER BY move.entry_id DESC LIMIT 1) moved ON true
LEFT JOIN LATERAL (
  SELECT step.target AS state, revision.kind, revision.target
  FROM missions_proposal proposal
  JOIN missions_transition step ON step.proposal_id = proposal.id AND step.entry_id <= known.sequence
  LEFT JOIN missions_proposalrevision revision ON revision.id = step.revision_id
  WHERE proposal.review_id = review.id
  ORDER BY step.entry_id DESC LIMIT 1) standing ON true
ORDER BY review.id
"""


def review_spans(moment: Moment) -> tuple[ReviewSpan, ...]:
    """Every review opened by the moment, in the order of opening. One query, whatever their number."""
    return tuple(_span(row) for row in rows(SPANS, {"sequence": moment.sequence, "on": moment.as_of}))


# The last approval of the revision that a decision carries out.
DECIDERS = """
SELECT DISTINCT ON (decision.entry_id) decision.entry_id, approved.actor_name
FROM missions_categorydecision decision
JOIN missions_transition step ON step.revision_id = decision.revision_id AND step.move = 'approve'
JOIN missions_auditentry approved ON approved.sequence = step.entry_id
WHERE decision.entry_id = ANY(%(entries)s)
ORDER BY decision.entry_id, step.entry_id DESC
"""


def deciders(entries: Iterable[int]) -> dict[int, str]:
    """Who approved the decisions of these entries, by entry; none for the official load. One query."""
    return dict(rows(DECIDERS, {"entries": list(entries)}))


def _span(row: Any) -> ReviewSpan:
    decided = row.closed_on is not None and row.state == State.EFFECTIVE
    told = row.closed_on is None and row.state in ANNOUNCED and row.target
    return ReviewSpan(
        area=row.code,
        opened_on=row.opened_on,
        due=row.due_on,
        closed_on=row.closed_on,
        outcome=ProposalKind(row.kind).decision if decided else None,
        target=Category(row.target) if told else None,
        state=State(row.state) if told else None,
    )
