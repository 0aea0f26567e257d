"""The first days of an account: its first password must be changed, and a waiting role reaches a steward."""

import re

import pytest
from django.test import Client

from missions.access import Actor
from missions.actions.people import accounts, notices
from missions.domain.vocabulary import NoticeKind, Role
from missions.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db
NEXT = "correct-horse-battery-staple"


def actor(user: User, role: Role) -> Actor:
    return Actor(user.pk, user.username, user.name, user.organization.name, frozenset({role}))


def said(client: Client, address: str) -> str:
    """The text of a page, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def newcomer() -> User:
    """An account as an administrator creates it."""
    admin = actor(factories.user("admin", Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    return accounts.create_account(
        by=admin,
        username="newcomer",
        name="New Comer",
        email="",
        organization="Space Systems Command",
        password=factories.PASSWORD,
        reason="Needed.",
    )


@pytest.fixture
def waiting(newcomer: User) -> User:
    """The same, with a role that waits for a steward."""
    admin = actor(User.objects.get(username="admin"), Role.ADMINISTRATOR)
    accounts.grant_role(by=admin, user=newcomer, role=Role.ANALYST, reason="Needed for SATCOM.")
    return newcomer


@pytest.mark.parametrize("address", ["/", "/areas/", "/people/newcomer/", "/notices/"])
def test_a_first_password_must_be_changed_before_anything_else(newcomer: User, address: str) -> None:
    client = signed_in(newcomer)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/change/")
    assert "Someone else chose your first password" in said(client, "/accounts/password/change/")


def test_a_changed_password_gives_access(newcomer: User) -> None:
    client = signed_in(newcomer)
    form = {"oldpassword": factories.PASSWORD, "password1": NEXT, "password2": NEXT}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert client.get("/help/").status_code == 200
    assert not User.objects.get(pk=newcomer.pk).password_is_first


def test_the_same_password_again_is_refused(newcomer: User) -> None:
    client = signed_in(newcomer)
    form = {"oldpassword": "wrong", "password1": NEXT, "password2": NEXT}
    client.post("/accounts/password/change/", form)
    assert User.objects.get(pk=newcomer.pk).password_is_first


def test_a_waiting_role_is_on_the_stewards_desk_counted_and_announced(waiting: User) -> None:
    steward = factories.user("a-steward", Role.STEWARD)
    notices.deliver(mail=False)
    client = signed_in(steward)
    page = said(client, "/")
    assert "Confirm 1." in page
    assert "Analyst for New Comer" in page and "Needed for SATCOM." in page
    assert "People 1 waiting" in page
    told = Notice.objects.get(person=steward, kind=NoticeKind.ASKED)
    assert told.text == "Admin proposes the role analyst for New Comer; confirm or decline it."
    assert told.path == "/people/newcomer/"
    assert not Notice.objects.exclude(person=steward).exists()


def test_a_confirmed_role_no_longer_waits_anywhere(waiting: User) -> None:
    steward = factories.user("a-steward", Role.STEWARD)
    client = signed_in(steward)
    assert "Awaiting a steward" in said(client, "/people/newcomer/")
    grant = waiting.grants.get()
    answer = client.post(f"/people/newcomer/grants/{grant.pk}/confirm/", {"reason": "Known to me."})
    assert answer.status_code == 302
    assert "You have no actions." in said(client, "/")
    page = said(client, "/people/newcomer/")
    assert "Awaiting a steward" not in page and "Proposed" in page
    notices.deliver(mail=False)
    assert not Notice.objects.filter(person=steward, kind=NoticeKind.ASKED).exists()


def test_nobody_is_asked_to_confirm_their_own_role() -> None:
    steward = factories.user("a-steward", Role.STEWARD)
    accounts.grant_role(by=factories.SETUP, user=steward, role=Role.ANALYST, reason="Needed.")
    assert "You have no actions." in said(signed_in(steward), "/")
