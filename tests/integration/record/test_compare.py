"""The pages that compare areas and dates."""

import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from missions.domain.record.comparison import Movement, MovementKind
from missions.domain.vocabulary import Availability, Fit, Performer, Role
from missions.views.record import compare
from tests import factories

pytestmark = pytest.mark.django_db

AREAS, DATES = "/compare/areas/", "/compare/dates/"
LATER = date(2026, 3, 1)
DEMONSTRATED = {"availability": Availability.MATURE, "fit": Fit.MEETS}


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("viewer", Role.VIEWER))
    return client


def shown(page: HttpResponse, section: str) -> list[Movement]:
    """The movements in a section of the page."""
    (found,) = [one for one in page.context["sections"] if one["id"] == section]
    return [movement for movement, _ in found["movements"]]


def words(page: HttpResponse) -> str:
    """The text of the page, without markup."""
    return " ".join(re.sub(r"<[^>]+>", "", page.content.decode()).split())


class TestAreas:
    def test_areas_are_in_the_chosen_order_and_differing_cells_are_marked_in_words(self, reader: Client) -> None:
        factories.assessment(factories.function("T-1"), performer=Performer.GOVERNMENT_ONLY)
        page = reader.get(f"{AREAS}?area=SDA&area=satcom&area=")
        assert [item.area.code for item in page.context["found"].items] == ["SDA", "SATCOM"]
        assert "differs from SDA" in page.content.decode()
        assert page.content.decode().count('list="area-codes"') == 4

    def test_one_area_fills_the_form_and_asks_for_another(self, reader: Client) -> None:
        page = reader.get(f"{AREAS}?area=SATCOM")
        assert (page.status_code, page.context["found"]) == (200, None)
        assert "Choose one more area." in page.content.decode()
        assert 'value="SATCOM"' in page.content.decode()

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("area=SATCM&area=SDA", "Did you mean SATCOM?"),
            ("area=SDA&area=sda", "SDA is already chosen"),
            ("area=SDA&area=PNT&area=EW&area=MW&area=SATCOM", "Choose at most 4 areas; 5 were given."),
            ("area=SDA&area=%00", "No mission area has this code"),
            ("area=SDA&area=" + "x" * 10_000, "No mission area has this code"),
            ("area=SDA&area=[a-z]%2B)(%22'", "No mission area has this code"),
        ],
    )
    def test_areas_that_cannot_be_compared_are_reported_beside_their_box(
        self, reader: Client, query: str, said: str
    ) -> None:
        page = reader.get(f"{AREAS}?{query}")
        assert (page.status_code, page.context["found"]) == (400, None)
        assert said in page.content.decode()
        assert 'value="SDA"' in page.content.decode()

    def test_areas_are_chosen_by_name_too_and_a_long_name_is_kept(self, reader: Client) -> None:
        chosen = {"area": ["Satellite Communications", "sda"]}
        assert [item.area.code for item in reader.get(AREAS, chosen).context["found"].items] == ["SATCOM", "SDA"]
        long = "W" * 200
        assert f'value="{long}"' in reader.get(AREAS, {"area": [long, "SDA"]}).content.decode()

    def test_an_emerging_area_can_be_compared_and_has_nothing_computed(self, reader: Client) -> None:
        page = reader.get(f"{AREAS}?area=SATCOM&area=ISAM")
        assert page.status_code == 200
        assert "Never computed" in page.content.decode()

    def test_the_date_shown_is_kept(self, reader: Client) -> None:
        text = reader.get(f"{AREAS}?area=SATCOM&area=SDA&as_of=2025-01-01").content.decode()
        assert '<input type="hidden" name="as_of" value="2025-01-01">' in text
        assert "/areas/SDA/?as_of=2025-01-01" in text

    def test_the_first_page_compares_areas_at_the_same_moment(self, reader: Client) -> None:
        assert reader.get("/compare/?as_of=2025-01-01")["Location"] == f"{AREAS}?as_of=2025-01-01"


class TestDates:
    def test_what_was_assessed_between_two_dates_is_shown_field_by_field(self, reader: Client) -> None:
        function = factories.function("T-1")
        factories.assessment(function)
        newest = factories.assessment(function, on=LATER, **DEMONSTRATED)
        page = reader.get(f"{DATES}?from=2025-04-01&to=2026-04-01")
        (assessed,) = page.context["found"].of(MovementKind.ASSESSED)
        assert (assessed.function, assessed.before, assessed.after) == ("T-1", "Open", "Demonstrated")
        assert [one.label for one in assessed.changes] == ["Availability", "Mission-assurance fit"]
        assert page.context["sentence"].startswith("Between 1 Apr 2025 and 1 Apr 2026, 1 function was assessed")
        trace = (
            f"/areas/SATCOM/functions/T-1/?before={newest.entry_id + 1}&amp;as_of=2026-04-01#entry-{newest.entry_id}"
        )
        assert trace in page.content.decode()

    def test_new_drift_links_to_the_rule(self, reader: Client) -> None:
        factories.assessment(factories.function("T-1"), performer=Performer.GOVERNMENT_ONLY)
        page = reader.get(f"{DATES}?from=2024-06-01&to=2026-01-01&area=satcom")
        (began,) = page.context["found"].of(MovementKind.DRIFT_BEGAN)
        assert (began.area, began.after) == ("SATCOM", "Government Primary")
        assert "/areas/SATCOM/?as_of=2026-01-01#indicated" in page.content.decode()

    def test_a_retired_function_differs_from_a_withdrawn_one(self, reader: Client) -> None:
        function = factories.function("T-1")
        factories.facts.revise_function(
            by=factories.SETUP,
            function=function,
            name="Function T-1",
            description="",
            retired=True,
            effective_on=LATER,
            reason="No longer done.",
        )
        found = reader.get(f"{DATES}?from=2025-04-01&to=2026-04-01").context["found"]
        assert [(one.kind, one.function) for one in found.movements] == [(MovementKind.RETIRED, "T-1")]

    def test_one_area_is_chosen_by_name_too(self, reader: Client) -> None:
        page = reader.get(DATES, {"area": "satellite communications"})
        assert page.context["asked"].area == "SATCOM"

    def test_material_differences_come_first_and_the_others_behind_a_link(self, reader: Client) -> None:
        function = factories.function("T-1")
        factories.assessment(function)
        factories.assessment(function, on=LATER, rationale="Seen again.")
        restood = factories.function("T-2")
        factories.assessment(restood)
        factories.assessment(restood, on=LATER, **DEMONSTRATED)
        page = reader.get(f"{DATES}?from=2025-04-01&to=2026-04-01")
        assert [one.function for one in shown(page, "assessed")] == ["T-2"]
        assert "1 function was assessed" in page.context["sentence"]
        assert "Not shown: 1 rewording, or reassessment with the same standing." in words(page)
        whole = reader.get(page.context["wording_url"])
        assert [one.function for one in shown(whole, "assessed")] == ["T-1", "T-2"]
        assert "2 functions were assessed" in whole.context["sentence"]
        assert whole.context["wording_url"] == f"{DATES}?from=2025-04-01&to=2026-04-01"
        assert '<input type="hidden" name="wording" value="yes">' in whole.content.decode()

    def test_if_only_words_differ_the_page_says_that_nothing_material_does(self, reader: Client) -> None:
        factories.facts.revise_function(
            by=factories.SETUP,
            function=factories.function("T-1"),
            name="Another name",
            description="",
            effective_on=LATER,
            reason="Said better.",
        )
        page = reader.get(f"{DATES}?from=2025-04-01&to=2026-04-01")
        assert page.context["sentence"].endswith("no category, standing or drift differs.")
        assert shown(page, "functions") == []
        assert "None was added or retired." in page.content.decode()
        whole = reader.get(page.context["wording_url"])
        assert [one.kind for one in shown(whole, "functions")] == [MovementKind.REVISED]
        assert "None was added" not in whole.content.decode()

    def test_known_applies_to_both_dates(self, reader: Client) -> None:
        factories.assessment(factories.function("T-1"))
        yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()
        page = reader.get(f"{DATES}?from=2024-06-01&to=2026-01-01&known={yesterday}")
        assert page.status_code == 200
        assert page.context["found"].movements == ()

    def test_a_date_compared_with_itself_shows_no_difference(self, reader: Client) -> None:
        page = reader.get(f"{DATES}?from=2025-04-01&to=2025-04-01")
        assert "nothing differs" in page.context["sentence"]

    def test_by_default_the_strategy_is_compared_with_the_day_shown(self, reader: Client) -> None:
        found = reader.get(f"{DATES}?as_of=2025-06-01").context["found"]
        assert found.before.moment.as_of == date(2024, 4, 2)
        assert found.after.moment.as_of == date(2025, 6, 1)

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("from", "2026-01-01", "the second date, or swap the two"),
            ("from", "2024-04-01", "Choose 2 Apr 2024 or later"),
            ("from", "yesterday", "Write a day as 2025-03-01."),
            ("from", "2025-02-30", "There is no 30 Feb 2025."),
            ("to", "2025-06-01\0", "Write a day as 2025-03-01."),
            ("to", "9999-12-31", "the record looks 10 years ahead"),
            ("to", "٢٠٢٥-٠٣-٠١", "Write a day as 2025-03-01."),
            ("area", "SATCM", "Did you mean SATCOM?"),
            ("area", "\0", "No mission area has this code"),
            ("area", "x" * 10_000, "No mission area has this code"),
        ],
    )
    def test_invalid_dates_are_reported_beside_their_field_and_kept(
        self, reader: Client, field: str, typed: str, said: str
    ) -> None:
        given = {"from": "2025-03-01", "to": "2025-06-01"} | {field: typed}
        page = reader.get(DATES, given)
        text = page.content.decode()
        assert (page.status_code, page.context["found"]) == (400, None)
        assert text.index(f'id="{field}-error"') < text.index(said)
        assert page.context["asked"].texts[field] == typed[: 250 if field == "area" else 60]

    def test_long_sections_show_their_beginning_and_have_their_own_pages(
        self, reader: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(compare, "ON_PAGE", 2)
        for number in range(5):
            factories.assessment(factories.function(f"T-{number}", on=LATER), on=LATER)
        page = reader.get(DATES, {"to": "2026-04-01"})
        shown = {section["id"]: (section["total"], len(section["movements"])) for section in page.context["sections"]}
        assert shown["assessed"] == shown["functions"] == (5, 2)
        assert "The first 2 of 5." in page.content.decode()
        (whole,) = [one["whole_url"] for one in page.context["sections"] if one["id"] == "assessed"]
        names = []
        while whole:
            page = reader.get(whole)
            (section,) = page.context["sections"]
            names += [movement.function for movement, _ in section["movements"]]
            whole = section["next_url"]
        assert names == [f"T-{number}" for number in range(5)]
        assert section["previous_url"] and page.context["all_url"] == f"{DATES}?to=2026-04-01"

    @pytest.mark.parametrize("query", ["show=nothing", "show=assessed&page=2", "show=%00", "page=x&show=assessed"])
    def test_a_page_beyond_the_last_is_not_found(self, reader: Client, query: str) -> None:
        assert reader.get(f"{DATES}?{query}").status_code == 404
