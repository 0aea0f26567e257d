"""Votes, change requests, objections and decisions: who may, on which revision, and in one capacity only."""

from contextlib import contextmanager

import pytest

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import accounts, organizations
from missions.actions.reviews import decisions, proposals, reviews, votes
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.vocabulary import Move, ProposalKind, Role, SeatKind, State, VoteChoice
from missions.models import AuditEntry, Transition, Vote
from missions.queries.people.verification import verify
from missions.queries.reviews.proposals import load_subject
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db

ASKED = [("The date", "It is too soon.")]


@contextmanager
def nothing_written():
    before = AuditEntry.objects.count()
    yield
    assert AuditEntry.objects.count() == before


def seat(people, proposal, *others):
    users = [made.account(other) for other in others]
    reviews.seat(by=people.steward, review=proposal.review, users=users, place=SeatKind.REVIEWER, reason="Asked.")


def end_role(actor, role):
    accounts.end_role(by=factories.SETUP, user=made.account(actor), role=role, reason="Moved on.")


def test_a_vote_keeps_its_voters_name_and_organization(people, proposal):
    vote = made.vote(people.reviewer2, proposal)
    account = made.account(people.reviewer2)
    account.name = "Renamed"
    account.save()
    organizations.rename_organization(
        by=factories.SETUP, organization=account.organization, name="Another name", reason="Renamed."
    )
    vote = Vote.objects.get(pk=vote.pk)
    assert (vote.voter_name, vote.voter_organization, vote.voter_role) == ("Reviewer2", made.USSF, "reviewer")
    assert vote.content_hash == vote.revision.content_hash


def test_a_supporter_who_has_left_still_counts(people, proposal):
    made.support(people, proposal)
    end_role(people.reviewer, Role.REVIEWER)
    user = made.account(people.reviewer2)
    accounts.set_active(by=factories.SETUP, user=user, active=False, reason="Left.")
    reviews.unseat(by=people.steward, review=proposal.review, user=user, place=SeatKind.REVIEWER, reason="Left.")
    made.approve(people.authority, proposal)
    assert made.state(proposal) is State.EFFECTIVE


@pytest.mark.parametrize("choice", [VoteChoice.OBJECT, VoteChoice.RECUSE])
def test_an_objection_or_a_recusal_needs_a_reason(people, proposal, choice):
    with pytest.raises(Unfit) as caught, nothing_written():
        made.vote(people.reviewer, proposal, choice, " ")
    assert caught.value.field == "reason"
    made.vote(people.reviewer, proposal, choice, "Because.")


def test_a_support_needs_none(people, proposal):
    assert made.vote(people.reviewer, proposal, reason="").reason == ""


def test_a_vote_is_final(people, proposal):
    made.vote(people.reviewer, proposal)
    with pytest.raises(Blocked, match="a vote is final"), nothing_written():
        made.vote(people.reviewer, proposal, VoteChoice.OBJECT)


def test_only_assigned_reviewers_vote(people, proposal):
    stranger = made.person("stranger", Role.REVIEWER)
    with pytest.raises(Blocked, match="not assigned"), nothing_written():
        made.vote(stranger, proposal)
    for other in (people.authority, people.analyst, people.steward):
        with pytest.raises(Blocked, match="Only a reviewer votes"), nothing_written():
            made.vote(other, proposal)
    seat(people, proposal, stranger)
    made.vote(stranger, proposal)


def test_a_reviewer_who_gave_up_the_seat_cannot_vote(people, proposal):
    user = made.account(people.reviewer)
    reviews.unseat(by=people.steward, review=proposal.review, user=user, place=SeatKind.REVIEWER, reason="Away.")
    with pytest.raises(Blocked, match="not assigned"):
        made.vote(people.reviewer, proposal)


def test_roles_are_those_in_force_when_acting_not_when_signing_in(people, proposal):
    made.support(people, proposal)
    end_role(people.reviewer3, Role.REVIEWER)
    end_role(people.authority, Role.AUTHORITY)
    with pytest.raises(Blocked, match="Only a reviewer votes"), nothing_written():
        made.vote(people.reviewer3, proposal)
    with pytest.raises(Refused), nothing_written():
        made.approve(people.authority, proposal)


def test_a_deactivated_person_cannot_act(people, proposal):
    made.support(people, proposal)
    user = made.account(people.authority)
    accounts.set_active(by=factories.SETUP, user=user, active=False, reason="Left.")
    with pytest.raises(Refused), nothing_written():
        made.approve(people.authority, proposal)


def test_the_system_does_not_vote_or_decide(people, proposal):
    made.support(people, proposal)
    for act, words in ((made.vote, "Only a reviewer votes"), (made.approve, "Only a person")):
        with pytest.raises((Blocked, Refused), match=words), nothing_written():
            act(factories.SETUP, proposal)


def test_a_vote_on_a_replaced_revision_says_who_submitted_the_newer_one(people, proposal):
    old = made.live(proposal)
    votes.request_changes(by=people.authority, proposal=proposal, items=ASKED, **old)
    request = made.again(proposal).state.revision.change_requests.get()
    saved = made.again(proposal).draft.saved
    answered = made.content(answers={request.pk: "Moved."})
    proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=answered)
    made.submit(people, proposal)
    acts = [
        lambda: votes.vote(by=people.reviewer, proposal=proposal, choice=VoteChoice.SUPPORT, **old),
        lambda: votes.request_changes(by=people.reviewer, proposal=proposal, items=ASKED, **old),
        lambda: decisions.approve(by=people.authority, proposal=proposal, reason="Yes.", **old),
        lambda: decisions.reject(by=people.authority, proposal=proposal, reason="No.", **old),
    ]
    for act in acts:
        with pytest.raises(Overtaken, match="Analyst sent revision 2") as caught, nothing_written():
            act()
        assert caught.value.newest.number == 2


def test_the_right_number_with_another_hash_is_superseded_too(people, proposal):
    with pytest.raises(Overtaken), nothing_written():
        votes.vote(by=people.reviewer, proposal=proposal, revision=1, content_hash="0" * 64, choice=VoteChoice.SUPPORT)


@pytest.mark.parametrize("items", [[], [("", "Why.")], [("What", " ")], [("What\0", "Why.")], [("x", "y")] * 51])
def test_changes_are_itemized_each_with_its_reason(people, proposal, items):
    with pytest.raises(Unfit), nothing_written():
        votes.request_changes(by=people.reviewer, proposal=proposal, items=items, **made.live(proposal))


def test_authors_and_people_without_a_seat_cannot_request_changes(people, proposal):
    for other, error in ((people.analyst, Refused), (made.person("stranger", Role.REVIEWER), Blocked)):
        with pytest.raises(error), nothing_written():
            votes.request_changes(by=other, proposal=proposal, items=ASKED, **made.live(proposal))


def test_an_approval_needs_the_quorum(people, proposal):
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer3, proposal)
    with pytest.raises(Blocked, match="1 of 2 organizations"), nothing_written():
        made.approve(people.authority, proposal)
    made.vote(people.reviewer2, proposal)
    made.approve(people.authority, proposal)


def test_a_reaffirmation_needs_one_support(people):
    category = factories.area("SDA").decisions.get().category
    proposal = made.submitted(people, area_code="SDA", kind=ProposalKind.REAFFIRM, target=category)
    made.vote(people.reviewer, proposal)
    made.approve(people.authority, proposal)
    assert made.state(proposal) is State.EFFECTIVE


def test_an_objection_is_answered_by_an_author_or_overruled_in_writing(people, proposal):
    made.support(people, proposal)
    objection = made.vote(people.reviewer3, proposal, VoteChoice.OBJECT)
    with pytest.raises(Blocked, match="1 objection not answered"), nothing_written():
        made.approve(people.authority, proposal)
    with pytest.raises(Unfit), nothing_written():
        made.approve(people.authority, proposal, overrulings={objection.pk: "  "})
    with pytest.raises(Unfit), nothing_written():
        made.approve(people.authority, proposal, overrulings={objection.pk + 1: "No objection."})
    made.approve(people.authority, proposal, overrulings={objection.pk: "Weighed and found light."})
    assert objection.answers.get().kind == "overrule"


def test_only_an_author_answers(people, proposal):
    made.support(people, proposal)
    objection = made.vote(people.reviewer3, proposal, VoteChoice.OBJECT)
    with pytest.raises(Blocked, match="not an author"), nothing_written():
        votes.answer_objection(by=people.coauthor, vote=objection, text="Mine.", **made.live(proposal))
    votes.answer_objection(by=people.analyst, vote=objection, text="It was weighed.", **made.live(proposal))
    made.approve(people.authority, proposal)


def test_nobody_decides_on_a_proposal_of_their_own_or_after_voting(people):
    writer = made.person("writer", Role.ANALYST, Role.AUTHORITY)
    voter = made.person("voter", Role.REVIEWER, Role.AUTHORITY)
    proposal = made.draft(people, area_code="SDA")
    saved = made.again(proposal).draft.saved
    content = made.content(rationale="Co-written.", effective_on=made.in_days(made.AHEAD))
    proposals.save_draft(by=writer, proposal=proposal, against=saved, content=content)
    seat(people, proposal, voter)
    made.submit(people, proposal)
    made.vote(voter, proposal)
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    for act in (decisions.approve, decisions.reject):
        for who, words in ((writer, "author of this proposal"), (voter, "have voted")):
            with pytest.raises(Blocked, match=words) as caught, nothing_written():
                act(by=who, proposal=proposal, reason="Mine.", **made.live(proposal))
            assert caught.value.personal
    made.approve(people.authority, proposal)
    for who in (writer, voter):
        with pytest.raises(Blocked), nothing_written():
            decisions.recall(by=who, proposal=proposal, reason="Mine.", **made.live(proposal))


def test_a_person_who_decided_neither_votes_nor_writes_afterward(people):
    everything = made.person("everything", Role.AUTHORITY, Role.REVIEWER, Role.ANALYST)
    proposal = made.submitted(people, area_code="SDA", effective_on=made.in_days(made.AHEAD))
    seat(people, proposal, everything)
    for voter in (people.reviewer, people.reviewer2):
        made.vote(voter, proposal)
    with pytest.raises(Blocked, match="votes are hidden from you"), nothing_written():
        made.approve(everything, proposal)
    ended = {"review": proposal.review, "place": SeatKind.REVIEWER, "reason": "To decide."}
    reviews.unseat(by=people.steward, user=made.account(everything), **ended)
    made.approve(everything, proposal)
    decisions.recall(by=everything, proposal=proposal, reason="Too soon.", **made.live(proposal))
    with pytest.raises(Blocked, match="have decided"), nothing_written():
        made.vote(everything, proposal)
    votes.request_changes(by=people.reviewer3, proposal=proposal, items=ASKED, **made.live(proposal))
    saved = made.again(proposal).draft.saved
    with pytest.raises(Blocked, match="have decided"), nothing_written():
        proposals.save_draft(by=everything, proposal=proposal, against=saved, content=made.content())


def test_a_recused_reviewer_may_decide_but_not_vote(people):
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    proposal = made.draft(people, area_code="SDA", effective_on=made.in_days(made.AHEAD))
    seat(people, proposal, both)
    made.submit(people, proposal)
    made.vote(both, proposal, VoteChoice.RECUSE)
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    made.approve(both, proposal)
    assert load_subject(proposal.pk).subject.approver == both.pk


def test_a_rejected_proposal_is_closed_and_another_may_start(people, proposal):
    made.support(people, proposal)
    decisions.reject(by=people.authority, proposal=proposal, reason="Not convinced.", **made.live(proposal))
    with pytest.raises(Blocked, match="rejected"):
        made.approve(people.authority2, proposal)
    proposals.create_draft(by=people.analyst, review=proposal.review)


def test_a_recalled_approval_is_void_until_it_is_given_again(people):
    proposal = made.approved(people, area_code="SDA")
    decisions.recall(by=people.authority2, proposal=proposal, reason="New facts.", **made.live(proposal))
    assert made.state(proposal) is State.IN_REVIEW
    assert load_subject(proposal.pk).subject.approver is None
    made.approve(people.authority, proposal)
    moves = Transition.objects.filter(proposal=proposal).order_by("entry_id").values_list("move", flat=True)
    assert list(moves) == [Move.CREATE, Move.SUBMIT, Move.APPROVE, Move.RECALL, Move.APPROVE]
    assert [finding.what for finding in verify()] == []
