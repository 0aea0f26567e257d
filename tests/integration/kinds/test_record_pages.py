"""Pages of a kind of record: list, form, one record with its history, and what bad input is told."""

import re
from datetime import date

import pytest
from django.test import Client

from missions.actions import kinds
from missions.actions.errors import Unfit
from missions.domain.countries import COUNTRIES
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.queries.people.audit import head
from tests.factories import SETUP, actor, evidence, function
from tests.integration.kinds.recorded import given, provider, record, revised

pytestmark = pytest.mark.django_db

PROVIDER = {
    "code": "PRV-009",
    "name": "Orbital Works",
    "country": "US",
    "eligibility": "us",
    "produces_for_markets": "yes",
    "bears_investment_risk": "yes",
    "follows_market_incentives": "unknown",
    "can_offer": "no",
    "provenance": "public_source",
    "certainty": "high",
    "effective_on": "2025-03-01",
    "reason": "Named in a press release.",
}
NO_LINES = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "200"}


@pytest.fixture
def analyst(signed) -> Client:
    return signed(actor(Role.ANALYST))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_has_a_list_and_a_form_and_says_when_nothing_is_recorded(analyst, kind):
    # Rules of catalogs come with the installation.
    listed = analyst.get(f"/{kind.address}/?as_of=2020-01-01")
    assert listed.status_code == 200
    assert "No data is not zero" in listed.content.decode()
    assert analyst.get(f"/{kind.address}/add/").status_code == 200


def test_a_provider_is_recorded_read_and_found(analyst):
    answer = analyst.post("/providers/add/", PROVIDER)
    assert answer.status_code == 302
    page = analyst.get(answer["Location"]).content.decode()
    assert "Orbital Works" in page
    assert "High: looked up at its source" in page
    for words in ("orbit", "bital-Works", "works ORBITAL", "prv/009", "orbital%"):
        assert "Orbital Works" in analyst.get("/providers/", {"q": words}).content.decode(), words
    for words in ("absent", "orbital absent", "orb_tal", "orbital--works"):
        assert "Nothing matches" in analyst.get("/providers/", {"q": words}).content.decode(), words
    assert "Orbital Works" not in analyst.get("/providers/?as_of=2025-02-01").content.decode()


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(analyst):
    provider("PRV-001")
    answer = analyst.post("/providers/add/", PROVIDER | {"country": "Utopia", "parent": "PRV-404"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Choose one of the answers listed." in page
    assert 'value="PRV-404"' in page
    answer = analyst.post("/providers/add/", dict.fromkeys(PROVIDER, ""))
    assert 'Check what is marked: <a href="#id_' in (page := answer.content.decode())
    assert " more." in page and "Choose an answer." in page
    answer = analyst.post("/providers/add/", PROVIDER | {"parent": "PRV-404"})
    assert answer.status_code == 400
    assert "there is no PRV-404 on 1 Mar 2025" in answer.content.decode()


def test_a_country_is_told_by_its_name_and_one_that_was_recorded_before_stays_readable(analyst, monkeypatch):
    provider("PRV-002", country="LU")
    assert "Luxembourg" in analyst.get("/providers/PRV-002/").content.decode()
    with monkeypatch.context() as before:
        before.setitem(COUNTRIES, "QZ", "Nowhere")
        first = provider("PRV-001", country="QZ")
    assert "<bdi>QZ</bdi>" in analyst.get("/providers/PRV-001/").content.decode()
    # What stands may go on standing while something else is revised; what is new may not be another.
    second = revised("provider", "PRV-001", first, country="QZ", name="Renamed", on=date(2025, 4, 1))
    with pytest.raises(Unfit, match="there is no QX"):
        revised("provider", "PRV-001", second, country="QX", name="Again", on=date(2025, 5, 1))


def test_a_loop_of_parents_is_named_at_any_date(analyst):
    first = provider("PRV-001")
    provider("PRV-002", parent="PRV-001")
    answer = analyst.post(
        "/providers/PRV-001/revise/",
        PROVIDER | {"parent": "PRV-002", "against": str(first.entry_id)},
    )
    assert answer.status_code == 400
    assert "closes a loop" in answer.content.decode()


def test_revising_shows_before_and_after_and_a_newer_revision_is_a_conflict(analyst):
    first = provider("PRV-001")
    page = "/providers/PRV-001/"
    typed = PROVIDER | {"name": "New name", "effective_on": "2025-04-01", "against": str(first.entry_id)}
    assert analyst.post(f"{page}revise/", typed).status_code == 302
    shown = analyst.get(page).content.decode()
    assert "<del><bdi>Firm PRV-001</bdi></del>" in shown
    assert "<ins><bdi>New name</bdi></ins>" in shown
    late = analyst.post(f"{page}revise/", typed | {"name": "Too late"})
    assert late.status_code == 409
    assert "You saved before, in another window" in late.content.decode()
    assert "another revision of this record" in late.content.decode()
    assert 'value="Too late"' in late.content.decode()


def test_more_certainty_alone_is_a_change_and_the_same_basis_is_none(analyst):
    analyst.post("/providers/add/", PROVIDER | {"certainty": "moderate"})
    page, same = "/providers/PRV-009/", PROVIDER | {"certainty": "moderate", "against": str(head().sequence)}
    answer = analyst.post(f"{page}revise/", same)
    assert (answer.status_code, "Nothing would change" in answer.content.decode()) == (400, True)
    assert analyst.post(f"{page}revise/", same | {"certainty": "high"}).status_code == 302
    shown = analyst.get(page).content.decode()
    assert "<del><bdi>Moderate" in shown and "<ins><bdi>High" in shown


def test_a_solution_comes_with_its_dependencies_and_is_listed_with_its_provider(analyst):
    provider("PRV-001")
    typed = {
        "code": "SOL-001",
        "name": "Relay service",
        "provider": "prv-001",
        "kind": "service",
        "stage": "offered",
        "owned_by": "commercial",
        "operated_by": "commercial",
        "provenance": "assessment",
        "certainty": "moderate",
        "effective_on": "2025-03-01",
        "reason": "Offered.",
        "dependencies-TOTAL_FORMS": "2",
        "dependencies-INITIAL_FORMS": "0",
        "dependencies-0-kind": "launcher",
        "dependencies-0-name": "Falcon 9",
        "dependencies-0-substitutable": "no",
    }
    assert analyst.post("/solutions/add/", typed).status_code == 302
    page = analyst.get("/solutions/SOL-001/").content.decode()
    assert "Falcon 9" in page
    assert 'href="/providers/PRV-001/"' in page
    assert 'href="/solutions/SOL-001/"' in analyst.get("/providers/PRV-001/").content.decode()


def test_a_commitment_for_a_use_of_another_provider_is_refused_beside_its_line(analyst):
    provider("PRV-001")
    provider("PRV-002")
    record("solution", "SOL-001", provider="PRV-001", name="Relay")
    function("T-1")
    record("use", "USE-001", solution="SOL-001", function="T-1")
    typed = {
        "code": "AGR-001",
        "title": "Relay contract",
        "provider": "PRV-002",
        "parties_withheld": "no",
        "instrument": "contract",
        "starts_on": "2025-03-01",
        "cyber_clause": "yes",
        "data_clause": "yes",
        "supply_clause": "unknown",
        "property_terms": "unknown",
        "provenance": "assessment",
        "certainty": "moderate",
        "effective_on": "2025-03-01",
        "reason": "Signed.",
        "commitments-TOTAL_FORMS": "2",
        "commitments-INITIAL_FORMS": "0",
        "commitments-1-use": "USE-001",
        "commitments-1-phase": "crisis",
        "commitments-1-level": "assured",
    }
    answer = analyst.post("/agreements/add/", typed)
    assert answer.status_code == 400
    assert "USE-001 uses a solution of PRV-001, not of PRV-002" in answer.content.decode()
    assert 'Check what is marked under <a href="#lines-commitments">' in answer.content.decode()
    assert analyst.post("/agreements/add/", typed | {"provider": "PRV-001"}).status_code == 302


def test_a_retired_record_stays_readable_and_no_new_record_refers_to_it(analyst):
    first = provider("PRV-001")
    record("solution", "SOL-001", provider="PRV-001", name="Relay")
    revised("provider", "PRV-001", first, country="US", name="Firm PRV-001", on=date(2025, 5, 1), retired=True)
    page = analyst.get("/solutions/SOL-001/").content.decode()
    assert "Retired" in page
    typed = {"provider": "PRV-001", "effective_on": "2025-06-01"}
    assert analyst.get("/providers/PRV-001/").status_code == 200
    answer = analyst.post("/solutions/add/", typed | {f"dependencies-{k}": v for k, v in NO_LINES.items()})
    assert answer.status_code == 400


def test_more_rows_are_offered_and_nothing_typed_is_lost(analyst):
    typed = {"name": "Half", "dependencies-TOTAL_FORMS": "2", "dependencies-INITIAL_FORMS": "0", "more": "dependencies"}
    answer = analyst.post("/solutions/add/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Half"' in page
    assert 'name="dependencies-3-kind"' in page


def test_readers_read_and_do_not_write(signed):
    provider("PRV-001")
    viewer = signed(actor(Role.VIEWER))
    assert viewer.get("/providers/PRV-001/").status_code == 200
    assert viewer.get("/providers/add/").status_code == 403
    assert viewer.post("/providers/add/", PROVIDER).status_code == 403


def test_a_record_rests_on_evidence_and_each_leads_to_the_other(analyst):
    rested = evidence("Press release")
    provider("PRV-002")
    page = analyst.post("/providers/add/", PROVIDER | {"look": "yes", "find": "Press"}).content.decode()
    assert "Press release" in page
    assert 'value="Orbital Works"' in page
    assert analyst.post("/providers/add/", PROVIDER | {"evidence": [str(rested.pk)]}).status_code == 302
    assert "Press release" in analyst.get("/providers/PRV-009/").content.decode()
    assert 'href="/providers/PRV-009/"' in analyst.get(f"/evidence/{rested.pk}/").content.decode()
    form = analyst.get("/providers/PRV-009/revise/").content.decode()
    assert re.search(rf'value="{rested.pk}"\s+checked', form)


def test_a_viewer_reads_the_evidence_behind_a_record(signed):
    rested, unused = evidence("Press release"), evidence("Not used")
    made = given(KINDS["provider"], "PRV-001", country="US")
    kinds.add(KINDS["provider"], by=SETUP, given=made, reason="Named there.", evidence=[rested])
    viewer = signed(actor(Role.VIEWER))
    assert viewer.get(f"/evidence/{rested.pk}/").status_code == 200
    assert viewer.get(f"/evidence/{unused.pk}/").status_code == 404


def test_a_mistake_is_withdrawn_and_the_earlier_revision_holds_again(analyst):
    first = provider("PRV-001")
    second = revised("provider", "PRV-001", first, country="US", name="Mistyped", on=date(2025, 4, 1))
    refused = analyst.post("/providers/PRV-001/withdraw/", {"against": str(first.entry_id), "reason": "Mistyped."})
    assert refused.status_code == 409
    typed = {"against": str(second.entry_id), "reason": "Mistyped."}
    assert analyst.post("/providers/PRV-001/withdraw/", typed).status_code == 302
    page = analyst.get("/providers/PRV-001/").content.decode()
    assert "<h1><bdi>Firm PRV-001</bdi>" in page
    assert "Withdrawn since" in page
    again = {"against": str(second.entry_id + 1), "reason": "Once more."}
    assert "no earlier revision" in analyst.post("/providers/PRV-001/withdraw/", again).content.decode()


def test_a_record_leads_to_what_can_be_recorded_about_it_with_its_code_filled_in(analyst):
    provider("PRV-001")
    record("solution", "SOL-001", provider="PRV-001", name="Relay")
    function("T-1")
    record("use", "USE-001", solution="SOL-001", function="T-1")
    of_provider = analyst.get("/providers/PRV-001/").content.decode()
    assert 'href="/solutions/add/?provider=PRV-001"' in of_provider
    assert 'value="PRV-001"' in analyst.get("/solutions/add/?provider=PRV-001").content.decode()
    # What only a line refers to is filled into the first line.
    assert 'href="/agreements/add/?commitments-0-use=USE-001"' in analyst.get("/uses/USE-001/").content.decode()
    line = analyst.get("/agreements/add/?commitments-0-use=USE-001").content.decode()
    assert re.search(r'name="commitments-0-use"[^>]*value="USE-001"', line)
    # What follows from it is filled in as well: whose solution it is a use of.
    assert re.search(r'name="provider"[^>]*value="PRV-001"', line)
    for unknown in ("USE-404", "", "x" * 300):
        assert analyst.get(f"/agreements/add/?commitments-0-use={unknown}").status_code == 200
    assert "/solutions/add/" not in analyst.get("/providers/PRV-001/?as_of=2025-06-01").content.decode()


def test_only_who_records_is_led_on_and_only_who_reads_the_chain_is_led_to_its_entry(signed):
    recorded = provider("PRV-001")
    for role, leads in ((Role.VIEWER, False), (Role.AUDITOR, True)):
        page = signed(actor(role)).get("/providers/PRV-001/").content.decode()
        assert "/solutions/add/" not in page
        assert (f'href="/audit/{recorded.entry_id}/"' in page) is leads
