"""Exports by address: the record of the pages, at the moment asked for, noted in the chain."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from missions.actions.access import record_sign_in
from missions.domain.exchange.structure import content_hash
from missions.domain.vocabulary import Provenance, Role
from missions.exports.document import ILLUSTRATIVE
from missions.exports.registry import FORMATS, NAMES
from missions.models import AuditEntry
from missions.queries.exchange.exports import pinned, policy_at, portfolio_at
from missions.queries.moment import resolve
from tests import factories

pytestmark = pytest.mark.django_db

# Session and person, moment, pinned entry, two for the portfolio, decisions, and the chain's entry in its transaction;
# a briefing also looks for an existing one, reads each kind of record, reads catalogs, and keeps a new one.
MOST_QUERIES = 34
EVERY = [(name, ending) for name, one in NAMES.items() for ending in one.formats]


@pytest.fixture
def reader(client: Client) -> Client:
    factories.assessment(factories.function("T-1"))
    client.force_login(factories.user("reader", Role.VIEWER))
    return client


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def table(answer) -> list[dict[str, str]]:
    """The rows of a CSV answer by column."""
    lines = list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))
    start = lines.index([])
    return [dict(zip(lines[start + 1], line, strict=True)) for line in lines[start + 2 : -2]]


@pytest.mark.parametrize(("name", "ending"), EVERY)
def test_every_export_is_a_file_of_its_type_and_noted_in_the_chain(reader: Client, name: str, ending: str) -> None:
    answer = reader.get(f"/exports/{name}.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[ending].media_type
    assert answer["Content-Disposition"].startswith(f'attachment; filename="csis-{name}-')
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    assert body(answer)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.entry_class, entry.action, entry.target) == ("access", "export", f"export:{name}.{ending}")
    assert entry.actor_name == "Reader"
    assert len(json.loads(entry.payload)["detail"]["content_hash"]) == 64


def test_a_head_request_adds_no_entry(reader: Client) -> None:
    before = AuditEntry.objects.count()
    assert reader.head("/exports/areas.json").status_code == 200
    assert AuditEntry.objects.count() == before


def test_a_refused_export_is_recorded_as_refused(client: Client) -> None:
    client.force_login(factories.user("admin", Role.ADMINISTRATOR))
    assert client.get("/exports/areas.csv").status_code == 403
    assert AuditEntry.objects.latest("sequence").action == "refused"


def test_an_export_shows_the_requested_day(reader: Client) -> None:
    rows = table(reader.get("/exports/functions.csv?as_of=2025-02-28"))
    assert rows == []
    rows = table(reader.get("/exports/functions.csv?as_of=2025-03-01"))
    assert [(row["Area"], row["Function"], row["Standing"]) for row in rows] == [("SATCOM", "T-1", "Open")]


def test_an_export_of_a_day_before_the_strategy_has_no_category(reader: Client) -> None:
    rows = table(reader.get("/exports/areas.csv?as_of=2020-01-01"))
    assert rows == []
    assert reader.get("/exports/portfolio.xlsx?as_of=2020-01-01").status_code == 200


def test_the_file_contains_only_what_was_known_then(reader: Client) -> None:
    factories.assessment(factories.function("T-2"))
    before = AuditEntry.objects.filter(action="add functions").latest("sequence").recorded_at
    known = before.astimezone(UTC).replace(tzinfo=None).isoformat()
    rows = table(reader.get(f"/exports/functions.csv?known={known}Z"))
    assert {row["Function"]: row["Standing"] for row in rows} == {"T-1": "Open", "T-2": "Unassessed"}


def test_a_sign_in_does_not_change_the_record(reader: Client) -> None:
    first = json.loads(body(reader.get("/exports/areas.json")))["export"]
    record_sign_in(by=factories.SETUP, how="password")
    assert json.loads(body(reader.get("/exports/areas.json")))["export"] == first
    factories.function("T-2")
    second = json.loads(body(reader.get("/exports/areas.json")))["export"]
    assert second["sequence"] > first["sequence"]
    assert second["content_hash"] != first["content_hash"]


def test_an_earlier_record_can_be_rebuilt_from_its_sequence() -> None:
    factories.assessment(factories.function("T-1"))
    today = datetime.now(UTC).date()
    at = resolve(as_of=today, known=None, today=today, chosen=False)
    moment, known_at = pinned(at.moment)
    assert policy_at(today, moment.sequence) == at.policy
    before = content_hash(portfolio_at(today, moment.sequence))
    factories.assessment(factories.function("T-2"))
    assert content_hash(portfolio_at(today, moment.sequence)) == before
    assert AuditEntry.objects.get(pk=moment.sequence).recorded_at == known_at


def test_decisions_are_those_of_the_official_load(reader: Client) -> None:
    rows = table(reader.get("/exports/decisions.csv"))
    assert len(rows) == 13
    assert {row["Provenance"] for row in rows} == {"Official"}
    assert {row["Withdrawn"] for row in rows} == {"No"}
    assert next(row for row in rows if row["Area"] == "SATCOM")["Name"] == "Satellite Communications"


def test_the_list_is_downloaded_with_its_filters_and_order(reader: Client) -> None:
    query = "?category=hybrid&sort=-code"
    page = reader.get(f"/areas/{query}&view=table")
    assert {"label": "CSV", "url": "/exports/areas.csv?category=hybrid&sort=-code"} in page.context["downloads"]
    answer = body(reader.get(f"/exports/areas.csv{query}"))
    assert b"Filters,category: hybrid; sort: -code" in answer
    shown = [row["Area"] for row in table(reader.get(f"/exports/areas.csv{query}"))]
    assert shown == [item.area.code for item in page.context["rows"]]
    assert len(shown) == 6


@pytest.mark.parametrize("query", ["category=purple", "q=nu%00l", "sort=--code"])
def test_an_invalid_filter_makes_no_file(reader: Client, query: str) -> None:
    before = AuditEntry.objects.count()
    assert reader.get(f"/exports/areas.csv?{query}").status_code == 400
    assert AuditEntry.objects.count() == before


def test_the_file_marks_sample_data_as_illustrative(reader: Client) -> None:
    assert ILLUSTRATIVE not in body(reader.get("/exports/areas.csv")).decode()
    factories.assessment(factories.function("T-2"), provenance=Provenance.ILLUSTRATIVE)
    assert ILLUSTRATIVE in body(reader.get("/exports/areas.csv")).decode()
    sheet = load_workbook(io.BytesIO(body(reader.get("/exports/areas.xlsx"))))["Provenance"]
    assert any(ILLUSTRATIVE in str(row[1]) for row in sheet.iter_rows(values_only=True))


def test_the_page_keeps_the_moment_in_every_link(reader: Client) -> None:
    text = reader.get("/exports/?as_of=2025-03-01").content.decode()
    for name, ending in EVERY:
        assert f'href="/exports/{name}.{ending}?as_of=2025-03-01"' in text
    assert 'action="/exports/briefing/?as_of=2025-03-01"' in text


@pytest.mark.parametrize(("name", "ending"), [*EVERY, ("briefing", "pdf"), ("briefing", "pptx")])
def test_more_functions_need_no_more_queries(reader: Client, name: str, ending: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(reader.get(f"/exports/{name}.{ending}"))
        return len(captured)

    queries()
    factories.function("T-2")
    before = queries()
    for number in range(3, 9):
        factories.assessment(factories.function(f"T-{number}"))
    assert queries() == before <= MOST_QUERIES


def test_no_shared_cache_keeps_the_files(reader: Client) -> None:
    assert "private" in reader.get("/exports/areas.csv")["Cache-Control"]
