"""The cost of an import, a search and a form does not grow with the number of other records."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models import StagedImport
from missions.models.kinds import TABLES
from missions.queries.kinds import around, states
from missions.queries.record.search import _asked, _statement
from tests import factories
from tests.factories import actor
from tests.integration.kinds.recorded import provider
from tests.integration.kinds.test_record_imports import HEADER, firm, preview
from tests.uploads import analyst, confirm, outcome, problems, upload

pytestmark = pytest.mark.django_db

MANY = 120
SOLUTIONS = "code,name,provider,kind,stage,owned_by,operated_by,provenance,certainty,effective_on"
USES = "code,solution,function,role,fit,interface,interface_tested,state,provenance,certainty,effective_on"
PAGES = ("/posture/", "/posture/areas/SAML/", "/posture/loss/", "/posture/access/", "/posture/protection/")
LARGE = (
    "/posture/?cell=SAML.access",
    "/areas/SAML/functions/K-1/",
    "/solutions/",
    "/solutions/?page=50",
    "/solutions/SOL-7/revise/",
    "/uses/add/",
    "/search/?q=relay",
    "/search/?q=firm&page=10",
)


@pytest.fixture
def read(monkeypatch) -> list[int]:
    """The number of rows that each statement about records returned, in order."""
    found: list[int] = []
    rows = states.rows

    def counted(sql: str, parameters: Any) -> list[Any]:
        given = rows(sql, parameters)
        found.append(len(given))
        return given

    monkeypatch.setattr(states, "rows", counted)
    monkeypatch.setattr(around, "rows", counted)
    return found


def imported(client, *lines: str) -> None:
    """Import and record these lines, all of them new."""
    page = preview(client, *lines)
    assert {status for _, status in outcome(page)} == {"new"}, problems(page)[:5]
    assert confirm(client, page).status_code == 302


def solutions(first: int) -> list[str]:
    said = "PRV-1,service,offered,commercial,commercial,catalog,low,2025-03-01"
    return [SOLUTIONS, *(f"SOL-{number},Relay {number},{said}" for number in range(first, first + MANY))]


def uses(first: int, function: str) -> list[str]:
    """The lines of a file of uses of this many solutions for a function."""
    answers = [next(iter(KINDS["use"].field(name).choices)).value for name in USES.split(",")[3:8]]
    said = ",".join([*answers, "catalog", "low", "2025-03-01"])
    return [USES, *(f"USE-{number},SOL-{number},{function},{said}" for number in range(first, first + MANY))]


def test_rows_are_compared_only_with_related_records(read):
    client = analyst()
    factories.function("T-1")
    factories.function("T-2")
    imported(client, HEADER, firm("PRV-1"))
    taken = []
    for first in (0, MANY, 2 * MANY):
        imported(client, *solutions(first))
        address = upload(client, content="\n".join(uses(first, "T-1")).encode())["Location"]
        del read[:]
        with CaptureQueriesContext(connection) as captured:
            client.post(f"{address}step/")
        taken.append((len(captured), len(read), sum(read)))
        assert confirm(client, client.get(address)).status_code == 302
    assert StagedImport.objects.count() == 7
    assert taken[0][1:] == taken[1][1:] == taken[2][1:], taken
    assert taken[0][0] == taken[1][0] == taken[2][0], taken


def test_a_second_use_is_found_in_the_file_and_in_the_record():
    client = analyst()
    factories.function("T-1")
    imported(client, HEADER, firm("PRV-1"))
    imported(client, *solutions(0))
    imported(client, *uses(0, "T-1")[:3])
    again = [USES, *(line.replace("USE-", "USE-9") for line in uses(0, "T-1")[1:4])]
    twice = again[3].replace("USE-92", "USE-93")
    page = preview(client, *again, twice)
    assert outcome(page) == [(2, "wrong"), (3, "wrong"), (4, "new"), (5, "wrong")]
    assert problems(page) == [
        f"Function: {code} is this use already. Revise it instead." for code in ("USE-0", "USE-1", "USE-92")
    ]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for one in plan.get("Plans", ()):
        yield from nodes(one)


def looked_at(words: str, most: int | None = None) -> int:
    """The number of providers whose words a search computes."""
    at = {"on": "2026-01-01", "sequence": 2**60, **_asked(words, "", most), "everything": True}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {_statement(tuple(TABLES))}", at)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    revisions = TABLES["provider"].revision._meta.db_table
    of_provider = [one for one in nodes(plan[0]["Plan"]) if one.get("Relation Name") == revisions]
    held = [one for one in of_provider if one["Alias"].startswith("fact")]
    return sum(int(one["Actual Loops"]) for one in held)


def test_a_search_computes_the_words_of_indexed_candidates_only():
    client = analyst()
    imported(client, HEADER, *(firm(f"PRV-{number}", f"Firm {number}") for number in range(MANY)))
    few = looked_at("77")
    imported(client, HEADER, *(firm(f"PRV-{number}", f"Firm {number}") for number in range(MANY, 2 * MANY)))
    assert looked_at("77") == few == 1
    assert looked_at("firm") == 2 * MANY
    assert looked_at("firm", most=100) == 100
    assert looked_at("firm 77", most=1) == 1


def test_the_size_of_a_form_does_not_depend_on_the_number_of_records(signed):
    client = signed(actor(Role.ANALYST))
    provider("PRV-000")
    before = len(client.get("/solutions/add/").content)
    for number in range(1, 20):
        provider(f"PRV-{number:03}", name=f"Firm of a long name {number}")
    assert len(client.get("/solutions/add/").content) == before


def test_five_thousand_solutions_of_two_hundred_providers_in_one_area(signed):
    client = signed(actor(Role.ANALYST))
    factories.function("K-1", area_code="SAML")
    imported(client, HEADER, *(firm(f"PRV-{number}", f"Firm {number} ".ljust(200, "w")) for number in range(200)))
    said = "service,offered,commercial,commercial,catalog,low,2025-03-01"
    solutions = (f"SOL-{number},Relay {number},PRV-{number % 200},{said}" for number in range(5_000))
    imported(client, SOLUTIONS, *solutions)
    imported(client, *uses(0, "K-1"))
    for address in (*PAGES, *LARGE):
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < 500_000, address
