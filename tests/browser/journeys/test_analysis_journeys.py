"""The work of analysts: assess until drift appears, try a what-if and send its link, search, and compare."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from missions.domain.vocabulary import Performer, Role
from missions.models import AuditEntry, Function
from tests import factories
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

ANSWERS = {
    "performer": "government_only",
    "availability": "none",
    "fit": "not_assessed",
    "contribution": "none",
    "risk": "high",
    "risk_of_not": "low",
}


def test_assess_see_drift_appear_explore_what_if_and_send_the_link(
    sample: str, signed_in: Callable[..., Page], browser: Browser
) -> None:
    # One function is demonstrated, one government, and the last one open decides: Hybrid is in force.
    factories.assessment(Function.objects.get(code="S-2"), performer=Performer.GOVERNMENT_ONLY)
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/areas/SATCOM/")
    expect(page.locator("main .drift")).to_have_count(0)

    assess(page, sample)
    page.goto(f"{sample}/areas/SATCOM/")
    drift = page.locator("section", has=page.locator("#indicated")).locator(".drift")
    expect(drift).to_contain_text("Government Primary")
    page.goto(f"{sample}/overview/")
    expect(page.locator(".drifting")).to_contain_text("SATCOM")

    page.goto(f"{sample}/areas/SATCOM/")
    page.get_by_role("link", name="Try other answers").click()
    entries = AuditEntry.objects.count()
    result = page.locator("#result")
    expect(result.locator(".stands")).to_contain_text("Government Primary")
    page.get_by_label("Performer of Function S-3").select_option("either")
    expect(result.locator(".stands")).to_contain_text("Hybrid")
    expect(result).to_contain_text("government → open")
    expect(page).to_have_url(re.compile(r"S-3\.performer=either"))
    assert AuditEntry.objects.count() == entries

    link = result.get_by_role("link", name="Link to this what-if").get_attribute("href")
    assert page.url == sample + link
    colleague = factories.user("colleague", Role.VIEWER)
    with browser.new_context() as context:
        theirs = context.new_page()
        sign_in(theirs, sample, colleague)
        theirs.goto(sample + link)
        expect(theirs.locator(".account__name")).to_have_text("Colleague")
        assert theirs.locator("#result").inner_text() == result.inner_text()
        expect(theirs.get_by_label("Performer of Function S-3")).to_have_value("either")


def assess(page: Page, site: str) -> None:
    """Assess S-3 as government, with a look at the effect before saving."""
    page.goto(f"{site}/areas/SATCOM/functions/S-3/")
    page.locator("main").get_by_role("link", name="Assess", exact=True).click()
    for name, value in ANSWERS.items():
        page.locator(f"select[name={name}]").select_option(value)
    page.get_by_role("button", name="See the effect").click()
    expect(page.locator("#effect .drift")).to_contain_text("Government Primary")
    page.locator("[name=rationale]").fill("Orders cannot be given by a contractor.")
    page.locator("[name=reason]").fill("Judged for the first time.")
    page.get_by_role("button", name="Save the assessment").click()
    expect(page).to_have_url(re.compile(r"/areas/SATCOM/functions/S-3/"))
    expect(page.locator("main .lede.stands")).to_contain_text("Government")


def test_a_slash_opens_the_search_and_a_result_its_page(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/areas/?as_of=2026-06-01")
    page.keyboard.press("/")
    page.keyboard.type("seen standing:demonstrated")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?as_of=2026-06-01&q=seen"))
    expect(page.locator("#q")).to_have_value("seen standing:demonstrated")
    expect(page.locator("mark")).to_have_text(["Seen"])
    # Inside a box, a slash is just a slash.
    page.locator("#q").fill("")
    page.locator("#q").press("/")
    expect(page.locator("#q")).to_have_value("/")
    page.locator(".found__title").click()
    expect(page).to_have_url(re.compile(r"/functions/S-1/\?as_of=2026-06-01#assessment"))


def test_the_search_is_in_the_menu_on_a_narrow_screen(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.ANALYST)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample}/overview/")
    expect(page.get_by_role("search")).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("search").get_by_role("searchbox").fill("S-1")
    page.keyboard.press("Enter")
    expect(page.locator(".found__title").first).to_be_visible()


def test_areas_and_dates_are_compared_without_javascript(sample: str, browser: Browser) -> None:
    account = factories.user("viewer", Role.VIEWER)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, sample, account)
        page.goto(f"{sample}/areas/SATCOM/?as_of=2026-06-01")
        page.get_by_role("link", name="Compare with…").click()
        page.get_by_label("Area 2").fill("sda")
        page.locator("main").get_by_role("button", name="Compare").click()
        expect(page).to_have_url(re.compile("as_of=2026-06-01"))
        expect(page.locator(".differs").first).to_contain_text("differs from SATCOM")
        page.locator("main").get_by_role("link", name="Two dates").click()
        page.get_by_label("From").fill("2025-06-01")
        page.get_by_label("To (UTC)", exact=True).fill("2026-06-01")
        page.locator("main").get_by_role("button", name="Compare").click()
        expect(page.locator(".headline")).to_contain_text("Between 1 Jun 2025 and 1 Jun 2026, 1 function was assessed")
