"""After a session has ended, in a real browser: input is kept, regions stay, and Back shows nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from missions.domain.vocabulary import Role
from missions.models import Assessment, Proposal, User
from missions.models.people.sessions import Session
from tests import factories
from tests import review_factories as made
from tests.browser.conftest import record_sample
from tests.browser.journeys.test_journeys import sign_out
from tests.browser.watch import violations_of

pytestmark = pytest.mark.browser

ASSESS = "/areas/SATCOM/functions/S-1/assess/"
TEXT = "Typed before it ended."
SIGNED_OUT = "You are signed out"
# Colors are checked once for everything that looks alike.
LOOKS: set[int] = set()


def fill_in(page: Page, account: User) -> None:
    page.get_by_label("Username").fill(account.username)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".account__name")).to_have_text(account.name)


def enter(page: Page, site: str, account: User) -> None:
    page.goto(f"{site}/accounts/login/")
    fill_in(page, account)


def end_sessions() -> None:
    Session.objects.all().delete()


def violations(page: Page) -> list[str]:
    return [f"{one['id']}: {one['help']}" for one in violations_of(page, LOOKS)]


@pytest.fixture(scope="module")
def people(sample: str) -> made.Cast:
    return made.cast()


@pytest.fixture(scope="module")
def analyst(sample: str) -> User:
    """An analyst of the small sample who could also be an auditor, the role that reads the most."""
    return factories.user("reads-the-most", Role.ANALYST, Role.AUDITOR)


@pytest.fixture(scope="module")
def proposal(people: made.Cast) -> Proposal:
    """A proposal in review, which no test here changes."""
    return made.submitted(people, area_code="SDA")


@pytest.fixture(scope="module")
def sample(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[str]:
    """One record for all tests here, which do not affect each other."""
    with committing():
        record_sample()
        yield site_address


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def either(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page with JavaScript, and one without."""
    with browser.new_context(java_script_enabled=request.param) as context:
        yield context.new_page()


def test_an_assessment_returns_after_signing_in(sample: str, analyst: User, either: Page) -> None:
    page, before = either, Assessment.objects.count()
    # Not the recorded value.
    said = f"{TEXT} {before}"
    enter(page, sample, analyst)
    page.goto(f"{sample}{ASSESS}")
    page.get_by_label("Rationale").fill(said)
    page.get_by_label("Fit").select_option("partially")
    page.get_by_label("Reason").fill("A new look.")
    end_sessions()
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.get_by_role("alert")).to_contain_text("the form comes back with what you typed")
    fill_in(page, analyst)
    expect(page).to_have_url(f"{sample}{ASSESS}")
    expect(page.get_by_label("Rationale")).to_have_value(said)
    expect(page.get_by_label("Fit")).to_have_value("partially")
    expect(page.locator("main")).to_contain_text("Nothing is stored yet")
    assert Assessment.objects.count() == before
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.locator(".usa-alert--success")).to_be_visible()
    assert Assessment.objects.count() == before + 1


def test_a_comment_on_a_proposal_returns_open_on_its_page(
    sample: str, people: made.Cast, proposal: Proposal, either: Page
) -> None:
    page, account = either, made.account(people.analyst)
    enter(page, sample, account)
    page.goto(f"{sample}/proposals/{proposal.pk}/")
    page.locator("summary", has_text="Comment").click()
    page.get_by_label("Comment", exact=True).fill(TEXT)
    end_sessions()
    page.get_by_role("button", name="Comment", exact=True).click()
    fill_in(page, account)
    expect(page.get_by_label("Comment", exact=True)).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value(TEXT)
    page.reload()
    expect(page).to_have_url(re.compile(r"/(reviews|proposals)/\d+/$"))
    expect(page.locator("h1")).to_be_visible()


def test_a_form_left_open_while_signing_in_elsewhere_returns(sample: str, analyst: User, page: Page) -> None:
    enter(page, sample, analyst)
    page.goto(f"{sample}{ASSESS}")
    page.get_by_label("Rationale").fill(TEXT)
    end_sessions()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="See the effect").click()
        page.locator(".beside").get_by_role("link", name="Sign in in a new tab").click()
    fill_in(opened.value, analyst)
    expect(opened.value).to_have_url(f"{sample}{ASSESS}")
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.locator("main")).to_contain_text("Nothing is stored yet")
    expect(page.get_by_label("Rationale")).to_have_value(TEXT)


def test_the_second_of_two_sign_in_tabs_works_too(sample: str, analyst: User, page: Page) -> None:
    second = page.context.new_page()
    page.goto(f"{sample}/areas/")
    second.goto(f"{sample}/evidence/")
    fill_in(page, analyst)
    fill_in(second, analyst)
    expect(second).to_have_url(f"{sample}/evidence/")
    expect(second.locator("main")).to_contain_text("You were signed in already")


def filter_areas(page: Page) -> None:
    page.locator("form.filters label", has_text="Hybrid").click()


def narrow_figures(page: Page) -> None:
    page.locator("#figures select, #figures input:not([type=hidden])").first.evaluate(
        "(one) => one.dispatchEvent(new Event('change', { bubbles: true }))"
    )


def try_out(page: Page) -> None:
    page.locator(".what-if select").first.select_option(index=1)


def see_the_effect(page: Page) -> None:
    page.get_by_role("button", name="See the effect").click()


# Marks a region and its first content, one of which a swap removes.
MARK = """(region) => {
  const place = document.querySelector(region);
  place.dataset.stays = place.firstElementChild.dataset.stays = "yes";
}"""
REGIONS = {
    "areas": ("/areas/?view=table", "#results", filter_areas),
    "what-if": ("/areas/SATCOM/what-if/", "#result", try_out),
    "overview figures": ("/overview/", "#figures", narrow_figures),
    "see the effect": (ASSESS, "#effect", see_the_effect),
}


@pytest.mark.parametrize(("path", "region", "act"), REGIONS.values(), ids=REGIONS)
def test_a_region_stays_as_it_was(
    sample: str, analyst: User, page: Page, path: str, region: str, act: Callable[[Page], None]
) -> None:
    enter(page, sample, analyst)
    page.goto(f"{sample}{path}")
    page.evaluate(MARK, region)
    address = page.url
    end_sessions()
    act(page)
    beside = page.locator(f".beside:has(+ {region})")
    expect(beside).to_contain_text(SIGNED_OUT)
    expect(page.locator(f"{region}[data-stays] > [data-stays]")).to_have_count(1)
    assert page.url == address
    assert violations(page) == []


def test_a_region_continues_after_signing_in_again(sample: str, analyst: User, page: Page) -> None:
    enter(page, sample, analyst)
    page.goto(f"{sample}/areas/SATCOM/what-if/")
    end_sessions()
    try_out(page)
    expect(page.locator(".beside")).to_have_count(1)
    enter(page.context.new_page(), sample, analyst)
    page.locator(".what-if select").first.select_option(index=2)
    expect(page.locator("#result")).to_contain_text("Link to this what-if")
    expect(page.locator(".beside")).to_have_count(0)


def test_a_draft_says_that_nothing_more_is_saved(sample: str, people: made.Cast, page: Page) -> None:
    proposal = made.draft(people, area_code="ISR")
    enter(page, sample, made.account(people.analyst))
    page.goto(f"{sample}/proposals/{proposal.pk}/draft/")
    end_sessions()
    page.get_by_label("Rationale").fill(TEXT)
    expect(page.locator(".beside:has(+ #saved)")).to_contain_text(SIGNED_OUT)
    expect(page.locator("#saved")).to_contain_text("save 1")
    page.get_by_role("button", name="Save and see the proposal").click()
    fill_in(page, made.account(people.analyst))
    expect(page.get_by_label("Rationale")).to_have_value(TEXT)


def test_an_open_proposal_stays_and_says_once_that_the_session_ended(
    sample: str, people: made.Cast, proposal: Proposal, page: Page
) -> None:
    page.clock.install()
    enter(page, sample, made.account(people.authority))
    page.goto(f"{sample}/proposals/{proposal.pk}/")
    end_sessions()
    for _ in range(3):
        with page.expect_response(re.compile("/version/")):
            page.clock.fast_forward(21_000)
    expect(page.locator(".beside")).to_have_count(1)
    expect(page.locator(".beside")).to_contain_text(SIGNED_OUT)
    expect(page.locator("h1")).to_contain_text("SDA")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("cached", [True, False], ids=["pages kept for Back", "without"])
def test_back_shows_nothing_after_signing_out(
    sample: str, analyst: User, browser_type: BrowserType, browser_type_launch_args: dict, cached: bool
) -> None:
    # Playwright turns off the browser's own cache of pages, which people have on.
    off = ["--disable-back-forward-cache"] if cached else []
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=off)
    page = browser.new_context().new_page()
    enter(page, sample, analyst)
    for path in ("/audit/", "/evidence/", "/notices/", "/areas/SATCOM/", "/"):
        page.goto(f"{sample}{path}")
    sign_out(page)
    for _ in range(5):
        page.go_back()
        expect(page).to_have_url(re.compile(r"/accounts/login/"))
        expect(page.locator("h1")).to_have_text("Sign in")
        expect(page.locator(".account__name")).to_have_count(0)
    browser.close()


def test_pages_on_the_way_back_are_accessible(sample: str, analyst: User, page: Page) -> None:
    enter(page, sample, analyst)
    page.goto(f"{sample}{ASSESS}")
    page.get_by_label("Rationale").fill(TEXT)
    end_sessions()
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    fill_in(page, analyst)
    expect(page.get_by_label("Rationale")).to_have_value(TEXT)
    assert violations(page) == []
