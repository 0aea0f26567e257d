"""The cost of reading at a date over a long history: the rows that the plan touches."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import connection

from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import DecisionKind
from missions.models import Assessment, AuditEntry
from missions.queries.leadership.summary import pasts
from missions.queries.moment import RESOLVE
from missions.queries.record.changed import CHANGED, MOST, changed
from missions.queries.record.history import area_history
from missions.queries.record.portfolio import RECORD, Reads
from missions.queries.record.recent import NEWEST, RECENT
from missions.queries.reviews.spans import SPANS
from tests import factories, review_factories
from tests.database import Server

FIRST = date(2025, 1, 1)

BULK = """
INSERT INTO missions_assessment (function_id, performer, availability, fit, contribution, risk, risk_of_not, rationale,
  effective_on, provenance, source, reason, entry_id)
SELECT function.id, 'either', 'limited', 'partially', 'some', 'low', 'low', 'Bulk.',
  DATE '2025-01-01' + number / 10, 'assessment', '', 'Bulk.', number + 1000
FROM missions_function function, generate_series(1, 10000) number WHERE function.code LIKE 'PLAN-%'
"""

REAFFIRMED = """
INSERT INTO missions_categorydecision (area_id, category, kind, effective_on, provenance, source, section, quote,
  reason, entry_id)
SELECT area.id, held.category, 'reaffirm', DATE '2025-01-01' + number, 'assessment', '', '', '', 'Bulk.', number + 1000
FROM missions_missionarea area JOIN missions_categorydecision held ON held.area_id = area.id,
  generate_series(1, 1000) number WHERE area.code = 'SDA'
"""

ENTRIES = """
INSERT INTO missions_auditentry (sequence, recorded_at, entry_class, actor_name, action, target, reason, request_id,
  payload, payload_digest, previous_digest, digest)
SELECT number + 1000, now(), 'record', 'test', 'assess', 'bulk', '', '', '{}', '', '', ''
FROM generate_series(1, 10000) number;
UPDATE missions_auditentry SET recorded_at = DATE '2025-01-01' + sequence * interval '1 hour'
"""


@pytest.fixture(scope="module")
def long_history(committing: Callable[[], AbstractContextManager[None]], database_server: Server) -> Iterator[None]:
    """Ten functions with 10,000 assessments each, in an area reaffirmed 1,000 times; the tests only read."""
    with committing():
        for number in range(10):
            factories.function(f"PLAN-{number}", area_code="SDA", on=FIRST)
        review_factories.review(review_factories.cast())
        with psycopg.connect(database_server.owner(), autocommit=True) as owner:
            factories.unguard(owner)
            owner.execute(ENTRIES)
            owner.execute(BULK)
            owner.execute(REAFFIRMED)
            owner.execute("ANALYZE")
        yield


def plan(sql: str, parameters: Sequence[object] | Mapping[str, object]) -> tuple[list[dict], int]:
    """Every node of the statement's plan, and the buffers it touched.

    With named parameters, the generic plan that a connection keeps for any value of them.
    """
    with connection.cursor() as cursor:
        if isinstance(parameters, Mapping):
            names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", sql)))
            numbered = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", sql)
            cursor.execute(f"PREPARE kept AS {numbered}")
            cursor.execute("SET plan_cache_mode = force_generic_plan")
            sql, parameters = f"EXECUTE kept({', '.join(['%s'] * len(names))})", [parameters[name] for name in names]
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
        answer = cursor.fetchone()[0]
        cursor.execute("RESET plan_cache_mode")
        if sql.startswith("EXECUTE"):
            cursor.execute("DEALLOCATE kept")
    root = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]

    def nodes(node: dict) -> list[dict]:
        return [node, *(below for child in node.get("Plans", []) for below in nodes(child))]

    return nodes(root), root["Shared Hit Blocks"] + root["Shared Read Blocks"]


@pytest.mark.usefixtures("long_history")
def test_the_plan_reads_one_row_of_each_subject_from_the_index() -> None:
    on, sequence = date(2027, 1, 1), 11_000
    as_of = Assessment.objects.as_of(on, sequence)
    statements = [
        *(
            (RECORD[newest, Reads.EVERYTHING], {"on": on, "sequence": sequence, "areas": None})
            for newest in (True, False)
        ),
        as_of.query.sql_with_params(),
    ]
    for sql, parameters in statements:
        nodes, buffers = plan(sql, parameters)
        on_assessments = [node for node in nodes if node.get("Relation Name") == "missions_assessment"]
        assert any(node.get("Index Name") == "assessment_as_of" for node in on_assessments)
        assert not any(node["Node Type"] == "Seq Scan" for node in on_assessments)
        assert all(node["Actual Rows"] <= 2 for node in on_assessments if node.get("Index Name") == "assessment_as_of")
        assert buffers < 400


@pytest.mark.usefixtures("long_history")
def test_the_history_of_an_area_reads_little_more_than_it_shows() -> None:
    sent = []

    def listen(execute: Callable, sql: str, parameters: Mapping, *others: object) -> object:
        sent.append((sql, parameters))
        return execute(sql, parameters, *others)

    with connection.execute_wrapper(listen):
        page = area_history(Moment(as_of=date(2028, 1, 1), sequence=11_000, known=None, today=date(2028, 1, 1)), "SDA")
    assert [row.sequence for row in page.rows] == [11_000 - place // 10 for place in range(50)]
    assert page.older == 10_996
    nodes, buffers = plan(*sent[0])
    on_assessments = [node for node in nodes if node.get("Relation Name") == "missions_assessment"]
    assert not any(node["Node Type"] == "Seq Scan" for node in on_assessments)
    # Fifty entries, and one of each of ten functions to find the end of the page; then what it shows.
    assert sum(node["Actual Rows"] * node["Actual Loops"] for node in on_assessments) < 1000
    assert buffers < 2000


@pytest.mark.usefixtures("long_history")
def test_reading_what_changed_takes_few_rows_however_much_did() -> None:
    digest = AuditEntry.objects.get(sequence=10_990).digest
    for since, areas in ((10_999, {"SDA"}), (10_990, None), (1_000, None)):
        nodes, buffers = plan(CHANGED, {"first": since + 1, "digest": digest, "last": 11_000})
        assert (
            sum(node["Actual Rows"] for node in nodes if node.get("Relation Name") == "missions_assessment") <= MOST + 1
        )
        assert buffers < 150
        found = changed(since, digest, 11_000).areas
        assert (None if found is None else set(found)) == areas


@pytest.mark.usefixtures("long_history")
def test_the_history_keeps_only_the_last_of_many_reaffirmations() -> None:
    on = date(2026, 1, 1)
    past = pasts(Moment(as_of=on, sequence=11_000, known=None, today=on), ["SDA"])["SDA"]
    assert [decision.kind for decision in past.decisions] == [DecisionKind.REAFFIRM, DecisionKind.INITIAL]
    assert past.evaluated_on(on) == past.base == past.decisions[0].on == on


@pytest.mark.usefixtures("long_history")
def test_what_was_last_by_a_day_or_time_is_found_without_a_walk_over_all_that_came_later() -> None:
    long_ago = {"on": date(2025, 3, 1), "sequence": 11_000}
    known = {"on": long_ago["on"], "known": datetime(2025, 3, 1, tzinfo=UTC)}
    for sql, parameters in [(SPANS, long_ago), (RECENT, long_ago | {"newest": NEWEST}), (RESOLVE, known)]:
        entries = [node for node in plan(sql, parameters)[0] if node.get("Relation Name") == "missions_auditentry"]
        assert any(node["Actual Loops"] for node in entries)
        assert all(node["Actual Rows"] <= NEWEST and node.get("Rows Removed by Filter", 0) <= 1 for node in entries)
