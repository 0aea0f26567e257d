"""An entry whose notices fail delays no other: the failure is kept, shown, and tried again."""

from datetime import timedelta

import psycopg
import pytest
from django.core import mail
from django.db import DatabaseError
from django.db.models import F
from django.test import Client
from procrastinate.contrib.django import app

from missions.actions.independent import each
from missions.actions.people import notices
from missions.domain.vocabulary import Role
from missions.models import ChainHead, Notice, NoticeCursor, NoticeFailure, Reminder, Review
from tests import factories
from tests import review_factories as making
from tests.running.worker import work

# A fault in the database: it refuses notices about this area.
FAULTY = """
CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'This notice cannot be kept.'; END $$;
CREATE TRIGGER broken BEFORE INSERT ON missions_notice
FOR EACH ROW WHEN (NEW.text LIKE '%SDA%') EXECUTE FUNCTION broken();
"""
MENDED = "DROP TRIGGER broken ON missions_notice; DROP FUNCTION broken"


@pytest.fixture
def cast(real_db: None, owner: psycopg.Connection) -> making.Cast:
    """Two reviews are open; the notices about the first fail."""
    people = making.cast()
    notices.deliver(mail=False)
    Notice.objects.all().delete()
    making.review(people, area_code="SDA")
    making.review(people, area_code="SATCOM")
    owner.execute(FAULTY)
    return people


def told() -> set[str]:
    return {area for area in ("SDA", "SATCOM") if Notice.objects.filter(text__contains=area).exists()}


def due_again() -> None:
    NoticeFailure.objects.update(again_at=F("again_at") - timedelta(days=2))


def test_the_others_get_notices_and_the_failed_one_follows_later(cast: making.Cast, owner: psycopg.Connection) -> None:
    assert notices.deliver() > 0
    assert told() == {"SATCOM"}
    assert NoticeCursor.objects.get().sequence == ChainHead.objects.get().sequence
    (failure,) = NoticeFailure.objects.all()
    assert (failure.error, failure.tries) == ("This notice cannot be kept.", 1)
    assert notices.deliver() == 0
    due_again()
    notices.deliver()
    failure.refresh_from_db()
    assert failure.tries == 2
    owner.execute(MENDED)
    assert notices.deliver() == 0
    due_again()
    assert notices.deliver() > 0
    assert told() == {"SDA", "SATCOM"}
    assert not NoticeFailure.objects.exists()


def test_each_try_waits_longer_than_the_one_before(cast: making.Cast) -> None:
    notices.deliver()
    waits = []
    for _ in range(3):
        before = NoticeFailure.objects.get().again_at
        due_again()
        notices.deliver()
        waits.append(NoticeFailure.objects.get().again_at - before)
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]


def test_administrators_see_which_entry_failed_why_and_when_it_is_tried_again(cast: making.Cast) -> None:
    notices.deliver()
    client = Client()
    client.force_login(factories.user("admin", Role.ADMINISTRATOR))
    page = client.get("/people/")
    assert "Entries whose notices failed" in page.content.decode()
    assert "This notice cannot be kept." in page.content.decode()
    assert [one.entry_id for one in page.context["untold"]] == [NoticeFailure.objects.get().entry_id]


def test_the_worker_makes_the_other_notices_and_sends_their_mail(cast: making.Cast) -> None:
    app.configure_task("tell").defer(timestamp=0)
    work()
    assert told() == {"SATCOM"}
    assert {"SATCOM" in letter.body for letter in mail.outbox} == {True}


def test_a_reminder_that_fails_delays_no_other(cast: making.Cast, owner: psycopg.Connection) -> None:
    due = Review.objects.latest("pk").due_on
    with pytest.raises(DatabaseError, match="cannot be kept"):
        notices.remind(due)
    assert told() == {"SATCOM"}
    assert [one.review.area.code for one in Reminder.objects.all()] == ["SATCOM"]
    owner.execute(MENDED)
    assert notices.remind(due) > 0
    assert told() == {"SDA", "SATCOM"}
    assert notices.remind(due) == 0


def test_each_item_is_tried_and_the_first_error_is_raised_at_the_end() -> None:
    done = []

    def act(number: int) -> int:
        if number % 2:
            raise ValueError(number)
        done.append(number)
        return number

    with pytest.raises(ValueError, match=r"^1$"):
        each(range(6), act)
    assert done == [0, 2, 4]
    assert each([0, 2], act) == [0, 2]
