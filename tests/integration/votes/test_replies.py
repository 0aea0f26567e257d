"""An objector's reply to an answer: once, on the live revision, and shown to the authority."""

import pytest

from missions.access import Actor, Refused
from missions.actions.errors import Unfit
from missions.actions.people import accounts, notices
from missions.actions.reviews import reviews, votes
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.dates import day
from missions.domain.vocabulary import NoticeKind, ReplyKind, SeatKind, VoteChoice
from missions.models import Notice, ObjectionAnswer, ObjectionReply, Proposal
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.integration.conftest import settled
from tests.integration.words import words

pytestmark = pytest.mark.django_db

ACCEPT, FIRM = ReplyKind.ACCEPT, ReplyKind.STAND_FIRM


@pytest.fixture(scope="module")
def answered(people: made.Cast) -> Proposal:
    """A proposal with its quorum, and an answered objection of the third reviewer, made once for all tests."""
    proposal = made.supported(people)
    objection = made.vote(people.reviewer3, proposal, VoteChoice.OBJECT, "One provider is too few.")
    votes.answer_objection(by=people.analyst, vote=objection, text="A second one bids.", **made.live(proposal))
    settled()
    return proposal


@pytest.fixture
def proposal(answered: Proposal) -> Proposal:
    return made.again(answered)


def given(proposal: Proposal, kind: ReplyKind, reason: str = "") -> dict[str, object]:
    return made.live(proposal) | {"answer": ObjectionAnswer.objects.last().pk, "kind": kind, "reason": reason}


def reply(by: Actor, proposal: Proposal, kind: ReplyKind = ACCEPT, reason: str = "", **said: object) -> ObjectionReply:
    return votes.reply(by=by, proposal=proposal, **given(proposal, kind, reason) | said)


def test_an_objector_accepts_an_answer_or_stands_firm_and_the_authority_reads_it(people, proposal, signed):
    at = f"/proposals/{proposal.pk}/"
    page = signed(people.reviewer3).get(at).content.decode()
    assert f'action="{at}replies/"' in page and "Accept the answer" in page and "Stand firm" in page
    assert f'action="{at}replies/"' not in signed(people.reviewer).get(at).content.decode()
    assert words(signed(people.authority).get(at)).count("Has not replied yet.") == 2
    objector = signed(people.reviewer3)
    assert objector.post(f"{at}replies/", given(proposal, FIRM, "It has not bid yet.")).status_code == 302
    assert f'action="{at}replies/"' not in objector.get(at).content.decode()
    deciding = words(signed(people.authority).get(at))
    first = deciding.index("Reviewer3: Stands firm. It has not bid yet.")
    assert deciding.index("A second one bids.") < first < deciding.index("Against the thresholds")
    assert "stands firm" in deciding and "Has not replied yet." not in deciding
    assert [finding.what for finding in verify()] == []


def test_an_acceptance_needs_no_reason_but_standing_firm_does(people, proposal, signed):
    with pytest.raises(Unfit) as caught:
        reply(people.reviewer3, proposal, FIRM, " ")
    assert caught.value.field == "reason"
    page = signed(people.reviewer3).post(f"/proposals/{proposal.pk}/replies/", given(proposal, FIRM))
    assert page.status_code == 400 and "Enter why the answer does not settle it." in words(page)
    assert page.context["form"]["kind"].value() == FIRM
    assert reply(people.reviewer3, proposal).reason == ""


def test_nobody_replies_for_another_or_learns_that_there_is_an_objection(people, proposal, signed):
    for other in (people.reviewer, people.reviewer2):
        with pytest.raises(Unfit) as theirs:
            reply(other, proposal)
        with pytest.raises(Unfit) as none:
            reply(other, proposal, answer=10**9)
        assert str(theirs.value) == str(none.value)
    for other in (people.authority, people.analyst, people.steward):
        with pytest.raises(Refused):
            reply(other, proposal)
        assert signed(other).post(f"/proposals/{proposal.pk}/replies/", given(proposal, ACCEPT)).status_code == 403
    assert not ObjectionReply.objects.exists()


def test_an_answer_gets_one_reply_and_the_next_answer_another(people, proposal, signed):
    reply(people.reviewer3, proposal, FIRM, "Not yet.")
    page = signed(people.reviewer3).post(f"/proposals/{proposal.pk}/replies/", given(proposal, ACCEPT, "Changed mind."))
    assert page.status_code == 409
    assert "a reply is final" in words(page) and "Changed mind." in words(page)
    analyst, at = signed(people.analyst), f"/proposals/{proposal.pk}/"
    assert f'action="{at}answers/"' in analyst.get(at).content.decode()
    said = made.live(proposal) | {"vote": ObjectionAnswer.objects.get().vote_id, "text": "It has by now."}
    assert analyst.post(f"{at}answers/", said).status_code == 302
    assert f'action="{at}answers/"' not in analyst.get(at).content.decode()
    assert reply(people.reviewer3, proposal).kind == ACCEPT
    assert ObjectionReply.objects.count() == 2


def test_a_reply_belongs_to_the_live_revision_in_review(people, proposal):
    old = given(proposal, ACCEPT)
    made.another_revision(people, proposal)
    with pytest.raises(Overtaken, match="sent revision 2"):
        votes.reply(by=people.reviewer3, proposal=proposal, **old)
    with pytest.raises(Unfit, match="no such answer"):
        reply(people.reviewer3, proposal)


def test_no_reply_after_the_decision(people, proposal, signed):
    made.approve(people.authority, proposal)
    with pytest.raises(Blocked, match="The proposal is effective"):
        reply(people.reviewer3, proposal)
    assert "Did not reply." in words(signed(people.analyst).get(f"/proposals/{proposal.pk}/"))


LEAVING = {
    "seat": lambda people, proposal: reviews.unseat(
        by=people.steward,
        review=proposal.review,
        user=made.account(people.reviewer3),
        place=SeatKind.REVIEWER,
        reason="Away.",
    ),
    "account": lambda people, proposal: accounts.set_active(
        by=factories.SETUP, user=made.account(people.reviewer3), active=False, reason="Left."
    ),
    "role": lambda people, proposal: accounts.end_role(
        by=factories.SETUP, user=made.account(people.reviewer3), role="reviewer", reason="Moved on."
    ),
}


@pytest.mark.parametrize("how", LEAVING)
def test_for_an_objector_who_left_the_page_says_when(people, proposal, signed, how):
    LEAVING[how](people, proposal)
    with pytest.raises((Blocked, Refused)):
        reply(people.reviewer3, proposal)
    page = words(signed(people.authority).get(f"/proposals/{proposal.pk}/"))
    assert f"Did not reply; left on {day(made.in_days(0))}." in page
    assert "Has not replied yet." not in page
    made.approve(people.authority, proposal)
    assert "Did not reply; left on" in words(signed(people.analyst).get(f"/proposals/{proposal.pk}/"))


def test_a_reply_before_leaving_still_counts(people, proposal, signed):
    reply(people.reviewer3, proposal, FIRM, "Not yet.")
    LEAVING["account"](people, proposal)
    page = words(signed(people.authority).get(f"/proposals/{proposal.pk}/"))
    assert "Stands firm. Not yet." in page and "left on" not in page


def test_the_objector_is_notified_of_the_answer_and_its_authors_of_the_reply(people, proposal):
    notices.deliver()
    answered = Notice.objects.get(person=people.reviewer3.pk, text__contains="your objection")
    assert answered.text.endswith(": accept the answer or stand firm.") and answered.kind == NoticeKind.NEWS
    reply(people.reviewer3, proposal, FIRM, "A secret reason.")
    notices.deliver()
    told = Notice.objects.filter(text__contains="replied to an answer")
    assert set(told.values_list("person_id", flat=True)) == {
        people.analyst.pk,
        people.authority.pk,
        people.authority2.pk,
    }
    assert not Notice.objects.filter(text__contains="secret").exists()
