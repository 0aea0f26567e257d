"""The overview opened at its figures: server time, bytes, and when a browser has drawn those in view, and all."""

import time
from dataclasses import dataclass, fields
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.scratch import Scratch
from tests.running.chromium import chromium
from tests.running.serving import HOST, Site

ROOT = Path(__file__).parents[3]
SCRIPTS = ("vendor/plotly/plotly.min.js", "js/charts.js", "js/marks.js", "js/csis.js")
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
"""
DRAWN = """() => {
  const marks = performance.getEntriesByName("chart-drawn");
  const places = [...document.querySelectorAll(".chart__drawn")];
  if (!places.length || marks.length < places.length) {
    return null;
  }
  const visible = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  const inside = places.filter((place) => visible(place.getBoundingClientRect()));
  const seen = inside.map((place) => place.closest("figure").id);
  const latest = (some) => Math.max(0, ...some.map(({ startTime }) => startTime));
  const inView = latest(marks.filter(({ detail }) => seen.includes(detail)));
  const after = tasks.filter(({ startTime }) => startTime > inView);
  const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return {
    in_view: inView,
    last: latest(marks),
    longest_task: Math.max(0, ...after.map(({ duration }) => duration)),
    bytes: loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    files: loaded.length,
  };
}"""
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Drawing:
    """What a browser needs for the figures, nothing cached: milliseconds, and bytes as sent.

    `in_view` and `last` count from asking for the page; `longest_task` is of those after all in view are drawn.
    """

    in_view: float
    last: float
    longest_task: float
    bytes: float
    files: float


@dataclass(frozen=True)
class Overview:
    """What the overview costs: milliseconds, and bytes as brotli sends them."""

    server: float
    html: int
    scripts: int
    drawing: Drawing | None


def measure_overview(scratch: Scratch, site: Site, rounds: int) -> Overview:
    """The overview of that site, medians over the rounds; `drawing` is None where there is no browser."""
    times, page = [], b""
    for _ in range(rounds):
        taken, page = _fetch(site, scratch.cookie)
        times.append(taken)
    scripts = sum(len(brotli.compress((ROOT / "static" / name).read_bytes())) for name in SCRIPTS)
    return Overview(median(times), len(brotli.compress(page)), scripts, _drawn(site, scratch.cookie, rounds))


def _fetch(site: Site, cookie: str) -> tuple[float, bytes]:
    connection = HTTPConnection(HOST, site.port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", "/", headers={"Cookie": cookie})
    page = connection.getresponse().read()
    connection.close()
    return (time.perf_counter() - started) * 1000, page


def _drawn(site: Site, cookie: str, rounds: int) -> Drawing | None:
    """Each figure's median over the rounds, in a window of its own each time."""
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
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if drawn := page.evaluate(DRAWN):
                return Drawing(**drawn)
            page.wait_for_timeout(20)
    raise RuntimeError("The figures were not drawn.")
