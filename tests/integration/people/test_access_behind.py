"""Nobody who signs in or reads waits for another's write: the worker writes their entries later."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.test import Client

from missions.actions import access
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, PendingAccess
from missions.queries.people.accounts import actor_of
from missions.queries.people.verification import verify
from tests import factories

Connect = Callable[..., psycopg.Connection]


@contextmanager
def held(app_connect: Connect) -> Iterator[psycopg.Connection]:
    """Somebody else's write holds the head of the chain until the block ends."""
    with app_connect() as other:
        other.execute("SELECT csis_lock_chain()")
        yield other
        other.rollback()


def test_a_sign_in_continues_while_the_chain_is_held_and_is_written_later(real_db: None, app_connect: Connect) -> None:
    factories.user("ortiz", Role.ANALYST)
    entries = AuditEntry.objects.count()
    client = Client()
    with held(app_connect):
        answer = client.post("/accounts/login/", {"login": "ortiz", "password": factories.PASSWORD})
        assert answer.status_code == 302
        assert client.get("/areas/").status_code == 200
        assert client.get("/exports/areas.csv").status_code == 200
        assert AuditEntry.objects.count() == entries
    assert list(PendingAccess.objects.order_by("pk").values_list("action", flat=True)) == ["sign in", "export"]
    times = list(PendingAccess.objects.order_by("pk").values_list("happened_at", flat=True))
    assert access.write_pending() == 2
    assert access.write_pending() == 0
    written = list(AuditEntry.objects.filter(sequence__gt=entries).order_by("sequence"))
    assert [(one.action, one.actor_name) for one in written[-2:]] == [("sign in", "Ortiz"), ("export", "Ortiz")]
    assert [f"{at:%Y-%m-%dT%H:%M:%S.%f}Z" in one.payload for at, one in zip(times, written[-2:], strict=True)] == [
        True,
        True,
    ]
    assert list(verify()) == []


def test_a_short_wait_is_waited_for_and_written_at_once(real_db: None, app_connect: Connect) -> None:
    factories.user("ortiz", Role.ANALYST)
    with app_connect() as other:
        other.execute("SELECT csis_lock_chain()")
        threading.Timer(0.05, other.rollback).start()
        access.record_sign_in(by=factories.SETUP, how="password")
        time.sleep(0.1)
    assert AuditEntry.objects.latest("sequence").action == "sign in"
    assert not PendingAccess.objects.exists()


def test_two_workers_write_what_waits_once(real_db: None, app_connect: Connect) -> None:
    reader = actor_of(factories.user("reader", Role.VIEWER))
    with held(app_connect):
        access.record_refusal(by=reader, address="/audit/", why="Auditors alone.")
    with app_connect() as other:
        other.execute("SELECT FROM missions_pendingaccess FOR UPDATE")
        assert access.write_pending() == 0
        other.rollback()
    assert access.write_pending() == 1
    assert AuditEntry.objects.filter(action="refused").count() == 1
