"""From nothing recorded to a cell that is met, and to what is left after a loss: an analyst at the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from missions.domain.vocabulary import Role

pytestmark = pytest.mark.browser


def test_records_move_the_cells_of_the_posture_and_a_loss_takes_them_back(
    sample: str, signed_in: Callable[..., Page]
) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/posture/")
    expect(cell(page, "access")).to_contain_text("No data")

    record(page, sample, "providers", {"name": "Orbital Works", "country": "US"})
    record(
        page,
        sample,
        "solutions",
        {"name": "Relay service", "provider": "PRV-001", "dependencies-0-name": "Falcon 9"},
        {"stage": "offered", "dependencies-0-kind": "launcher", "dependencies-0-substitutable": "no"},
    )
    record(page, sample, "uses", {"solution": "SOL-001", "function": "S-1"}, {"state": "in_use"})
    record(
        page,
        sample,
        "agreements",
        {"title": "Relay contract", "provider": "PRV-001", "starts_on": "2026-01-01", "commitments-0-use": "USE-001"},
        {"parties_withheld": "no", "commitments-0-phase": "conflict", "commitments-0-level": "assured"},
    )
    record(
        page,
        sample,
        "exercises",
        {"name": "Wargame", "starts_on": "2026-05-01", "trials-0-use": "USE-001"},
        {"trials-0-phase": "crisis", "trials-0-result": "worked"},
    )

    page.goto(f"{sample}/posture/")
    expect(page.locator(".headline")).to_contain_text("has an offer")
    expect(cell(page, "access")).not_to_contain_text("No data")
    cell(page, "access").click()
    expect(page.locator("#cell h2")).to_contain_text("SATCOM")
    page.locator("#cell summary").first.click()
    expect(page.locator("#cell").get_by_role("link", name=re.compile("Relay contract")).first).to_be_visible()

    page.goto(f"{sample}/posture/loss/")
    page.get_by_label("Lose").select_option("launcher:Falcon 9")
    expect(page.locator("#result h2")).to_contain_text("0 of 1")
    expect(page).to_have_url(re.compile("loss=launcher"))
    expect(page.locator("#result")).to_contain_text("Relay service")


def cell(page: Page, column: str):
    """The link of a cell of SATCOM."""
    return page.locator(f'a[href*="cell=SATCOM.{column}"]')


def record(page: Page, site: str, address: str, typed: dict[str, str], chosen: dict[str, str] | None = None) -> None:
    """Adds a record of a kind by its form; whatever is required and not chosen is given the first answer."""
    page.goto(f"{site}/{address}/add/")
    for name, text in typed.items():
        page.locator(f"main [name={name}]").fill(text)
    for name, value in (chosen or {}).items():
        page.locator(f"main [name={name}]").select_option(value)
    for select in page.locator("main select[required]").all():
        if not select.input_value() and "-" not in (select.get_attribute("name") or ""):
            select.select_option(index=1)
    page.locator("[name=reason]").fill("Known to me.")
    page.get_by_role("button", name=re.compile("^Save the")).click()
    expect(page.locator("main")).to_contain_text("History")
