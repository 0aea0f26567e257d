"""Refusals of one person make at most two entries a minute, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from missions.actions import access
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Refusals
from missions.queries.people.accounts import actor_of
from missions.queries.people.verification import verify
from tests import factories


def refused() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="refused").order_by("sequence"))


def a_minute_later() -> None:
    Refusals.objects.update(began_at=F("began_at") - timedelta(minutes=1))


@pytest.fixture
def reader(db: None) -> Client:
    client = Client()
    client.force_login(factories.user("reader", Role.VIEWER))
    return client


def test_two_hundred_refusals_make_two_entries_that_count_two_hundred(reader: Client) -> None:
    for number in range(200):
        assert reader.get(f"/audit/?before={number}").status_code == 403
    assert [entry.target for entry in refused()] == ["address:GET /audit/"]
    assert access.write_refusals() == 0
    a_minute_later()
    assert access.write_refusals() == 1
    first, last = refused()
    auditor = Client()
    auditor.force_login(factories.user("auditor", Role.AUDITOR))
    assert "Refused 200 times within" in auditor.get("/audit/?action=refused").content.decode()
    opened = auditor.get(f"/audit/{last.sequence}/").context["opened"]
    assert {told.label: told.now for told in opened.detail}["Times"] == "200"
    assert (first.actor_name, last.actor_name) == ("Reader", "Reader")
    assert not Refusals.objects.exists()
    assert list(verify()) == []


def test_a_single_refusal_makes_one_entry_at_once(reader: Client) -> None:
    reader.get("/audit/")
    a_minute_later()
    assert access.write_refusals() == 0
    assert len(refused()) == 1
    reader.get("/people/")
    assert [entry.target for entry in refused()] == ["address:GET /audit/", "address:GET /people/"]


def test_each_person_is_counted_separately(reader: Client) -> None:
    other = Client()
    other.force_login(factories.user("other", Role.VIEWER))
    for client in (reader, other):
        for _ in range(3):
            client.get("/audit/")
    a_minute_later()
    assert access.write_refusals() == 2
    assert [entry.actor_name for entry in refused()] == ["Reader", "Other", "Reader", "Other"]


def test_refusals_at_once_are_each_counted_once(real_db: None) -> None:
    by = actor_of(factories.user("reader", Role.VIEWER))

    def one(number: int) -> None:
        try:
            access.record_refusal(by=by, address=f"GET /{number}/", why="No.")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))
    assert len(refused()) == 1
    assert Refusals.objects.get().times == 40
