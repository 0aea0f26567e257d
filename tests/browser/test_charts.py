"""The overview's figures in a real browser: drawn, followed, taken away, swapped, printed; nothing left behind."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, expect

from missions.domain.vocabulary import Role
from tests.browser.conftest import reader, sign_in
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

SWAPS = 200
# Milliseconds that all figures may take on a machine that is busy with other tests.
PATIENCE = 20_000
# Pixels between the margins of a sheet of letter paper.
SHEET = 740
PLOTS = "document.querySelectorAll('.js-plotly-plot').length"


# The words of figures that stand out of them.
CUT_OFF = """[...document.querySelectorAll(".chart__drawn")].flatMap((place) => {
  const room = place.getBoundingClientRect();
  const words = [...place.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  return words.filter(([, { left, right, top, bottom, width }]) => width
    && (left < room.left - 1 || right > room.right + 1 || top < room.top - 1 || bottom > room.bottom + 1));
})"""


def all_drawn(page: Page) -> None:
    expect(page.locator("figure[data-chart]:not([data-drawn]):has(.chart__drawn)")).to_have_count(0, timeout=PATIENCE)
    assert page.locator("figure[data-drawn]").count()


@pytest.fixture
def overview(shared_sample: str, reading: Callable[[Role], Page]) -> Page:
    page = reading(Role.VIEWER)
    page.goto(f"{shared_sample}/")
    all_drawn(page)
    return page


def test_every_figure_is_drawn_with_a_name_and_nothing_in_the_console(
    shared_sample: str, reading: Callable[[Role], Page]
) -> None:
    page = reading(Role.VIEWER)
    watch = Watch(page)
    for width in (1280, 640, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{shared_sample}/?as_of=2026-06-01")
        all_drawn(page)
        assert watch.look(width) == []
        assert page.evaluate(CUT_OFF) == []
    for drawn in page.locator(".chart__drawn").all():
        assert drawn.get_attribute("role") == "img" and drawn.get_attribute("aria-label")
        assert drawn.locator(".main-svg").first.bounding_box()["width"] <= 390


# Tells which figures are drawn, by a browser that is never idle.
ORDER = """
window.drawn = [];
window.requestIdleCallback = () => 0;
document.addEventListener("chart:drawn", ({ target }) => window.drawn.push(target.id));
"""

IN_VIEW = """[...document.querySelectorAll("figure[data-chart]:has(.chart__drawn)")]
  .filter((one) => one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight)
  .map((one) => one.id)"""


def test_figures_in_view_are_drawn_first_and_the_rest_once_seen_idle_or_printed(
    shared_sample: str, reading: Callable[[Role], Page]
) -> None:
    page = reading(Role.VIEWER)
    page.set_viewport_size({"width": 1280, "height": 600})
    page.add_init_script(ORDER)
    page.goto(f"{shared_sample}/#figures")
    shown = page.evaluate(IN_VIEW)
    for slug in shown:
        expect(page.locator(f"#{slug}")).to_have_attribute("data-drawn", "", timeout=PATIENCE)
    late = page.locator("figure[data-chart]:not([data-drawn]):has(.chart__drawn)")
    assert shown and late.count()
    assert set(page.evaluate("drawn")) == set(shown)
    before = page.evaluate("document.documentElement.scrollHeight")
    last = page.locator(f"#{late.last.get_attribute('id')}")
    last.scroll_into_view_if_needed()
    expect(last).to_have_attribute("data-drawn", "", timeout=PATIENCE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    all_drawn(page)
    assert len(page.evaluate("drawn")) == len(set(page.evaluate("drawn")))
    # Room was kept for each.
    assert abs(page.evaluate("document.documentElement.scrollHeight") - before) <= 2


def test_whoever_never_scrolls_has_all_figures_once_the_browser_is_idle(
    shared_sample: str, reading: Callable[[Role], Page]
) -> None:
    page = reading(Role.VIEWER)
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{shared_sample}/")
    all_drawn(page)
    assert page.evaluate("scrollY") == 0


def test_tables_opened_are_accessible_and_lead_where_the_marks_lead(overview: Page) -> None:
    overview.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert Axe().run(overview).response["violations"] == []
    twin = overview.locator("#mix .chart__table tbody a").first
    twin.focus()
    overview.keyboard.press("Enter")
    expect(overview).to_have_url(re.compile(r"/areas/\w+/$"))


def test_a_mark_filters_the_list_and_the_address_says_so(overview: Page) -> None:
    overview.locator("#mix .chart__drawn").scroll_into_view_if_needed()
    box = overview.locator("#mix .barlayer .point path").first.bounding_box()
    overview.mouse.click(box["x"] + 4, box["y"] + box["height"] / 2)
    expect(overview).to_have_url(re.compile(r"/areas/\?standing=demonstrated$"))
    expect(overview.get_by_label("Has functions standing")).to_have_value("demonstrated")


def test_the_heat_grid_and_the_dots_are_followed_too(overview: Page) -> None:
    home = overview.url
    overview.locator("#criteria .chart__drawn").scroll_into_view_if_needed()
    box = overview.locator("#criteria .nsewdrag").bounding_box()
    rows = overview.locator("#criteria .chart__table tbody tr").count()
    place = overview.locator("#criteria .chart__table tbody th").all_text_contents().index("SATCOM")
    overview.mouse.click(box["x"] + 10, box["y"] + box["height"] * (place + 0.5) / rows)
    expect(overview).to_have_url(re.compile("/areas/SATCOM/$"))
    overview.goto(home)
    all_drawn(overview)
    overview.locator("#due .chart__drawn").scroll_into_view_if_needed()
    dot = overview.locator("#due .scatterlayer path.point").first.bounding_box()
    overview.mouse.click(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    expect(overview).to_have_url(re.compile(r"/areas/\?view=table&sort=due$"))


def test_each_figure_is_one_stop_of_the_keyboard_and_its_arrows_lead_from_mark_to_mark(overview: Page) -> None:
    overview.goto(f"{overview.url}?as_of=2026-06-01")
    all_drawn(overview)
    # A dot for each share of the one area with functions, and one stop for both of them.
    expect(overview.locator("#margin .chart__mark")).to_have_count(2)
    expect(overview.locator("#margin .chart__mark[tabindex='0']")).to_have_count(1)
    overview.locator("#mix summary").focus()
    overview.keyboard.press("Shift+Tab")
    first = overview.locator("#mix .chart__mark").first
    expect(first).to_be_focused()
    expect(first).to_have_accessible_name(re.compile(r"1 function of 3: Demonstrated$"))
    assert Axe().run(overview).response["violations"] == []
    overview.keyboard.press("ArrowRight")
    mark = overview.locator("#mix .chart__mark").nth(1)
    expect(mark).to_be_focused()
    wide = mark.evaluate("(one) => one.style.width")
    overview.set_viewport_size({"width": 390, "height": 900})
    # Laid anew over the bar once the figure has its new width.
    expect(overview.locator("#mix .main-svg").first).to_have_attribute("width", re.compile(r"^3\d\d"))
    expect(mark).not_to_have_css("width", wide)
    expect(mark).to_be_focused()
    overview.keyboard.press("Enter")
    expect(overview).to_have_url(re.compile(r"/areas/\?standing=unassessed&as_of=2026-06-01$"))


def test_trends_are_one_click_away_and_open_where_two_days_are_compared(overview: Page) -> None:
    table = overview.locator("#categories .chart__table")
    expect(table).to_be_hidden()
    overview.get_by_text("Trends", exact=True).click()
    expect(table).to_be_visible()
    overview.goto(f"{overview.url}?from=2024-06-01")
    expect(overview.locator("#shifts .chart__summary")).to_be_visible()


@pytest.mark.parametrize("slug", ["mix", "criteria", "due"])
def test_a_figure_is_taken_away_as_png(overview: Page, slug: str) -> None:
    watch = Watch(overview)
    button = overview.locator(f"#{slug}").get_by_role("button", name="Download PNG")
    foot = r"^UNCLASSIFIED · csis, as of \d{4}-\d\d-\d\d$"
    expect(button).to_have_attribute("data-said", re.compile(foot))
    with overview.expect_download() as download:
        button.click()
    assert re.fullmatch(rf"{slug}-\d{{4}}-\d\d-\d\d\.png", download.value.suggested_filename)
    picture = download.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2000
    assert watch.wrong == []


def test_figures_follow_filter_and_day_in_place(overview: Page) -> None:
    overview.evaluate("window.stayed = true")
    overview.get_by_label("Areas", exact=True).select_option("hybrid")
    expect(overview).to_have_url(re.compile("category=hybrid"))
    expect(overview.locator("#mix .chart__table tbody tr")).to_have_count(6)
    all_drawn(overview)
    overview.get_by_label("compared from").fill("2024-06-01")
    expect(overview.locator("#shifts .chart__summary")).to_contain_text("between 1 Jun 2024 and")
    all_drawn(overview)
    assert overview.evaluate("window.stayed")


def measure(overview: Page, devtools: CDPSession) -> dict[str, float]:
    # What was just taken off the page is let go of in turns, some of them only once the page is idle.
    for _ in range(3):
        overview.wait_for_timeout(300)
        devtools.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: found[name] for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}


# Swaps the figures that often by their own form, each drawn to the end; a small one leaves as much behind as a large.
SWAP = """async (swaps) => {
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  for (let number = 0; number < swaps; number += 1) {
    const settled = new Promise((done) => document.addEventListener("htmx:afterSettle", done, { once: true }));
    const select = document.querySelector("#figures-category");
    select.value = ["hybrid", "commercial_primary"][number % 2];
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settled;
    while (document.querySelector("figure[data-chart]:not([data-drawn]) .chart__drawn")) {
      await pause(5);
    }
  }
}"""


def test_two_hundred_swaps_leave_nothing_behind(overview: Page) -> None:
    devtools = overview.context.new_cdp_session(overview)
    devtools.send("Performance.enable")
    overview.evaluate(SWAP, 20)
    before = measure(overview, devtools)
    overview.evaluate(SWAP, SWAPS)
    after = measure(overview, devtools)
    assert overview.evaluate(PLOTS) == overview.locator(".chart__drawn").count()
    # Two nodes a swap stay behind without any figure too; one figure left behind would be hundreds.
    assert after["Nodes"] <= before["Nodes"] + 4 * SWAPS
    assert after["JSEventListeners"] <= before["JSEventListeners"] + SWAPS / 10
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] * 1.5


def test_print_shows_figures_and_tables(overview: Page) -> None:
    overview.emulate_media(media="print")
    expect(overview.locator("#mix .chart__table")).to_be_visible()
    expect(overview.locator(".figures__form")).to_be_hidden()
    for drawn in overview.locator(".chart__drawn").all():
        assert drawn.bounding_box()["height"] > 100
    overview.set_viewport_size({"width": SHEET, "height": 960})
    sheet = overview.locator("main").bounding_box()
    for table in overview.locator(".chart__table").all():
        box = table.bounding_box()
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1


def test_colors_that_a_person_forces_leave_figures_as_drawn(shared_sample: str, browser: Browser) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        sign_in(page, shared_sample, reader(Role.VIEWER))
        page.goto(f"{shared_sample}/")
        all_drawn(page)
        expect(page.locator("#mix .chart__drawn")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_without_javascript_the_tables_hold_the_numbers(shared_sample: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, shared_sample, reader(Role.VIEWER))
        page.goto(f"{shared_sample}/")
        page.locator("#mix summary").click()
        expect(page.locator("#mix .chart__table")).to_be_visible()
        expect(page.locator("#mix").get_by_role("button", name="Download PNG")).to_be_hidden()
