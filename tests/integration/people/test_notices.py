"""Notices: made from the entries, once, in words that reveal no vote; and by mail for people who want it."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils.html import escape
from procrastinate.contrib.django import app

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import mails, notices
from missions.actions.reviews import decisions, effect, proposals, reviews, votes
from missions.domain.dates import day
from missions.domain.vocabulary import NoticeKind, Role, SeatKind, VoteChoice
from missions.models import Comment, Notice, NoticePreference, Proposal, Reminder
from tests import factories
from tests import review_factories as making


@pytest.fixture
def cast(db: None, people: making.Cast) -> making.Cast:
    return people


def told(by, kind: NoticeKind | None = None) -> list[str]:
    """A person's notices, oldest first."""
    found = Notice.objects.filter(person_id=by.pk).order_by("pk")
    return [one.text for one in (found.filter(kind=kind) if kind else found)]


def reminding(due: date, when: str, asked: str) -> str:
    """The texts of the reminders to one person."""
    return f"The review of SATCOM is due {when} ({day(due)}). You are asked to {asked}."


def deliver_quietly() -> None:
    """Make the notices of all entries so far, and delete them."""
    notices.deliver(mail=False)
    Notice.objects.all().delete()


def test_reviewers_are_asked_for_their_vote_when_a_proposal_is_submitted(cast):
    made = making.draft(cast)
    deliver_quietly()
    making.submit(cast, made)
    notices.deliver()
    asked = f"Proposal {made.pk} on SATCOM was sent to reviewers by {cast.analyst.name}"
    for reviewer in (cast.reviewer, cast.reviewer2, cast.reviewer3):
        assert [text.partition(":")[0] for text in told(reviewer, NoticeKind.ASKED)] == [asked]
    assert told(cast.analyst) == told(cast.authority) == []


def test_authorities_are_asked_once_when_a_vote_completes_the_quorum(cast):
    made = making.submitted(cast)
    deliver_quietly()
    making.vote(cast.reviewer, made)
    notices.deliver()
    assert told(cast.authority) == []
    making.vote(cast.reviewer2, made)
    making.vote(cast.reviewer3, made)
    notices.deliver()
    assert (
        told(cast.authority)
        == told(cast.authority2)
        == [f"Proposal {made.pk} on SATCOM has its votes and can be decided."]
    )


def test_no_notice_tells_a_reviewer_who_has_not_voted_how_others_did(cast):
    made = making.submitted(cast)
    making.vote(cast.reviewer, made, reason="A secret reason.")
    objection = making.vote(cast.reviewer2, made, VoteChoice.OBJECT, reason="Another secret.")
    votes.answer_objection(by=cast.analyst, vote=objection, text="Answered in secret.", **making.live(made))
    notices.deliver()
    said = " ".join(told(cast.reviewer3))
    assert not re.search(r"secret|object|support|in favor|against", said)


def test_everybody_who_takes_part_learns_of_a_move_except_its_author(cast):
    made = making.supported(cast, effective_on=making.in_days(making.AHEAD))
    deliver_quietly()
    making.approve(cast.authority, made)
    notices.deliver()
    for person in (cast.analyst, cast.reviewer, cast.reviewer2, cast.reviewer3, cast.steward):
        assert len(told(person)) == 1
        assert "was approved by Authority; it takes effect on" in told(person)[0]
    assert told(cast.authority) == []
    with making.on_day():
        effect.apply_due_decisions()
    notices.deliver()
    assert "took effect" in told(cast.analyst)[-1]


def test_an_approval_that_takes_effect_at_once_makes_one_notice(cast):
    made = making.supported(cast)
    deliver_quietly()
    making.approve(cast.authority, made)
    notices.deliver()
    today = day(making.in_days(0))
    assert told(cast.analyst) == [f"Proposal {made.pk} on SATCOM was approved by Authority, effective {today}."]


def test_authors_and_stewards_learn_that_the_area_moved(cast):
    made = making.submitted(cast)
    deliver_quietly()
    function = made.review.area.functions.get()
    factories.assessment(function, on=making.in_days(0), performer="government_only", by=factories.SETUP)
    notices.deliver()
    assert "needs an update" in told(cast.analyst, NoticeKind.ASKED)[0]
    assert "needs an update" in told(cast.steward, NoticeKind.NEWS)[0]


def test_a_notice_is_not_repeated(cast):
    making.submitted(cast)
    assert notices.deliver() > 0
    assert notices.deliver() == 0


def test_an_action_that_was_rolled_back_makes_no_notice(cast):
    made = making.draft(cast)
    deliver_quietly()
    with transaction.atomic():
        making.submit(cast, made)
        transaction.set_rollback(True)
    assert notices.deliver() == 0


def test_the_next_delivery_completes_an_interrupted_one(cast):
    made = making.draft(cast)
    deliver_quietly()
    making.submit(cast, made)
    with transaction.atomic():
        assert notices.deliver() == 3
        transaction.set_rollback(True)
    assert Notice.objects.count() == 0
    assert notices.deliver() == 3


def test_a_deactivated_account_gets_no_notice(cast):
    made = making.draft(cast)
    deliver_quietly()
    factories.accounts.set_active(by=factories.SETUP, user=making.account(cast.reviewer3), active=False, reason="Left.")
    proposals.submit(by=cast.analyst, proposal=made, against=made.draft.saved, reason="Sent.")
    notices.deliver()
    assert told(cast.reviewer3) == []


def test_the_person_who_acts_next_is_reminded_of_each_step_once(cast):
    made = making.submitted(cast)
    due = made.review.due_on
    making.vote(cast.reviewer, made)
    assert notices.remind(due - timedelta(days=31)) == 0
    assert notices.remind(due - timedelta(days=14)) == 2
    assert notices.remind(due - timedelta(days=13)) == 0
    assert told(cast.reviewer2, NoticeKind.REMINDER) == [reminding(due, "in 14 days", "vote")]
    assert told(cast.reviewer, NoticeKind.REMINDER) == []
    assert Reminder.objects.count() == 1


def test_reminders_do_not_reveal_that_the_quorum_is_met(cast):
    due = making.supported(cast).review.due_on
    notices.remind(due)
    assert told(cast.reviewer3, NoticeKind.REMINDER) == [reminding(due, "today", "vote")]
    assert told(cast.authority, NoticeKind.REMINDER) == [reminding(due, "today", "decide")]
    assert told(cast.reviewer, NoticeKind.REMINDER) == []


def test_after_missed_runs_only_the_last_step_is_sent(cast):
    due = making.submitted(cast).review.due_on
    assert notices.remind(due + timedelta(days=9)) == 4
    late = f"The review of SATCOM is 9 days past due ({day(due)}). You are asked to vote."
    assert told(cast.reviewer3) == [late]
    assert told(cast.steward) == [late.replace("vote", "remind or assign others")]
    assert notices.remind(due + timedelta(days=10)) == 0
    assert notices.remind(due + timedelta(days=15)) == 4


def test_an_analyst_asked_to_draft_is_reminded_until_there_is_a_proposal(cast):
    review = making.review(cast)
    notices.remind(review.due_on)
    assert told(cast.analyst) == [reminding(review.due_on, "today", "draft the proposal")]


def test_a_stewards_reminder_tells_the_person_who_acts_next_what_to_do_and_by_when(cast):
    review = making.review(cast)
    deliver_quietly()
    comment = reviews.remind(by=cast.steward, review=review, words="Please begin.")
    notices.deliver()
    said = f"{cast.steward.name} reminds you of the review of SATCOM, due {day(review.due_on)}."
    assert told(cast.analyst, NoticeKind.REMINDER) == [f"{said} You are asked to draft the proposal. Please begin."]
    assert told(cast.reviewer) == told(cast.steward) == []
    assert comment.text == "Reminder: Please begin."
    assert mails.send_mails() == 1
    assert [letter.to for letter in mail.outbox] == [["analyst@example.mil"]]
    assert said in mail.outbox[0].body


def test_a_reminder_during_the_vote_reaches_reviewers_who_have_not_voted(cast):
    made = making.submitted(cast)
    making.vote(cast.reviewer, made)
    deliver_quietly()
    reviews.remind(by=cast.steward, review=made.review, words="Please vote.")
    notices.deliver()
    assert [len(told(one)) for one in (cast.reviewer, cast.reviewer2, cast.reviewer3, cast.analyst)] == [0, 1, 1, 0]


def test_a_reminder_that_would_reach_nobody_is_refused(cast):
    review = making.approved(cast).review
    with pytest.raises(Unfit, match="Nobody else has an action"):
        reviews.remind(by=cast.steward, review=review, words="Please look.")
    assert not Comment.objects.exists()


def test_only_a_steward_sends_reminders(cast):
    review = making.review(cast)
    with pytest.raises(Refused):
        reviews.remind(by=cast.analyst, review=review, words="Please look.")


def test_mail_goes_once_to_people_who_want_it(cast):
    NoticePreference.objects.create(person_id=cast.reviewer2.pk, mail_asked=False)
    made = making.draft(cast)
    deliver_quietly()
    making.submit(cast, made)
    notices.deliver()
    assert mails.send_mails() == 2
    assert mails.send_mails() == 0
    assert sorted(letter.to[0] for letter in mail.outbox) == ["reviewer3@example.mil", "reviewer@example.mil"]
    letter = mail.outbox[0]
    assert letter.body.startswith("UNCLASSIFIED")
    assert f"/proposals/{made.pk}/" in letter.body
    assert "nothing can be approved by mail" in letter.body
    assert letter.extra_headers["Message-ID"]


def test_a_mail_that_cannot_be_sent_stays_due(cast, settings):
    made = making.draft(cast)
    deliver_quietly()
    making.submit(cast, made)
    notices.deliver()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    with pytest.raises(OSError, match="refused"):
        mails.send_mails()
    assert Notice.objects.filter(mail_due=True).count() == 3


@pytest.fixture
def reader(cast, client: Client) -> Client:
    making.submitted(cast)
    notices.deliver()
    client.force_login(making.account(cast.reviewer))
    return client


def test_the_page_shows_a_persons_own_notices_and_marks_them_as_read(reader, cast):
    page = reader.get("/notices/")
    assert [one.person_id for one in page.context["told"]] == [cast.reviewer.pk] * 2
    assert "2<span" in page.content.decode()
    assert [page.content.decode().count(escape(one.text)) for one in page.context["told"]] == [1, 1]
    reader.post("/notices/read/", {"upto": page.context["newest"]})
    assert reader.get("/notices/").context["unread"] == 0
    assert Notice.objects.filter(person_id=cast.reviewer2.pk, read_at__isnull=True).count() == 2


@pytest.mark.parametrize(
    ("page", "left"),
    [("/proposals/{0}/", 0), ("/proposals/{0}/changes/", 0), ("/reviews/{1}/", 1), ("/areas/SATCOM/", 2)],
)
def test_opening_the_subject_of_a_notice_marks_it_as_read(reader, cast, page, left):
    made = Proposal.objects.get()
    page = page.format(made.pk, made.review_id)
    unread = Notice.objects.filter(read_at__isnull=True)
    reader.get(page, HTTP_HX_REQUEST="true")
    assert unread.filter(person_id=cast.reviewer.pk).count() == 2
    shown = reader.get(page, follow=True).content.decode()
    assert ("unread notices" in shown) == bool(left)
    assert unread.filter(person_id=cast.reviewer.pk).count() == left
    assert unread.filter(person_id=cast.reviewer2.pk).count() == 2


def test_acting_on_the_subject_of_a_notice_marks_it_as_read(cast, client):
    review = making.review(cast)
    notices.deliver()
    client.force_login(making.account(cast.analyst))
    unread = Notice.objects.filter(person_id=cast.analyst.pk, read_at__isnull=True)
    assert unread.exists()
    client.post(f"/reviews/{review.pk}/proposals/")
    assert not unread.exists()


def test_preferences_are_kept(reader, cast):
    reader.post("/notices/preferences/", {"news": "on"})
    kept = NoticePreference.objects.get(person_id=cast.reviewer.pk)
    assert (kept.mail_asked, kept.mail_news, kept.mail_reminders) == (False, True, False)


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 30])
def test_an_invalid_number_of_notices_is_answered(reader, upto):
    assert reader.post("/notices/read/", {"upto": upto}).status_code in {400, 404}


def test_a_rolled_back_transaction_leaves_no_job(db):
    with transaction.atomic():
        app.configure_task("tell").defer(timestamp=0)
        transaction.set_rollback(True)
    assert not app.job_manager.list_jobs(task="tell")


def test_the_owner_of_an_opportunity_is_notified(cast):
    review = making.review(cast)
    deliver_quietly()
    reviews.note_opportunity(
        by=cast.steward,
        review=review,
        function=None,
        action="Lease capacity.",
        owner=making.account(cast.analyst),
        due_on=making.in_days(60),
    )
    notices.deliver()
    assert told(cast.analyst, NoticeKind.ASKED)[0].endswith("Lease capacity.")


def test_everybody_sees_only_their_own(cast, client):
    making.submitted(cast)
    notices.deliver()
    client.force_login(factories.user("somebody", Role.VIEWER))
    assert client.get("/notices/").context["told"] == []


def test_a_recused_reviewer_is_neither_asked_nor_reminded_of_a_later_revision(cast):
    made = making.submitted(cast)
    making.vote(cast.reviewer3, made, VoteChoice.RECUSE)
    making.another_revision(cast, made)
    deliver_quietly()
    notices.remind(made.review.due_on)
    assert told(cast.reviewer3) == []
    assert len(told(cast.reviewer)) == len(told(cast.reviewer2)) == 1


def test_stewards_are_asked_when_the_quorum_is_out_of_reach(cast):
    made = making.submitted(cast)
    making.vote(cast.reviewer, made)
    deliver_quietly()
    making.vote(cast.reviewer2, made, VoteChoice.OBJECT)
    notices.deliver()
    said = f"The remaining votes cannot reach the quorum of proposal {made.pk} on SATCOM. Assign more reviewers."
    assert told(cast.steward, NoticeKind.ASKED) == [said]
    assert told(cast.reviewer3) == []


def test_authorities_are_asked_once_the_last_objection_is_answered(cast):
    made = making.submitted(cast)
    objection = making.vote(cast.reviewer3, made, VoteChoice.OBJECT)
    making.vote(cast.reviewer, made)
    making.vote(cast.reviewer2, made)
    notices.deliver()
    assert told(cast.authority) == []
    votes.answer_objection(by=cast.analyst, vote=objection, text="Answered.", **making.live(made))
    notices.deliver()
    assert told(cast.authority, NoticeKind.ASKED) == [f"Proposal {made.pk} on SATCOM has its votes and can be decided."]


def test_a_reviewer_assigned_during_a_review_is_asked_for_their_vote(cast):
    made = making.submitted(cast)
    deliver_quietly()
    late = making.person("late", Role.REVIEWER)
    reviews.seat(
        by=cast.steward, review=made.review, users=[making.account(late)], place=SeatKind.REVIEWER, reason="More."
    )
    notices.deliver()
    assert len(told(late, NoticeKind.ASKED)) == 1


def test_votes_on_a_rejected_proposal_are_shown_while_a_newer_one_is_open(cast):
    made = making.supported(cast)
    decisions.reject(by=cast.authority, proposal=made, reason="Not yet.", **making.live(made))
    proposals.create_draft(by=cast.analyst, review=made.review)
    notices.deliver()
    assert any("was rejected" in text for text in told(cast.analyst))
