"""The overview's figures in a real browser: shown at once, drawn by plotly, followed, downloaded, swapped, printed."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from missions.domain.vocabulary import Role
from tests.browser.conftest import reader, sign_in
from tests.browser.watch import Watch
from tests.patience import STEP_SECONDS

pytestmark = pytest.mark.browser

SWAPS = 30
# Pixels between the margins of a sheet of letter paper.
SHEET = 740
PLOTS = "document.querySelectorAll('.chart__plotly:not(:empty)').length"


# The texts of figures that are outside of them.
CUT_OFF = """[...document.querySelectorAll("figure[data-chart]")].flatMap((figure) => {
  const room = figure.getBoundingClientRect();
  const words = [...figure.querySelectorAll("svg text, .chart__names span")]
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  return words.filter(([, { left, right, top, bottom, width }]) => width
    && (left < room.left - 1 || right > room.right + 1 || top < room.top - 1 || bottom > room.bottom + 1));
})"""
# What plotly has drawn away from any mark, in pixels; and how many there are of both if that differs.
ASTRAY = """(slug) => {
  const middle = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const figure = document.getElementById(slug);
  const drawn = [...figure.querySelectorAll(".chart__plotly :is(.barlayer .point > path, .scatterlayer path.point)")]
    .filter((one) => one.getBoundingClientRect().width);
  const marks = [...figure.querySelectorAll(".chart__mark")].map((one) => middle(one.querySelector("rect, circle")));
  return drawn.map(middle).filter(([x, y]) => !marks.some((mark) => Math.hypot(mark[0] - x, mark[1] - y) < 1.5))
    .concat(drawn.length === marks.length ? [] : [[drawn.length, marks.length]]);
}"""
LABEL = ".chart__plotly .hovertext"
PLOTLY_REQUESTED = "performance.getEntriesByType('resource').some(({ name }) => name.includes('plotly'))"


def opened(page: Page, address: str) -> None:
    """Open the overview, with the late sentence above the figures."""
    with page.expect_response(re.compile("/posture/")):
        page.goto(address)


def taken_over(page: Page, slug: str) -> None:
    """Point at a figure until plotly has drawn it."""
    page.locator(f"#{slug} .chart__mark").first.hover()
    expect(page.locator(f"#{slug} {LABEL}").first).to_be_visible()


@pytest.fixture(scope="module")
def kept(browser: Browser, browser_context_args: dict) -> Iterator[BrowserContext]:
    """One browser for the tests of a file, which has already read the static files."""
    with browser.new_context(**browser_context_args) as context:
        yield context


@pytest.fixture
def overview(shared_sample: str, kept: BrowserContext) -> Iterator[Page]:
    """The overview in a new tab."""
    with kept.new_page() as page:
        sign_in(page, shared_sample, reader(Role.VIEWER))
        opened(page, f"{shared_sample}/")
        yield page


def test_every_figure_is_there_with_names_and_nothing_in_the_console(
    shared_sample: str, reading: Callable[[Role], Page]
) -> None:
    page = reading(Role.VIEWER)
    watch = Watch(page)
    for width in (1280, 640, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{shared_sample}/?as_of=2026-06-01")
        assert watch.look(width) == []
        assert page.evaluate(CUT_OFF) == []
    for plot in page.locator(".chart__plot").all():
        assert plot.get_attribute("role") == "group" and plot.get_attribute("aria-label")
        assert plot.bounding_box()["width"] <= 390
    assert not page.evaluate(PLOTLY_REQUESTED)


def test_without_javascript_figures_are_drawn_named_and_linked(shared_sample: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, shared_sample, reader(Role.VIEWER))
        page.goto(f"{shared_sample}/")
        page.locator("#mix summary").click()
        expect(page.locator("#mix .chart__table")).to_be_visible()
        expect(page.locator("#mix").get_by_role("button", name="Download PNG")).to_be_hidden()
        page.get_by_role("group", name="How the functions of each area stand").get_by_role("link").first.click()
        expect(page).to_have_url(re.compile(r"/areas/\?standing="))


@pytest.mark.parametrize("slug", ["mix", "margin", "due"])
@pytest.mark.parametrize("width", [1280, 390])
def test_plotly_draws_the_figure_pointed_at_in_place(overview: Page, slug: str, width: int) -> None:
    watch = Watch(overview)
    overview.set_viewport_size({"width": width, "height": 900})
    tall = overview.locator(f"#{slug}").bounding_box()["height"]
    taken_over(overview, slug)
    assert overview.locator(f"#{slug}").bounding_box()["height"] == tall
    assert overview.evaluate(ASTRAY, slug) == []
    assert overview.evaluate(PLOTS) == 1
    assert watch.look(width) == []


def test_plotly_describes_only_the_mark_pointed_at(overview: Page) -> None:
    for slug in ("margin", "criteria"):
        marks = overview.locator(f"#{slug} .chart__mark")
        label = overview.locator(f"#{slug} {LABEL}")
        for place in (0, marks.count() // 2):
            marks.nth(place).hover()
            said = marks.nth(place).locator("title").text_content().split()
            expect(label).to_contain_text(said[-1])
            expect(label).to_have_count(1)
        overview.locator(f"#{slug} .chart__title").hover()
        expect(label).to_have_count(0)


def test_after_resizing_figures_are_the_servers_until_pointed_at(overview: Page) -> None:
    taken_over(overview, "mix")
    # Away from it, because it moves below the pointer.
    overview.mouse.move(0, 0)
    overview.set_viewport_size({"width": 640, "height": 900})
    expect(overview.locator("#mix")).not_to_have_attribute("data-drawn", "")
    assert overview.evaluate(PLOTS) == 0
    expect(overview.locator("#mix .chart__mark rect").first).to_have_css("opacity", "1")
    taken_over(overview, "mix")
    assert overview.evaluate(ASTRAY, "mix") == []


def test_without_plotly_a_figure_stays_as_the_server_drew_it(overview: Page) -> None:
    overview.route("**/plotly.min*.js", lambda route: route.abort())
    mark = overview.locator("#mix .chart__mark").first
    with overview.expect_event("requestfailed"):
        mark.hover()
    expect(mark.locator("rect")).to_have_css("opacity", "1")
    overview.unroute("**/plotly.min*.js")
    overview.locator("#mix .chart__title").hover()
    taken_over(overview, "mix")


def test_open_tables_are_accessible_and_have_the_links_of_the_marks(overview: Page) -> None:
    overview.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert Axe().run(overview).response["violations"] == []
    twin = overview.locator("#mix .chart__table tbody a").first
    twin.focus()
    overview.keyboard.press("Enter")
    expect(overview).to_have_url(re.compile(r"/areas/\w+/$"))


def test_a_mark_filters_the_list_through_the_address(overview: Page) -> None:
    overview.locator("#mix .chart__mark").first.click()
    expect(overview).to_have_url(re.compile(r"/areas/\?standing=demonstrated$"))
    expect(overview.get_by_label("Has functions standing")).to_have_value("demonstrated")


def test_links_work_in_a_figure_drawn_by_plotly(overview: Page) -> None:
    home = overview.url
    taken_over(overview, "criteria")
    overview.locator("#criteria a.chart__mark[href='/areas/SATCOM/']").first.click()
    expect(overview).to_have_url(re.compile("/areas/SATCOM/$"))
    opened(overview, home)
    taken_over(overview, "due")
    overview.locator("#due .chart__mark").nth(1).click()
    expect(overview).to_have_url(re.compile(r"/areas/\?view=table&sort=due$"))


def test_each_figure_is_one_tab_stop_and_arrow_keys_move_between_marks(overview: Page) -> None:
    overview.goto(f"{overview.url}?as_of=2026-06-01")
    # A dot for each share of the one area with functions, and one stop for both.
    expect(overview.locator("#margin .chart__mark")).to_have_count(2)
    expect(overview.locator("#margin .chart__mark[tabindex='0']")).to_have_count(1)
    overview.locator("#mix summary").focus()
    overview.keyboard.press("Shift+Tab")
    first = overview.locator("#mix .chart__mark").first
    expect(first).to_be_focused()
    expect(first).to_have_accessible_name(re.compile(r"1 function of 3: Demonstrated$"))
    label = overview.locator(f"#mix {LABEL}")
    expect(label).to_contain_text("Demonstrated")
    assert Axe().run(overview).response["violations"] == []
    overview.keyboard.press("ArrowRight")
    mark = overview.locator("#mix .chart__mark").nth(1)
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("tabindex", "0")
    expect(first).to_have_attribute("tabindex", "-1")
    expect(label).to_contain_text("Unassessed")
    overview.set_viewport_size({"width": 390, "height": 900})
    expect(mark).to_be_focused()
    overview.keyboard.press("Enter")
    expect(overview).to_have_url(re.compile(r"/areas/\?standing=unassessed&as_of=2026-06-01$"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("slug", ["mix", "margin", "due", "criteria"])
def test_the_text_about_a_mark_does_not_cover_it(overview: Page, slug: str, width: int) -> None:
    overview.set_viewport_size({"width": width, "height": 900})
    marks = overview.locator(f"#{slug} .chart__mark")
    overview.locator(f"#{slug} summary").focus()
    overview.keyboard.press("Shift+Tab")
    label = overview.locator(f"#{slug} {LABEL}")
    for place in range(min(marks.count(), 8)):
        mark = marks.nth(place)
        expect(mark).to_be_focused()
        expect(label).to_contain_text(mark.locator("title").text_content().split()[-1])
        seen, said = mark.bounding_box(), label.bounding_box()
        hidden = min(seen["x"] + seen["width"], said["x"] + said["width"]) - max(seen["x"], said["x"])
        assert hidden < seen["width"] - 2
        assert said["x"] >= 0 and said["x"] + said["width"] <= width
        overview.keyboard.press("ArrowRight")


def test_arrow_keys_move_up_and_down_to_the_nearest_mark_of_the_next_row(overview: Page) -> None:
    marks = overview.locator("#due .chart__mark")
    marks.first.focus()
    for key, row in (("ArrowDown", "1"), ("ArrowDown", "2"), ("ArrowUp", "1"), ("Home", "0"), ("ArrowUp", "0")):
        overview.keyboard.press(key)
        expect(overview.locator("#due .chart__mark:focus")).to_have_attribute("data-row", row)
    overview.keyboard.press("End")
    expect(marks.last).to_be_focused()


def test_trends_are_one_click_away_and_open_when_two_days_are_compared(overview: Page) -> None:
    table = overview.locator("#categories .chart__table")
    expect(table).to_be_hidden()
    overview.get_by_text("Trends", exact=True).click()
    expect(table).to_be_visible()
    overview.goto(f"{overview.url}?from=2024-06-01")
    expect(overview.locator("#shifts .chart__summary")).to_be_visible()


@pytest.mark.parametrize("slug", ["mix", "criteria", "due"])
def test_a_figure_is_downloaded_as_png(overview: Page, slug: str) -> None:
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
    expect(overview.locator("#mix .chart__names span")).to_have_count(6)
    taken_over(overview, "mix")
    overview.get_by_label("compared from").fill("2024-06-01")
    expect(overview.locator("#shifts .chart__summary")).to_contain_text("between 1 Jun 2024 and")
    taken_over(overview, "mix")
    assert overview.evaluate(PLOTS) == 1
    assert overview.evaluate("window.stayed")


def measure(overview: Page, devtools: CDPSession) -> dict[str, float]:
    # Removed parts of the page are freed in turns, some only once the page is idle.
    for _ in range(3):
        overview.wait_for_timeout(300)
        devtools.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: found[name] for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}


# Swap the figures that often with their own form, with plotly on one of them; a small one leaves as much behind as a
# large one.
SWAP = """async (swaps) => {
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const late = performance.now() + LATEST;
  for (let number = 0; number < swaps; number += 1) {
    const settled = new Promise((done, failed) => {
      document.addEventListener("htmx:afterSettle", done, { once: true });
      setTimeout(() => failed(new Error(`Swap ${number} does not come.`)), LATEST);
    });
    const select = document.querySelector("#figures-category");
    select.value = ["hybrid", "commercial_primary"][number % 2];
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settled;
    // A pointer moves on: what comes before plotly listens is not all that comes.
    while (!document.querySelector(".hovertext")) {
      if (performance.now() > late) throw new Error(`Nothing is said of the mark after swap ${number}.`);
      document.querySelector(".chart__mark")?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      await pause(25);
    }
  }
}""".replace("LATEST", str(STEP_SECONDS * 1000))


def test_swaps_leave_nothing_behind(overview: Page) -> None:
    devtools = overview.context.new_cdp_session(overview)
    devtools.send("Performance.enable")
    overview.evaluate(SWAP, 10)
    before = measure(overview, devtools)
    overview.evaluate(SWAP, SWAPS)
    after = measure(overview, devtools)
    assert overview.evaluate(PLOTS) == 1
    # Two nodes per swap remain even without a figure; one figure left behind would be hundreds.
    assert after["Nodes"] <= before["Nodes"] + 10 * SWAPS
    assert after["JSEventListeners"] <= before["JSEventListeners"] + SWAPS / 4
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] * 1.5


def test_print_shows_figures_and_tables(overview: Page) -> None:
    taken_over(overview, "mix")
    overview.emulate_media(media="print")
    expect(overview.locator("#mix .chart__table")).to_be_visible()
    expect(overview.locator(".figures__form")).to_be_hidden()
    for plot in overview.locator(".chart__plot").all():
        assert plot.bounding_box()["height"] > 100
    expect(overview.locator("#mix .chart__mark rect").first).to_have_css("opacity", "1")
    expect(overview.locator("#mix .chart__plotly")).to_be_hidden()
    overview.set_viewport_size({"width": SHEET, "height": 960})
    sheet = overview.locator("main").bounding_box()
    for table in overview.locator(".chart__table").all():
        box = table.bounding_box()
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1


def test_forced_colors_leave_figures_as_drawn(shared_sample: str, browser: Browser) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        sign_in(page, shared_sample, reader(Role.VIEWER))
        page.goto(f"{shared_sample}/")
        expect(page.locator("#mix .chart__drawn")).to_have_css("background-color", "rgb(255, 255, 255)")
