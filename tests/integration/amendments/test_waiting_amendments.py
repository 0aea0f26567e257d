"""Amendments that wait: for a decision authority, or for their drafter once their day has passed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from missions.access import Actor
from missions.actions.people import notices
from missions.actions.reviews import amendments
from missions.actions.reviews.amendments import PolicyNumbers
from missions.domain.dates import day
from missions.domain.reviews.desk import NOTHING
from missions.domain.vocabulary import NoticeKind, Role
from missions.models import Amendment, Notice
from missions.queries.moment import today_of_database
from tests import factories
from tests.integration.words import words

pytestmark = pytest.mark.django_db

NUMBERS = PolicyNumbers(60, 25, 50, 36, 24, 24, 3, 2, 1)


@pytest.fixture
def steward() -> Actor:
    return factories.actor(Role.STEWARD)


@pytest.fixture
def authority() -> Actor:
    return factories.actor(Role.AUTHORITY)


def drafted(by: Actor) -> Amendment:
    return amendments.draft_policy(by=by, numbers=NUMBERS, effective_on=today_of_database(), reason="Clearer.")


def test_the_authorities_are_asked_until_one_decides_and_the_drafter_is_told(steward, authority, signed):
    both = factories.actor(Role.STEWARD, Role.AUTHORITY, username="both")
    amendment = drafted(both)
    path = f"/amendments/{amendment.pk}/"
    notices.deliver(mail=False)
    assert [(one.person_id, one.kind, one.path) for one in Notice.objects.all()] == [
        (authority.pk, NoticeKind.ASKED, path)
    ]
    assert "Approve it or turn it down: Clearer." in Notice.objects.get().text
    desk = signed(authority).get("/")
    assert "Decide 1." in words(desk) and "Policy 1 waiting" in words(desk)
    assert f'href="{path}"' in desk.content.decode()
    for other in (both, steward):
        assert "Amendments" not in words(signed(other).get("/"))
    amendments.approve(by=authority, amendment=amendment, reason="Agreed.")
    notices.deliver(mail=False)
    told = Notice.objects.latest("pk")
    assert (told.person_id, told.kind) == (both.pk, NoticeKind.NEWS)
    assert told.text == f"{authority.name} approved your amendment: Policy. Agreed."
    assert NOTHING in words(signed(authority).get("/"))


def test_what_was_decided_before_it_was_told_asks_nobody(steward, authority):
    amendments.turn_down(by=steward, amendment=drafted(steward), reason="A mistake.")
    notices.deliver(mail=False)
    assert not Notice.objects.exists()


def test_an_amendment_whose_day_passed_goes_back_to_its_drafter(steward, authority, signed):
    amendment = drafted(steward)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert NOTHING in words(signed(authority).get("/"))
        desk = words(signed(steward).get("/"))
    assert "redraft 1" in desk.lower()
    assert f"It was to take effect on {day(amendment.effective_on)} and was not decided by then." in desk
