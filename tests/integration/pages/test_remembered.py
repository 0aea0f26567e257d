"""What stays in memory after a fact: the areas that the fact is not about, and their pages."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from missions.actions.record.evidence import Content, supersede_evidence
from missions.domain.vocabulary import EvidenceKind, Role
from missions.models import AuditEntry, Function
from missions.queries.moment import Resolved
from missions.queries.record.changed import changed
from missions.queries.record.portfolio import portfolio
from missions.views.remembered import records
from missions.views.shortcuts import resolved_now
from tests import factories

PAGES = ["/areas/SATCOM/", "/areas/SATCOM/history/", "/areas/SATCOM/functions/T-1/"]
# The session, and what changed since.
AFTER_A_FACT_ELSEWHERE = 2
pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    factories.assessment(factories.function("T-1"))
    client = Client()
    client.force_login(factories.user("ada", Role.VIEWER))
    return client


@pytest.mark.parametrize("address", PAGES)
def test_a_fact_about_another_area_changes_only_the_version_on_the_page(client: Client, address: str) -> None:
    before = client.get(address)
    factories.assessment(factories.function("T-2", area_code="SDA"))
    with CaptureQueriesContext(connection) as queries:
        after = client.get(address)
    assert len(queries) == AFTER_A_FACT_ELSEWHERE
    version = resolved_now().version
    assert f"Record version <strong>{version}</strong>" in after.content.decode()
    assert after.content != before.content


@pytest.mark.parametrize("address", PAGES)
def test_a_fact_about_the_area_shows_at_once(client: Client, address: str) -> None:
    client.get(address)
    factories.assessment(factories.function("T-2", area_code="SDA"))
    client.get(address)
    factories.assessment(Function.objects.get(code="T-1"), on=date(2025, 6, 1))
    assert "1 Jun 2025" in client.get(address).content.decode()


def test_a_fact_skipped_by_the_page_of_one_area_is_not_missed_later(client: Client) -> None:
    client.get("/areas/SDA/")
    client.get("/areas/SATCOM/")
    factories.assessment(factories.function("T-2", area_code="SDA"))
    client.get("/areas/SATCOM/")
    factories.assessment(factories.function("T-3", area_code="SATCOM"))
    assert "Function T-2" in client.get("/areas/SDA/").content.decode()
    assert "Function T-3" in client.get("/areas/SATCOM/").content.decode()


def test_after_a_fact_about_an_area_the_overview_reads_no_passage_or_catalog(client: Client) -> None:
    client.get("/overview/")
    factories.assessment(factories.function("T-2", area_code="SDA"))
    with CaptureQueriesContext(connection) as queries:
        client.get("/overview/")
    assert len(queries) == AFTER_A_FACT_ELSEWHERE + len(("areas", "pasts", "reviews", "newest"))


def test_evidence_that_supersedes_another_may_show_anywhere(client: Client) -> None:
    start = resolved_now()
    old = factories.evidence("Report")
    assert changed(start.version, start.digest, resolved_now().version).areas == frozenset()
    content = Content(kind=EvidenceKind.DOCUMENT, title="Newer report")
    supersede_evidence(by=factories.SETUP, evidence=old, content=content, reason="Newer.")
    assert changed(start.version, start.digest, resolved_now().version).areas is None


def test_a_restored_database_is_read_again(client: Client) -> None:
    start = resolved_now()
    factories.assessment(factories.function("T-2", area_code="SDA"))
    assert changed(start.version, start.digest, resolved_now().version).areas == {"SDA"}
    assert changed(start.version, "0" * 64, resolved_now().version).areas is None


def test_the_updated_record_equals_the_record_read_as_a_whole(client: Client) -> None:
    def settled() -> Resolved:
        return resolved_now().settled()

    records.at(settled())
    factories.assessment(factories.function("T-2", area_code="SDA"))
    factories.assessment(factories.function("T-3", area_code="EM"))
    now = settled()
    with CaptureQueriesContext(connection) as queries:
        carried = records.at(now)
    assert len(queries) == 2
    assert carried == portfolio(now.moment, now.policy)
    assert AuditEntry.objects.latest("sequence").sequence == now.version
