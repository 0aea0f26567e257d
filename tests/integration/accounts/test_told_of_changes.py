"""The owner of an account is told by mail of whatever changed by which somebody signs in to it."""

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
from tests.running.sessions import signed_in

pytestmark = pytest.mark.django_db

NEXT = "correct-horse-battery-staple"
FACTOR = "/accounts/second-factor/"
AT = "ortiz@example.mil"


@pytest.fixture
def owner() -> User:
    """An analyst, told so far of nothing."""
    owner = factories.user("ortiz", Role.ANALYST)
    notices.deliver(mail=False)
    Notice.objects.all().delete()
    return owner


def keeper(role: Role) -> Actor:
    user = factories.user(f"the-{role}", role)
    return Actor(user.pk, user.username, user.name, "", frozenset({role}))


def told(post: Post) -> list[str]:
    """Who was written to, and the sentence of each mail since the last time."""
    notices.deliver()
    mails.send_mails()
    assert set(post.received) <= {AT}
    said = [body.replace("\r", "").split("\n\n")[1] for body in post.bodies]
    assert all("If you did not expect it" in body and "/people/ortiz/sessions/" in body for body in post.bodies)
    post.bodies.clear()
    return said


def send(client: Client, address: str, **fields: str) -> HttpResponse:
    # The library tells of what it did once that is committed.
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(address, fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_of_ones_own_changes_whoever_made_them(post: Post, owner: User) -> None:
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


def test_of_what_others_did_to_it(post: Post, owner: User) -> None:
    admin = keeper(Role.ADMINISTRATOR)
    identity.set_certificate(by=admin, user=owner, edipi="1234567890", reason="A new card.")
    owner.authenticator_set.create(type="totp", data={})
    identity.reset_second_factor(by=keeper(Role.STEWARD), user=owner, reason="Lost.")
    accounts.correct_address(by=admin, user=owner, email=AT.upper(), reason="Misspelled.")
    accounts.correct_address(by=admin, user=owner, email=AT, reason="As it was.")
    url = links.make_link(by=admin, user=owner, reason="Locked out.")
    assert told(post) == [
        f"{admin.name} changed the certificate that signs in to your account: A new card.",
        "The-Steward removed your second factor and ended your sessions: Lost.",
        f"{admin.name} changed the e-mail address of your account: Misspelled.",
        f"{admin.name} changed the e-mail address of your account: As it was.",
        f"{admin.name} made a link that signs in to your account once: Locked out.",
    ]
    browser = Client()
    opened = browser.get(urlsplit(url).path)
    send(browser, opened["Location"], password1=NEXT, password2=NEXT)
    assert told(post) == ["Your password was changed, with a link that signs in once."]


def test_every_kind_of_second_factor_has_its_words() -> None:
    assert set(FACTORS) == set(Authenticator.Type.values)


def test_a_mail_server_that_is_away_holds_no_change_up(post: Post, owner: User, settings) -> None:
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    browser = signed_in("ortiz")
    send(browser, "/accounts/password/change/", oldpassword=factories.PASSWORD, password1=NEXT, password2=NEXT)
    notices.deliver()
    with pytest.raises(OSError, match="refused"):
        mails.send_mails()
    settings.EMAIL_PORT = there
    assert told(post) == ["Your password was changed."]
