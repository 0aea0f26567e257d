"""Single sign-on at a real provider, a separate process that speaks OpenID Connect over HTTP."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import LazySettings
from django.test import Client

from missions.domain.vocabulary import Role
from missions.models import AuditEntry, User
from tests import factories
from tests.running.servers.sign_in import sign_on_provider
from tests.running.servers.sockets import HOST, free_port

pytestmark = pytest.mark.django_db

SIGN_IN, SIGN_ON = "/accounts/login/", "/accounts/sign-on/"
PEOPLE = (
    {"sub": "key-of-ortiz", "preferred_username": "Ortiz"},
    {"sub": "key-of-a-stranger", "preferred_username": "stranger"},
    {"sub": "key-of-nobody"},
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with sign_on_provider(*PEOPLE) as address:
        yield address


@pytest.fixture
def ortiz() -> User:
    return factories.user("ortiz", Role.VIEWER)


@pytest.fixture
def trusting(settings: LazySettings, provider: str) -> LazySettings:
    """The settings of a deployment that names this provider."""
    return named(settings, provider)


def named(settings: LazySettings, issuer: str) -> LazySettings:
    app = {"provider_id": "sso", "name": "SSO", "client_id": "csis", "secret": "s", "settings": {"server_url": issuer}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return settings


def consent(client: Client, sub: str, **query: str) -> str:
    """The address that the provider redirects to after somebody signed in there."""
    to = client.get(SIGN_ON, query)["Location"]
    answer = requests.post(to, data={"sub": sub}, allow_redirects=False, timeout=30)
    return answer.headers["Location"].removeprefix("http://testserver")


def last() -> tuple[str, str]:
    entry = AuditEntry.objects.latest("sequence")
    return entry.action, entry.target


def test_the_person_named_by_the_provider_is_signed_in_and_redirected(trusting, ortiz: User, client: Client) -> None:
    answer = client.get(consent(client, "key-of-ortiz", next="/areas/"))
    assert answer["Location"] == "/areas/"
    assert last() == ("sign in", "account:ortiz")
    assert client.get("/areas/").status_code == 200


def test_the_request_to_the_provider_has_a_state_and_a_proof_key(
    trusting, ortiz: User, client: Client, provider: str
) -> None:
    to = urlsplit(client.get(SIGN_ON)["Location"])
    asked = parse_qs(to.query)
    assert f"{to.scheme}://{to.netloc}" == provider
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"] and asked["redirect_uri"] == ["http://testserver/accounts/sign-on/sso/"]


def test_the_providers_key_stays_with_the_account_even_if_the_name_changes(
    trusting, ortiz: User, client: Client
) -> None:
    client.get(consent(client, "key-of-ortiz"))
    User.objects.filter(pk=ortiz.pk).update(username="renamed")
    factories.user("ortiz", Role.VIEWER)
    other = Client()
    other.get(consent(other, "key-of-ortiz"))
    assert other.session["_auth_user_id"] == str(ortiz.pk)


@pytest.mark.parametrize("sub", ["key-of-a-stranger", "key-of-nobody"])
def test_people_without_an_account_get_none(trusting, ortiz: User, client: Client, sub: str) -> None:
    accounts = User.objects.count()
    answer = client.get(consent(client, sub))
    assert answer["Location"] == SIGN_IN
    assert last()[0] == "fail to sign in"
    assert "There is no account for you here" in client.get(SIGN_IN).content.decode()
    assert User.objects.count() == accounts


def test_a_deactivated_account_cannot_sign_in_at_first_or_later(trusting, ortiz: User, client: Client) -> None:
    client.get(consent(client, "key-of-ortiz"))
    factories.accounts.set_active(by=factories.SETUP, user=ortiz, active=False, reason="Left.")
    other = Client()
    assert other.get(consent(other, "key-of-ortiz"))["Location"] == SIGN_IN
    assert "_auth_user_id" not in other.session


def test_the_second_factor_is_still_asked_for(trusting, ortiz: User, client: Client) -> None:
    ortiz.authenticator_set.create(type="totp", data={"secret": ""})
    assert client.get(consent(client, "key-of-ortiz"))["Location"] == "/accounts/second-factor/sign-in/"


def test_an_invented_answer_or_one_for_another_browser_is_refused(trusting, ortiz: User, client: Client) -> None:
    back = consent(client, "key-of-ortiz")
    for browser, address in [
        (Client(), back),
        (client, f"{SIGN_ON}sso/"),
        (client, f"{SIGN_ON}sso/?code=x&state=x"),
        (client, f"{SIGN_ON}sso/?error=access_denied"),
    ]:
        assert browser.get(address)["Location"] == SIGN_IN
        assert "_auth_user_id" not in browser.session
    assert client.get(back)["Location"] == "/"
    client.post("/accounts/logout/")
    assert client.get(back)["Location"] == SIGN_IN


def test_nobody_adds_a_second_identity_to_an_account_in_use(trusting, ortiz: User, client: Client) -> None:
    client.force_login(factories.user("other", Role.VIEWER))
    client.get(consent(client, "key-of-ortiz", process="connect"))
    assert client.session["_auth_user_id"] == str(ortiz.pk)
    assert list(ortiz.socialaccount_set.values_list("uid", flat=True)) == ["key-of-ortiz"]


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_nobody_is_redirected_to_another_site(trusting, ortiz: User, client: Client, elsewhere: str) -> None:
    assert client.get(consent(client, "key-of-ortiz", next=elsewhere))["Location"] == "/"


def test_a_provider_that_does_not_answer_is_reported(settings, ortiz: User, client: Client) -> None:
    named(settings, f"http://{HOST}:{free_port()}")
    assert client.get(SIGN_ON)["Location"] == SIGN_IN
    assert "Single sign-on did not work" in client.get(SIGN_IN).content.decode()


def test_what_was_typed_is_kept_during_sign_on(trusting, client: Client) -> None:
    factories.user("ortiz", Role.STEWARD)
    client.post(SIGN_IN, {"login": "ortiz", "password": factories.PASSWORD})
    client.post("/accounts/logout/")
    page = client.post("/organizations/", {"name": "A New Command", "reason": "It joins."})
    shown = client.post(SIGN_ON, {"typed": page.context["typed"], "next": "/organizations/"})
    assert f'href="{SIGN_ON}?next=/organizations/"' in shown.content.decode()
    answer = client.get(consent(client, "key-of-ortiz", next="/organizations/"))
    assert "A New Command" in client.get(answer["Location"]).content.decode()
