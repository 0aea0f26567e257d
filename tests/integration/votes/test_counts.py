"""Votes and quorum are counted the same way wherever they are shown or checked."""

import pytest
from django.utils import timezone

from missions.actions.reviews import amendments, proposals, votes
from missions.actions.reviews.amendments import PolicyNumbers
from missions.domain.reviews.transitions import Quorum
from missions.domain.vocabulary import VoteChoice
from missions.queries.moment import resolve
from missions.queries.reviews.cases import cases
from missions.queries.reviews.decisions import outcomes
from missions.queries.reviews.polls import poll
from missions.queries.reviews.proposals import load_subject
from missions.queries.reviews.reviews import review_row
from tests import review_factories as made

pytestmark = pytest.mark.django_db

LENIENT, STRICT = (PolicyNumbers(50, 25, 50, 36, 24, 24, supports, 2, 1) for supports in (2, 3))


def demand(people, numbers: PolicyNumbers) -> None:
    """Two people change the policy."""
    today = timezone.localdate()
    amendment = amendments.draft_policy(by=people.steward, numbers=numbers, effective_on=today, reason="Clearer.")
    amendments.approve(by=people.authority, amendment=amendment, reason="Agreed.")


def needed(proposal) -> set[Quorum]:
    """The quorum as page, queue and vote take it."""
    review, today = proposal.review_id, timezone.localdate()
    found = {load_subject(proposal.pk).subject.needed, poll(proposal.pk, None).parts.needed}
    return found | {case.parts.needed for case in cases(today, review=review).values()}


def test_a_decision_shows_the_votes_that_were_counted_for_it(people):
    proposal = made.supported(people)
    objection = made.vote(people.reviewer3, proposal, VoteChoice.OBJECT)
    votes.answer_objection(by=people.analyst, vote=objection, text="It was weighed.", **made.live(proposal))
    counted = load_subject(proposal.pk).subject.tally
    listed = review_row(people.analyst, proposal.review_id, timezone.localdate())

    made.approve(people.authority, made.again(proposal))

    today = timezone.localdate()
    moment = resolve(as_of=today, known=None, today=today, chosen=False).moment
    (decision, *_), _ = outcomes(moment, "SATCOM", most=1, open_reviews=True)
    assert (decision.supports, decision.organizations, decision.objections) == (2, 2, 1)
    assert (counted.supports, counted.organizations, counted.objections) == (2, 2, 1)
    assert (listed.cast, listed.supports) == (3, 2)


def test_a_policy_that_demands_less_lowers_no_quorum_of_a_proposal_that_was_sent(people):
    demand(people, STRICT)
    proposal = made.submitted(people)
    assert needed(proposal) == {Quorum(3, 2)}

    demand(people, LENIENT)
    votes.request_changes(by=people.authority, proposal=proposal, items=[("Date", "Late.")], **made.live(proposal))

    assert needed(proposal) == {Quorum(3, 2)}


def test_a_policy_that_demands_more_holds_for_the_next_revision(people):
    proposal = made.submitted(people)
    demand(people, STRICT)
    assert needed(proposal) == {Quorum(2, 2)}

    votes.request_changes(by=people.authority, proposal=proposal, items=[("Date", "Late.")], **made.live(proposal))

    assert needed(proposal) == {Quorum(3, 2)}


def test_a_withdrawn_proposal_shows_the_quorum_under_which_it_was_sent(people):
    proposal = made.submitted(people)
    demand(people, STRICT)

    proposals.withdraw(by=people.analyst, proposal=proposal, reason="Not now.")

    assert load_subject(proposal.pk).subject.needed == Quorum(2, 2)
