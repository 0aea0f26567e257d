"""A proposal with everything around it: for actions under their locks, and for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from missions.domain import canonical
from missions.domain.record.portfolio import AreaState, Moment, PolicyState
from missions.domain.reviews.guards import WRITERS, Person, Subject
from missions.domain.reviews.transitions import Ballot, Quorum, quorum
from missions.domain.states import DECISIONS, UNSENT
from missions.domain.vocabulary import (
    AnswerKind,
    Category,
    Move,
    ProposalKind,
    State,
    VoteChoice,
)
from missions.models import (
    ChangeRequest,
    Draft,
    Proposal,
    ProposalRevision,
    Review,
    Vote,
)
from missions.models.querysets import SEATED, listed
from missions.queries.moment import Resolved, resolve, today_of_database
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.people import people_of
from missions.queries.reviews.polls import Live
from missions.queries.rows import rows
from missions.storage.connections import planned_once

# The authors, the people seated, those who decided, and the last move.
INVOLVED = f"""
SELECT ARRAY(SELECT by_id FROM missions_authorship WHERE proposal_id = %(proposal)s) AS authors,
  (SELECT json_agg(json_build_array(kind, needed_supports, needed_organizations)) FROM missions_proposalrevision
    WHERE proposal_id = %(proposal)s) AS sent,
  ARRAY(SELECT by_id FROM missions_transition
    WHERE proposal_id = %(proposal)s AND move IN ({listed(DECISIONS)})) AS deciders,
  ARRAY(SELECT seat.user_id FROM {SEATED} AND seat.review_id = %(review)s AND seat.place = 'reviewer'
    ORDER BY seat.user_id) AS seated,
  ARRAY(SELECT reviewer_id FROM missions_voterequest WHERE revision_id = last.revision_id) AS asked_again,
  last.move, last.by_id AS mover, last.revision_id AS revision
FROM missions_transition last
WHERE last.proposal_id = %(proposal)s
ORDER BY last.entry_id DESC LIMIT 1
"""


@dataclass(frozen=True)
class Loaded:
    """A subject with its rows: `votes` are the live revision's, `requests` those not answered by any revision."""

    subject: Subject
    proposal: Proposal
    review: Review
    revision: ProposalRevision | None
    draft: Draft
    resolved: Resolved
    votes: tuple[Vote, ...]
    requests: tuple[ChangeRequest, ...]
    people: Mapping[int, Person]

    @property
    def moment(self) -> Moment:
        """Today's record as known now."""
        return self.resolved.moment

    @property
    def live(self) -> Live | None:
        """The live revision as acts name it."""
        one = self.revision
        return one and Live(one.pk, one.number, one.content_hash, one.entry.actor_name, one.entry.recorded_at)


@dataclass(frozen=True)
class _Parts:
    """Who had which part in a proposal, by primary key; `sent` are kind and quorum of its revisions."""

    authors: frozenset[int]
    sent: tuple[tuple[str, int, int], ...]
    seated: tuple[int, ...]
    requesters: frozenset[int]
    deciders: frozenset[int]
    approver: int | None
    asked_again: frozenset[int]
    votes: tuple[Vote, ...]
    requests: tuple[ChangeRequest, ...]


def area_today(code: str) -> tuple[AreaState, PolicyState, Moment]:
    """An area today, as known now, with the policy in force. At most three queries."""
    found, resolved = _area_of(code)
    return found, resolved.policy, resolved.moment


def _area_of(code: str) -> tuple[AreaState, Resolved]:
    today = today_of_database()
    resolved = resolve(as_of=today, known=None, today=today, chosen=False)
    return portfolio(resolved.moment, resolved.policy, area=code).area(code), resolved


def load_subject(proposal_pk: int, *, also: Iterable[int] = ()) -> Loaded:
    """The proposal with its content now, everybody's part in it, and the area today. A constant number of queries.

    `people` are its authors, those seated, and `also`. Raises `Proposal.DoesNotExist`.
    """
    found = Proposal.objects.select_related(
        "review__area", "state__revision__entry", "state__revision__posture", "draft__saved_by", "reverses"
    )
    proposal = planned_once(lambda: found.get(pk=proposal_pk))
    area, resolved = _area_of(proposal.review.area.code)
    policy, moment = resolved.policy, resolved.moment
    state = State(proposal.state.state)
    revision = proposal.state.revision
    parts = _parts(proposal, revision)
    people = people_of({*parts.authors, *parts.seated, *also}, moment.today)
    said = _said(proposal.draft, revision, state)
    live = tuple(vote for vote in parts.votes if revision and vote.revision_id == revision.pk)
    subject = Subject(
        **said,
        state=state,
        area=area,
        policy=policy,
        today=moment.today,
        authors=parts.authors,
        active_authors=any(people[key].roles & WRITERS for key in parts.authors),
        seated=tuple(people[key] for key in parts.seated),
        ballots=tuple(_ballot(vote) for vote in live),
        voters=frozenset(vote.by_id for vote in parts.votes if vote.choice != VoteChoice.RECUSE),
        recused=frozenset(vote.by_id for vote in parts.votes if vote.choice == VoteChoice.RECUSE),
        requesters=parts.requesters,
        deciders=parts.deciders,
        approver=parts.approver,
        asked_again=parts.asked_again,
        requests=_unanswered(parts.requests, proposal.draft, state),
        objections=sum(vote.choice == VoteChoice.OBJECT and not vote.answers.all() for vote in live),
        needed=_needed(revision, state, quorum(said["kind"], policy, parts.sent)),
        intact=revision is None or canonical.digest(revision.content) == revision.content_hash,
    )
    return Loaded(
        subject=subject,
        proposal=proposal,
        review=proposal.review,
        revision=revision,
        draft=proposal.draft,
        resolved=resolved,
        votes=live,
        requests=parts.requests,
        people=people,
    )


def _parts(proposal: Proposal, revision: ProposalRevision | None) -> _Parts:
    about = {"revision__proposal": proposal}
    asked = ChangeRequest.objects.filter(**about).select_related("answer").order_by("pk")
    cast = Vote.objects.filter(**about).select_related("by__organization").prefetch_related("answers")
    requests, votes = planned_once(lambda: (tuple(asked), tuple(cast.order_by("entry_id"))))
    row = rows(INVOLVED, {"proposal": proposal.pk, "review": proposal.review_id})[0]
    overrules = (answer for vote in votes for answer in vote.answers.all() if answer.kind == AnswerKind.OVERRULE)
    approved = revision is not None and (row.move, row.revision) == (Move.APPROVE, revision.pk)
    return _Parts(
        authors=frozenset(row.authors),
        sent=tuple(row.sent or ()),
        seated=tuple(row.seated),
        requesters=frozenset(request.by_id for request in requests),
        deciders=frozenset({*row.deciders, *(answer.by_id for answer in overrules)}),
        approver=row.mover if approved else None,
        asked_again=frozenset(row.asked_again),
        votes=votes,
        requests=tuple(request for request in requests if getattr(request, "answer", None) is None),
    )


def _said(draft: Draft, revision: ProposalRevision | None, state: State) -> dict:
    """The content of the proposal: its frozen revision once it was submitted, otherwise its draft."""
    if revision and state not in UNSENT:
        content = canonical.parsed(revision.content)
        source, evidence, gaps = revision, content["evidence"], content["gaps"]
    else:
        source, evidence, gaps = draft, draft.evidence, draft.gaps
    return {
        "kind": ProposalKind(source.kind),
        "target": Category(source.target) if source.target else None,
        "effective_on": source.effective_on,
        "rationale": source.rationale,
        "evidence": tuple(evidence),
        "gaps": gaps,
        "base_version": source.base_version,
    }


def _ballot(vote: Vote) -> Ballot:
    return Ballot(
        voter=vote.by_id,
        name=vote.voter_name,
        organization=vote.by.organization.name,
        choice=VoteChoice(vote.choice),
    )


def _unanswered(requests: tuple[ChangeRequest, ...], draft: Draft, state: State) -> int:
    """Change requests that no revision answers, nor the draft while it is edited."""
    answers = draft.answers if state in UNSENT else {}
    return sum(not answers.get(str(request.pk), "").strip() for request in requests)


def _needed(revision: ProposalRevision | None, state: State, coming: Quorum) -> Quorum:
    """What the live revision demands while it is judged and afterwards, otherwise what the `coming` one will."""
    if revision and state not in UNSENT:
        return Quorum(revision.needed_supports, revision.needed_organizations)
    return coming
