"""Signing in and out, and what an attempt reveals."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from missions.actions.people import links
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, User
from missions.web.context import DEPLOYMENT
from tests import factories

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"


@pytest.fixture
def viewer() -> User:
    return factories.user("viewer", Role.VIEWER)


def attempt(client: Client, username: str, password: str = factories.PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": username, "password": password, **more})


def kept() -> tuple[str, str, str, str]:
    entry = AuditEntry.objects.latest("sequence")
    return entry.entry_class, entry.actor_name, entry.action, entry.target


def without_token(page: bytes, username: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())
    return text.replace(username, "NAME")


def test_the_right_password_opens_the_overview_and_is_recorded(client: Client, viewer: User) -> None:
    answer = attempt(client, "viewer")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert kept() == ("access", "Viewer", "sign in", "account:viewer")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("shown", [True, False])
def test_a_deployment_with_notices_lets_nobody_in_who_does_not_accept_them(
    client: Client, viewer: User, monkeypatch: pytest.MonkeyPatch, shown: bool
) -> None:
    for name in ("consent_notice", "government_banner"):
        monkeypatch.setitem(DEPLOYMENT, name, shown)
    made = links.make_link(by=factories.SETUP, user=viewer, reason="First.")
    link = client.get(urlsplit(made).path, follow=True).content.decode()
    page = client.get(SIGN_IN).content.decode()
    for one in (page, link):
        assert ("you consent to the following conditions" in one) == shown
        assert ("An official website of the United States government" in one) == shown
        assert ("By signing in, in any way, you accept these conditions." in one) == shown
    buttons = re.findall(r"<button[^>]*submit[^>]*>([^<]*)</button>", page + link)
    assert len(buttons) == 3
    assert all(one.startswith("Accept") == shown for one in buttons), buttons


def test_signing_out_needs_a_post_and_is_recorded(client: Client, viewer: User) -> None:
    client.force_login(viewer)
    client.get("/accounts/logout/")
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert kept() == ("access", "Viewer", "sign out", "account:viewer")
    assert client.get("/").status_code == 302


def test_a_changed_password_is_recorded_without_the_password(client: Client, viewer: User) -> None:
    client.force_login(viewer)
    before = AuditEntry.objects.count()
    new = "another-long-password-7"
    sent = {"oldpassword": "wrong", "password1": new, "password2": new}
    client.post("/accounts/password/change/", sent)
    assert AuditEntry.objects.count() == before
    client.post("/accounts/password/change/", {**sent, "oldpassword": factories.PASSWORD})
    assert AuditEntry.objects.count() == before + 1
    assert kept() == ("access", "Viewer", "change password", "account:viewer")
    assert new not in AuditEntry.objects.latest("sequence").payload
    viewer.refresh_from_db()
    assert viewer.check_password(new)


def test_a_wrong_password_gets_the_same_answer_whether_or_not_the_account_exists(client: Client, viewer: User) -> None:
    there = attempt(client, "viewer", "wrong")
    assert kept() == ("access", "nobody signed in", "fail to sign in", "account:viewer")
    elsewhere = attempt(client, "nobody-here", "wrong")
    assert kept() == ("access", "nobody signed in", "fail to sign in", "account:nobody-here")
    assert there.status_code == elsewhere.status_code
    assert without_token(there.content, "viewer") == without_token(elsewhere.content, "nobody-here")


def test_a_deactivated_account_gets_the_answer_of_a_wrong_password(client: Client, viewer: User) -> None:
    factories.accounts.set_active(by=factories.SETUP, user=viewer, active=False, reason="Left.")
    deactivated = attempt(client, "viewer")
    wrong = attempt(client, "nobody-here")
    assert "_auth_user_id" not in client.session
    assert deactivated.status_code == wrong.status_code
    assert without_token(deactivated.content, "viewer") == without_token(wrong.content, "nobody-here")


@pytest.mark.parametrize(
    "username", ["", " ", "nu\0l", "x" * 5000, "<script>alert(1)</script>", "\u202eviewer", "' OR 1=1 --"]
)
def test_any_name_is_answered(client: Client, username: str) -> None:
    answer = attempt(client, username, "wrong")
    assert answer.status_code in {200, 400}
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "/\\example.com/", "javascript:alert(1)", "http:///x"]
)
def test_nobody_is_redirected_to_another_site_after_signing_in(client: Client, viewer: User, elsewhere: str) -> None:
    answer = attempt(client, "viewer", next=elsewhere)
    assert "example.com" not in answer["Location"]
    assert answer["Location"].startswith("/") and not answer["Location"].startswith(("//", "/\\"))


def test_signing_in_returns_to_the_requested_page(client: Client, viewer: User) -> None:
    asked = client.get("/areas/SATCOM/?as_of=2025-01-01")
    assert asked["Location"].startswith(SIGN_IN)
    answer = attempt(client, "viewer", next="/areas/SATCOM/?as_of=2025-01-01")
    assert answer["Location"] == "/areas/SATCOM/?as_of=2025-01-01"


def test_signing_in_makes_a_new_session(client: Client, viewer: User) -> None:
    client.session["before"] = True
    client.session.save()
    before = client.cookies.get(settings.SESSION_COOKIE_NAME)
    attempt(client, "viewer")
    assert before is None or client.cookies[settings.SESSION_COOKIE_NAME].value != before.value


def test_a_changed_password_ends_the_other_sessions(client: Client, viewer: User) -> None:
    other = Client()
    for each in (client, other):
        each.force_login(viewer)
    new = "a longer word of mine"
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_an_invented_session_cookie_belongs_to_nobody(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/admin/"])
def test_nobody_creates_an_account_for_themselves(client: Client, viewer: User, address: str) -> None:
    client.force_login(viewer)
    assert client.get(address).status_code == 404
