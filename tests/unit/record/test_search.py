"""The search box: how text is parsed, and that no text can break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.record.search import FILTERS, LONGEST, Search, nearest, read_search
from missions.domain.words import folded, marked, web_words

ASCII = st.characters(min_codepoint=32, max_codepoint=126)
PIECES = st.sampled_from(
    [
        "relay",
        '"',
        "-",
        ":",
        " ",
        "category:",
        "hybrid",
        "drift:yes",
        "area:SATCOM",
        '"exact words"',
        "É",
        "//",
        "standing:open",
    ]
)
typed = st.one_of(st.text(), st.text(ASCII), st.lists(PIECES, max_size=12).map("".join))


def test_words_and_filters_are_told_apart() -> None:
    found = read_search('category:hybrid relay drift:yes "exact words" -laser area:satcom')
    assert found.words == 'relay "exact words" -laser'
    assert found.filters == (("category", "hybrid"), ("drift", "yes"), ("area", "satcom"))
    assert found.problems == ()
    assert found.wanted("category") == {"hybrid"}
    assert found.wanted("overdue") == frozenset()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("category:government", "government_primary"),
        ("category:Commercial-Primary", "commercial_primary"),
        ('category:"Government Primary"', "government_primary"),
        ("CATEGORY:HYBRID", "hybrid"),
    ],
)
def test_a_category_may_be_written_in_several_ways(text: str, meant: str) -> None:
    assert read_search(text).filters == (("category", meant),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour:red", "There is no filter “colour”."),
        ("catgory:hybrid", "Did you mean category?"),
        ("category:hibrid", "Did you mean hybrid?"),
        ("standing:purple", "Possible: government, open, demonstrated, unassessed."),
        ("drift:", "Enter the drift after the colon. Possible: yes, no."),
        ('area:""', "Enter the code or the name of an area"),
        ("x" * (LONGEST + 1), f"Shorten the search to {LONGEST} characters; it has {LONGEST + 1}."),
        ("re\0lay", "control character"),
    ],
)
def test_invalid_filters_are_reported_with_what_is_possible(text: str, said: str) -> None:
    assert said in " ".join(read_search(text).problems)


@pytest.mark.parametrize("text", ["10:30", "https://example.org/x", ":hybrid", "-"])
def test_a_colon_that_makes_no_filter_is_text(text: str) -> None:
    assert read_search(text) == Search(text, ())


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("SAT", "sat"),
        ("satcom-0", "satcom-0"),
        ("SAT dish", ""),
        ('"SAT"', ""),
        ("-SAT", ""),
        ("%", ""),
        ("a_b", "a_b"),
    ],
)
def test_a_single_word_may_begin_a_code(text: str, prefix: str) -> None:
    assert read_search(text).prefix == prefix


def test_an_empty_text_searches_nothing() -> None:
    assert read_search("   ").empty
    assert not read_search("drift:maybe").empty


def test_the_nearest_spelling_is_suggested_as_the_record_spells_it() -> None:
    assert nearest("satcm", ["SATCOM", "SDA"]) == " Did you mean SATCOM?"
    assert nearest("zzz", ["SATCOM", "SDA"]) == ""


@given(typed)
def test_no_text_raises_and_every_filter_is_a_known_one(text: str) -> None:
    found = read_search(text)
    assert {name for name, _ in found.filters} <= set(FILTERS)
    assert all(problem.endswith((".", "?")) for problem in found.problems)


@given(typed)
def test_a_search_written_out_is_parsed_to_the_same(text: str) -> None:
    found = read_search(text)
    if not found.problems and len(str(found)) <= LONGEST:
        assert read_search(str(found)) == found


@given(st.lists(st.tuples(st.text(ASCII, min_size=1), st.text(ASCII, min_size=1)), max_size=5))
def test_a_text_is_cut_at_what_was_found(pieces: list[tuple[str, str]]) -> None:
    text, at = "", []
    for plain, found in pieces:
        at.append((len(text + plain), len(text + plain + found)))
        text += plain + found
    assert [(one.text, one.marked) for one in marked(text, at)] == [
        piece for plain, found in pieces for piece in ((plain, False), (found, True))
    ]


@given(typed)
def test_the_databases_query_contains_no_operator_but_quotes_and_minus(text: str) -> None:
    asked = web_words(text)
    assert folded(asked.replace('"', "").replace("-", "")) == asked.replace('"', "").replace("-", "")
