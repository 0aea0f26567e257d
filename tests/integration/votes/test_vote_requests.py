"""Votes requested again after a change: from earlier voters, once for each revision; no seat changes."""

import pytest
from django.db import DatabaseError, transaction

from missions.access import Refused
from missions.actions.chain import recording
from missions.actions.people import accounts, notices
from missions.actions.reviews import reviews, votes
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.vocabulary import EntryClass, NoticeKind, Role, SeatKind, VoteChoice
from missions.models import AuditEntry, Notice, Proposal, Seat, VoteRequest
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(people: made.Cast) -> Proposal:
    """A proposal whose second revision is live; the first had the votes of two reviewers, and the third recused."""
    proposal = made.supported(people)
    made.vote(people.reviewer3, proposal, VoteChoice.RECUSE)
    made.another_revision(people, proposal)
    return made.again(proposal)


def ask(by, proposal: Proposal) -> list[VoteRequest]:
    return votes.ask_again(by=by, proposal=proposal, **made.live(proposal))


def test_earlier_voters_are_asked_and_find_what_changed(people, proposal, signed):
    notices.deliver()
    seats, before = Seat.objects.count(), AuditEntry.objects.count()
    address = f"/proposals/{proposal.pk}/vote-requests/"
    assert signed(people.steward).post(address, made.live(proposal)).status_code == 302
    notices.deliver()
    asked = Notice.objects.filter(text__startswith="Vote again on SATCOM: revision 2.")
    assert set(asked.values_list("person_id", flat=True)) == {people.reviewer.pk, people.reviewer2.pk}
    assert set(asked.values_list("kind", "path")) == {(NoticeKind.ASKED, f"/proposals/{proposal.pk}/changes/")}
    assert (Seat.objects.count(), AuditEntry.objects.count()) == (seats, before + 1)
    assert "asks to vote again: Reviewer, Reviewer2" in words(signed(people.analyst).get(f"/proposals/{proposal.pk}/"))
    assert [finding.what for finding in verify()] == []


def test_without_earlier_votes_nobody_can_be_asked_again(people, signed):
    first = made.submitted(people)
    made.another_revision(people, first)
    assert "Ask for votes again" not in words(signed(people.analyst).get(f"/proposals/{first.pk}/"))


def test_nobody_is_asked_twice_for_one_revision_and_everybody_for_the_next(people, proposal, signed):
    assert len(ask(people.analyst, proposal)) == 2
    with pytest.raises(Blocked, match="has voted, or was asked"):
        ask(people.steward, proposal)
    page = signed(people.steward).get(f"/proposals/{proposal.pk}/")
    assert "Everybody who voted on an earlier revision has voted, or was asked." in words(page)
    made.another_revision(people, proposal)
    assert len(ask(people.analyst, proposal)) == 2


def test_people_who_voted_again_or_can_no_longer_vote_are_not_asked(people, proposal):
    made.vote(people.reviewer, proposal)
    user = made.account(people.reviewer2)
    reviews.unseat(by=people.steward, review=proposal.review, user=user, place=SeatKind.REVIEWER, reason="Away.")
    with pytest.raises(Blocked, match="has voted, or was asked"):
        ask(people.analyst, proposal)
    reviews.seat(by=people.steward, review=proposal.review, users=[user], place=SeatKind.REVIEWER, reason="Back.")
    assert [one.reviewer_id for one in ask(people.analyst, proposal)] == [people.reviewer2.pk]


def test_only_an_author_or_a_steward_asks(people, proposal, signed):
    for other in (people.reviewer, people.authority):
        with pytest.raises(Refused):
            ask(other, proposal)
        address = f"/proposals/{proposal.pk}/vote-requests/"
        assert signed(other).post(address, made.live(proposal)).status_code == 403
    with pytest.raises(Blocked, match="not an author"):
        ask(people.coauthor, proposal)
    accounts.end_role(by=factories.SETUP, user=made.account(people.analyst), role=Role.ANALYST, reason="Left.")
    with pytest.raises(Refused):
        ask(people.analyst, proposal)
    assert not VoteRequest.objects.exists()


def test_the_request_is_about_the_live_revision(people, proposal):
    old = made.live(proposal)
    made.another_revision(people, proposal)
    with pytest.raises(Overtaken, match="sent revision 3"):
        votes.ask_again(by=people.analyst, proposal=proposal, **old)


def test_a_first_revision_offers_no_request(people, signed):
    proposal = made.supported(people)
    page = signed(people.steward).get(f"/proposals/{proposal.pk}/")
    assert "Ask for votes again" not in words(page)
    with pytest.raises(Blocked):
        ask(people.steward, proposal)


def forge(by, **said) -> None:
    entry_class = EntryClass.PROCESS
    opened = recording(by=by, action="forge", target="x", reason="Forged.", entry_class=entry_class)
    with transaction.atomic(), opened as entry:
        entry.add(VoteRequest(by_id=by.pk, **said))


def test_the_database_refuses_what_the_guards_refuse(people, proposal):
    first, second = proposal.revisions.order_by("number")
    with pytest.raises(DatabaseError, match="on the live revision"):
        forge(people.analyst, revision=first, reviewer_id=people.reviewer.pk)
    with pytest.raises(DatabaseError, match="An author or a steward"):
        forge(people.coauthor, revision=second, reviewer_id=people.reviewer.pk)
    with pytest.raises(DatabaseError, match="voted on an earlier revision"):
        forge(people.analyst, revision=second, reviewer_id=people.reviewer3.pk)
    made.vote(people.reviewer, proposal)
    with pytest.raises(DatabaseError, match="has not voted on this one"):
        forge(people.analyst, revision=second, reviewer_id=people.reviewer.pk)
