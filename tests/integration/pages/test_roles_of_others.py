"""Roles and accounts of others change what a reader is asked to do, and no cached page hides it."""

from collections.abc import Callable

import pytest
from django.test import Client

from missions.access import Actor
from missions.actions.people import accounts
from missions.domain.vocabulary import Role
from missions.views.bodies import bodies
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db

AREA = "/areas/SATCOM/"


def deactivated(administrator: Actor, author: Actor) -> None:
    accounts.set_active(by=administrator, user=made.account(author), active=False, reason="Has left.")


def without_role(administrator: Actor, author: Actor) -> None:
    accounts.end_role(by=administrator, user=made.account(author), role=Role.ANALYST, reason="Has left.")


@pytest.mark.parametrize("leave", [deactivated, without_role])
def test_the_count_and_the_next_step_follow_the_roles_of_others(
    client: Client, leave: Callable[[Actor, Actor], None]
) -> None:
    people = made.cast()
    made.draft(people)
    administrator = factories.actor(Role.ADMINISTRATOR)
    client.force_login(made.account(people.steward))

    def shown() -> tuple[bool, str]:
        page = client.get(AREA).content.decode()
        step = page.partition("<strong>Review ")[2].partition('<p class="small quiet">')[2].partition("</p>")[0]
        return '1<span class="usa-sr-only"> waiting' in page, step

    before = shown()
    assert shown() == before
    assert before[1] and not before[0]
    assert len(bodies) == 1
    leave(administrator, people.analyst)
    after = shown()
    assert after[0]
    assert after[1] not in ("", before[1])
