"""The overview with all its figures: server time, bytes, and the time until a browser has drawn the last one."""

import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.scratch import Scratch
from tests.chromium import chromium
from tests.serving import HOST, Site

ROOT = Path(__file__).parents[2]
SCRIPTS = ("vendor/plotly/plotly.min.js", "js/charts.js", "js/marks.js", "js/csis.js")
LAST_DRAWN = """() => {
  const marks = performance.getEntriesByName('chart-drawn');
  return marks.length === document.querySelectorAll('.chart__drawn').length ? marks[marks.length - 1].startTime : 0;
}"""
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Overview:
    """What the overview costs: milliseconds, and bytes as brotli sends them."""

    server: float
    html: int
    scripts: int
    drawn: float | None


def measure_overview(scratch: Scratch, site: Site, rounds: int) -> Overview:
    """The overview of that site, medians over the rounds; `drawn` is None where there is no browser."""
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


def _drawn(site: Site, cookie: str, rounds: int) -> float | None:
    """Median milliseconds from asking for the page to the last figure drawn, nothing cached."""
    if not chromium():
        return None
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        return median(_draw(browser, f"http://{HOST}:{site.port}/", cookie) for _ in range(rounds))


def _draw(browser: Browser, address: str, cookie: str) -> float:
    name, _, value = cookie.partition("=")
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.goto(address)
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if drawn := page.evaluate(LAST_DRAWN):
                return drawn
            page.wait_for_timeout(20)
    raise RuntimeError("The figures were not drawn.")
