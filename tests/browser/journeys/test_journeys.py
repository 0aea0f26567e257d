"""What people do, in a real browser: sign in, filter, look at the past, leave; with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from missions.domain.vocabulary import Role
from missions.models import User
from tests import factories
from tests.browser.conftest import reader, sign_in

pytestmark = pytest.mark.browser

PAST = "2024-06-01"


def type_in(page: Page, site: str, account: User) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Username").fill(account.username)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/accounts/login/"))


def test_a_person_signs_in_by_typing(shared_sample: str, page: Page) -> None:
    type_in(page, shared_sample, reader(Role.VIEWER))
    expect(page).to_have_url(f"{shared_sample}/")
    expect(page.locator(".account__name")).to_have_text("Viewer")


def test_filters_replace_a_fragment_and_the_address(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.goto(f"{shared_sample}/areas/?view=table")
    page.evaluate("window.stayed = true")
    before = page.locator("tbody tr").count()
    page.locator("#filters label", has_text="Hybrid").click()
    expect(page).to_have_url(re.compile("category=hybrid"))
    expect(page.locator("[data-announce]")).to_contain_text(f"of {before} areas")
    expect(page.locator("#announcer")).to_contain_text(f"of {before} areas")
    assert page.evaluate("window.stayed")
    found = page.locator("#results").inner_text()
    page.reload()
    assert page.locator("#results").inner_text() == found
    expect(page.get_by_label("Hybrid", exact=True)).to_be_checked()
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(before)
    expect(page.get_by_label("Hybrid", exact=True)).not_to_be_checked()


def test_headings_sort_and_reverse_the_order(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.goto(f"{shared_sample}/areas/?view=table")
    heading = page.locator("thead th").first
    for direction in ("ascending", "descending"):
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", direction)
        codes = page.locator("tbody th strong").all_inner_texts()
        assert codes == sorted(codes, reverse=direction == "descending")
    expect(page).to_have_url(re.compile("sort=-code"))


def test_filters_work_without_javascript(shared_sample: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, shared_sample, reader(Role.VIEWER))
        page.goto(f"{shared_sample}/areas/?view=table")
        page.locator("#filters label", has_text="Hybrid").click()
        page.get_by_role("button", name="Apply").click()
        expect(page).to_have_url(re.compile("category=hybrid"))
        expect(page).to_have_url(re.compile("view=table"))
        expect(page.locator("[data-announce]")).to_contain_text("of")
        expect(page.get_by_label("Hybrid", exact=True)).to_be_checked()
        page.locator("thead th").first.get_by_role("link").click()
        expect(page).to_have_url(re.compile("category=hybrid.*sort=code|sort=code.*category=hybrid"))


def test_a_past_day_is_shown_and_kept(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.goto(f"{shared_sample}/areas/SATCOM/")
    page.get_by_label("As of").fill(PAST)
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".as-of__says")).to_contain_text("You are looking at 1 Jun 2024")
    expect(page.locator(".as-of")).to_have_css("background-color", "rgb(255, 190, 46)")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas").click()
    expect(page).to_have_url(re.compile(f"/areas/.*as_of={PAST}"))
    page.locator("#results a[href^='/areas/SATCOM/']").first.click()
    expect(page).to_have_url(re.compile(f"/areas/SATCOM/.*as_of={PAST}"))
    page.locator(".as-of").get_by_role("link", name="Back to today").click()
    expect(page).to_have_url(f"{shared_sample}/areas/SATCOM/")
    expect(page.locator(".as-of--past")).to_have_count(0)


def test_an_invalid_date_stays_beside_its_error(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    assert page.goto(f"{shared_sample}/areas/?as_of=yesterday").status == 400
    expect(page.get_by_label("As of")).to_have_value("yesterday")
    expect(page.locator("#as-of-error")).to_be_visible()


def test_a_refused_form_takes_the_reader_to_what_is_wrong(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.goto(f"{shared_sample}/providers/add/")
    page.get_by_role("button", name="Save the provider").click()
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(page.get_by_role("alert").first).to_be_in_viewport()


def test_the_keyboard_is_enough(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.goto(f"{shared_sample}/areas/SATCOM/")
    page.keyboard.press("Tab")
    expect(page.locator(".usa-skipnav")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    row = page.locator("tr.opens").first
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.locator("xpath=following-sibling::tr[1]").locator("p").first).to_be_visible()
    page.locator(".account summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".account__panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".account__panel")).to_be_hidden()


def test_the_next_person_sees_nothing_of_the_previous_one(shared_sample: str, page: Page) -> None:
    type_in(page, shared_sample, reader(Role.ADMINISTRATOR))
    page.goto(f"{shared_sample}/people/administrator/")
    sign_out(page)
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Administrator")
    type_in(page, shared_sample, reader(Role.VIEWER))
    expect(page.locator(".account__name")).to_have_text("Viewer")
    expect(page.locator("body")).not_to_contain_text("Administrator")
    assert page.goto(f"{shared_sample}/people/administrator/").status == 403


def test_the_menu_opens_on_a_narrow_screen(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{shared_sample}/")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas")
    expect(link).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    link.click()
    expect(page).to_have_url(f"{shared_sample}/areas/")


def test_print_shows_the_date_and_leaves_out_forms(shared_sample: str, reading: Callable[[Role], Page]) -> None:
    page = reading(Role.ANALYST)
    page.goto(f"{shared_sample}/areas/SATCOM/?as_of={PAST}")
    page.emulate_media(media="print")
    # The marking is in the margins of each sheet (`test_print.py`), not repeated in the text.
    expect(page.locator(".classification").first).to_be_hidden()
    expect(page.locator(".as-of__says")).to_be_visible()
    expect(page.locator(".as-of__form")).to_be_hidden()
    expect(page.locator(".shell__nav")).to_be_hidden()
