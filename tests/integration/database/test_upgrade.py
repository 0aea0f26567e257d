"""A database of an earlier version opens with this one: nothing is lost, and its chain continues.

`before_structure.sql.gz` is a dump of a small database of the last version with migrations 0001 to 0008, made by
`pg_dump
--inserts --no-owner` without the application's rights, so that it can be restored under any owner's name.
"""

import gzip
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.test import Client

from missions.access import Actor
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Category, Risk, Role
from missions.models import (
    Assessment,
    AuditEntry,
    Briefing,
    BriefingFile,
    Draft,
    Function,
    Notice,
    NoticePreference,
    Proposal,
    Reminder,
    StagedImport,
    StagedRow,
    User,
)
from missions.queries.people.verification import ChainClaim, verify
from missions.queries.record.portfolio import portfolio
from missions.storage import files
from tests import factories
from tests import review_factories as made
from tests.database import Server

DUMP = Path(__file__).with_name("before_structure.sql.gz")
# The output of `verify_audit` when the dump was made.
HEAD = (91, "6afd0a9b3f31ccf69cebb2e893fea0e5432436e5cbaf31379498cdcb658aa324")
EVIDENCE = b"Seen at sea.\n"
# Tables outside the chain, with their number of rows.
BESIDE_THE_CHAIN = {
    User: 14,
    Draft: 2,
    Notice: 48,
    NoticePreference: 1,
    Reminder: 1,
    StagedImport: 2,
    StagedRow: 4,
    BriefingFile: 1,
}
PAGES = (
    "/",
    "/areas/",
    "/areas/SATCOM/",
    "/areas/SATCOM/history/",
    "/areas/SATCOM/functions/T-2/",
    "/areas/SATCOM/?as_of=2025-04-02",
    "/areas/LUN/",
    "/evidence/",
    "/search/?q=Function",
    "/policy/",
    "/reviews/",
    "/reviews/?view=all",
    "/reviews/1/",
    "/reviews/3/",
    "/proposals/1/",
    "/proposals/2/",
    "/proposals/1/revisions/1/",
    "/amendments/",
    "/notices/",
    "/exports/",
    "/exports/briefings/1/",
    "/exports/briefings/1/file/",
)
# Everything that a migration creates, as the server describes it.
SCHEMA = {
    "columns": """
        SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
          pg_get_expr(adbin, adrelid)
        FROM pg_attribute LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
        JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled
        FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": """
        SELECT proname, pg_get_functiondef(oid),
          (SELECT array_agg(one::text ORDER BY one::text) FROM unnest(proacl) one)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "rights": """
        SELECT relname, (SELECT array_agg(one::text ORDER BY one::text) FROM unnest(relacl) one)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
}


def schema(server: Server) -> dict[str, set[tuple]]:
    """The contents of each system catalog for the worker's database."""
    with psycopg.connect(server.owner()) as connection:
        return {name: {repr(row) for row in connection.execute(statement)} for name, statement in SCHEMA.items()}


@pytest.fixture(scope="module")
def new_schema(database_server: Server) -> dict[str, set[tuple]]:
    """The schema of a database created by this version."""
    return schema(database_server)


@pytest.fixture(scope="module")
def upgraded(new_schema, committing, database_server: Server, evidence_folder: Path) -> Iterator[Server]:
    """The server with the earlier version's database, upgraded, and its file of evidence."""
    with committing():
        database_server.upgrade(gzip.decompress(DUMP.read_bytes()).decode())
        files.store(BytesIO(EVIDENCE))
        yield database_server


def member(username: str, role: Role) -> Actor:
    """One of the people of that database, in a role."""
    found = User.objects.get(username=username)
    return Actor(found.pk, found.username, found.name, found.organization.name, frozenset({role}))


def test_its_schema_equals_a_new_one(upgraded, new_schema):
    found = schema(upgraded)
    for part, rows in new_schema.items():
        assert rows, part
        assert found[part] == rows, part


def test_every_row_is_kept_and_the_chain_verifies(upgraded):
    said = StringIO()
    call_command("verify_audit", "--expect", f"{HEAD[0]}:{HEAD[1]}", stdout=said)
    assert said.getvalue().startswith(f"ok: {AuditEntry.objects.count()} entries")
    assert {model: model.objects.count() for model in BESIDE_THE_CHAIN} == BESIDE_THE_CHAIN


def test_a_briefing_built_earlier_still_verifies(upgraded, tmp_path):
    kept = Briefing.objects.get(pk=1)
    assert (kept.proposal, kept.quoted) == (None, None)
    path = tmp_path / f"briefing.{kept.file_format}"
    path.write_bytes(bytes(BriefingFile.objects.get(pk=kept.sha256).content))
    said = StringIO()
    call_command("verify_briefing", path, stdout=said)
    assert said.getvalue().startswith("ok: briefing 1, ")


def test_it_is_ready_for_the_program(upgraded, client):
    assert client.get("/readyz").json() == {"ready": True}


@pytest.mark.parametrize("username", ["steward", "analyst", "reviewer2", "authority"])
def test_its_pages_answer(upgraded, username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize(
    ("day", "sequence", "category", "functions"),
    [
        (date(2025, 4, 2), HEAD[0], Category.HYBRID, ["N-1", "T-1", "T-2", "T-3", "T-4"]),
        (date(2025, 4, 30), HEAD[0], Category.GOVERNMENT_PRIMARY, ["N-1", "T-1", "T-2", "T-3"]),
        # Before the import that added N-1 was known.
        (date(2025, 4, 30), 76, Category.GOVERNMENT_PRIMARY, ["T-1", "T-2", "T-3"]),
    ],
)
def test_the_record_reads_as_before(upgraded, day, sequence, category, functions):
    area = portfolio(Moment(day, sequence, None, day), None).area("SATCOM")
    assert (area.category, [one.code for one in area.functions]) == (category, functions)


def test_a_fact_and_a_vote_continue_the_chain(upgraded):
    before = AuditEntry.objects.latest("sequence").sequence
    function = Function.objects.get(code="T-2")
    factories.assessment(function, by=member("analyst", Role.ANALYST), risk=Risk.HIGH)
    proposal = Proposal.objects.get(state__state="in_review")
    made.vote(member("reviewer2", Role.REVIEWER), proposal)
    assert AuditEntry.objects.latest("sequence").sequence == before + 2
    assert Assessment.objects.filter(function=function).latest("entry_id").entry_id == before + 1
    assert list(verify([ChainClaim(*HEAD)])) == []
