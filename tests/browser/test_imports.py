"""Importing a file in a real browser: progress by itself or with a button, and every state of the page accessible."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from missions.actions.exchange import imports, workbooks
from missions.domain.vocabulary import Role
from missions.models import Function
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.watch import Watch
from tests.uploads import HEADER, function_row, row, workbook

pytestmark = pytest.mark.browser

ROWS = [
    row("S-1"),
    row("S-3"),
    function_row("S-2", "A shorter name"),
    *(function_row(f"N-{n}", "New") for n in range(9)),
]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(imports, "BATCH", 4)


def choose(page: Page, site: str, *rows: str) -> None:
    """Upload a file with these rows."""
    page.goto(f"{site}/imports/")
    content = "\n".join([HEADER, *rows]).encode()
    page.get_by_label("File").set_input_files({"name": "file.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Preview").click()


def test_a_file_is_compared_automatically_and_recorded(
    sample: str, signed_in: Callable[..., Page], small_batches: None
) -> None:
    page = signed_in(Role.ANALYST)
    choose(page, sample, *ROWS)
    expect(page.locator("[data-announce]")).to_contain_text("12 rows: 10 new, 1 changed, 1 the same")
    expect(page.locator("#announcer")).to_contain_text("12 rows")
    page.get_by_label("Reason").fill("The yearly look.")
    page.get_by_role("button", name="Record 11 rows").click()
    expect(page.get_by_text("Everything was recorded in entry")).to_be_visible()
    assert Function.objects.filter(code__startswith="N-").count() == 9


def test_without_javascript_a_button_continues(site: str, browser: Browser, small_batches: None) -> None:
    analyst = factories.user("analyst", Role.ANALYST)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, analyst)
    choose(page, site, *(function_row(f"N-{n}", "New") for n in range(9)))
    expect(page.get_by_text("4 of 9 rows are compared")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("8 of 9 rows are compared")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("9 rows: 9 new")).to_be_visible()
    context.close()


def test_every_state_is_accessible(sample: str, signed_in: Callable[..., Page], small_batches: None) -> None:
    page = signed_in(Role.ANALYST)
    watch = Watch(page)
    choose(page, sample, *ROWS, row("S-9"), row("S-1", on="a day"))
    expect(page.get_by_text("2 rows are wrong")).to_be_visible()
    wrong_url = page.url
    choose(page, sample, *ROWS)
    page.get_by_label("Reason").wait_for()
    fine_url = page.url
    wrong = []
    for address in (wrong_url, fine_url, f"{wrong_url}?status=same"):
        page.goto(address)
        wrong += watch.look()
    page.get_by_label("Reason").wait_for(state="detached")
    page.goto(fine_url)
    factories.assessment(Function.objects.get(code="S-1"), rationale="Meanwhile.")
    page.get_by_label("Reason").fill("The yearly look.")
    page.get_by_role("button", name=re.compile("Record")).click()
    expect(page.get_by_text("The record changed after this comparison")).to_be_visible()
    wrong += watch.look()
    page.get_by_role("button", name="Compare with the record again").click()
    expect(page.locator("main")).to_contain_text("10 new, 2 changed")
    assert wrong == []


def test_progress_is_accessible(sample: str, signed_in: Callable[..., Page], small_batches: None) -> None:
    page = signed_in(Role.ANALYST)
    watch = Watch(page)
    # The page stands still if no step is answered.
    page.route("**/step/", lambda route: route.fulfill(status=204))
    choose(page, sample, *ROWS)
    expect(page.get_by_text("4 of 12 rows are compared")).to_be_visible()
    assert watch.look() == []


def test_waiting_choosing_a_sheet_and_refusal_are_accessible(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.ANALYST)
    watch = Watch(page)
    rows = [HEADER.split(","), row("S-1").split(",")]
    for sheets, said in (
        ({"May": rows, "June": rows}, "Choose a sheet"),
        ({"May": [["area"]]}, "cannot be used"),
    ):
        page.goto(f"{sample}/imports/")
        file = {"name": "file.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(**sheets)}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_text("The file is being read.")).to_be_visible()
        workbooks.read_waiting()
        expect(page.get_by_text(said)).to_be_visible()
        assert watch.look() == []
