"""The outcomes of an area's reviews at any date: decisions with proposal, votes and reasons; opportunities."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Category, DecisionKind
from missions.models import PassageRevision
from missions.models.querysets import as_of
from missions.queries.reviews.opportunities import OPPORTUNITIES, OpportunityRow, opportunity_of, sought
from missions.queries.reviews.tallies import tallied
from missions.queries.rows import both

DECISIONS = f"""
SELECT decision.category, decision.kind, decision.effective_on, decision.section, decision.entry_id AS sequence,
  revision.proposal_id AS proposal, proposal.review_id AS decided_in, approved.reason AS approval,
  approved.name AS approved_by,
  votes.supports, votes.organizations, votes.objections, authors.names AS authors,
  meaning.text AS meaning, meaning.section AS meaning_section
FROM (
  SELECT held.* FROM missions_missionarea area JOIN missions_categorydecision held ON held.area_id = area.id
  WHERE area.code = %(area)s AND held.effective_on <= %(on)s AND held.entry_id <= %(sequence)s
    AND NOT EXISTS (
      SELECT FROM missions_categorydecision later
      WHERE later.voids_id = held.id AND later.entry_id <= %(sequence)s OFFSET 0)
  ORDER BY held.effective_on DESC, held.entry_id DESC LIMIT %(decisions)s) decision
LEFT JOIN missions_proposalrevision revision ON revision.id = decision.revision_id
LEFT JOIN missions_proposal proposal ON proposal.id = revision.proposal_id
LEFT JOIN LATERAL (
  SELECT move.reason, entry.actor_name AS name FROM missions_transition move
  JOIN missions_auditentry entry ON entry.sequence = move.entry_id
  WHERE move.revision_id = revision.id AND move.move = 'approve' ORDER BY move.entry_id DESC LIMIT 1) approved ON true
LEFT JOIN LATERAL ({tallied("revision.id", "revision.proposal_id")}) votes ON true
LEFT JOIN LATERAL (
  SELECT string_agg(account.name, ', ' ORDER BY authorship.entry_id) AS names
  FROM missions_authorship authorship JOIN missions_user account ON account.id = authorship.by_id
  WHERE authorship.proposal_id = revision.proposal_id) authors ON true
LEFT JOIN missions_passage passage ON passage.code = 'category.' || decision.category
LEFT JOIN LATERAL ({as_of(PassageRevision, of="passage.id")}) meaning ON true
ORDER BY decision.effective_on DESC, decision.entry_id DESC
"""


@dataclass(frozen=True)
class DecisionLine:
    """One decision about an area. `proposal` is None if the strategy itself decided.

    `meaning` is the strategy's definition of the category, in the named section.
    """

    category: Category
    kind: DecisionKind
    effective_on: date
    section: str
    sequence: int
    proposal: int | None
    review: int | None
    reason: str
    approved_by: str
    supports: int
    organizations: int
    objections: int
    authors: str
    meaning: str
    meaning_section: str


def outcomes(
    moment: Moment, area: str, *, most: int, open_reviews: bool
) -> tuple[list[DecisionLine], list[OpportunityRow]]:
    """The outcomes of an area's reviews by the moment. One query.

    The newest decisions that are or were in force, newest first; and opportunities, open ones first, without
    `open_reviews` only those of closed reviews.
    """
    asked = sought(moment.as_of, area=area, open_reviews=open_reviews, sequence=moment.sequence)
    decided, found = both(DECISIONS, OPPORTUNITIES, asked | {"decisions": most})
    return [_decision(row) for row in decided], [opportunity_of(row, moment.as_of) for row in found]


def _decision(row: Any) -> DecisionLine:
    return DecisionLine(
        category=Category(row.category),
        kind=DecisionKind(row.kind),
        effective_on=row.effective_on,
        section=row.section,
        sequence=row.sequence,
        proposal=row.proposal,
        review=row.decided_in,
        reason=row.approval or "",
        approved_by=row.approved_by or "",
        supports=row.supports,
        organizations=row.organizations,
        objections=row.objections,
        authors=row.authors or "",
        meaning=row.meaning or "",
        meaning_section=row.meaning_section or "",
    )
