"""Every value shown links to its fact: who recorded it, when, why, and its provenance."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape

import pytest
from django.test import Client

from missions.domain.vocabulary import Availability, Fit, Performer, Role
from missions.models import Assessment, AuditEntry, CategoryDecision, FunctionRevision
from tests import factories
from tests.integration.conftest import settled

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.fixture(scope="module")
def reader(around: Callable[[], AbstractContextManager[None]]) -> Iterator[Client]:
    with around():
        function = factories.function("T-1")
        factories.assessment(function, performer=Performer.GOVERNMENT_ONLY)
        # Later entries, so that the expected entry is not simply the newest.
        for number in range(3):
            factories.assessment(factories.function(f"T-{number + 2}"), availability=Availability.MATURE, fit=Fit.MEETS)
        client = Client()
        client.force_login(factories.user("viewer", Role.VIEWER))
        settled()
        yield client


def links(client: Client, address: str) -> list[tuple[str, str]]:
    """Each link of the page's main part: its address and its text."""
    main = client.get(address).content.decode().partition('<main id="main"')[2].partition("</main>")[0]
    return [(unescape(url), " ".join(re.sub(r"<[^>]+>", " ", words).split())) for url, words in LINK.findall(main)]


def decision() -> CategoryDecision:
    return CategoryDecision.objects.get(area__code="SATCOM")


def judged() -> Assessment:
    return Assessment.objects.get(function__code="T-1")


def named() -> FunctionRevision:
    return FunctionRevision.objects.get(function__code="T-1")


# For each page, the fact that one of its links must lead to.
VALUES: dict[str, tuple[str, Callable]] = {
    "category on the area": ("/areas/SATCOM/", decision),
    "category in the table": ("/areas/?view=table", decision),
    "category beside another's": ("/compare/areas/?area=SDA&area=SATCOM", decision),
    "category, of what was searched for": ("/search/?q=T-1", named),
    "category in the past": ("/areas/SATCOM/?as_of=2025-06-01", decision),
    "assessment on the area": ("/areas/SATCOM/", judged),
    "assessment between two dates": ("/compare/dates/?from=2024-06-01", judged),
    "function between two dates": ("/compare/dates/?from=2024-06-01", named),
    "name on the area": ("/areas/SATCOM/", named),
    "name on the function": ("/areas/SATCOM/functions/T-1/", named),
    "rationale that was searched for": ("/search/?q=seen+area:SATCOM", judged),
}


@pytest.mark.parametrize(("address", "fact"), VALUES.values(), ids=VALUES)
def test_a_value_links_to_its_entry(reader: Client, address: str, fact: Callable) -> None:
    meant = fact()
    anchor = f"#entry-{meant.entry_id}"
    (trace, *_) = [url for url, _ in links(reader, address) if url.endswith(anchor)]
    text = reader.get(trace.partition("#")[0]).content.decode()
    row = unescape(text.partition(f'id="entry-{meant.entry_id}"')[2].partition("</tr>")[0]).replace("\xa0", " ")
    entry = AuditEntry.objects.get(sequence=meant.entry_id)
    for said in (entry.actor_name, f"entry {entry.sequence}", meant.reason, meant.get_provenance_display()):
        assert said in row
    assert str(meant.effective_on.year) in row


# For each page, which of its values must link to which part of another page.
PARTS = [
    ("/areas/?view=table", "/areas/SATCOM/#indicated"),
    ("/areas/?view=table", "/areas/SATCOM/#functions"),
    ("/areas/?view=table", "/areas/SATCOM/#due"),
    ("/areas/", "/areas/SATCOM/"),
    ("/areas/SATCOM/", "/areas/SATCOM/functions/T-1/#assessment"),
    ("/areas/SATCOM/", "/policy/"),
    ("/areas/SATCOM/what-if/?T-1.performer=either", "/areas/SATCOM/functions/T-1/#assessment"),
    ("/areas/SATCOM/what-if/", "/areas/SATCOM/#indicated"),
    ("/compare/areas/?area=SATCOM&area=SDA", "/areas/SATCOM/#indicated"),
    ("/compare/areas/?area=SATCOM&area=SDA", "/areas/SDA/#due"),
    ("/compare/areas/?area=SATCOM&area=SDA", "/areas/SATCOM/functions/T-1/"),
]


@pytest.mark.parametrize(("address", "leads_to"), PARTS)
def test_a_computed_value_links_to_its_explanation(reader: Client, address: str, leads_to: str) -> None:
    assert leads_to in {url for url, _ in links(reader, address)}
    path, _, part = leads_to.partition("#")
    text = reader.get(path).content.decode()
    assert not part or f'id="{part}"' in text


def test_an_entry_is_named_once_on_a_page(reader: Client) -> None:
    text = reader.get("/areas/SATCOM/history/").content.decode()
    named = re.findall(r'id="(entry-\d+)"', text)
    assert named
    assert len(named) == len(set(named))


@pytest.mark.parametrize("address", ["/areas/SATCOM/history/", "/areas/SATCOM/functions/T-1/", "/policy/"])
def test_a_history_leads_those_who_read_the_audit_to_its_entries(reader: Client, address: str) -> None:
    entries = re.compile(r"/audit/\d+/")
    assert not any(entries.fullmatch(url) for url, _ in links(reader, address))
    auditor = Client()
    auditor.force_login(factories.user("auditor", Role.AUDITOR))
    told = [url for url, words in links(auditor, address) if words.startswith("entry&nbsp;")]
    assert told and all(entries.fullmatch(url) and auditor.get(url).status_code == 200 for url in told)
