"""Search finds each part of compound words, without accents and case, by its beginning."""

import unicodedata

import pytest
from django.db import connection
from django.test import Client

from missions.actions.record import facts
from missions.domain.vocabulary import Role
from missions.domain.words import excerpt, folded
from missions.queries.record.search import spans
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = {
    "T-1": "Uplink/downlink scheduling",
    "T-2": "Relay in LEO/MEO/GEO",
    "T-3": "Checks of waveform.spec",
    "T-4": "Réseau de secours",
}


@pytest.fixture
def reader(client: Client) -> Client:
    new = [facts.NewFunction(code, name, "") for code, name in NAMES.items()]
    facts.add_functions(
        by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason="Found."
    )
    client.force_login(factories.user("viewer", Role.VIEWER))
    return client


def found(client: Client, typed: str) -> list[str]:
    return [one.code for one in client.get("/search/", {"q": typed}).context["results"] if one.kind == "function"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("uplink", "T-1"),
        ("downlink", "T-1"),
        ("DOWN", "T-1"),
        ("Uplink/downlink", "T-1"),
        ("uplink/down", "T-1"),
        ("uplinks schedulin", "T-1"),
        ('"downlink scheduling"', "T-1"),
        ("meo", "T-2"),
        ("leo/geo", "T-2"),
        ("waveform", "T-3"),
        ("spec", "T-3"),
        ("waveform.spec", "T-3"),
        ("reseau", "T-4"),
        ("RÉSEAU", "T-4"),
        ("réseau", "T-4"),
    ],
)
def test_each_part_is_found(reader: Client, typed: str, code: str) -> None:
    assert found(reader, typed) == [code]


@pytest.mark.parametrize("typed", ["link", "relay -leo/meo", "relay -geo", '"uplink scheduling"'])
def test_excluded_or_separated_words_are_not_found(reader: Client, typed: str) -> None:
    assert found(reader, typed) == []


def test_a_minus_excludes_whole_words_only(reader: Client) -> None:
    assert found(reader, "relay -le") == ["T-2"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("downlink", "Uplink/<mark>downlink</mark> scheduling"),
        ("schedulin", "Uplink/downlink <mark>scheduling</mark>"),
        ("spec", "Checks of waveform.<mark>spec</mark>"),
        ("reseau", "<mark>Réseau</mark> de secours"),
    ],
)
def test_only_the_matching_part_is_marked(reader: Client, typed: str, shown: str) -> None:
    assert shown in reader.get("/search/", {"q": typed}).content.decode()


def test_a_whole_word_comes_before_a_longer_word(reader: Client) -> None:
    new = [facts.NewFunction("T-5", "Specification", ""), facts.NewFunction("T-6", "A spec", "")]
    facts.add_functions(
        by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason="Found."
    )
    assert set(found(reader, "spec")[:2]) == {"T-3", "T-6"} and found(reader, "spec")[2:] == ["T-5"]


def test_marks_are_at_the_words_even_if_folding_changes_their_length() -> None:
    text = "ﬁne cafe\u0301/Łódź — 50 % … spec"
    (at,) = spans([text], "cafe lodz spec fine")
    assert [text[start:stop] for start, stop in at] == ["ﬁne", "cafe\u0301", "Łódź", "spec"]


def test_an_excerpt_contains_matches_far_apart() -> None:
    text = " ".join(f"w{number}" for number in range(200))
    (at,) = spans([text], "w50 w150")
    shown = excerpt(text, at)
    assert [part.text for part in shown if part.marked] == ["w50", "w150"]
    assert len("".join(part.text for part in shown).split()) < 80


def test_python_and_the_database_fold_alike() -> None:
    letters = [chr(code) for code in range(0x20, 0x2600) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Cc"}]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(csis_words(letter || 'q')::text ORDER BY place),"
            " array_agg(csis_words(plain || 'q')::text ORDER BY place)"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given(letter, plain, place)",
            [letters, [folded(letter) for letter in letters]],
        )
        here, there = cursor.fetchone()
    assert [letter for letter, one, other in zip(letters, here, there, strict=True) if one != other] == []
