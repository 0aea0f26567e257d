"""Suggestions while somebody types a reference or a name."""

import re
from datetime import date

import pytest

from missions.domain.vocabulary import Role
from tests import factories
from tests.factories import actor
from tests.integration.kinds.recorded import provider, record, revised
from tests.integration.kinds.test_record_imports import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(signed):
    return signed(actor(Role.ANALYST))


def offered(client, address: str) -> list[tuple[str, str]]:
    """The options at that address: the value and the text of each."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r'<option value="([^"]*)">([^<]*)</option>', answer.content.decode())


def test_a_form_names_the_address_of_its_suggestions_and_contains_none(analyst):
    provider("PRV-001", name="Orbital Works")
    page = analyst.get("/providers/add/").content.decode()
    assert re.search(r'name="name"[^>]* list="taken-names" hx-get="/suggestions/provider/\?named=yes"', page)
    page = analyst.get("/solutions/add/").content.decode()
    assert re.search(r'name="provider"[^>]* list="provider-codes" hx-get="/suggestions/provider/"', page)
    assert re.search(r'name="dependencies-0-solution"[^>]* hx-target="#solution-codes"', page)
    assert '<datalist id="provider-codes"></datalist>' in page and "Orbital" not in page
    assert '<datalist id="provider-codes"></datalist>' in analyst.get("/solutions/").content.decode()


def test_a_record_is_suggested_by_words_of_its_name_and_by_its_code(analyst):
    provider("PRV-001", name="Orbital Wörks & Sons")
    provider("PRV-002", name="Ground Station")
    provider("PRV-101", name="Another")
    assert offered(analyst, "/suggestions/provider/?parent=orbi") == [("PRV-001", "Orbital Wörks &amp; Sons")]
    assert offered(analyst, "/suggestions/provider/?parent=works") == [("PRV-001", "Orbital Wörks &amp; Sons")]
    assert {code for code, _ in offered(analyst, "/suggestions/provider/?parent=prv-0")} == {"PRV-001", "PRV-002"}
    assert offered(analyst, "/suggestions/provider/?named=yes&name=ground") == [("Ground Station", "PRV-002")]


def test_retired_records_are_not_suggested(analyst):
    first = provider("PRV-001", name="Orbital Works")
    revised("provider", "PRV-001", first, country="US", name="Orbital Works", on=date(2025, 5, 1), retired=True)
    assert offered(analyst, "/suggestions/provider/?parent=orbital") == []


def test_everything_a_record_may_refer_to_is_suggested(analyst):
    factories.function("T-77")
    provider("PRV-001")
    record("solution", "SOL-001", provider="PRV-001", name="Skybridge")
    record("use", "USE-001", solution="SOL-001", function="T-77")
    assert [code for code, _ in offered(analyst, "/suggestions/function/?function=t-7")] == ["T-77"]
    assert [code for code, _ in offered(analyst, "/suggestions/use/?u=skybridge")] == ["USE-001"]
    assert "SATCOM" in {code for code, _ in offered(analyst, "/suggestions/area/?area=satel")}
    assert "category.hybrid" in {code for code, _ in offered(analyst, "/suggestions/passage/?passage=category.hy")}
    assert analyst.get("/suggestions/widget/?w=a").status_code == 404


@pytest.mark.parametrize("typed", ["", "   ", "x" * 500, "a%00b", "%00", "&&||", "-", '"', "-orbital"])
def test_any_text_is_answered(analyst, typed):
    provider("PRV-001", name="Orbital Works")
    assert offered(analyst, f"/suggestions/provider/?parent={typed}") == []
    assert offered(analyst, "/suggestions/provider/") == []


def test_the_number_of_suggestions_is_limited(analyst):
    for number in range(15):
        provider(f"PRV-{number:03}", name="Orbital Works")
    assert len(offered(analyst, "/suggestions/provider/?parent=orbital")) == 12


def test_a_passage_is_referred_to_in_any_case(analyst):
    typed = {
        "code": "JDG-001",
        "subject": "sought",
        "area": "satcom",
        "passage": "Category.Hybrid",
        "answer": "yes",
        "rationale": "Sought since.",
        "review_by": "2027-01-01",
        "provenance": "assessment",
        "certainty": "high",
        "effective_on": "2025-03-01",
        "reason": "Judged.",
    }
    answer = analyst.post("/judgments/add/", typed)
    assert answer.status_code == 302, answer.content.decode()
    assert stand("judgment")["JDG-001"].values["passage"] == "category.hybrid"


def test_a_name_in_place_of_a_code_gets_a_message_with_the_code(analyst):
    provider("PRV-001", name="Orbital Works")
    typed = {"provider": "Orbital Works", "name": "Relay", "effective_on": "2025-03-01"}
    page = analyst.post("/solutions/add/", typed).content.decode()
    assert 'value="ORBITAL WORKS"' in page or 'value="Orbital Works"' in page
