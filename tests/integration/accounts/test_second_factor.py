"""A second factor in addition to the password: set up, asked for, guessed, lost, and required of some roles."""

import json
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, TestCase

from csis.settings.sign_in import ROLE_NAMES
from missions.domain.people.attempts import FEW
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, User
from tests import factories

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
FACTOR = "/accounts/second-factor/"
STEWARDS = ["steward"]
# Times for which a code is made: the next period is valid too, so no code is used twice.
STEP = 30


@pytest.fixture
def steward() -> User:
    return factories.user("ortiz", Role.STEWARD)


def code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + ahead))


def password(client: Client, username: str = "ortiz", **more: str) -> HttpResponse:
    return client.post(SIGN_IN, {"login": username, "password": factories.PASSWORD, **more})


def with_app(client: Client) -> str:
    """Give the signed-in person an app; returns its secret."""
    client.get(f"{FACTOR}app/add/")
    secret = client.session["mfa.totp.secret"]
    # The library announces what it added after the commit.
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(f"{FACTOR}app/add/", {"code": code(secret)})
    assert (answer.status_code, answer["Location"]) == (302, f"{FACTOR}codes/"), answer.content.decode()
    return secret


def set_up(client: Client) -> str:
    password(client)
    secret = with_app(client)
    client.post("/accounts/logout/")
    return secret


def acts(count: int) -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("-sequence").values_list("action", "actor_name")[:count])[::-1]


def test_a_second_factor_can_be_required_of_every_role() -> None:
    assert set(ROLE_NAMES) == set(Role.values)


def test_somebody_who_needs_a_second_factor_must_add_one_before_anything_else(
    settings, client: Client, steward: User
) -> None:
    settings.SECOND_FACTOR_ROLES = STEWARDS
    password(client)
    for address in ("/", "/people/", "/areas/", "/audit/", "/exports/areas.csv"):
        assert client.get(address)["Location"] == FACTOR, address
    assert client.post("/organizations/", {"name": "New"})["Location"] == FACTOR
    assert "Your role needs one" in client.get(FACTOR).content.decode()
    with_app(client)
    assert client.get("/").status_code == 200


def test_other_roles_and_demonstrations_sign_in_with_a_password_alone(settings, client: Client, steward: User) -> None:
    assert settings.SECOND_FACTOR_ROLES == []
    password(client)
    assert client.get("/").status_code == 200


def test_the_code_of_an_app_is_asked_for_after_the_password_and_recorded(client: Client, steward: User) -> None:
    secret = set_up(client)
    assert acts(4) == [
        ("sign in", "Ortiz"),
        ("add second factor", "Ortiz"),
        ("add second factor", "Ortiz"),
        ("sign out", "Ortiz"),
    ]
    answer = password(client, next="/areas/")
    assert answer["Location"] == f"{FACTOR}sign-in/"
    assert client.get("/").status_code == 302
    page = client.get(f"{FACTOR}sign-in/")
    assert "The code of your app" in page.content.decode()
    done = client.post(f"{FACTOR}sign-in/", {"code": code(secret, 1)})
    assert done["Location"] == "/areas/"
    assert acts(1) == [("sign in", "Ortiz")]
    assert json.loads(AuditEntry.objects.latest("sequence").payload)["detail"] == {"how": "password, totp"}
    assert client.get("/").status_code == 200


def test_no_code_works_twice(client: Client, steward: User) -> None:
    secret = set_up(client)
    once = code(secret, 1)
    for expected in (302, 200):
        password(client)
        assert client.post(f"{FACTOR}sign-in/", {"code": once}).status_code == expected
        client.post("/accounts/logout/")


def test_somebody_who_guesses_codes_has_to_wait_on_any_machine(client: Client, steward: User) -> None:
    secret = set_up(client)
    for number in range(FEW):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}")
        password(other)
        assert other.post(f"{FACTOR}sign-in/", {"code": "000000"}).status_code == 200
    assert acts(1) == [("fail second factor", "nobody signed in")]
    password(client)
    answer = client.post(f"{FACTOR}sign-in/", {"code": code(secret, 1)})
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    assert "Try again in 5 seconds" in answer.content.decode()


def test_a_recovery_code_is_shown_once_and_works_once(client: Client, steward: User) -> None:
    password(client)
    with_app(client)
    page = client.get(f"{FACTOR}codes/").content.decode()
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10 and all(one in page for one in codes)
    again = client.get(f"{FACTOR}codes/").content.decode()
    assert not any(one in again for one in codes)
    client.post("/accounts/logout/")
    for expected in (302, 200):
        password(client)
        assert client.post(f"{FACTOR}sign-in/", {"code": codes[0]}).status_code == expected
        client.post("/accounts/logout/")


def test_the_database_contains_no_readable_secret(client: Client, steward: User) -> None:
    secret = set_up(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    held = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in held
    assert not any(one in held for one in codes)
    assert secret not in "".join(AuditEntry.objects.values_list("payload", flat=True))


def test_a_secret_stays_readable_while_its_key_is_a_fallback(settings, client: Client, steward: User) -> None:
    secret = set_up(client)
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [before]
    password(client)
    assert client.post(f"{FACTOR}sign-in/", {"code": code(secret, 1)}).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    other = Client()
    password(other)
    answer = other.post(f"{FACTOR}sign-in/", {"code": code(secret)})
    assert answer.status_code == 403
    assert "Ask an administrator" in answer.content.decode()


def test_secrets_encrypted_again_need_no_older_key(settings, client: Client, steward: User) -> None:
    secret = set_up(client)
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [before]
    call_command("renew_secrets", stdout=(told := StringIO()))
    assert told.getvalue() == "ok: 2 secrets\n"
    settings.SECRET_KEY_FALLBACKS = []
    password(client)
    assert client.post(f"{FACTOR}sign-in/", {"code": code(secret, 1)}).status_code == 302
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 10
    settings.SECRET_KEY = "a third key " * 5
    with pytest.raises(CommandError, match=f"the second factor of {steward.username}: add the missing key"):
        call_command("renew_secrets")


def test_a_change_asks_for_the_password_again_unless_it_was_just_given(client: Client, steward: User) -> None:
    client.force_login(steward)
    answer = client.get(f"{FACTOR}app/add/")
    assert answer["Location"].startswith("/accounts/confirm/")
    assert client.post(answer["Location"], {"password": "wrong"}).status_code == 200
    answer = client.post(answer["Location"], {"password": factories.PASSWORD, "next": f"{FACTOR}app/add/"})
    assert answer["Location"] == f"{FACTOR}app/add/"
    assert client.get(f"{FACTOR}app/add/").status_code == 200


def test_the_last_second_factor_stays_if_the_role_needs_one(settings, client: Client, steward: User) -> None:
    settings.SECOND_FACTOR_ROLES = STEWARDS
    password(client)
    with_app(client)
    assert "Your role needs a second factor" in client.get(f"{FACTOR}app/remove/").content.decode()
    client.post(f"{FACTOR}app/remove/")
    assert steward.has_second_factor
    settings.SECOND_FACTOR_ROLES = []
    assert client.post(f"{FACTOR}app/remove/")["Location"] == FACTOR
    assert not Authenticator.objects.exists()
    assert acts(2) == [("remove second factor", "Ortiz")] * 2


def test_what_was_typed_returns_after_both_factors(client: Client, steward: User) -> None:
    secret = set_up(client)
    sent = {"name": "A New Command", "reason": "It joins."}
    page = client.post("/organizations/", sent)
    assert page.status_code == 401
    typed = page.context["typed"]
    password(client, typed=typed, next="/organizations/")
    done = client.post(f"{FACTOR}sign-in/", {"code": code(secret, 1)})
    assert "A New Command" in client.get(done["Location"]).content.decode()


@pytest.mark.parametrize("credential", ["", "x", "5", "[]", "null", "{}", '{"id": 1}', '{"response": 7}', '"\\u0000"'])
@pytest.mark.parametrize("step", ["sign-in/", "key-alone/", "keys/add/"])
def test_no_answer_of_a_key_causes_an_error(client: Client, steward: User, step: str, credential: str) -> None:
    if step == "sign-in/":
        set_up(client)
    if step != "key-alone/":
        password(client)
    client.get(f"{FACTOR}{step}")
    answer = client.post(f"{FACTOR}{step}", {"credential": credential}, follow=True)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session or step == "keys/add/"
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_asking_for_a_key_does_not_reveal_who_has_one(client: Client, steward: User) -> None:
    told = client.get(f"{FACTOR}key-alone/", headers={"accept": "application/json"}).json()
    assert told["request_options"]["publicKey"].get("allowCredentials", []) == []


@pytest.mark.parametrize("pk", [0, 7, 10**17])
def test_nobody_finds_a_key_of_somebody_else(client: Client, steward: User, pk: int) -> None:
    password(client)
    for act in ("name", "remove"):
        assert client.get(f"{FACTOR}keys/{pk}/{act}/").status_code == 404
