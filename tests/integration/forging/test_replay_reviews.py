"""`verify_audit` replays reviews, and names what the owner forged with the guards off in a well-formed entry."""

import pytest

from missions.access import SYSTEM
from missions.actions.people import accounts
from missions.actions.reviews import comments, reviews, votes
from missions.domain.vocabulary import (
    AnswerKind,
    Category,
    DecisionKind,
    EntryClass,
    Move,
    OpportunityStep,
    Provenance,
    ReplyKind,
    Role,
    State,
    VoteChoice,
)
from missions.models import (
    Authorship,
    CategoryDecision,
    ChangeRequest,
    Comment,
    CommentStep,
    CommentTie,
    DueDateMove,
    ObjectionAnswer,
    ObjectionReply,
    Opportunity,
    OpportunityProgress,
    RequestDecline,
    Review,
    ReviewClosing,
    ReviewRequest,
    Vote,
    VoteRequest,
)
from missions.queries.moment import today_of_database
from tests import factories
from tests import review_factories as made
from tests.integration.forging.as_owner import World, findings


def demand_told(noun: str, table, world: World, sequence: int) -> None:
    row = table.objects.get(entry_id=sequence)
    told = f"The {noun} {row.pk} on proposal {world.proposal.pk} in entry {sequence} was not made on the live revision"
    assert f"{told} by a person who could make it." in findings()


@pytest.mark.parametrize(
    ("whom", "by"),
    [("reviewer3", "analyst"), ("analyst", "steward"), ("reviewer3", "system")],
)
def test_a_seat_given_without_permission_or_to_somebody_without_the_role_is_found(world, whom, by):
    user = getattr(world.people, whom)
    sequence = world.forge(SYSTEM if by == "system" else getattr(world.people, by), world.seat(user))
    told = f"{user.username} was seated in review {world.proposal.review_id} in entry {sequence} by somebody"
    assert f"{told} who could not do it, or without the role." in findings()


@pytest.mark.parametrize(
    ("move", "target", "by", "told"),
    [
        (Move.APPROVE, State.APPROVED, "authority", "lacks what it rests on"),
        (Move.APPROVE, State.APPROVED, "reviewer", "was made by somebody who could not make it"),
        (Move.APPROVE, State.EFFECTIVE, "authority", "is not in the table of moves"),
        (Move.REJECT, State.REJECTED, "analyst", "was made by somebody who could not make it"),
        (Move.WITHDRAW, State.WITHDRAWN, "steward", "was made by somebody who could not make it"),
        (Move.REQUEST_CHANGES, State.CHANGES_REQUESTED, "coauthor", "was made by somebody who could not make it"),
        (Move.TAKE_EFFECT, State.EFFECTIVE, "system", "lacks what it rests on"),
        (Move.AREA_MOVED, State.NEEDS_REBASE, "steward", "was made by somebody who could not make it"),
    ],
)
def test_an_impossible_move_is_found(world, move, target, by, told):
    actor = SYSTEM if by == "system" else getattr(world.people, by)
    sequence = world.forge(actor, world.move(move, target))
    assert f"The move {move} of proposal {world.proposal.pk} in entry {sequence} {told}." in findings()


def test_an_approval_over_an_unanswered_objection_is_found(world):
    for voter in (world.people.reviewer, world.people.reviewer2):
        made.vote(voter, world.proposal)
    made.vote(world.people.reviewer3, world.proposal, VoteChoice.OBJECT)
    sequence = world.forge(world.people.authority, world.move(Move.APPROVE, State.APPROVED))
    told = f"The move approve of proposal {world.proposal.pk} in entry {sequence} lacks what it rests on."
    assert told in findings()


@pytest.mark.parametrize("by", ["analyst", "authority", "reviewer2"])
def test_a_vote_without_permission_is_found(world, by):
    """The second reviewer signs for the seat of the first."""
    demand_told("vote", Vote, world, world.forge(getattr(world.people, by), world.ballot()))


def test_a_vote_after_the_role_or_the_account_ended_is_found(world):
    account = made.account(world.people.reviewer)
    accounts.set_active(by=factories.SETUP, user=account, active=False, reason="Left.")
    demand_told("vote", Vote, world, world.forge(world.people.reviewer, world.ballot()))


def test_a_vote_after_the_role_ended_is_found(world):
    accounts.end_role(
        by=factories.SETUP, user=made.account(world.people.reviewer), role=Role.REVIEWER, reason="Moved on."
    )
    demand_told("vote", Vote, world, world.forge(world.people.reviewer, world.ballot()))


def test_a_vote_on_a_proposal_no_longer_in_review_is_found(world):
    votes.request_changes(
        by=world.people.reviewer2, proposal=world.proposal, items=[("x", "y")], **made.live(world.proposal)
    )
    demand_told("vote", Vote, world, world.forge(world.people.reviewer, world.ballot()))


def test_a_change_request_or_an_answer_without_permission_is_found(world):
    revision = made.again(world.proposal).state.revision
    objection = made.vote(world.people.reviewer3, world.proposal, VoteChoice.OBJECT)
    asked = ChangeRequest(revision=revision, item="x", reason="x")
    demand_told("change request", ChangeRequest, world, world.forge(world.people.analyst, asked))
    answered = ObjectionAnswer(vote=objection, kind=AnswerKind.OVERRULE, text="x")
    demand_told("answer", ObjectionAnswer, world, world.forge(world.people.analyst, answered))


def test_a_reply_of_somebody_who_did_not_object_is_found(world):
    objection = made.vote(world.people.reviewer3, world.proposal, VoteChoice.OBJECT)
    said = {"vote": objection, "text": "Weighed.", **made.live(world.proposal)}
    answer = votes.answer_objection(by=world.people.analyst, **said)
    forged = world.forge(world.people.reviewer, ObjectionReply(answer=answer, kind=ReplyKind.ACCEPT))
    demand_told("reply", ObjectionReply, world, forged)


def test_a_renewed_request_for_a_vote_of_somebody_who_had_not_voted_is_found(world):
    asked = VoteRequest(revision=made.again(world.proposal).state.revision, reviewer_id=world.people.reviewer.pk)
    demand_told("request for a vote", VoteRequest, world, world.forge(world.people.analyst, asked))


def test_a_comment_on_something_else_or_resolved_without_permission_is_found(world):
    people, proposal = world.people, world.proposal
    comment = comments.comment(by=people.reviewer, review=proposal.review, proposal=proposal, text="Well?")
    tied = world.forge(people.reviewer, CommentTie(comment=comment, function=made.assessed("T-9", area_code="SDA")))
    settled = world.forge(people.reviewer2, CommentStep(comment=comment, resolved=True))
    told = findings()
    assert f"Comment {comment.pk} was tied in entry {tied} to what it could not be about." in told
    assert f"Comment {comment.pk} was settled in entry {settled} by somebody who could not do it." in told


def test_an_author_without_permission_is_found(world):
    sequence = world.forge(world.people.reviewer, Authorship(proposal=world.proposal))
    who = world.people.reviewer.pk
    assert f"The author {who} of proposal {world.proposal.pk} in entry {sequence} could not write it." in findings()


def test_a_comment_or_opportunity_of_somebody_who_took_no_part_is_found(world):
    viewer, review = made.person("viewer", Role.VIEWER), world.proposal.review
    owner, due = made.account(world.people.analyst), made.in_days(30)
    said = Comment(review=review, text="Forged.")
    found = Opportunity(review=review, action="Forged.", owner=owner, due_on=due)
    for table, row in (("missions_comment", said), ("missions_opportunity", found)):
        sequence = world.forge(viewer, row)
        told = f"Row {row.pk} of {table} was brought in entry {sequence} by somebody who took no part in reviews then."
        assert told in findings()
    done = OpportunityProgress(opportunity=found, step=OpportunityStep.DONE, reason="Forged.")
    sequence = world.forge(world.people.reviewer, done)
    told = f"Entry {sequence} says what became of opportunity {found.pk}, by neither its owner nor a steward."
    assert told in findings()


@pytest.mark.parametrize("approved", [False, True])
def test_a_category_without_an_approved_proposal_is_found(world, approved):
    proposal = made.approved(world.people, area_code="SDA") if approved else world.proposal
    area = proposal.review.area
    decision = CategoryDecision(
        area=area,
        category=Category.COMMERCIAL_PRIMARY if approved else Category.GOVERNMENT_PRIMARY,
        kind=DecisionKind.SHIFT,
        effective_on=today_of_database(),
        provenance=Provenance.ASSESSMENT,
        reason="Forged.",
        revision=made.again(proposal).state.revision,
    )
    sequence = world.forge(SYSTEM, decision, entry_class=EntryClass.RECORD)
    told = f"The decision {decision.pk} on {area.code} in entry {sequence} does not rest on an approved proposal"
    assert f"{told} with its quorum." in findings()


def test_a_review_opened_or_closed_without_permission_is_found(world):
    review = Review(area=factories.area("SDA"), kind="ad_hoc", due_on=today_of_database(), reason="Forged.")
    opened = world.forge(world.people.analyst, review)
    closing = ReviewClosing(review=world.proposal.review, outcome="closed", reason="Forged.")
    closed = world.forge(world.people.analyst, closing)
    told = findings()
    assert f"Review {review.pk} was opened in entry {opened} by somebody who could not do it." in told
    assert f"Review {closing.review_id} was closed in entry {closed} by somebody who could not do it." in told


def test_a_due_date_moved_without_permission_or_after_closing_is_found(world):
    open_one, closed = world.proposal.review, made.review(world.people, area_code="SDA")
    reviews.close_review(by=world.people.steward, review=closed, reason="Not now.")
    expected = []
    for by, review in ((world.people.analyst, open_one), (world.people.steward, closed)):
        sequence = world.forge(by, DueDateMove(review=review, due_on=made.in_days(50), reason="Forged."))
        told = f"The due date of review {review.pk} was moved in entry {sequence} by somebody who could not do it"
        expected.append(f"{told}, or while it was closed.")
    assert set(expected) <= set(findings())


def test_a_request_for_a_review_without_permission_or_during_one_is_found(world):
    expected = []
    for by, code in ((world.people.steward, "C2"), (world.people.analyst, "SATCOM"), (world.people.coauthor, "C2")):
        row = ReviewRequest(area=factories.area(code), reason="Forged.")
        sequence = world.forge(by, row)
        told = f"Request {row.pk} was made in entry {sequence} by somebody who could not do it"
        expected.append(f"{told}, or over an open review or another request.")
    assert set(expected) <= set(findings())


def test_a_request_declined_without_permission_or_after_its_answer_is_found(world):
    asked, answered = made.asked(world.people), made.asked(world.people, area_code="MW")
    made.review(world.people, area_code="MW")
    expected = []
    for by, request in ((world.people.analyst, asked), (world.people.steward, answered)):
        sequence = world.forge(by, RequestDecline(request=request, reason="Forged."))
        told = f"Request {request.pk} was declined in entry {sequence} by somebody who could not do it"
        expected.append(f"{told}, or once it was answered.")
    assert findings() == expected
