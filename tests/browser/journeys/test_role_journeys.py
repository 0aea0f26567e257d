"""Each role in the demonstration of `make run`: from sign-in to its main act, using only the screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.running import newcomer
from tests.running.newcomer import Started, started

pytestmark = pytest.mark.browser

MOST_CLICKS = 3


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Started]:
    with newcomer.demonstration() as folder, started(folder) as program:
        yield program


class Person:
    """A signed-in person, with the number of their clicks since."""

    def __init__(self, page: Page, program: Started, username: str) -> None:
        self.page, self.clicks = page, 0
        page.goto(f"http://127.0.0.1:{program.port}/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill("csis-demo")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("footer")).to_contain_text("illustrative")
        tops = page.locator(".shell__nav a").evaluate_all("all => [...new Set(all.map((one) => one.offsetTop))]")
        assert len(tops) == 1, "The navigation takes more than one line."

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name).first)

    def reached(self, act: Locator) -> None:
        """The act is on the screen, after few clicks."""
        expect(act).to_be_visible()
        assert self.clicks <= MOST_CLICKS


def test_an_analyst_drafts(demonstration: Started, page: Page) -> None:
    analyst = Person(page, demonstration, "analyst")
    analyst.button("Draft the proposal")
    analyst.reached(page.get_by_label("Rationale"))
    expect(page.locator("h1")).to_contain_text("C2")


def test_a_reviewer_votes_with_a_reason(demonstration: Started, page: Page) -> None:
    reviewer = Person(page, demonstration, "reviewer3")
    expect(page.locator(".headline")).to_contain_text("Vote 1")
    reviewer.link("Vote")
    reviewer.click(page.locator(".offers summary", has_text="Support"))
    form = page.locator(".offer[open] form")
    reviewer.reached(form)
    form.get_by_label("Reason").fill("The evidence supports it.")
    form.get_by_role("button").last.click()
    expect(page.locator(".usa-alert--success")).to_contain_text("You support revision 1")


def test_an_authority_sees_the_objection_and_its_answer_on_the_first_screen(demonstration: Started, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    authority = Person(page, demonstration, "authority")
    authority.link("Decide")
    for words in ("One provider holds most of the orders", "Orders are to be spread"):
        place = page.get_by_text(words).first.bounding_box()
        assert place["y"] + place["height"] <= 900, words
    authority.click(page.locator(".offers summary", has_text="Approve"))
    authority.reached(page.locator(".offer[open] form").get_by_label("Reason"))


def test_a_steward_confirms_a_role(demonstration: Started, page: Page) -> None:
    steward = Person(page, demonstration, "steward")
    roles = page.locator("section", has=page.get_by_role("heading", name="Roles to confirm"))
    steward.click(roles.locator("summary", has_text="Confirm"))
    reason = roles.locator("details[open]").get_by_label("Reason")
    steward.reached(reason)
    reason.fill("Agreed for January.")
    roles.get_by_role("button", name="Confirm").click()
    expect(page.locator(".usa-alert--success")).to_contain_text("confirmed")


def test_an_auditor_verifies(demonstration: Started, page: Page) -> None:
    auditor = Person(page, demonstration, "auditor")
    auditor.link("Audit")
    auditor.reached(page.get_by_role("button", name="Verify now"))
    auditor.button("Verify now")
    expect(page.locator("#run").get_by_text("No alteration was found.")).to_be_visible()


def test_an_administrator_creates_an_account(demonstration: Started, page: Page) -> None:
    administrator = Person(page, demonstration, "admin")
    administrator.link("People")
    administrator.link("People")
    administrator.reached(page.get_by_role("button", name="Create the account"))


def test_a_general_reads_one_sentence_and_downloads_a_briefing(demonstration: Started, page: Page) -> None:
    viewer = Person(page, demonstration, "viewer")
    expect(page.locator(".headline")).to_have_text(
        re.compile(r"^13 mission areas: 6 Government Primary, 6 Hybrid, 1 Com")
    )
    expect(page.locator(".opening")).to_contain_text("1 shift is proposed: SATCOM to Commercial Primary")
    expect(page.get_by_text("You have no actions")).to_have_count(0)
    viewer.link("Exports")
    viewer.reached(page.get_by_role("button", name="Build"))
