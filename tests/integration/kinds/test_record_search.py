"""Records of kinds among the results of a search."""

from datetime import date

import pytest
from django.test import Client

from missions.actions.record import facts
from missions.domain.commercial.vocabulary import SafeguardKind
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from tests import factories, listed
from tests.integration.kinds.recorded import every_kind, first_code, provider, record, revised

pytestmark = pytest.mark.django_db

LONG = f"<script>Überträger</script> {'שלום ' * 30}".ljust(200, "x")


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("reader", Role.ANALYST))
    return client


def found(client: Client, asked: str, moment: str = "") -> list[tuple[str, str]]:
    """The records that the search finds: label and code of each."""
    page = client.get(f"/search/?q={asked}{moment}")
    assert page.status_code == 200
    return [(one.label, one.record.state.code) for one in page.context["results"] if one.record]


def test_every_kind_is_found_by_its_code(reader):
    every_kind()
    for kind in KINDS.values():
        assert (kind.label, first_code(kind)) in found(reader, first_code(kind).lower())


def test_a_record_is_found_by_its_folded_name_and_links_to_its_page(reader):
    provider("PRV-1", name=LONG)
    assert found(reader, "ubertr") == [("Provider", "PRV-1")]
    page = reader.get("/search/?q=ubertrager").content.decode()
    assert 'href="/providers/PRV-1/"' in page
    assert "<mark>Überträger</mark>" in page and "<script>Über" not in page


def test_a_record_is_found_by_its_references_and_its_notes(reader):
    named = facts.NewFunction(code="K-1", name="Optical relay", description="")
    area = factories.area("SATCOM")
    facts.add_functions(by=factories.SETUP, area=area, functions=[named], effective_on=factories.DAY, reason="Found.")
    provider("PRV-1", name="Orbital Works", note="Heard of at a symposium")
    record("solution", "SOL-1", provider="PRV-1", name="Skybridge")
    record("use", "USE-1", solution="SOL-1", function="K-1")
    record("safeguard", "SFG-1", provider="PRV-1", kind=SafeguardKind.INDEMNIFICATION, legal_basis="A law")
    assert found(reader, "symposium") == [("Provider", "PRV-1")]
    assert {code for _, code in found(reader, "skybridge")} == {"SOL-1", "USE-1"}
    assert found(reader, "optical") == [("Use", "USE-1")]
    assert {code for _, code in found(reader, "orbital")} == {"PRV-1", "SOL-1", "SFG-1"}
    assert found(reader, "indemnif") == [("Safeguard", "SFG-1")]


def test_the_search_uses_the_record_of_the_moment(reader):
    first = provider("PRV-1", name="Orbital Works")
    revised("provider", "PRV-1", first, country="US", name="Ground Mills", on=date(2026, 1, 1))
    assert found(reader, "orbital") == []
    assert found(reader, "orbital", "&as_of=2025-06-01") == [("Provider", "PRV-1")]


def test_filters_of_areas_leave_records_out_and_provenance_does_not(reader):
    provider("PRV-1", name="Orbital Works")
    assert found(reader, "orbital+category:hybrid") == []
    assert found(reader, "orbital+provenance:assessment") == [("Provider", "PRV-1")]
    assert found(reader, "orbital+provenance:official") == []


def test_records_found_are_downloaded_with_the_results(reader):
    provider("PRV-1", name="Orbital Works")
    (row,) = listed.rows(reader, "search", "?q=orbital")
    assert (row["kind"], row["record"], row["name"], row["area"]) == ("Provider", "PRV-1", "Orbital Works", "")
