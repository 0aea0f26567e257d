"""A category changes, in a real browser: from a new cycle to the day the decision takes effect."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from missions.access import Actor
from missions.models import Proposal
from tests import factories
from tests import review_factories as made
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

AREA = "SATCOM"


@pytest.fixture
def people(site: str) -> made.Cast:
    made.assessed(area_code=AREA)
    made.evidence("A market survey")
    return made.cast()


@pytest.fixture
def as_person(site: str, page: Page) -> Callable[[Actor], Page]:
    """Sign the page in as somebody else."""

    def become(actor: Actor) -> Page:
        sign_in(page, site, made.account(actor))
        return page

    return become


def act(page: Page, label: str, button: str, **fields: str) -> None:
    """Open one of the buttons that stay in view, fill in its form and send it."""
    page.locator(".offers summary", has_text=label).click()
    form = page.locator(".offer[open] form")
    for name, text in fields.items():
        form.locator(f"[name='{name.replace('_', '-')}']").fill(text)
    form.get_by_role("button", name=button).click()
    expect(page.locator(".usa-alert--success")).to_be_visible()


def open_cycle(page: Page, site: str) -> None:
    page.goto(f"{site}/reviews/")
    page.get_by_role("link", name="Open a review").first.click()
    for area in (AREA, "SDA"):
        page.locator("label", has_text=re.compile(rf"^\s*{area} ")).click()
    page.get_by_label("Name of the cycle").fill("Annual evaluation")
    page.get_by_label("Due date").fill(made.in_days(30).isoformat())
    for reviewer in ("Reviewer,", "Reviewer2,", "Reviewer3,"):
        page.locator("label", has_text=re.compile(f"^{reviewer}")).click()
    page.get_by_label("Reason").fill("A year has passed.")
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".usa-alert--success")).to_contain_text("Opened 2 reviews")


def draft(page: Page, site: str) -> None:
    page.goto(f"{site}/reviews/?view=all")
    page.locator("tbody th a", has_text=AREA).first.click()
    page.get_by_role("button", name="Draft a proposal").click()
    page.get_by_label("Proposed category").select_option("government_primary")
    page.get_by_label("Effective date").fill(made.in_days(0).isoformat())
    page.get_by_label("Rationale").fill("What was found speaks for it.")
    page.locator("label", has_text="A market survey").click()
    expect(page.locator("#saved")).to_contain_text("Saved,")
    page.get_by_role("button", name="Save and see the proposal").click()


def test_from_a_cycle_to_a_new_lane(site: str, people: made.Cast, as_person: Callable[[Actor], Page]) -> None:
    open_cycle(as_person(people.steward), site)
    page = as_person(people.analyst)
    draft(page, site)
    act(page, "Send to reviewers", "Send to reviewers", reason="Ready.")
    address = page.url
    as_person(people.reviewer).goto(f"{site}/reviews/")
    expect(page.locator("nav .count")).to_contain_text("1")
    page.get_by_role("link", name="Vote").first.click()
    act(page, "Request changes", "Send it back", item_1="Name the day", reason_1="It is not argued.")
    as_person(people.analyst).goto(address)
    page.get_by_role("link", name="Edit the draft").click()
    page.get_by_label("Name the day").fill("The contracts end that day.")
    page.get_by_role("button", name="Save and see the proposal").click()
    act(page, "Send to reviewers", "Send to reviewers", reason="Answered.")
    for reviewer in (people.reviewer, people.reviewer2):
        as_person(reviewer).goto(address)
        act(page, "Support", "Support it", reason="Well founded.")
    as_person(people.authority).goto(address)
    act(page, "Approve", "Approve it", reason="The votes are in.")
    lane = page.locator(".lane--government_primary")
    page.goto(f"{site}/overview/")
    expect(lane).to_contain_text(AREA)
    yesterday = made.in_days(-1)
    page.get_by_label("As of").fill(yesterday.isoformat())
    page.get_by_role("region", name="Date shown").get_by_role("button", name="Show").click()
    expect(page.locator(".lane--hybrid")).to_contain_text(AREA)
    expect(lane).not_to_contain_text(AREA)
    page.goto(f"{site}/areas/{AREA}/")
    page.get_by_role("link", name="its votes and reasons").click()
    expect(page.locator("main")).to_contain_text("Well founded.")


def test_another_version_is_announced_while_the_page_is_open(
    site: str, people: made.Cast, as_person: Callable[[Actor], Page]
) -> None:
    proposal = made.submitted(people)
    page = as_person(people.authority)
    page.clock.install()
    page.goto(f"{site}/proposals/{proposal.pk}/")
    made.votes.request_changes(
        by=people.reviewer, proposal=proposal, items=[("The day", "Early.")], **made.live(proposal)
    )
    page.clock.fast_forward(21_000)
    expect(page.locator("#version")).to_contain_text("A newer version arrived")
    page.locator("#version").get_by_role("link", name="Show it").click()
    expect(page.locator("main")).to_contain_text("Changes requested")


def test_a_draft_saved_twice_keeps_the_input(site: str, people: made.Cast, as_person: Callable[[Actor], Page]) -> None:
    proposal = made.draft(people)
    page = as_person(people.analyst)
    page.goto(f"{site}/proposals/{proposal.pk}/draft/")
    made.proposals.save_draft(
        by=people.coauthor, proposal=proposal, against=1, content=made.content(rationale="Theirs.")
    )
    page.get_by_label("Rationale").fill("Mine.")
    expect(page.locator("#saved")).to_contain_text("saved the draft")
    page.get_by_role("button", name="Save and see the proposal").click()
    expect(page.locator("#conflict")).to_contain_text("Coauthor saved before you")
    expect(page.get_by_label("Rationale")).to_have_value("Mine.")
    page.get_by_role("button", name="Save and see the proposal").click()
    expect(page.locator(".usa-alert--success")).to_be_visible()
    assert Proposal.objects.get(pk=proposal.pk).draft.rationale == "Mine."


def test_a_review_works_without_javascript(site: str, people: made.Cast, browser: Browser) -> None:
    proposal = made.draft(people)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, site, made.account(people.analyst))
        page.goto(f"{site}/proposals/{proposal.pk}/draft/")
        page.get_by_label("Rationale").fill("Written without a script.")
        page.get_by_role("button", name="Save and see the proposal").click()
        act(page, "Send to reviewers", "Send to reviewers", reason="Ready.")
        sign_in(page, site, made.account(people.reviewer))
        page.goto(f"{site}/proposals/{proposal.pk}/")
        act(page, "Support", "Support it")
    assert factories.area(AREA).reviews.get().proposals.get().revisions.get().votes.count() == 1
