"""A proposal as a vote needs it: only what the vote is checked against."""

from dataclasses import dataclass
from datetime import datetime

from missions.domain.reviews.parts import Parts, Person
from missions.models import Proposal
from missions.models.querysets import SEATED
from missions.queries.moment import TODAY
from missions.queries.reviews.cases import PARTS, around, parts_of
from missions.queries.reviews.people import people, people_at
from missions.queries.rows import rows

DAY = "(SELECT day FROM today)"

POLL = f"""
WITH today AS MATERIALIZED (SELECT {TODAY} AS day)
SELECT {PARTS}, revision.id AS revision, revision.number, revision.content_hash, entry.actor_name, entry.recorded_at,
  account.name, (
    SELECT seat.id FROM {SEATED} AND seat.review_id = review.id AND seat.user_id = account.id
      AND seat.place = 'reviewer') AS seat, (
    SELECT json_agg(json_build_array(person.pk, person.organization, person.roles))
    FROM ({people_at("seats.reviewers || %(voter)s::bigint", DAY)}) person) AS people
FROM missions_proposalstate state
JOIN missions_review review ON review.id = state.review_id
{around(DAY)}
LEFT JOIN missions_auditentry entry ON entry.sequence = revision.entry_id
LEFT JOIN missions_user account ON account.id = %(voter)s
WHERE state.proposal_id = %(proposal)s
"""


@dataclass(frozen=True)
class Live:
    """The live revision of a proposal, with its sender and time."""

    pk: int
    number: int
    content_hash: str
    sent_by: str
    sent_at: datetime


@dataclass(frozen=True)
class Poll:
    """Everybody's part in a proposal, its live revision, and one voter: as they are now, by name, with their seat."""

    parts: Parts
    live: Live | None
    voter: Person
    name: str
    seat: int | None


def poll(proposal: int, voter: int | None) -> Poll:
    """The proposal for this voter, today by the database's clock. One query. Raises `Proposal.DoesNotExist`."""
    found = rows(POLL, {"proposal": proposal, "voter": voter})
    if not found:
        raise Proposal.DoesNotExist(f"There is no proposal {proposal}.")
    row = found[0]
    everybody = people(row.people or ())
    sent = (row.revision, row.number, row.content_hash, row.actor_name, row.recorded_at)
    return Poll(
        parts=parts_of(row, everybody),
        live=Live(*sent) if row.revision else None,
        voter=everybody.get(voter) or Person(voter or 0, "", frozenset()),
        name=row.name or "",
        seat=row.seat,
    )
