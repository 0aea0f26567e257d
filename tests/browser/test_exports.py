"""A briefing built from its page, with or without JavaScript: the browser saves it by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from missions.domain.vocabulary import Role
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.watch import WIDTHS, Watch

pytestmark = pytest.mark.browser


def test_a_briefing_is_built_while_the_page_stays(sample: str, signed_in: Callable[..., Page]) -> None:
    page = signed_in(Role.VIEWER)
    watch = Watch(page)
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{sample}/exports/")
        page.locator("label", has_text="SATCOM").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Build the briefing").click()
        assert download.value.suggested_filename.endswith(".pptx")
        expect(page.get_by_role("link", name="Download the PPTX")).to_be_visible()
        expect(page.get_by_role("button", name="Build the briefing")).to_be_focused()
        expect(page.locator("#briefings-built").get_by_role("row", name="SATCOM")).to_be_visible()
        assert page.url.endswith("/exports/")
        wrong += watch.look(width)
    assert wrong == []


def test_a_briefing_is_built_without_javascript(sample: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, sample, factories.user("viewer", Role.VIEWER))
    page.goto(f"{sample}/exports/?as_of=2025-03-01")
    page.locator("label", has_text="PDF").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Build the briefing").click()
    assert download.value.suggested_filename.endswith(".pdf")
    expect(page.get_by_role("heading", name="Briefing 1")).to_be_visible()
    expect(page.get_by_text("The briefing of 1 Mar 2025 is ready.")).to_be_visible()
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible()
    context.close()
