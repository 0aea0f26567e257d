"""What stays in memory after a fact: the areas that the fact is not about, and their pages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from missions.actions.record.evidence import EvidenceContent, supersede_evidence
from missions.actions.record.facts import revise_function, withdraw_assessment
from missions.actions.reviews.effect import apply_due_decisions
from missions.domain.commercial.vocabulary import Sector
from missions.domain.record.portfolio import Portfolio
from missions.domain.vocabulary import EvidenceKind, Role
from missions.models import AuditEntry, Function
from missions.queries.moment import Resolved, resolve
from missions.queries.record.changed import ChangedArea, changed
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.spans import review_spans
from missions.views.remembered import records, reviews
from missions.views.shortcuts import resolved_now
from tests import factories
from tests import review_factories as making
from tests.integration.kinds.recorded import provider, record

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


@pytest.mark.parametrize(
    ("days_ago", "under_review", "reads"),
    [
        (0, False, ["function", "newest"]),
        # The overview compares with the day one year before.
        (400, False, ["function", "pasts", "newest"]),
        (0, True, ["function", "reviews", "newest"]),
    ],
)
def test_after_a_fact_about_an_area_the_overview_reads_only_what_it_may_change(
    client: Client, days_ago: int, under_review: bool, reads: list[str]
) -> None:
    function = factories.function("T-2", area_code="SDA")
    if under_review:
        making.review(making.cast(), area_code="SDA")
    client.get("/overview/")
    factories.assessment(function, on=timezone.localdate() - timedelta(days=days_ago))
    with CaptureQueriesContext(connection) as queries:
        client.get("/overview/")
    assert len(queries) == AFTER_A_FACT_ELSEWHERE + len(reads)


@pytest.mark.parametrize(
    ("address", "reads"),
    [("/posture/", ["areas"]), ("/posture/trend/", ["policies", "functions", "areas"]), ("/providers/", [])],
)
def test_after_a_fact_about_an_area_no_commercial_record_is_read_again(
    client: Client, address: str, reads: list[str]
) -> None:
    provider()
    function = factories.function("T-2", area_code="SDA")
    for one in ("/posture/", address):
        client.get(one)
    factories.assessment(function, on=timezone.localdate())
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == AFTER_A_FACT_ELSEWHERE + len(reads)


def test_evidence_that_supersedes_another_may_show_anywhere(client: Client) -> None:
    start = resolved_now()
    old = factories.evidence("Report")
    assert changed(start.version, start.digest, resolved_now().version).areas == {}
    content = EvidenceContent(kind=EvidenceKind.DOCUMENT, title="Newer report")
    supersede_evidence(by=factories.SETUP, evidence=old, content=content, reason="Newer.")
    assert changed(start.version, start.digest, resolved_now().version).areas is None


def test_a_restored_database_is_read_again(client: Client) -> None:
    start = resolved_now()
    factories.assessment(factories.function("T-2", area_code="SDA"))
    found = changed(start.version, start.digest, resolved_now().version).areas
    assert found == {"SDA": ChangedArea(factories.DAY, frozenset({"T-2"}))}
    assert changed(start.version, "0" * 64, resolved_now().version).areas is None


def test_a_change_begins_on_the_day_of_the_earliest_fact_and_at_any_day_if_one_is_withdrawn(client: Client) -> None:
    one, other = Function.objects.get(code="T-1"), factories.function("T-2")
    start, later = resolved_now(), date(2025, 8, 1)
    factories.assessment(one, on=later + timedelta(days=1))
    mistaken = factories.assessment(other, on=later)
    found = changed(start.version, start.digest, resolved_now().version).areas
    assert found == {"SATCOM": ChangedArea(later, frozenset({"T-1", "T-2"}))}
    before = resolved_now()
    withdraw_assessment(by=factories.SETUP, assessment=mistaken, reason="A mistake.")
    found = changed(before.version, before.digest, resolved_now().version).areas
    assert found == {"SATCOM": ChangedArea(date.min, frozenset({"T-2"}))}
    making.effective(making.cast(), area_code="SDA")
    found = changed(before.version, before.digest, resolved_now().version).areas
    assert found["SDA"].functions is None


def test_a_decision_that_takes_effect_by_itself_ends_its_review(client: Client) -> None:
    making.approved(making.cast())
    day = making.in_days(making.AHEAD)

    def at() -> Resolved:
        return resolve(as_of=day, known=None, today=timezone.localdate(), chosen=True).settled(reviews=True)

    before = at()
    assert [one.closed_on for one in reviews.at(before)] == [None]
    with making.on_day():
        assert apply_due_decisions()
    after = at()
    assert after.process_version == before.process_version
    assert reviews.at(after) == review_spans(after.moment)
    assert [one.closed_on for one in reviews.at(after)] == [day]


def _settled() -> Resolved:
    return resolved_now().settled()


def _carried() -> tuple[Portfolio, int]:
    """The updated record, compared with the record read as a whole, and the number of queries it took."""
    now = _settled()
    with CaptureQueriesContext(connection) as queries:
        carried = records.at(now)
    assert carried == portfolio(now.moment, now.policy)
    assert AuditEntry.objects.latest("sequence").sequence == now.version
    return carried, len(queries)


def test_the_updated_record_equals_the_record_read_as_a_whole(client: Client) -> None:
    provider()
    record("solution", "SOL-1", name="Relay", provider="PRV-001", owned_by=Sector.COMMERCIAL)
    one = Function.objects.get(code="T-1")
    record("use", "USE-1", solution="SOL-1", function=one.code)
    records.at(_settled())
    changes_and_areas = len(("changed", "areas"))
    factories.assessment(one, on=date(2025, 6, 1))
    assert _carried()[1] == changes_and_areas
    # A new function, or one that was retired, has no earlier count.
    factories.assessment(factories.function("T-2", area_code="SDA"))
    factories.assessment(factories.function("T-3", area_code="EM"))
    assert _carried()[1] == changes_and_areas + len(("counts",))
    for retired in (True, False):
        said = {"name": "Function T-1", "description": "", "retired": retired, "effective_on": date(2025, 7, 1)}
        revise_function(by=factories.SETUP, function=one, reason="Seen again.", **said)
        carried, _ = _carried()
        counts = {function.code: function.solutions for function in carried.area("SATCOM").functions}
        assert counts == ({} if retired else {"T-1": 1})
