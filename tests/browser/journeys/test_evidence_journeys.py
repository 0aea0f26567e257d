"""Evidence as analysts use it: recorded with its file during an assessment, then found and downloaded."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from missions.domain.vocabulary import Role
from missions.models import Assessment, AuditEntry
from tests.browser.conftest import LONG_NAME
from tests.browser.journeys.test_analysis_journeys import ANSWERS

pytestmark = pytest.mark.browser

REPORT = b"Seen at sea, twice.\n"
FUNCTION = "/areas/SATCOM/functions/S-3/"


def test_evidence_with_a_file_is_added_from_the_form_ticked_and_downloaded(
    sample: str, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}{FUNCTION}assess/")
    answer(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Add evidence").click()
    add(opened.value, tmp_path)

    page.get_by_label("Find other evidence").fill("trial at sea")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("[name=rationale]")).to_have_value("Somebody does it already.")
    page.locator("#evidence label", has_text="Trial at sea").click()
    page.get_by_role("button", name="Save the assessment").click()

    expect(page).to_have_url(f"{sample}{FUNCTION}")
    history = page.locator("section", has=page.locator("#history"))
    expect(history.get_by_role("link", name="Trial at sea")).to_be_visible()
    page.locator("section", has=page.locator("#assessment")).get_by_role("link", name="Trial at sea").click()
    expect(page.locator("#attached + table")).to_contain_text("S-3")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download trial.txt").click()
    assert download.value.suggested_filename == "trial.txt"
    assert Path(download.value.path()).read_bytes() == REPORT


def test_enter_in_a_text_field_saves_nothing_and_searches_nothing(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}{FUNCTION}assess/")
    answer(page)
    before = AuditEntry.objects.count()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    for name in ("find", "source"):
        page.locator(f"[name={name}]").fill("sea")
        page.locator(f"[name={name}]").press("Enter")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#evidence")).to_contain_text("Nothing recorded has “sea” in it.")
    # The only request is that of the button.
    assert sent == [f"{sample}{FUNCTION}assess/"]
    assert AuditEntry.objects.count() == before


def test_long_titles_of_evidence_wrap(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.ANALYST)
    page.set_viewport_size({"width": 390, "height": 900})
    rested = Assessment.objects.latest("pk").evidence_links.first().evidence_id
    for path in (
        "/areas/SATCOM/",
        "/areas/SATCOM/history/",
        "/search/?q=communications",
        "/evidence/",
        f"/evidence/{rested}/",
    ):
        page.goto(f"{sample}{path}")
        expect(page.locator("main")).to_contain_text(LONG_NAME[:60])
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def answer(page: Page) -> None:
    for name, value in ANSWERS.items():
        page.locator(f"select[name={name}]").select_option(value)
    page.locator("[name=rationale]").fill("Somebody does it already.")
    page.locator("[name=reason]").fill("Judged for the first time.")


def add(tab: Page, folder: Path) -> None:
    """Record evidence with a file in the tab that the link opened."""
    report = folder / "trial.txt"
    report.write_bytes(REPORT)
    tab.locator("[name=kind]").select_option("exercise")
    tab.locator("[name=title]").fill("Trial at sea")
    tab.locator("[name=provenance]").select_option("public_source")
    tab.locator("[name=file]").set_input_files(report)
    tab.locator("[name=reason]").fill("It shows it in use.")
    tab.get_by_role("button", name="Save the evidence").click()
    expect(tab).to_have_url(re.compile(r"/evidence/\d+/$"))
    tab.close()
