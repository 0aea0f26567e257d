"""From the files of a catalog to a figure of concentration in the brief of a proposal, in a real browser."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from missions.domain.vocabulary import Role
from missions.models import StagedCatalog
from tests import review_factories as made
from tests.browser.conftest import sign_in
from tests.running.worker import work

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[3] / "fixtures" / "catalog" / "sample"
FILES = [SAMPLE / name for name in ("payloads.tsv", "launches.tsv", "organizations.tsv")]


def test_a_file_of_a_gigabyte_is_refused_when_chosen_and_not_sent(
    site: str, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{site}/catalogs/imports/")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    large = tmp_path / "large.tsv"
    with large.open("wb") as file:
        os.truncate(file.fileno(), 1 << 30)
    field = page.locator("input[type=file]")
    field.set_input_files(large)
    assert field.evaluate("one => one.validationMessage") == "Choose files of at most 20,000,000 bytes together."
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_role("button", name="Read the files")).to_be_visible()
    assert sent == [] and not StagedCatalog.objects.exists()
    field.set_input_files(FILES)
    assert field.evaluate("one => one.validationMessage") == ""


def test_from_an_upload_to_a_figure_in_the_brief(site: str, page: Page) -> None:
    people = made.cast()
    proposal = made.draft(people)
    sign_in(page, site, made.account(people.analyst))

    page.goto(f"{site}/catalogs/imports/")
    page.locator("input[type=file]").set_input_files(FILES)
    page.get_by_role("button", name="Read the files").click()
    expect(page).to_have_url(re.compile(r"/catalogs/imports/\d+/"))
    work()
    page.reload()
    expect(page.locator("main")).to_contain_text("Nothing is recorded yet")
    page.locator("[name=name]").fill("Sample 2026")
    page.locator("main [name=reason]").fill("The quarterly import.")
    page.locator("main label[for=id_accepted]").click()
    page.get_by_role("button", name="Record this snapshot").click()
    expect(page.locator("main")).to_contain_text("Sample 2026")

    page.goto(f"{site}/concentration/")
    expect(page.locator(".headline")).to_contain_text("By satellites one operator")
    expect(page.locator("[data-chart] .chart__mark").first).to_be_visible()
    page.get_by_label("Unit").select_option("launches")
    page.get_by_label("Owners").select_option("all")
    page.locator("main").get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("unit=launches"))
    page.locator("main tbody").get_by_role("link", name="SATCOM", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Operators in")
    said = page.locator("main tbody tr").first.locator("[data-label=Share]").inner_text()

    page.get_by_role("link", name="Cite as evidence").click()
    page.get_by_label("Add it to").select_option(str(proposal.pk))
    page.locator("[name=reason]").fill("One operator holds most of it.")
    page.get_by_role("button", name="Cite it").click()
    expect(page).to_have_url(re.compile(rf"/proposals/{proposal.pk}/draft/"))
    made.submit(people, proposal)

    sign_in(page, site, made.account(people.reviewer))
    page.goto(f"{site}/proposals/{proposal.pk}/")
    case = page.locator("section", has=page.locator("#for"))
    expect(case).to_contain_text("by launches, commercial, all owners, by operator")
    expect(case).to_contain_text(f" {said}, index ")
    expect(case).to_contain_text("snapshot Sample 2026")
