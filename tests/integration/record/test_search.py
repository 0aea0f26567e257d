"""Search: full text over what is in force, with typed filters."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from missions.actions.record import facts
from missions.domain.vocabulary import Availability, Fit, Performer, Provenance, Role
from tests import factories

pytestmark = pytest.mark.django_db

SEARCH = "/search/"
LATER = date(2026, 3, 1)


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("viewer", Role.VIEWER))
    return client


@pytest.fixture
def functions() -> None:
    """A function named for relaying, one described with it, and one with it in the rationale."""
    new = [
        facts.NewFunction("SATCOM-01", "Optical relays", "Carries data <b>between</b> orbits."),
        facts.NewFunction("SATCOM-02", "Wideband capacity", "Leased; relays on request."),
        facts.NewFunction("SATCOM-03", "Handsets", "Small terminals."),
    ]
    made = facts.add_functions(
        by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason="Found."
    )
    factories.assessment(made[0], performer=Performer.GOVERNMENT_ONLY, rationale="Nobody else can.")
    factories.assessment(made[1], availability=Availability.MATURE, fit=Fit.MEETS, rationale="Bought every year.")
    factories.assessment(made[2], rationale="They could be relayed & <script>alert(1)</script> cheaply.")


def found(page) -> list[tuple[str, str]]:
    # Rules of catalogs, which every installation has, name areas too.
    results = [result for result in page.context["results"] if not result.record]
    return [(result.kind, result.name if result.evidence else result.code) for result in results]


@pytest.mark.usefixtures("functions")
class TestWords:
    def test_names_come_before_descriptions_before_rationales_in_any_form(self, reader: Client) -> None:
        assert found(reader.get(SEARCH, {"q": "relaying"})) == [
            ("function", "SATCOM-01"),
            ("function", "SATCOM-02"),
            ("assessment", "SATCOM-03"),
        ]

    def test_matches_are_marked_and_everything_is_shown_as_text(self, reader: Client) -> None:
        text = reader.get(SEARCH, {"q": "relay"}).content.decode()
        assert "Optical <mark>relays</mark>" in text
        assert "<mark>relayed</mark> &amp; &lt;script&gt;" in text
        assert "<script>alert" not in text
        assert "&lt;b&gt;between&lt;/b&gt;" in text

    def test_quoted_words_are_adjacent_and_a_minus_excludes(self, reader: Client) -> None:
        assert found(reader.get(SEARCH, {"q": '"small terminals"'})) == [("function", "SATCOM-03")]
        assert found(reader.get(SEARCH, {"q": '"terminals small"'})) == []
        assert found(reader.get(SEARCH, {"q": "relay -optical -leased"})) == [("assessment", "SATCOM-03")]

    def test_codes_are_found_by_their_beginning_areas_first(self, reader: Client) -> None:
        codes = [("area", "SATCOM"), ("function", "SATCOM-01"), ("function", "SATCOM-02"), ("function", "SATCOM-03")]
        assert found(reader.get(SEARCH, {"q": "satc"})) == codes
        assert found(reader.get(SEARCH, {"q": "SATCOM-02"}))[0] == ("function", "SATCOM-02")

    def test_only_what_is_in_force_is_found(self, reader: Client) -> None:
        function = factories.Function.objects.get(code="SATCOM-03")
        factories.assessment(function, on=LATER, rationale="Sold in shops.")
        assert ("assessment", "SATCOM-03") not in found(reader.get(SEARCH, {"q": "relay"}))
        assert found(reader.get(SEARCH, {"q": "shops"})) == [("assessment", "SATCOM-03")]
        past = {"as_of": "2025-06-01"}
        assert ("assessment", "SATCOM-03") in found(reader.get(SEARCH, {"q": "relay"} | past))
        assert found(reader.get(SEARCH, {"q": "shops"} | past)) == []

    def test_only_what_was_known_then_is_found(self, reader: Client) -> None:
        yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()
        assert found(reader.get(SEARCH, {"q": "relay", "known": yesterday})) == []

    def test_links_keep_the_moment(self, reader: Client) -> None:
        text = reader.get(SEARCH, {"q": "relay", "as_of": "2025-06-01"}).content.decode()
        assert "/areas/SATCOM/functions/SATCOM-03/?as_of=2025-06-01#assessment" in text


@pytest.mark.usefixtures("functions")
class TestFilters:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("relay standing:government", [("function", "SATCOM-01")]),
            ("relay standing:government standing:demonstrated", [("function", "SATCOM-01"), ("function", "SATCOM-02")]),
            ("relay category:commercial", []),
            ("relay category:hybrid area:satcom drift:no standing:open", [("assessment", "SATCOM-03")]),
            ("relay drift:yes", []),
            ("relay provenance:illustrative", []),
            ("area:SDA", [("area", "SDA")]),
            ('area:"SDA" category:"government primary"', []),
            ('area:"space domain awareness"', [("area", "SDA")]),
        ],
    )
    def test_filters_narrow_what_is_found(self, reader: Client, typed: str, expected: list[tuple[str, str]]) -> None:
        page = reader.get(SEARCH, {"q": typed})
        assert page.status_code == 200
        assert found(page) == expected

    def test_overdue_areas_can_be_listed(self, reader: Client) -> None:
        page = reader.get(SEARCH, {"q": "overdue:yes", "as_of": "2035-01-01"})
        assert ("area", "SATCOM") in found(page)
        assert found(reader.get(SEARCH, {"q": "overdue:yes", "as_of": "2024-06-01"})) == []

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("relay colour:red", "There is no filter “colour”."),
            ("relay category:hibrid", "Did you mean hybrid?"),
            ("relay area:SATCM", "Did you mean SATCOM?"),
            ("relay drift:maybe", "Possible: yes, no."),
        ],
    )
    def test_an_invalid_filter_is_reported_and_nothing_is_searched(self, reader: Client, typed: str, said: str) -> None:
        page = reader.get(SEARCH, {"q": typed})
        assert (page.status_code, found(page)) == (400, [])
        assert said in page.content.decode()
        assert f'value="{typed}"' in page.content.decode()


def test_without_a_search_the_page_explains(reader: Client) -> None:
    page = reader.get(SEARCH)
    assert page.status_code == 200
    assert "How to search" in page.content.decode()


@pytest.mark.parametrize(
    "typed",
    ['"', '""', '"unbalanced', "'", "\\", "%", "_", "(a+)+$", "[", "* | & ! ( )", "a:b:c:", "the", "-", "--", "\u202e",
     "<->", ":*", "😀", "' OR 1=1 --", '-"', "relay:*"],
)  # fmt: skip
def test_any_text_gets_a_plain_answer(reader: Client, typed: str) -> None:
    page = reader.get(SEARCH, {"q": typed})
    assert page.status_code in {200, 400}
    assert page.context["typed"] == typed.strip()


@pytest.mark.parametrize("typed", ["nu\0l", "x" * 10_000, "\x02\x03"])
def test_invalid_text_is_kept_and_reported(reader: Client, typed: str) -> None:
    page = reader.get(SEARCH, {"q": typed})
    assert (page.status_code, page.context["typed"]) == (400, typed)
    assert page.context["asked"].problems


def test_results_come_in_pages(reader: Client) -> None:
    new = [facts.NewFunction(f"T-{number:02}", f"Sounding {number}", "") for number in range(25)]
    facts.add_functions(
        by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason="Found."
    )
    first = reader.get(SEARCH, {"q": "sounding"})
    second = reader.get(first.context["older_url"])
    assert (first.context["total"], len(found(first)), len(found(second))) == (25, 20, 5)
    assert not set(found(first)) & set(found(second))
    assert second.context["newer_url"] == f"{SEARCH}?q=sounding"
    for place in ("3", "-1", "x", "9" * 18):
        assert reader.get(SEARCH, {"q": "sounding", "page": place}).status_code == 404


def test_a_retired_function_is_no_longer_found(reader: Client) -> None:
    function = factories.function("T-1")
    factories.assessment(function, rationale="A sounding was made.", provenance=Provenance.ASSESSMENT)
    assert found(reader.get(SEARCH, {"q": "sounding"})) == [("assessment", "T-1")]
    facts.revise_function(
        by=factories.SETUP,
        function=function,
        name="Function T-1",
        description="",
        retired=True,
        effective_on=LATER,
        reason="No longer done.",
    )
    assert found(reader.get(SEARCH, {"q": "sounding"})) == []


def test_the_box_is_in_the_header_for_people_who_may_read_the_record(client: Client) -> None:
    client.force_login(factories.user("viewer", Role.VIEWER))
    assert 'id="site-search"' in client.get("/help/").content.decode()
    client.force_login(factories.user("administrator", Role.ADMINISTRATOR))
    assert 'id="site-search"' not in client.get("/help/").content.decode()


class TestEvidence:
    """Evidence is found by its title, publisher and note, and filtered by what it is attached to."""

    @pytest.fixture
    def trials(self) -> None:
        assessed = factories.assessment(factories.function("T-1"), availability=Availability.MATURE, fit=Fit.MEETS)
        other = factories.assessment(factories.function("T-2", area_code="SDA"), rationale="Open.")
        factories.evidence("Relaying at sea", provenance=Provenance.ASSESSMENT, behind=[assessed, other])
        factories.evidence("Yearbook", publisher="Relay Press", behind=[assessed])
        factories.evidence("Survey", provenance=Provenance.CATALOG, note="What relays <b>cost</b>.", behind=[other])

    @pytest.mark.usefixtures("trials")
    def test_titles_come_before_publishers_before_notes(self, reader: Client) -> None:
        page = reader.get(SEARCH, {"q": "relay"})
        assert found(page) == [("evidence", name) for name in ("Relaying at sea", "Yearbook", "Survey")]
        text = page.content.decode()
        assert "<mark>Relaying</mark> at sea" in text and "<mark>relays</mark> &lt;b&gt;cost" in text
        assert 'href="/areas/SDA/functions/T-2/"' in text

    @pytest.mark.usefixtures("trials")
    @pytest.mark.parametrize(
        ("filters", "names"),
        [
            ("area:SDA", ["Relaying at sea", "Survey"]),
            ("standing:demonstrated", ["Relaying at sea", "Yearbook"]),
            ("standing:demonstrated area:SDA", []),
            ("provenance:public_source", ["Yearbook"]),
            ("area:CYB", []),
        ],
    )
    def test_evidence_is_filtered_by_a_function_that_rests_on_it(self, filters, names, reader: Client) -> None:
        assert [name for _, name in found(reader.get(SEARCH, {"q": f"relay {filters}"}))] == names

    @pytest.mark.usefixtures("trials")
    def test_later_evidence_is_not_found(self, reader: Client) -> None:
        assert found(reader.get(SEARCH, {"q": "relay", "known": "2024-04-03"})) == []
