"""From no records to a cell that is met, and to what is left after a loss: an analyst at the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from missions.access import Actor
from missions.actions.reviews import proposals, reviews
from missions.domain.vocabulary import Role
from missions.models import Proposal, User
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.browser


def test_records_improve_cells_of_the_posture_and_a_loss_reverses_it(
    sample: str, signed_in: Callable[..., Page]
) -> None:
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/posture/")
    expect(cell(page, "access")).to_contain_text("No data")

    record(page, sample, "providers", {"name": "Orbital Works"}, {"country": "US"})
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

    cite_after_retiring(page, sample)


def cite_after_retiring(page: Page, sample: str) -> None:
    """Retire the provider; its cell is cited in a proposal, and read in the brief and as it was."""
    retire(page, sample, "providers", "PRV-001")
    page.goto(f"{sample}/posture/?cell=SATCOM.access")
    expect(page.locator("#cell h2")).to_contain_text("no data")
    proposal = being_drafted()
    page.get_by_role("link", name="Cite this cell").click()
    expect(page.locator("#figure")).to_contain_text("Posture of SATCOM")
    page.get_by_label("Add it to").select_option(str(proposal.pk))
    page.locator("main [name=reason]").fill("Access weighs on the case.")
    page.get_by_role("button", name="Cite it").click()
    expect(page).to_have_url(f"{sample}/proposals/{proposal.pk}/draft/")
    proposals.submit(by=at_the_browser(), proposal=proposal, against=2, reason="Complete.")

    page.goto(f"{sample}/proposals/{proposal.pk}/")
    brief = page.locator("main")
    expect(brief.get_by_role("link", name=re.compile("^Posture of SATCOM on"))).to_be_visible()
    expect(brief).to_contain_text("Access: no data.")
    expect(page.locator("section", has=page.locator("#posture"))).to_contain_text("kept when revision 1 was sent")
    page.get_by_role("link", name=re.compile("^Posture of SATCOM on")).click()
    page.get_by_role("link", name="The page at that moment").click()
    expect(page.locator("#cell h2")).to_contain_text("SATCOM")


def being_drafted() -> Proposal:
    """A draft by the analyst at the browser, complete except for the citation."""
    analyst = at_the_browser()
    steward = factories.actor(Role.STEWARD)
    reviewers = [
        factories.user(name, Role.REVIEWER, organization=where)
        for name, where in (("first", "Space Force"), ("second", "Space Systems Command"))
    ]
    review = reviews.open_review(
        by=steward,
        area=factories.area(),
        due_on=made.in_days(30),
        reason="Yearly.",
        reviewers=reviewers,
        analysts=[made.account(analyst)],
    )
    proposal = proposals.create_draft(by=analyst, review=review)
    gaps = {"S-2": "Not yet looked at.", "S-3": "Not yet looked at."}
    content = made.content(gaps=gaps)
    proposals.save_draft(by=analyst, proposal=proposal, against=0, content=content)
    return made.again(proposal)


def at_the_browser() -> Actor:
    """The analyst at the browser, as an actor."""
    account = User.objects.select_related("organization").get(username=Role.ANALYST.value)
    return Actor(account.pk, account.username, account.name, account.organization.name, frozenset({Role.ANALYST}))


def retire(page: Page, site: str, address: str, code: str) -> None:
    """Retire a record of a kind with its form, as of today."""
    page.goto(f"{site}/{address}/{code}/revise/")
    page.locator("label[for=id_retired]").click()
    save(page)


def cell(page: Page, column: str):
    """The link of a cell of SATCOM."""
    return page.locator(f'a[href*="cell=SATCOM.{column}"]')


def record(page: Page, site: str, address: str, typed: dict[str, str], chosen: dict[str, str] | None = None) -> None:
    """Add a record of a kind with its form; required choices get the first answer."""
    page.goto(f"{site}/{address}/add/")
    for name, text in typed.items():
        page.locator(f"main [name={name}]").fill(text)
    for name, value in (chosen or {}).items():
        page.locator(f"main [name={name}]").select_option(value)
    save(page)


def save(page: Page) -> None:
    """Give required choices the first answer, enter a reason, and save the form."""
    for select in page.locator("main select[required]").all():
        if not select.input_value() and "-" not in (select.get_attribute("name") or ""):
            select.select_option(index=1)
    page.locator("[name=reason]").fill("Known to me.")
    page.get_by_role("button", name=re.compile("^Save the")).click()
    expect(page.locator("main")).to_contain_text("History")
