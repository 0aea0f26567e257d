"""A steward can move a due date; everything that shows or uses the date takes the newest one."""

from datetime import timedelta

import pytest

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import notices
from missions.actions.reviews import reviews
from missions.domain.dates import day
from missions.domain.vocabulary import NoticeKind, Role
from missions.models import DueDateMove, Notice, Review
from missions.queries.moment import today_of_database
from missions.queries.reviews.brief.timeline import thread
from missions.queries.reviews.cases import cases
from missions.queries.reviews.reviews import queue
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(people) -> Review:
    return made.review(people)


def move(people: made.Cast, review: Review, days: int) -> DueDateMove:
    return reviews.move_due_date(by=people.steward, review=review, due_on=made.in_days(days), reason="Leave.")


def test_a_steward_moves_it_on_the_reviews_page_and_its_people_are_notified(people, review, signed):
    notices.deliver(mail=False)
    Notice.objects.all().delete()
    steward = signed(people.steward)
    later = made.in_days(60)
    answer = steward.post(f"/reviews/{review.pk}/due-date/", {"due_on": later.isoformat(), "reason": "Leave."})
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{review.pk}/")
    page = steward.get(f"/reviews/{review.pk}/")
    assert f"due {day(later)}" in words(page) and f"moved the due date to {day(later)}" in words(page)
    notices.deliver(mail=False)
    message = f"Steward moved the due date of the review of SATCOM to {day(later)}: Leave."
    assert set(Notice.objects.values_list("text", flat=True)) == {message}
    told = set(Notice.objects.values_list("person__username", flat=True))
    assert told == {"analyst", "reviewer", "reviewer2", "reviewer3"}


def test_the_newest_date_counts_everywhere(people, review, signed):
    other = made.review(people, area_code="SDA")
    move(people, review, 90)
    move(people, review, 50)
    due, today = made.in_days(50), today_of_database()
    assert [(row.pk, row.due_on) for row in queue(people.steward, today)] == [
        (other.pk, made.in_days(30)),
        (review.pk, due),
    ]
    assert signed(people.analyst).get("/areas/SATCOM/").context["review"].due_on == due
    assert thread(people.steward, review.pk, today)[0].what == f"moved the due date to {day(due)}"
    between = today + timedelta(days=40)
    assert {pk: case.late for pk, case in cases(between).items()} == {review.pk: False, other.pk: True}


def test_people_are_reminded_by_the_newest_date_of_each_step_again(people, review):
    notices.remind(made.in_days(30))
    move(people, review, 60)
    Notice.objects.all().delete()
    assert notices.remind(made.in_days(29)) == 0
    assert notices.remind(made.in_days(60)) == 1
    told = Notice.objects.get(kind=NoticeKind.REMINDER)
    assert told.text.startswith(f"The review of SATCOM is due today ({day(made.in_days(60))}).")


def test_a_vote_and_a_reminder_name_the_newest(people):
    proposal = made.draft(people)
    move(people, proposal.review, 60)
    made.submit(people, proposal)
    reviews.remind(by=people.steward, review=proposal.review, words="Please vote.")
    notices.deliver(mail=False)
    told = list(Notice.objects.filter(person_id=people.reviewer.pk).values_list("text", flat=True))
    due = day(made.in_days(60))
    assert [text for text in told if f"vote by {due}" in text]
    assert [text for text in told if f"reminds you of the review of SATCOM, due {due}" in text]


@pytest.mark.parametrize(("days", "status"), [(30, 400), (-1, 400), (31, 302)])
def test_it_must_be_another_day_and_not_in_the_past(people, review, signed, days, status):
    given = {"due_on": made.in_days(days).isoformat(), "reason": "Leave."}
    answer = signed(people.steward).post(f"/reviews/{review.pk}/due-date/", given)
    assert answer.status_code == status
    assert DueDateMove.objects.exists() is (status == 302)


def test_a_closed_review_keeps_its_due_date(people, review, signed):
    reviews.close_review(by=people.steward, review=review, reason="Not now.")
    given = {"due_on": made.in_days(60).isoformat(), "reason": "Leave."}
    answer = signed(people.steward).post(f"/reviews/{review.pk}/due-date/", given)
    assert answer.status_code == 409 and "The review is closed." in words(answer)
    assert "Leave." in words(answer)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STEWARD}))
def test_only_a_steward_moves_it(people, review, role):
    with pytest.raises(Refused):
        reviews.move_due_date(by=made.person("other", role), review=review, due_on=made.in_days(60), reason=made.REASON)


def test_the_same_day_is_reported_beside_its_field(people, review):
    with pytest.raises(Unfit) as caught:
        move(people, review, 30)
    assert caught.value.field == "due_on"


def test_a_cycle_is_late_by_its_open_reviews(people, signed):
    cycle = made.in_cycle(people, "SDA", "ISR")
    for review in cycle.reviews.all():
        move(people, review, 70)
    assert signed(people.steward).get("/reviews/?view=cycles").context["cycles"][0].late == -70
    reviews.close_review(by=people.steward, review=cycle.reviews.first(), reason="Not now.")
    move(people, cycle.reviews.last(), 20)
    assert signed(people.steward).get("/reviews/?view=cycles").context["cycles"][0].late == -20
