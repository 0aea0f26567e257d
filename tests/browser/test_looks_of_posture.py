"""The layout of the posture's pages, measured: on a phone, and in one line where there is room."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from missions.domain.commercial.vocabulary import Level, Phase, SafeguardKind, UseState, YesNo
from missions.domain.vocabulary import Performer, Role
from tests import factories
from tests.browser.conftest import reader, record_sample, sign_in
from tests.integration.kinds.recorded import provider, record

pytestmark = pytest.mark.browser

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Rows whose label is taller than the row and so overlaps the next one. A label in the line of its value wraps with it,
# and a value on its own line has no label.
RUN_OVER = """() => [...document.querySelectorAll("main .rows tbody [data-label]")].filter((cell) => {
  const style = getComputedStyle(cell, "::before"), label = document.createElement("span");
  if (getComputedStyle(cell).display === "inline" || style.content === "none") {
    return false;
  }
  label.textContent = cell.dataset.label;
  Object.assign(label.style, { display: "block", fontSize: style.fontSize, lineHeight: style.lineHeight,
    position: "absolute", width: style.width });
  document.body.append(label);
  const needed = label.offsetHeight;
  label.remove();
  return cell.offsetParent && cell.offsetHeight + 1 < needed;
}).map((cell) => cell.dataset.label)"""


@pytest.fixture(scope="module")
def shown(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[str]:
    """A provider whose insured solution is in use, made once for all tests."""
    with committing():
        record_sample()
        factories.assessment(factories.function("L-1"), performer=Performer.EITHER)
        provider("PRV-001", name="Orbital Works")
        record("solution", "SOL-001", provider="PRV-001", name="Relay")
        record("use", "USE-001", solution="SOL-001", function="L-1", state=UseState.IN_USE)
        record("safeguard", "SFG-001", provider="PRV-001", kind=SafeguardKind.COMMERCIAL_INSURANCE, covers="Its fleet")
        promise = {"use": "USE-001", "phase": Phase.CONFLICT, "level": Level.ASSURED}
        lines = {"commitments": [promise]}
        record("agreement", "AGR-001", title="Relays", provider="PRV-001", parties_withheld=YesNo.NO, lines=lines)
        yield site_address


@pytest.fixture
def opened(shown: str, page: Page) -> Callable[..., Page]:
    """A page of the posture, as a role sees it in a window of that size."""

    def at(path: str, size: dict[str, int] = PHONE, *roles: Role) -> Page:
        account = factories.user("-".join(roles), *roles) if roles else reader(Role.VIEWER)
        sign_in(page, shown, account)
        page.set_viewport_size(size)
        page.goto(f"{shown}{path}")
        return page

    return at


@pytest.mark.parametrize(
    "path", ["/posture/protection/", "/posture/access/?area=SATCOM", "/safeguards/", "/providers/"]
)
def test_a_label_of_several_lines_never_overlaps_the_next_row(opened: Callable[..., Page], path: str) -> None:
    page = opened(path)
    assert page.locator("main .rows tbody [data-label]").count() > 0
    assert page.evaluate(RUN_OVER) == []


def test_the_posture_on_a_phone_is_one_line_for_each_area(opened: Callable[..., Page]) -> None:
    page = opened("/posture/")
    rows = page.locator("#grid tbody tr")
    assert rows.count() >= 13
    assert max(row.bounding_box()["height"] for row in rows.all()) < 60
    cell = page.locator('#grid a[href*="cell=SATCOM.balance"]')
    expect(cell).to_contain_text("Balance")
    assert cell.bounding_box()["height"] >= 24
    cell.click()
    expect(page.locator("#cell h2")).to_be_in_viewport()
    page.get_by_role("link", name="Close", exact=True).click()
    expect(page.locator("#cell h2")).to_have_count(0)


def test_the_trend_on_a_phone_shows_its_quarters_side_by_side(opened: Callable[..., Page]) -> None:
    page = opened("/posture/trend/")
    tops = (
        page.locator("table.trend tbody tr")
        .first.locator("td")
        .evaluate_all("cells => [...new Set(cells.map((cell) => cell.getBoundingClientRect().top))]")
    )
    assert len(tops) == 1


def test_a_cell_not_sought_or_not_known_is_never_red(opened: Callable[..., Page]) -> None:
    page = opened("/posture/", WIDE)
    color = "one => getComputedStyle(one).color"
    red = page.locator(".posture__symbol--not_met").first.evaluate(color)
    for state in ("not_sought", "no_data"):
        symbols = page.locator(f".posture__symbol--{state}")
        assert symbols.count() > 0
        assert red not in symbols.evaluate_all(f"all => all.map({color})")


def test_on_paper_an_open_cell_leaves_out_the_list_behind_its_numbers(
    opened: Callable[..., Page],
) -> None:
    page = opened("/posture/?cell=SATCOM.balance", WIDE)
    page.emulate_media(media="print")
    expect(page.locator("#cell h2")).to_be_visible()
    expect(page.locator("#cell details li").first).to_be_hidden()
