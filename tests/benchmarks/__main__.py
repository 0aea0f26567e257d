"""`make bench`: the as-of query, exports, imports, pages at 10^3 and 10^6 facts, and reviews, with their targets."""

import argparse
import compileall
import time
from contextlib import ExitStack

from csis import data
from csis.run import collect_static
from tests.benchmarks.rows.catalogs import print_catalogs
from tests.benchmarks.rows.commercial import print_commercial
from tests.benchmarks.rows.exports import print_exports
from tests.benchmarks.rows.facts import print_after_a_fact
from tests.benchmarks.rows.figures import measure_overview
from tests.benchmarks.rows.imports import print_imports
from tests.benchmarks.rows.pages import BARE, KEPT_RATIO, PAGES, Visitor, queries_of, take_turns
from tests.benchmarks.rows.queries import QUESTIONS, time_queries
from tests.benchmarks.rows.reviews import print_reviews
from tests.benchmarks.scratch import Scratch, scratch
from tests.benchmarks.sites import bare_site, site_of
from tests.running.serving import Site

SIZES = (1_000, 1_000_000)
QUICK_SIZES = (1_000, 10_000)
ROUNDS = 30
QUICK_ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run: 10^4 facts at most, few rounds")
    parser.add_argument("--pages", action="store_true", help="the pages alone")
    asked = parser.parse_args()
    sizes, rounds = (QUICK_SIZES, QUICK_ROUNDS) if asked.quick else (SIZES, ROUNDS)
    collect_static()
    # As in the image: without write access, each start would compile the program again.
    for package in ("csis", "missions"):
        compileall.compile_dir(data.ROOT / package, quiet=1)
    with ExitStack() as stack:
        scratches = [_filled(stack, facts) for facts in sizes]
        if not asked.pages:
            print_queries(scratches, time_queries(scratches, rounds))
            print_exports(scratches[0], rounds)
        print_pages(stack, scratches, rounds)
    if not asked.pages:
        print_imports()
        print_catalogs()
        print_reviews()
        print_commercial(quick=asked.quick)


def _filled(stack: ExitStack, facts: int) -> Scratch:
    started = time.perf_counter()
    made = scratch(facts)
    stack.callback(made.drop)
    print(f"Filled a database with {facts:,} facts in {time.perf_counter() - started:.0f} s.", flush=True)
    return made


def print_queries(scratches: list[Scratch], times: dict[tuple[str, int], float]) -> None:
    """Print the time of the as-of query, and by how much it grows with the record (target: under 10 %)."""
    small, large = (scratch.facts for scratch in scratches)
    print(f"\n{'As-of query: the portfolio, ms':36} {small:>11,} {large:>11,}   growth")
    for asked in QUESTIONS:
        before, after = times[asked.label, small], times[asked.label, large]
        print(f"{asked.label:36} {before:11.2f} {after:11.2f} {after / before - 1:+8.0%}")


def print_pages(stack: ExitStack, scratches: list[Scratch], rounds: int) -> None:
    """Print each page, kept and rendered again, at both sizes, as a multiple of the bare page; and a worker's cost."""
    bare = stack.enter_context(bare_site())
    sites = {
        (keeps, scratch.facts): stack.enter_context(site_of(scratch, keeps=keeps))
        for keeps in (True, False)
        for scratch in scratches
    }
    cookies = {scratch.facts: scratch.cookie for scratch in scratches}
    floor = Visitor(BARE, bare)
    visitors = {
        (page, keeps, facts): Visitor(page, site, cookies[facts])
        for page in PAGES
        for (keeps, facts), site in sites.items()
    }
    take_turns([floor, *visitors.values()], rounds)
    print(f"\nThe bare page (P0): {floor.median():.2f} ms, {floor.size / 1000:.0f} kB. Medians at one connection.")
    counts = {page: "/".join(str(queries_of(page, scratch)) for scratch in scratches) for page in PAGES}
    sizes = "".join(f" {f'{scratch.facts:,} facts':>16}" for scratch in scratches)
    # Rendered again: no page is kept, but what was read of the record is; for ever other dates, nothing is.
    for keeps, title in ((True, "Page, kept"), (False, "Page, afresh")):
        print(f"\n{title:26}{sizes} {'to reach':>9} {'growth':>7} {'kB':>5}{'' if keeps else '   queries'}")
        print(" " * 26 + f" {'p50 ms':>9} {'× P0':>6}" * len(scratches))
        for page in PAGES:
            small, large = (visitors[page, keeps, scratch.facts] for scratch in scratches)
            reach = page.ratio if page.ever or not keeps else KEPT_RATIO
            cells = "".join(f" {one.median():9.2f} {one.median() / floor.median():6.1f}" for one in (small, large))
            tail = "" if keeps else f"   {counts[page]} of {page.queries}"
            growth = large.median() / small.median() - 1
            print(f"{page.label:26}{cells} {reach:9g} {growth:+7.0%} {large.size / 1000:5.0f}{tail}")
    print_after_a_fact(scratches[-1], sites[True, scratches[-1].facts], rounds)
    print_overview(scratches[-1], sites[False, scratches[-1].facts], rounds)
    labels = [f"{facts:,} facts, {'kept' if keeps else 'afresh'}" for keeps, facts in sites]
    print_workers([bare, *sites.values()], ["bare", *labels])


def print_overview(scratch: Scratch, site: Site, rounds: int) -> None:
    """Print the cost of the overview with all figures, from the server to plotly drawing the first one pointed at."""
    found = measure_overview(scratch, site, min(rounds, 10))
    print(f"\n{'Overview, all figures':24} {scratch.facts:,} facts   (to reach)")
    print(f"{'server, new connection':24} {found.server:.1f} ms")
    print(f"{'HTML, brotli':24} {found.html / 1000:.1f} kB   (60)")
    print(
        f"{'scripts, brotli':24} {found.scripts / 1000:.1f} kB, and {found.plotly / 1000:.0f} once pointed at   (450)"
    )
    if found.drawing is None:
        print("No browser: when the figures are drawn was not measured.")
        return
    print(f"{'all in view drawn':24} {found.drawing.in_view:.0f} ms   (500, cold cache, 1280 × 900)")
    print(f"{'longest task after view':24} {found.drawing.longest_task:.0f} ms   (100)")
    print(f"{'plotly says what one is':24} {found.drawing.taken:.0f} ms after it is pointed at")
    print(f"{'sent in all':24} {found.drawing.bytes / 1000:.0f} kB in {found.drawing.files:.0f} files")


def print_workers(sites: list[Site], labels: list[str]) -> None:
    """Print a worker's memory (target: 90 MB) and the seconds to its first answer (target: 1).

    Workers share what their server has loaded: the cost of another one is its own memory; resident memory includes all.
    """
    print(f"\n{'A worker of two':27} {'resident MB':>12} {'own MB':>7} {'cold start s':>13}   (to reach: 90 MB, 1 s)")
    for site, label in zip(sites, labels, strict=True):
        resident, own = ("unknown" if one is None else f"{one:.0f}" for one in (site.memory(), site.own_memory()))
        print(f"{label:27} {resident:>12} {own:>7} {site.started_in:13.2f}")


if __name__ == "__main__":
    main()
