"""Sessions: listed, and ended by their owner, by an administrator or by time."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.utils import timezone

from missions.actions.people import sessions
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Session, User
from missions.models.people.sessions import ENDS_AT
from missions.queries.people.sessions import signed_in
from tests import factories

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"


@pytest.fixture
def ortiz() -> User:
    return factories.user("ortiz", Role.VIEWER)


def browser(name: str, username: str = "ortiz") -> Client:
    client = Client(headers={"user-agent": name})
    client.post(SIGN_IN, {"login": username, "password": factories.PASSWORD})
    return client


def idle(minutes: float) -> None:
    Session.objects.update(seen_at=F("seen_at") - timedelta(minutes=minutes))


def is_signed_in(client: Client) -> bool:
    return client.get("/help/").status_code == 200


def last() -> tuple[str, str, str]:
    entry = AuditEntry.objects.latest("sequence")
    return entry.action, entry.target, entry.reason


def test_people_see_their_sessions_and_end_unknown_ones(ortiz: User) -> None:
    here, there = browser("Here/1.0"), browser("<b>There</b>")
    page = here.get("/people/ortiz/sessions/").content.decode()
    assert "Here/1.0" in page and "&lt;b&gt;There" in page
    other = next(one for one in signed_in(ortiz, key=here.session.session_key) if not one.own)
    answer = here.post("/people/ortiz/sessions/end/", {"session": other.pk})
    assert answer["Location"] == "/people/ortiz/sessions/"
    assert last() == ("end session", "account:ortiz", "")
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_all_other_sessions_end_at_once(ortiz: User) -> None:
    here, *others = (browser(f"Browser {number}") for number in range(3))
    here.post("/people/ortiz/sessions/end/", {})
    assert [is_signed_in(one) for one in (here, *others)] == [True, False, False]
    assert len(signed_in(ortiz, key="")) == 1


def test_an_administrator_ends_all_sessions_of_a_person_with_a_reason(ortiz: User) -> None:
    factories.user("admin", Role.ADMINISTRATOR)
    theirs, admin = browser("Theirs"), browser("Admin", "admin")
    assert "Theirs" in admin.get("/people/ortiz/sessions/").content.decode()
    assert admin.post("/people/ortiz/sessions/end/", {}).status_code == 400
    admin.post("/people/ortiz/sessions/end/", {"reason": "A laptop was lost."})
    assert last() == ("end session", "account:ortiz", "A laptop was lost.")
    assert not is_signed_in(theirs)
    assert is_signed_in(admin)


def test_an_administrator_ends_one_session_and_the_chain_says_where_it_was(ortiz: User) -> None:
    factories.user("admin", Role.ADMINISTRATOR)
    lost, kept, admin = browser("Lost"), browser("Kept"), browser("Admin", "admin")
    key = next(one.pk for one in signed_in(ortiz, key="") if one.browser == "Lost")
    refused = admin.post("/people/ortiz/sessions/end/", {"session": key, "reason": " "})
    assert refused.status_code == 400
    assert refused.content.decode().count('<details class="confirm no-print" open>') == 1
    assert refused.content.decode().count(f'value="{key}"') == 1
    admin.post("/people/ortiz/sessions/end/", {"session": key, "reason": "A laptop was lost."})
    assert last() == ("end session", "account:ortiz", "A laptop was lost.")
    assert '"addresses":["127.0.0.1"]' in AuditEntry.objects.latest("sequence").payload
    assert [is_signed_in(one) for one in (lost, kept, admin)] == [False, True, True]
    again = admin.post("/people/ortiz/sessions/end/", {"session": key, "reason": "A laptop was lost."}, follow=True)
    assert "There was nothing to end" in again.content.decode()


@pytest.mark.parametrize("session", ["x", "-1", "0", "9" * 30, "1' OR 1=1"])
def test_a_session_of_nobody_or_of_somebody_else_is_not_ended(ortiz: User, session: str) -> None:
    factories.user("other", Role.VIEWER)
    other, here = browser("Other", "other"), browser("Here")
    assert here.post("/people/ortiz/sessions/end/", {"session": session}).status_code in {302, 400}
    key = signed_in(User.objects.get(username="other"), key="")[0].pk
    here.post("/people/ortiz/sessions/end/", {"session": key})
    assert is_signed_in(other)
    assert here.get("/people/other/sessions/").status_code == 403


@pytest.mark.parametrize(("role", "minutes"), [(Role.VIEWER, 15), (Role.ADMINISTRATOR, 10)])
def test_a_session_ends_after_the_idle_minutes_of_its_role(role: Role, minutes: int) -> None:
    factories.user("somebody", role)
    client = browser("Somebody's", "somebody")
    idle(minutes - 1)
    assert is_signed_in(client)
    idle(minutes + 1)
    assert not is_signed_in(client)
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_requests_that_a_page_makes_by_itself_do_not_extend_a_session(ortiz: User) -> None:
    client = browser("Here")
    for _ in range(3):
        idle(6)
        client.get("/help/", headers={"hx-request": "true"})
    assert not is_signed_in(client)


def test_asking_for_the_time_left_does_not_extend_a_session(ortiz: User) -> None:
    client = browser("Here")
    idle(14)
    told = client.get("/accounts/stay/").json()["seconds"]
    assert 50 <= told <= 60
    assert client.get("/accounts/stay/").json()["seconds"] <= told
    assert client.post("/accounts/stay/").json()["seconds"] >= 14 * 60
    idle(16)
    assert client.get("/accounts/stay/").json() == {"seconds": 0}
    assert client.post("/accounts/stay/").json() == {"seconds": 0}
    assert not is_signed_in(client)


def test_an_idle_session_is_ended_and_recorded_once(ortiz: User) -> None:
    browser("One")
    browser("Two")
    stays = Session.objects.exclude(user=None).latest("seen_at")
    Session.objects.exclude(pk=stays.pk).update(seen_at=F("seen_at") - timedelta(minutes=16))
    assert sessions.end_idle() == 1
    assert last() == ("end session", "account:ortiz", sessions.IDLE)
    assert sessions.end_idle() == 0
    assert len(signed_in(ortiz, key="")) == 1


def test_a_session_ends_after_its_maximum_time_despite_activity(ortiz: User) -> None:
    client = browser("Here")
    session = Session.objects.get(user=ortiz)
    latest = session.expire_date
    assert timedelta(0) <= timezone.now() + timedelta(hours=12) - latest < timedelta(minutes=1)
    # Whatever rewrites the session, even a new password, leaves its end unchanged.
    Session.objects.update(expire_date=latest - timedelta(hours=11, minutes=58))
    store = client.session
    store[ENDS_AT] = (latest - timedelta(hours=11, minutes=58)).isoformat()
    store.save()
    changed = {"oldpassword": factories.PASSWORD, "password1": "nine green lamps", "password2": "nine green lamps"}
    assert client.post("/accounts/password/change/", changed).status_code == 302
    told = client.post("/accounts/stay/").json()
    assert told["ends"] and 60 <= told["seconds"] <= 120
    shown = re.search(r'data-seconds="(\d+)"', client.get("/help/").content.decode())
    assert 0 < int(shown.group(1)) <= told["seconds"]
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(client)
    assert sessions.end_idle() == 1
    assert last() == ("end session", "account:ortiz", sessions.OVER)


def test_a_session_that_was_ended_cannot_be_replayed(ortiz: User) -> None:
    client = browser("Here")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/accounts/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert not is_signed_in(client)


def test_a_session_key_set_by_somebody_else_is_not_signed_in(ortiz: User) -> None:
    """Session fixation: a key from before sign-in, known to the person who set it, is worthless afterward."""
    setter = Client()
    setter.get(SIGN_IN)
    setter.session["there"] = True
    fixed = Session.objects.create(session_key="k" * 32, session_data="", expire_date="2100-01-01T00:00Z").session_key
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = fixed
    victim.post(SIGN_IN, {"login": "ortiz", "password": factories.PASSWORD})
    assert victim.cookies[settings.SESSION_COOKIE_NAME].value != fixed
    setter.cookies[settings.SESSION_COOKIE_NAME] = fixed
    assert not is_signed_in(setter)
    assert is_signed_in(victim)


def test_people_see_their_previous_sign_in_on_their_own_page(ortiz: User) -> None:
    first = browser("First")
    assert "You last signed in" not in first.get("/help/").content.decode()
    assert "You last signed in" not in first.get("/people/ortiz/").content.decode()
    second = browser("Second")
    told, once_more, own = (second.get(page).content.decode() for page in ("/help/", "/help/", "/people/ortiz/"))
    assert "You last signed in on" in told and "failed to sign in as you" not in told
    assert "You last signed in" not in once_more
    assert "You last signed in on" in own


def test_failed_sign_ins_since_the_last_one_are_shown_to_their_owner_only(ortiz: User) -> None:
    factories.user("other", Role.VIEWER)
    browser("First")
    for name in ("ortiz", "ORTIZ", "other"):
        Client().post(SIGN_IN, {"login": name, "password": "wrong"})
    second = browser("Second")
    for page in ("/help/", "/people/ortiz/"):
        assert "2 times since then, somebody failed to sign in as you." in second.get(page).content.decode()
    # Only attempts since the last sign-in count; nobody sees those of others.
    factories.user("admin", Role.ADMINISTRATOR)
    assert "failed to sign in as you" not in browser("Third").get("/people/ortiz/").content.decode()
    assert "You last signed in" not in browser("Admin", "admin").get("/people/ortiz/").content.decode()
