"""The owner of an account gets an e-mail about every change in how to sign in to it."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client, TestCase

from missions.access import Actor
from missions.actions.people import accounts, identity, links, mails, notices
from missions.domain.vocabulary import Role
from missions.models import Notice, NoticePreference, User
from missions.queries.people.notice_texts.accounts import FACTORS
from tests import factories
from tests.integration.mail_server import Post
from tests.running.browsers.sessions import signed_in

pytestmark = pytest.mark.django_db

NEXT = "correct-horse-battery-staple"
FACTOR = "/accounts/second-factor/"
AT = "ortiz@example.mil"


@pytest.fixture
def owner() -> User:
    """An analyst, without mail so far."""
    owner = factories.user("ortiz", Role.ANALYST)
    notices.deliver(mail=False)
    Notice.objects.all().delete()
    return owner


def keeper(role: Role) -> Actor:
    user = factories.user(f"the-{role}", role)
    return Actor(user.pk, user.username, user.name, "", frozenset({role}))


def told(post: Post) -> list[str]:
    """The recipients, and the sentence of each mail since the last call."""
    notices.deliver()
    mails.send_mails()
    assert set(post.received) <= {AT}
    said = [body.replace("\r", "").split("\n\n")[1] for body in post.bodies]
    assert all("If you did not expect it" in body and "/people/ortiz/sessions/" in body for body in post.bodies)
    post.bodies.clear()
    return said


def send(client: Client, address: str, **fields: str) -> HttpResponse:
    # The library announces what it did after the commit.
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(address, fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_the_owner_is_told_of_changes_made_in_their_own_session(post: Post, owner: User) -> None:
    NoticePreference.objects.create(person=owner, mail_asked=False, mail_news=False, mail_reminders=False)
    browser = signed_in("ortiz")
    send(browser, "/accounts/password/change/", oldpassword=factories.PASSWORD, password1=NEXT, password2=NEXT)
    assert told(post) == ["Your password was changed."]
    browser.get(f"{FACTOR}app/add/")
    code = format_hotp_value(hotp_value(browser.session["mfa.totp.secret"], int(time.time()) // 30))
    send(browser, f"{FACTOR}app/add/", code=code)
    assert sorted(told(post)) == [
        "An authenticator app was added to your account.",
        "Recovery codes were added to your account.",
    ]
    send(browser, f"{FACTOR}codes/remake/")
    assert told(post) == ["Recovery codes were replaced; the earlier ones no longer work."]
    send(browser, f"{FACTOR}app/remove/")
    assert sorted(told(post)) == [
        "An authenticator app was removed from your account.",
        "Recovery codes were removed from your account.",
    ]
    assert told(post) == []


def test_the_owner_is_told_of_changes_by_others(post: Post, owner: User) -> None:
    admin, steward = keeper(Role.ADMINISTRATOR), keeper(Role.STEWARD)
    identity.set_certificate(by=steward, user=owner, edipi="1234567890", reason="A new card.")
    owner.authenticator_set.create(type="totp", data={})
    identity.reset_second_factor(by=steward, user=owner, reason="Lost.")
    accounts.correct_address(by=admin, user=owner, email=AT.upper(), reason="Misspelled.")
    accounts.correct_address(by=admin, user=owner, email=AT, reason="As it was.")
    url = links.make_link(by=admin, user=owner, reason="Locked out.")
    assert told(post) == [
        f"{steward.name} changed the certificate that signs in to your account: A new card.",
        "The-Steward removed your second factor and ended your sessions: Lost.",
        f"{admin.name} changed the e-mail address of your account: Misspelled.",
        f"{admin.name} changed the e-mail address of your account: As it was.",
        f"{admin.name} made a link that signs in to your account once: Locked out.",
    ]
    browser = Client()
    opened = browser.get(urlsplit(url).path)
    send(browser, opened["Location"], password1=NEXT, password2=NEXT)
    assert told(post) == ["Your password was changed, with a link that signs in once."]


def test_every_kind_of_second_factor_has_its_own_words() -> None:
    assert set(FACTORS) == set(Authenticator.Type.values)


def test_an_unreachable_mail_server_delays_no_change(post: Post, owner: User, settings) -> None:
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    browser = signed_in("ortiz")
    send(browser, "/accounts/password/change/", oldpassword=factories.PASSWORD, password1=NEXT, password2=NEXT)
    notices.deliver()
    with pytest.raises(OSError, match="refused"):
        mails.send_mails()
    settings.EMAIL_PORT = there
    assert told(post) == ["Your password was changed."]
