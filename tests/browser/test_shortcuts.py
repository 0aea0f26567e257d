"""Shortcuts: a saved filter, evidence found on the draft, and a form linked from an open row."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from missions.domain.vocabulary import Role
from missions.models import Proposal, SavedFilter
from tests import factories
from tests import review_factories as made
from tests.browser.conftest import sign_in
from tests.browser.journeys.test_analysis_journeys import ANSWERS

pytestmark = pytest.mark.browser


def test_a_filter_is_named_and_opened_from_the_desk(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/areas/")
    page.locator("label", has_text="Hybrid").click()
    expect(page).to_have_url(re.compile("category=hybrid"))
    page.get_by_role("link", name="Save this filter").click()
    page.get_by_label("Name").fill("Hybrid areas")
    page.get_by_role("button", name="Save the filter").click()
    expect(page).to_have_url(re.compile(r"/areas/\?.*category=hybrid"))
    expect(page.locator(".usa-alert--success")).to_contain_text("“Hybrid areas” is saved.")
    page.goto(f"{sample}/")
    page.get_by_role("link", name="Hybrid areas").click()
    expect(page.get_by_role("checkbox", name="Hybrid")).to_be_checked()


def test_a_filter_is_saved_renamed_and_deleted_without_javascript(sample: str, browser: Browser) -> None:
    account = factories.user("viewer", Role.VIEWER)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, sample, account)
        page.goto(f"{sample}/evidence/")
        page.get_by_label("Behind").fill("satellite communications")
        page.locator("main").get_by_role("button", name="Apply").click()
        expect(page.locator(".evidence-list tbody tr")).to_have_count(1)
        page.get_by_role("link", name="Save this filter").click()
        page.get_by_label("Name").fill("Behind SATCOM")
        page.get_by_role("button", name="Save the filter").click()
        page.locator(".account summary").click()
        page.get_by_role("link", name="Saved filters").click()
        page.locator("main summary").click()
        page.get_by_label("Name").fill("Satellites")
        page.locator("main").get_by_role("button", name="Rename").click()
        expect(page.get_by_role("link", name="Satellites")).to_be_visible()
        page.locator("main").get_by_role("button", name="Delete").click()
        expect(page.locator(".empty")).to_contain_text("You have no saved filters.")
    assert not SavedFilter.objects.exists()


def test_evidence_is_found_and_ticked_on_the_draft(site: str, page: Page) -> None:
    people = made.cast()
    proposal = made.draft(people)
    factories.evidence("Sea trial of relays")
    for number in range(15):
        factories.evidence(f"Elsewhere {number}")
    sign_in(page, site, made.account(people.analyst))
    page.goto(f"{site}/proposals/{proposal.pk}/draft/")
    page.get_by_label("Rationale").fill("It was tried at sea.")
    page.get_by_label("Find other evidence").fill("relays trial")
    page.get_by_role("button", name="Find").click()
    page.locator("#evidence label", has_text="Sea trial of relays").click()
    expect(page.locator("#saved")).to_contain_text("Saved,")
    page.get_by_role("button", name="Save and see the proposal").click()
    expect(page.locator("main")).to_contain_text("Sea trial of relays")
    assert Proposal.objects.get().draft.rationale == "It was tried at sea."


def test_an_open_row_links_to_the_form_and_the_navigation_to_the_evidence(
    sample: str, signed_in: Callable[..., Page]
) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/areas/SATCOM/")
    page.locator("summary", has_text="Function S-3").click()
    page.get_by_role("link", name="Assess Function S-3").click()
    for name, value in ANSWERS.items():
        page.locator(f"select[name={name}]").select_option(value)
    page.locator("[name=rationale]").fill("Orders cannot be given by a contractor.")
    page.locator("[name=reason]").fill("Judged for the first time.")
    page.get_by_role("button", name="Save the assessment").click()
    expect(page).to_have_url(f"{sample}/areas/SATCOM/#functions")
    expect(page.locator(".usa-alert--success")).to_contain_text("S-3 stands as government.")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Evidence").click()
    expect(page).to_have_url(f"{sample}/evidence/")
