"""Filters of the list of evidence: an area by code or name, a function, and words in any order."""

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/evidence/"


@pytest.fixture
def reader(client: Client) -> Client:
    """A reader of evidence for a function of SATCOM, for one of SDA, and for nothing."""
    factories.evidence("Sea trial of relays", behind=[factories.assessment(factories.function("T-1"))])
    factories.evidence("Radar survey", behind=[factories.assessment(factories.function("T-2", area_code="SDA"))])
    factories.evidence("Nothing rests on it")
    client.force_login(factories.user("reader", Role.ANALYST))
    return client


def found(client: Client, **query: str) -> list[str]:
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [one.title for one in answer.context["rows"]]


@pytest.mark.parametrize(
    "typed", ["SATCOM", "satcom", " Satellite communications ", "Satellite Communications (SATCOM)", "T-1", "t-1"]
)
def test_an_area_is_found_by_code_or_name_and_a_function_by_code(reader: Client, typed: str) -> None:
    assert found(reader, behind=typed) == ["Sea trial of relays"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SATCM", "Did you mean SATCOM?"),
        ("T-99", "A function or a record is named by its code."),
        ("x" * 200, "No mission area has this code or name"),
        ("x" * 251, "at most 250"),
        ("nu\0l", "Null characters"),
    ],
)
def test_unknown_text_is_reported_on_the_page_and_instead_of_the_file(reader: Client, typed: str, said: str) -> None:
    page = reader.get(LIST, {"behind": typed})
    assert page.status_code == 400 and said in page.content.decode()
    # An invalid filter is not applied.
    assert len(page.context["rows"]) == 3
    file = reader.get("/exports/evidence.csv", {"behind": typed})
    assert file.status_code == 400 and said in file.content.decode()


def test_areas_are_offered_by_code_with_their_names(reader: Client) -> None:
    assert '<option value="SDA">Space Domain Awareness</option>' in reader.get(LIST).content.decode()


def test_an_area_is_known_by_its_code_before_it_was_in_force(reader: Client) -> None:
    assert found(reader, behind="SATCOM", as_of="2020-01-01") == ["Sea trial of relays"]


@pytest.mark.parametrize("typed", ["relays sea", "SEA  trial", "elay"])
def test_words_are_found_in_any_order(reader: Client, typed: str) -> None:
    assert found(reader, q=typed) == ["Sea trial of relays"]


@pytest.mark.parametrize("typed", ["sea radar", "100%", "_", "\\"])
def test_all_words_must_match_and_wildcards_are_ordinary_characters(reader: Client, typed: str) -> None:
    assert found(reader, q=typed) == []
