"""More records than a page shows: nothing is cut without its count and a link to the rest."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from missions.views.record import search
from tests import factories, listed
from tests.integration.conftest import settled
from tests.integration.kinds.test_growth import SOLUTIONS, USES, imported
from tests.integration.kinds.test_record_imports import HEADER, firm
from tests.uploads import analyst

pytestmark = pytest.mark.django_db
MANY = 120


@pytest.fixture(scope="module")
def client(around: Callable[[], AbstractContextManager[None]]) -> Iterator[Client]:
    """An analyst who recorded many companies of one country, each with a solution in use for one function."""
    with around():
        client = analyst()
        record_many(client)
        settled()
        yield client


def record_many(client: Client) -> None:
    function = factories.function("K-1", area_code="SAML")
    imported(client, HEADER, *(firm(f"PRV-{number}", f"Société {number}", country="FR") for number in range(MANY)))
    said = "service,offered,commercial,commercial,catalog,low,2025-03-01"
    imported(client, SOLUTIONS, *(f"SOL-{one:03},Relay/link {one},PRV-{one},{said}" for one in range(MANY)))
    said = "K-1,primary,meets,commercial,yes,in_use,catalog,low,2025-03-01"
    imported(client, USES, *(f"USE-{one:03},SOL-{one:03},{said}" for one in range(MANY)))
    factories.assessment(function)


def rows(page: str, kind: str) -> int:
    """The number of different records of a kind that the page links to."""
    return len(set(re.findall(rf'href="/{kind}/([^/"?]+)/', page)))


def links(page: str, path: str) -> set[str]:
    """The addresses on the page with that beginning."""
    return {one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', page) if one.startswith(path)}


def test_each_page_of_the_posture_counts_what_it_shows_and_links_to_the_rest(client):
    first = client.get("/posture/protection/").content.decode()
    assert f"1 to 100 of {MANY} providers" in first
    assert rows(first, "providers") == 100
    assert "/posture/protection/?page=2" in links(first, "/posture/protection/")
    assert rows(client.get("/posture/protection/?page=2").content.decode(), "providers") == MANY - 100
    stages = client.get("/posture/pipeline/").content.decode()
    assert rows(stages, "solutions") == 50
    assert "/posture/pipeline/?stage=offered" in links(stages, "/posture/pipeline/")
    alone = client.get("/posture/pipeline/?stage=offered&page=2").content.decode()
    assert f"101 to {MANY} of {MANY}" in alone and f"Offered, {MANY} solutions" in stages
    assert rows(alone, "solutions") == MANY - 100
    area = client.get("/posture/areas/SAML/").content.decode()
    assert rows(area, "uses") == 40
    assert f'<a href="/uses/?function=K-1">{MANY - 40} more</a>' in area
    lost = client.get("/posture/loss/?loss=country:FR").content.decode()
    assert rows(lost, "solutions") == 100 and "Without <bdi>France</bdi> (country)" in lost
    assert rows(client.get("/posture/loss/?loss=country:FR&page=2").content.decode(), "solutions") == MANY - 100


@pytest.mark.parametrize(
    "address",
    [
        "/posture/protection/?page=3",
        "/posture/protection/?page=x",
        "/posture/pipeline/?stage=nothing",
        "/posture/pipeline/?stage=offered&page=3",
        "/posture/loss/?loss=country:FR&page=3",
        "/solutions/?page=3",
        "/solutions/?page=99999999999999999",
        "/search/?q=relay&page=99",
    ],
)
def test_a_page_beyond_the_last_is_not_found(client, address):
    assert client.get(address).status_code == 404


LISTS = {
    "whole": ("", MANY),
    "a word in any case": ("q=RELAY", MANY),
    "two words in any order": ("q=17+relay", 2),
    "in the middle of a word": ("q=elay", MANY),
    "a sign holds words together": ("q=relay%2Flink", MANY),
    "accents of what it refers to": ("q=societe", MANY),
    "the code of what it refers to": ("q=prv-117", 1),
    "its own code": ("q=sol-117", 1),
    "nothing": ("q=zebra", 0),
    "signs alone": ("q=%25%27%22", MANY),
    "a reference": ("provider=prv-7", 1),
    "a reference to nothing": ("provider=PRV-404", 0),
    "a choice and a word": ("stage=offered&q=relay", MANY),
    "another choice": ("stage=research", 0),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_has_the_same_filters_on_its_page_and_in_its_file(client, case):
    query, many = LISTS[case]
    page = client.get(f"/solutions/?{query}").content.decode()
    assert rows(page.partition('id="results"')[2], "solutions") == min(many, 100)
    assert (f"of {many}" in page or f"{many} in all" in page) == bool(many)
    assert len(listed.rows(client, "solutions", f"?{query}")) == many


def test_a_search_with_too_many_results_names_the_kinds_and_links_to_their_lists(client, monkeypatch):
    assert "Too many records" not in client.get("/search/?q=relay").content.decode()
    monkeypatch.setattr(search, "MOST_KNOWN", 100)
    page = client.get("/search/?q=relay").content.decode()
    assert "The search stopped after 100 records of each" in page
    assert {"/solutions/?q=relay", "/uses/?q=relay"} <= links(page, "/")
    rare = client.get("/search/?q=relay+117").content.decode()
    assert "Relay/link 117" in re.sub(r"</?mark>", "", rare)
    assert len(listed.rows(client, "search", "?q=relay")) == 2 * MANY
