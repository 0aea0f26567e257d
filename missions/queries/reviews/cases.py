"""The open reviews with everything that decides who acts next, for `missions.domain.reviews.next_acts`."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from missions.domain.reviews.next_acts import Case, owed_by
from missions.domain.reviews.parts import Parts, Person
from missions.domain.reviews.transitions import Ballot, Quorum, quorum
from missions.domain.states import DECISIONS, FINAL, UNSENT
from missions.domain.vocabulary import Duty, ProposalKind, State, VoteChoice
from missions.models import PolicyRevision
from missions.models.querysets import AFTER_EVERYTHING, NEWEST_STEPS, SEATED, as_of, listed
from missions.queries.reviews.people import people
from missions.queries.rows import rows

# Each part in the proposal of `state` as an array, with those seated in `review`. A vote is [who, choice, organization,
# live, met]; the organization by its current name, not its name when the vote was cast. The policy's quorum counts
# until a revision is submitted, which has its own.
PARTS = f"""
state.state, seats.analysts, seats.reviewers,
  ARRAY(SELECT by_id FROM missions_authorship WHERE proposal_id = state.proposal_id) AS authors,
  ARRAY(
    SELECT by_id FROM missions_transition
    WHERE proposal_id = state.proposal_id AND move IN ({listed(DECISIONS)})
    UNION ALL SELECT answer.by_id FROM missions_objectionanswer answer
    JOIN missions_vote vote ON vote.id = answer.vote_id
    JOIN missions_proposalrevision judged ON judged.id = vote.revision_id
    WHERE judged.proposal_id = state.proposal_id AND answer.kind = 'overrule') AS deciders,
  (SELECT json_agg(json_build_array(vote.by_id, vote.choice, (
      SELECT organization.name FROM missions_user voter
      JOIN missions_organization organization ON organization.id = voter.organization_id WHERE voter.id = vote.by_id),
      vote.revision_id = state.revision_id,
      EXISTS (SELECT FROM missions_objectionanswer answer WHERE answer.vote_id = vote.id)) ORDER BY vote.entry_id)
    FROM missions_vote vote JOIN missions_proposalrevision judged ON judged.id = vote.revision_id
    WHERE judged.proposal_id = state.proposal_id) AS votes,
  (SELECT json_agg(json_build_array(sent.kind, sent.needed_supports, sent.needed_organizations) ORDER BY sent.number)
    FROM missions_proposalrevision sent WHERE sent.proposal_id = state.proposal_id) AS sent,
  draft.kind AS drafted, policy.shift_supports, policy.shift_organizations, policy.reaffirm_supports
"""


def around(day: str) -> str:
    """SQL of the sources of `PARTS`; `day` is SQL too."""
    return f"""
LEFT JOIN missions_proposalrevision revision ON revision.id = state.revision_id
LEFT JOIN missions_draft draft ON draft.proposal_id = state.proposal_id
LEFT JOIN LATERAL (
  {as_of(PolicyRevision, of="(SELECT id FROM missions_policy LIMIT 1)", on=day, sequence=str(AFTER_EVERYTHING))}
) policy ON true
LEFT JOIN LATERAL (
  SELECT coalesce(array_agg(user_id) FILTER (WHERE place = 'analyst'), '{{}}') AS analysts,
    coalesce(array_agg(user_id) FILTER (WHERE place = 'reviewer'), '{{}}') AS reviewers
  FROM {SEATED} AND seat.review_id = review.id) seats ON true
"""


# Everybody with a part in reviews.
PEOPLE = f"""
SELECT account.id AS pk, organization.name AS organization, array_agg(granted.role) AS roles
FROM missions_rolegrant granted
JOIN missions_user account ON account.id = granted.user_id AND account.is_active
JOIN missions_organization organization ON organization.id = account.organization_id
WHERE granted.step = 'active' AND granted.role IN ('analyst', 'reviewer', 'authority', 'steward')
  AND granted.id IN (SELECT held.id FROM {NEWEST_STEPS.format(on="%(today)s")})
GROUP BY account.id, organization.name
"""

# One row for each open review and its open proposal; the first row contains the people.
CASES = f"""
SELECT review.id AS review, open.due_on < %(today)s AS late, state.revision_id AS revision, {PARTS},
  CASE WHEN row_number() OVER () = 1 THEN (
    SELECT json_agg(json_build_array(person.pk, person.organization, person.roles)) FROM ({PEOPLE}) person
  ) END AS people
FROM missions_review review
JOIN missions_reviewstate open ON open.review_id = review.id AND open.is_open
LEFT JOIN missions_proposalstate state
  ON state.review_id = review.id AND state.state NOT IN ({listed(FINAL)})
{around("%(today)s")}
"""
CASE = f"{CASES} WHERE review.id = %(review)s"


def cases(today: date, *, review: int | None = None) -> dict[int, Case]:
    """Every open review, or one, by key. One query."""
    found = rows(CASES if review is None else CASE, {"today": today, "review": review})
    everybody = people(next((row.people for row in found if row.people), ()))
    return {row.review: _case(row, everybody) for row in found}


def case_of(found: Mapping[str, Any]) -> Case:
    """A row of `CASES` that another statement returned as JSON."""
    return _case(SimpleNamespace(**found), people(found["people"] or ()))


def duties_of(person: int | None, case: Case) -> tuple[Duty, ...]:
    """What this person is asked to do in the review."""
    return owed_by(case, case.people[person]) if person in case.people else ()


def _case(row: Any, people: Mapping[int, Person]) -> Case:
    return Case(
        late=row.late,
        parts=parts_of(row, people) if row.state else None,
        analysts=frozenset(row.analysts),
        reviewers=frozenset(row.reviewers),
        people=people,
        revision=row.revision,
    )


def parts_of(row: Any, people: Mapping[int, Person]) -> Parts:
    """A row of `PARTS` as a value, with these people as those seated."""
    votes = [(voter, VoteChoice(choice), of, live, met) for voter, choice, of, live, met in row.votes or ()]
    return Parts(
        state=State(row.state),
        authors=frozenset(row.authors),
        seated=tuple(people[key] for key in row.reviewers if key in people),
        ballots=tuple(Ballot(voter, "", of, choice) for voter, choice, of, live, _ in votes if live),
        voters=frozenset(voter for voter, choice, *_ in votes if choice is not VoteChoice.RECUSE),
        recused=frozenset(voter for voter, choice, *_ in votes if choice is VoteChoice.RECUSE),
        deciders=frozenset(row.deciders),
        objections=sum(live and not met and choice is VoteChoice.OBJECT for _, choice, _, live, met in votes),
        needed=_needed(row),
    )


def _needed(row: Any) -> Quorum:
    """What the live revision demands while it is judged, otherwise what the next one will."""
    sent = row.sent or ()
    if State(row.state) in UNSENT:
        return quorum(ProposalKind(row.drafted), row, sent)
    _, supports, organizations = sent[-1]
    return Quorum(supports, organizations)
