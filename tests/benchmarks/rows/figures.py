"""The overview with its figures: server time, bytes, when a browser shows them, and when plotly draws one."""

import time
from dataclasses import dataclass, fields
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.scratch import Scratch
from tests.running.browsers.chromium import chromium
from tests.running.servers.sockets import HOST
from tests.running.serving import Site

ROOT = Path(__file__).parents[3]
SCRIPTS = ("js/charts.js", "js/marks.js", "js/csis.js")
PLOTLY = "vendor/plotly/plotly.min.js"
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
const shown = () => [...document.querySelectorAll(".chart__plot")].filter((plot) => {
  const { top, bottom, height } = plot.getBoundingClientRect();
  return height && bottom > 0 && top < innerHeight;
});
// The foot of the page comes after the last figure; what a frame has laid out, the next one finds painted.
const watch = () => {
  if (document.querySelector(".foot") && shown().length) {
    requestAnimationFrame(() => { window.painted = performance.now(); });
  } else {
    requestAnimationFrame(watch);
  }
};
requestAnimationFrame(watch);
"""
PAINTED = """() => {
  const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return window.painted && document.readyState === "complete" && {
    in_view: painted,
    longest_task: Math.max(0, ...tasks.filter(({ startTime }) => startTime > painted).map(({ duration }) => duration)),
    bytes: loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    files: loaded.length,
  };
}"""
# From pointing at a mark to the text that plotly shows about it.
TAKEN = """async () => {
  const started = performance.now();
  document.querySelector(".chart__mark").dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  while (!document.querySelector(".hovertext")) {
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - started;
}"""
# Milliseconds within which anything that follows the figures appears.
SETTLED = 500
PATIENCE = 30_000


@dataclass(frozen=True)
class Drawing:
    """The work of a browser for the figures, with nothing cached: milliseconds, and bytes as sent.

    `in_view` is the time from the request until all figures in view are painted; `longest_task` is the longest task
    after that, before anybody points at a figure. `taken` is the time from pointing at the first mark until plotly
    shows its text.
    """

    in_view: float
    longest_task: float
    bytes: float
    files: float
    taken: float


@dataclass(frozen=True)
class Overview:
    """The cost of the overview: milliseconds, and bytes as compressed by brotli."""

    server: float
    html: int
    scripts: int
    plotly: int
    drawing: Drawing | None


def measure_overview(scratch: Scratch, site: Site, rounds: int) -> Overview:
    """The overview of that site, medians over the rounds; `drawing` is None if there is no browser."""
    times, page = [], b""
    for _ in range(rounds):
        taken, page = _fetch(site, scratch.cookie)
        times.append(taken)
    scripts = sum(map(_sent, SCRIPTS))
    drawn = _drawn(site, scratch.cookie, rounds)
    return Overview(median(times), len(brotli.compress(page)), scripts, _sent(PLOTLY), drawn)


def _sent(name: str) -> int:
    """The size of a static file in bytes, as compressed by brotli."""
    return len(brotli.compress((ROOT / "static" / name).read_bytes()))


def _fetch(site: Site, cookie: str) -> tuple[float, bytes]:
    connection = HTTPConnection(HOST, site.port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", "/", headers={"Cookie": cookie})
    page = connection.getresponse().read()
    connection.close()
    return (time.perf_counter() - started) * 1000, page


def _drawn(site: Site, cookie: str, rounds: int) -> Drawing | None:
    """Each figure's median over the rounds, each time in a new window."""
    if not chromium():
        return None
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        drawings = [_draw(browser, f"http://{HOST}:{site.port}/#figures", cookie) for _ in range(rounds)]
    return Drawing(**{one.name: median(getattr(drawing, one.name) for drawing in drawings) for one in fields(Drawing)})


def _draw(browser: Browser, address: str, cookie: str) -> Drawing:
    name, _, value = cookie.partition("=")
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_function(PAINTED, timeout=PATIENCE)
        page.wait_for_timeout(SETTLED)
        return Drawing(**page.evaluate(PAINTED), taken=page.evaluate(TAKEN))
