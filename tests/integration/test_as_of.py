"""What holds at a date, known by a sequence: against a plain model in memory, and by its plan."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.actions.chain import recording
from missions.domain.portfolio import Moment
from missions.domain.vocabulary import Provenance, Risk
from missions.models import Assessment, ChainHead, Function
from missions.queries.history import area_history
from missions.queries.portfolio import FUNCTIONS, portfolio
from tests import factories
from tests.factories import SETUP, unguard

FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days))


@dataclass(frozen=True)
class Step:
    """One fact to be recorded: about which of two functions, from which day, withdrawing which earlier one if any."""

    subject: int
    day: date
    voids: int | None
    withdraws: bool
    risk: Risk


STEPS = st.lists(
    st.builds(
        Step,
        subject=st.integers(0, 1),
        day=DAYS,
        voids=st.none() | st.integers(0, 9),
        withdraws=st.booleans(),
        risk=st.sampled_from(Risk),
    ),
    max_size=9,
)


def record(functions: list[Function], steps: list[Step]) -> list[Assessment]:
    """The steps as facts, each in its own entry; a step may void a fact of its subject that nothing voids yet."""
    facts: list[Assessment] = []
    for step in steps:
        voidable = [
            fact
            for fact in facts
            if fact.function_id == functions[step.subject].pk and not any(other.voids_id == fact.pk for other in facts)
        ]
        voided = voidable[step.voids % len(voidable)] if step.voids is not None and voidable else None
        judgment = vars(factories.judgment(functions[step.subject], risk=step.risk, voids=voided))
        day = None if voided and step.withdraws else step.day
        with recording(by=SETUP, action="assess", target="test", reason="Tried.") as entry:
            fact = Assessment(**judgment, effective_on=day, provenance=Provenance.ASSESSMENT, reason="Tried.")
            facts.append(entry.add(fact))
    return facts


def holding(facts: list[Assessment], subject: Function, on: date, known: int) -> Assessment | None:
    """The sentence of the design, word for word."""
    recorded = [fact for fact in facts if fact.entry_id <= known]
    voided = {fact.voids_id for fact in recorded}
    candidates = [
        fact
        for fact in recorded
        if fact.function_id == subject.pk
        and fact.pk not in voided
        and fact.effective_on is not None
        and fact.effective_on <= on
    ]
    return max(candidates, key=lambda fact: (fact.effective_on, fact.entry_id), default=None)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_as_of_is_the_sentence_at_every_date_and_sequence(steps: list[Step]) -> None:
    with transaction.atomic():
        functions = [factories.function(f"PNT-{number}", area_code="PNT", on=FIRST) for number in (1, 2)]
        begins = ChainHead.objects.get().sequence
        facts = record(functions, steps)
        for known in range(begins, begins + len(facts) + 1):
            for on in (FIRST - timedelta(days=1), FIRST, FIRST + timedelta(days=3), FIRST + timedelta(days=9)):
                expected = {one.pk: holding(facts, one, on, known) for one in functions}
                found = Assessment.objects.as_of(on, known)
                assert {fact.function_id: fact.pk for fact in found} == {
                    subject: fact.pk for subject, fact in expected.items() if fact
                }
                if on < FIRST:
                    continue
                moment = Moment(as_of=on, sequence=known, known=None, today=on)
                shown = portfolio(moment, None, area="PNT").area("PNT").functions
                assert [one.assessed and one.assessed.said.sequence for one in shown] == [
                    fact and fact.entry_id for fact in expected.values()
                ]
        transaction.set_rollback(True)


BULK = """
INSERT INTO missions_assessment (function_id, performer, availability, fit, contribution, risk, risk_of_not, rationale,
  effective_on, provenance, source, reason, entry_id)
SELECT function.id, 'either', 'limited', 'partially', 'some', 'low', 'low', 'Bulk.',
  DATE '2025-01-01' + number / 10, 'assessment', '', 'Bulk.', number + 1000
FROM missions_function function, generate_series(1, 10000) number WHERE function.code LIKE 'PLAN-%'
"""

ENTRIES = """
INSERT INTO missions_auditentry (sequence, recorded_at, entry_class, actor_name, action, target, reason, request_id,
  payload, payload_digest, previous_digest, digest)
SELECT number + 1000, now(), 'record', 'test', 'assess', 'bulk', '', '', '{}', '', '', ''
FROM generate_series(1, 10000) number
"""


@pytest.fixture
def long_history(real_db: None, owner: psycopg.Connection) -> None:
    """Ten functions with 10,000 assessments each."""
    for number in range(10):
        factories.function(f"PLAN-{number}", area_code="SDA", on=FIRST)
    unguard(owner)
    owner.execute(ENTRIES)
    owner.execute(BULK)
    owner.execute("ANALYZE")


def plan(sql: str, parameters: Sequence[object] | Mapping[str, object]) -> tuple[list[dict], int]:
    """Every node of the statement's plan, and the buffers it touched.

    Where parameters have names, of the plan that a connection keeps for any value of them.
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
        cursor.execute("DEALLOCATE ALL")
    root = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]

    def nodes(node: dict) -> list[dict]:
        return [node, *(below for child in node.get("Plans", []) for below in nodes(child))]

    return nodes(root), root["Shared Hit Blocks"] + root["Shared Read Blocks"]


@pytest.mark.usefixtures("long_history")
def test_the_plan_reads_one_row_of_each_subject_by_the_index() -> None:
    on, known = date(2027, 1, 1), 11_000
    as_of = Assessment.objects.as_of(on, known)
    statements = [
        *((FUNCTIONS[newest], {"on": on, "known": known, "area": None}) for newest in (True, False)),
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
def test_the_history_of_an_area_reads_hardly_more_than_it_shows() -> None:
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
    # Fifty entries and one of each of ten functions, to find where the page ends; then what it shows.
    assert sum(node["Actual Rows"] * node["Actual Loops"] for node in on_assessments) < 1000
    assert buffers < 2000
