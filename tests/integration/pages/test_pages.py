"""What the pages show: the record in the strategy's words, at any date, and a fragment of it for a swap."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from missions.access import ROLES
from missions.actions.record import facts
from missions.domain.dates import day
from missions.domain.vocabulary import Category, Performer, Role
from missions.models import PassageRevision
from tests import factories

pytestmark = pytest.mark.django_db

LANES = {
    Category.GOVERNMENT_PRIMARY: ["CPP", "C2", "EW", "MW", "NUDET", "PNT"],
    Category.HYBRID: ["CYB", "EM", "ISR", "SATCOM", "SDA", "SCO"],
    Category.COMMERCIAL_PRIMARY: ["SAML"],
}
AS_SWAPPED = {"HTTP_HX_REQUEST": "true"}
READ_PAGES = ["/", "/areas/", "/areas/SATCOM/", "/areas/SATCOM/history/", "/strategy/", "/policy/"]


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("reader", Role.VIEWER, Role.AUDITOR))
    return client


def shown(client: Client, address: str, **headers: str) -> str:
    """The page's words: tags taken away, spaces made single."""
    answer = client.get(address, **headers)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", answer.content.decode())).replace("&#x27;", "'")


def codes(client: Client, address: str) -> list[str]:
    return [row.area.code for row in client.get(address).context["rows"]]


# Overview


def test_the_overview_counts_the_areas_of_each_category(reader: Client) -> None:
    text = shown(reader, "/")
    assert "13 mission areas: 6 Government Primary, 6 Hybrid, 1 Commercial Primary." in text
    assert "No shift since 2 Apr 2024." in text


def test_each_area_stands_in_the_lane_of_its_category(reader: Client) -> None:
    page = reader.get("/")
    lanes = {lane["category"]: [tile.area.code for tile in lane["tiles"]] for lane in page.context["lanes"]}
    assert lanes == LANES
    assert [area.code for area in page.context["emerging"]] == ["ISAM"]


def test_an_evaluation_that_is_late_is_counted(reader: Client) -> None:
    assert "evaluations are overdue" in shown(reader, "/?as_of=2035-01-01")


# The list of areas


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=commercial_primary", ["SAML"]),
        ("category=commercial_primary&category=hybrid", [*LANES[Category.HYBRID], "SAML"]),
        ("q=warning", ["MW"]),
        ("q=t-gov", ["SATCOM"]),
        ("q=no+such+thing", []),
        ("standing=government", ["SATCOM"]),
        ("standing=government&category=commercial_primary", []),
        ("provenance=assessment", ["SATCOM"]),
    ],
)
def test_filters_narrow_the_list(reader: Client, query: str, found: list[str]) -> None:
    factories.assessment(factories.function("T-GOV"), performer=Performer.GOVERNMENT_ONLY)
    assert sorted(codes(reader, f"/areas/?{query}")) == sorted(found)


def test_the_order_is_in_the_address_and_can_be_turned_round(reader: Client) -> None:
    page = reader.get("/areas/?view=table&sort=code")
    rising = [row.area.code for row in page.context["rows"]]
    assert rising == sorted(rising)
    assert codes(reader, "/areas/?view=table&sort=-code") == rising[::-1]
    assert page.context["sort"]["links"]["code"] == "/areas/?view=table&sort=-code"
    assert 'aria-sort="ascending"' in page.content.decode()


def test_the_view_is_in_the_address(reader: Client) -> None:
    assert "<table" not in reader.get("/areas/").content.decode()
    assert "<table" in reader.get("/areas/?view=table").content.decode()


def test_links_of_the_list_keep_the_filters_and_the_date(reader: Client) -> None:
    page = reader.get("/areas/?category=hybrid&as_of=2025-01-01")
    assert {choice["url"] for choice in page.context["views"]} == {
        f"/areas/?category=hybrid&as_of=2025-01-01&view={view}" for view in ("board", "table")
    }
    assert page.context["clear_url"] == "/areas/?as_of=2025-01-01"


def test_a_swap_gets_the_fragment_at_the_same_address(reader: Client) -> None:
    whole = reader.get("/areas/?q=warning")
    part = reader.get("/areas/?q=warning", **AS_SWAPPED)
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert part.content.decode().strip() in whole.content.decode()
    for answer in (whole, part):
        assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize("header", ["HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST"])
def test_a_boosted_link_and_a_restored_page_get_the_whole_page(reader: Client, header: str) -> None:
    answer = reader.get("/areas/?q=warning", **AS_SWAPPED, **{header: "true"})
    assert "<html" in answer.content.decode()


# One area, one function


def test_the_area_page_quotes_the_strategy_with_its_section(reader: Client) -> None:
    text = shown(reader, "/areas/SATCOM/")
    assert "Hybrid since 2 Apr 2024, by the strategy, section IV." in text
    assert (
        "“The following mission areas currently fall under the Hybrid category: cyberspace operations; SATCOM;" in text
    )


def test_an_area_whose_code_is_local_says_so(reader: Client) -> None:
    assert "CPP is local to this record" in shown(reader, "/areas/CPP/")
    assert "is local to this record" not in shown(reader, "/areas/SATCOM/")


def test_an_emerging_area_has_no_category(reader: Client) -> None:
    text = shown(reader, "/areas/ISAM/")
    assert "An emerging area: the strategy names it and gives it no category." in text
    assert "Evaluation" not in text


@pytest.mark.parametrize("day", ["2024-04-01", "2020-01-01", "0001-01-01"])
def test_before_the_strategy_no_category_was_in_force(reader: Client, day: str) -> None:
    assert "No category was in force on" in shown(reader, f"/areas/SATCOM/?as_of={day}")
    assert "Hybrid since" in shown(reader, "/areas/SATCOM/?as_of=2024-04-02")


def test_the_function_page_shows_the_assessment_in_force(reader: Client) -> None:
    function = factories.function("T-1")
    factories.assessment(function, performer=Performer.GOVERNMENT_ONLY)
    text = shown(reader, "/areas/SATCOM/functions/T-1/")
    assert "Function T-1" in text
    assert "Must be performed by the government" in text
    assert "Seen in use." in text


def test_a_retired_function_leaves_its_area_and_keeps_its_page(reader: Client) -> None:
    function = factories.function("T-1")
    facts.revise_function(
        by=factories.SETUP,
        function=function,
        name="Relay",
        description="",
        effective_on=date(2025, 6, 1),
        reason="Handed over.",
        retired=True,
    )
    assert "/areas/SATCOM/functions/T-1/" not in listed(reader, "/areas/SATCOM/")
    assert "/areas/SATCOM/functions/T-1/" in listed(reader, "/areas/SATCOM/?as_of=2025-05-31")
    assert "Retired" in shown(reader, "/areas/SATCOM/functions/T-1/")
    assert "Handed over." in shown(reader, "/areas/SATCOM/history/")


def listed(client: Client, address: str) -> str:
    """The functions that an area page lists, without its history."""
    return str([f"/areas/SATCOM/functions/{one.code}/" for one in client.get(address).context["area"].functions])


def test_history_says_who_what_why_and_both_times(reader: Client) -> None:
    factories.assessment(factories.function("T-1"))
    text = shown(reader, "/areas/SATCOM/history/")
    for said in ("Assessed.", "Set-up", "1 Mar 2025", "recorded later", "2 Apr 2024"):
        assert said in text


# The past


@pytest.mark.parametrize("address", READ_PAGES)
def test_a_page_in_the_past_says_so_and_its_links_keep_the_date(reader: Client, address: str) -> None:
    answer = reader.get(f"{address}?as_of=2025-01-01")
    text = answer.content.decode()
    assert "You are looking at <strong>1 Jan 2025</strong>" in text
    main = text[text.index("<main") : text.index("</main>")]
    links = re.findall(r'href="(/(?:areas|strategy|policy)/[^"]*)"', main)
    assert [link for link in links if "as_of=2025-01-01" not in link] == []
    assert "You are looking at" not in reader.get(address).content.decode()


@pytest.mark.parametrize("address", READ_PAGES)
def test_a_moment_before_the_record_began_says_when_it_did(reader: Client, address: str) -> None:
    answer = reader.get(f"{address}?known=2024-03-01")
    assert answer.status_code == 200
    assert "Nothing was recorded at that time: the record begins" in answer.content.decode()


def test_what_was_not_known_yet_does_not_show(reader: Client) -> None:
    factories.function("T-1")
    assert reader.get("/areas/SATCOM/functions/T-1/?known=2024-03-01").status_code == 404
    assert "The record has no mission areas" in shown(reader, "/?known=2024-03-01")


def test_a_day_to_come_shows_what_is_known_to_hold_then(reader: Client) -> None:
    ahead = timezone.localdate() + timedelta(days=365)
    assert f"You are looking at {day(ahead)}" in shown(reader, f"/?as_of={ahead}")


# Strategy, policy, audit, help


def test_the_strategy_page_prints_every_passage_word_for_word(reader: Client) -> None:
    page = reader.get("/strategy/").content.decode().replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    for text in PassageRevision.objects.values_list("text", flat=True):
        assert text in page


def test_the_policy_page_prints_the_numbers_in_force(reader: Client) -> None:
    page = reader.get("/policy/")
    policy, text = page.context["policy"], page.content.decode()
    for number in (policy.government_over, policy.commercial_demonstrated_over, policy.cadence_hybrid):
        assert str(number) in text


def test_the_audit_page_prints_the_head_and_pages_back(reader: Client) -> None:
    for number in range(60):
        factories.user(f"person-{number}")
    page = reader.get("/audit/")
    head = page.context["head"]
    assert f"{head.sequence}:{head.digest}" in page.content.decode()
    older = reader.get(page.context["older_url"])
    assert older.context["entries"][0].sequence == page.context["entries"][-1].sequence - 1
    assert older.context["newer_url"] == "/audit/"


def test_the_help_page_is_made_from_the_role_table(reader: Client) -> None:
    text = shown(reader, "/help/roles/")
    for role, row in ROLES.items():
        assert role.label in text and row.purpose in text
        assert all(permission.value in text for permission in row.permissions)


# What people type


@pytest.mark.parametrize(
    "name",
    [
        "n" * 200,
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert('1')>",
        "\u202eتشغيل الأقمار\u202c",
        "{{ 7|add:7 }}",
    ],
    ids=["long", "script", "attribute", "right-to-left", "template"],
)
def test_whatever_a_function_is_called_it_is_only_text(reader: Client, name: str) -> None:
    function = factories.function("T-1")
    facts.revise_function(
        by=factories.SETUP,
        function=function,
        name=name,
        description=name,
        effective_on=date(2025, 6, 1),
        reason=name,
    )
    for address in ("/areas/SATCOM/", "/areas/SATCOM/history/", "/areas/SATCOM/functions/T-1/", "/"):
        text = reader.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert name in unescape(text)


def test_what_was_searched_for_stays_typed_and_is_only_text(reader: Client) -> None:
    text = reader.get("/areas/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
