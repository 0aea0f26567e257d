"""Lists of kinds as files: their columns, their filters, and their rows."""

from datetime import date

import pytest
from django.test import Client

from missions.domain.commercial.vocabulary import DependencyKind
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models import AuditEntry
from tests import factories, listed
from tests.integration.kinds.recorded import every_kind, first_code, provider, record, revised

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("reader", Role.ANALYST))
    return client


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_every_kind_is_downloaded_and_the_chain_notes_it(reader, ending):
    every_kind()
    for kind in KINDS.values():
        answer = reader.get(f"/exports/{kind.address}.{ending}")
        assert answer["Content-Disposition"].startswith(f'attachment; filename="csis-{kind.address}-')
        assert first_code(kind).encode() in listed.body(answer) or ending == "xlsx"
        assert AuditEntry.objects.latest("sequence").target == f"export:{kind.address}.{ending}"
    offered = reader.get("/exports/").content.decode()
    assert all(f"/exports/{kind.address}.{ending}" in offered for kind in KINDS.values())


def test_column_names_of_a_kind_are_unique(reader):
    for kind in KINDS.values():
        start = listed.lines(reader.get(f"/exports/{kind.address}.csv"))
        head = start[start.index([]) + 1]
        assert head[0] == "Code" and len({label.casefold() for label in head}) == len(head)


def test_a_record_has_a_row_for_each_line_and_its_fields_in_the_first(reader):
    provider()
    needs = [{"name": "Falcon 9"}, {"name": "Ka band", "kind": DependencyKind.SPECTRUM}]
    record("solution", "SOL-1", provider="PRV-001", name="Relay", lines={"dependencies": needs})
    first, second = listed.rows(reader, "solutions", "")
    assert (first["code"], first["name"], first["dependencies_name"]) == ("SOL-1", "Relay", "Falcon 9")
    assert (second["code"], second["name"], second["dependencies_name"]) == ("SOL-1", None, "Ka band")
    assert first["provider"] == "PRV-001" and first["effective_on"] == factories.DAY.isoformat()


def test_a_list_has_the_filters_and_the_date_of_its_page(reader):
    first = provider("PRV-001", name="Orbital Works")
    provider("PRV-002", name="Ground Works", parent="PRV-001")
    revised("provider", "PRV-001", first, country="US", name="Orbital Mills", on=date(2026, 1, 1), retired=True)
    codes = [
        [row["code"] for row in listed.rows(reader, "providers", query)]
        for query in ("", "?retired=all", "?parent=prv-001", "?q=ground", "?as_of=2025-12-31", "?q=absent")
    ]
    assert codes == [["PRV-002"], ["PRV-001", "PRV-002"], ["PRV-002"], ["PRV-002"], ["PRV-001", "PRV-002"], []]
    assert "There is no filter" in reader.get("/exports/providers.csv?colour=red").content.decode()
    assert reader.get("/exports/providers.pdf").status_code == 404
    assert reader.get("/exports/providers.csv?eligibility=purple").status_code == 400


def test_the_header_counts_the_provenances_of_these_records(reader):
    provider()
    told = dict(line for line in listed.lines(reader.get("/exports/providers.csv")) if len(line) == 2)
    assert told["Provenance"] == "Facts by provenance: Assessment 1."
    assert told["Source"].startswith("Providers: ")
