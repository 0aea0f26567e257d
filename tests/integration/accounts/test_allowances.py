"""Expensive requests are limited for each person, across all server processes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from missions.actions.people import allowances
from missions.domain.people.allowances import LIMITS, Limit
from missions.domain.vocabulary import Role
from missions.models import Allowance, Evidence, User
from tests import factories
from tests.database import Server
from tests.patience import STEP_SECONDS
from tests.running.browsers.visitors import Visitor
from tests.running.servers.sockets import HOST
from tests.running.serving import served

MINUTE = timedelta(minutes=1)


@pytest.fixture
def limited(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Allowances are counted, and small."""
    settings.ALLOWANCES = True
    monkeypatch.setitem(LIMITS, "search", Limit(3, MINUTE))
    monkeypatch.setitem(LIMITS, "add_evidence", Limit(1, MINUTE, posts=True))


def signed(user: User, **more: object) -> Client:
    client = Client(**more)
    client.force_login(user)
    return client


def test_every_limit_belongs_to_an_address() -> None:
    assert set(LIMITS) <= set(get_resolver().reverse_dict)


def test_the_allowance_is_free_and_a_refusal_says_how_long_to_wait(limited: None) -> None:
    client = signed(factories.user("reader", Role.VIEWER))
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        assert [client.get("/search/?q=x").status_code for _ in range(3)] == [200] * 3
        answer = client.get("/search/?q=x")
        assert (answer.status_code, answer["Retry-After"]) == (429, "20")
        assert "Try again in 20 seconds." in answer.content.decode()
        clock.shift(21)
        assert [client.get("/search/?q=x").status_code for _ in range(2)] == [200, 429]
        clock.shift(600)
        assert [client.get("/search/?q=x").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_allowances_are_separate_for_each_person_and_each_kind(limited: None) -> None:
    one, other = (signed(factories.user(name, Role.VIEWER)) for name in ("one", "other"))
    assert [one.get("/search/").status_code for _ in range(4)][-1] == 429
    assert other.get("/search/").status_code == 200
    assert one.get("/areas/").status_code == 200


def test_a_refused_part_of_a_page_leaves_the_page_and_says_why(limited: None) -> None:
    client = signed(factories.user("reader", Role.VIEWER))
    answers = [client.get("/search/?q=x", headers={"hx-request": "true"}) for _ in range(4)]
    assert answers[-1].status_code == 429
    assert answers[-1]["HX-Reswap"] == "beforebegin"
    assert "Try again in" in answers[-1].content.decode()


def test_a_refused_form_returns_with_what_was_typed(limited: None) -> None:
    client = signed(factories.user("analyst", Role.ANALYST))
    typed = {"kind": "document", "title": "A report of mine", "provenance": "public_source", "reason": "Shows it."}
    client.get("/evidence/add/")
    assert client.post("/evidence/add/", {**typed, "title": "The first"}).status_code == 302
    refused = client.post("/evidence/add/", typed)
    assert refused.status_code == 429
    assert 'href="/evidence/add/"' in refused.content.decode()
    assert "A report of mine" in client.get("/evidence/add/").content.decode()
    assert Evidence.objects.filter(title="A report of mine").count() == 0


@pytest.mark.parametrize(
    ("one", "other", "shared"), [("192.0.2.1", "192.0.2.2", False), ("2001:db8::1", "2001:db8::2", True)]
)
def test_people_without_a_session_are_counted_by_network(
    limited: None, monkeypatch: pytest.MonkeyPatch, one: str, other: str, shared: bool
) -> None:
    monkeypatch.setitem(LIMITS, "openid_connect_login", Limit(1, MINUTE))
    assert Client(REMOTE_ADDR=one).get("/accounts/sign-on/").status_code == 404
    assert Client(REMOTE_ADDR=other).get("/accounts/sign-on/").status_code == (429 if shared else 404)


def test_simultaneous_requests_count_like_consecutive_ones(real_db: None) -> None:
    barrier = Barrier(12)

    def one(_number: int) -> int:
        barrier.wait(STEP_SECONDS)
        try:
            return allowances.take("search:1", times=5, within=timedelta(hours=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        taken = list(threads.map(one, range(12)))
    assert taken.count(0) == 5
    assert all(seconds <= 721 for seconds in taken)


def test_allowances_that_are_full_again_are_deleted(db: None) -> None:
    allowances.take("old", times=1, within=timedelta(seconds=1))
    Allowance.objects.update(full_at=datetime(2026, 1, 1, tzinfo=UTC))
    allowances.take("new", times=1, within=MINUTE)
    allowances.discard_full()
    assert list(Allowance.objects.values_list("name", flat=True)) == ["new"]


def test_two_servers_share_one_allowance(real_db: None, database_server: Server, static_files: str) -> None:
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    own |= {"CSIS_ALLOWANCES": "true", "WEB_WORKERS": "1"}
    auditor = factories.user("auditor", Role.AUDITOR)
    with served("csis.serve", "/healthz", own) as one, served("csis.serve", "/healthz", own) as other:
        visitors = [Visitor(auditor, HOST, site.port) for site in (one, other)]
        times = LIMITS["verify"].times
        answers = [visitors[number % 2].post("/audit/verify/").status for number in range(times + 2)]
    assert answers == [302] * times + [429] * 2
    connection.close()
