"""Kinds of record at size: the posture beside the overview, lists, the search, the form of a use, an import of uses."""

import csv
import io
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from statistics import median
from typing import TypeVar

import psycopg
from django.db import connection
from django.test import Client
from django.utils import timezone

from missions.actions.exchange import imports, staging
from missions.domain.commercial.posture.grid import Posture
from missions.domain.vocabulary import ImportState, Role
from missions.queries.commercial.portfolio import posture
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from tests import factories
from tests.benchmarks.rows.facts import print_after_a_fact
from tests.benchmarks.rows.kinds import COUNTS, fill
from tests.benchmarks.rows.pages import BARE, KEPT_RATIO, Page, Visitor, another_search, queries_of, take_turns
from tests.benchmarks.scratch import Scratch, scratch
from tests.benchmarks.sites import bare_site, site_of
from tests.running.sockets import HOST

T = TypeVar("T")
# Revisions of the same records, and records with as many revisions each.
REVISIONS = (10_000, 100_000)
TIMES = (1, 5)
QUICK_REVISIONS = (2_100, 4_200)
ROUNDS, QUICK_ROUNDS = 9, 3
IMPORTED = 1_000
FACTS = 1_000
# The posture is to cost what the overview may, times P0 and in growth; a search is to take less than a second.
PAGES = (
    Page("posture", "/posture/", 20, 11),
    Page("overview", "/overview/", 20, 9),
    Page("a list", "/uses/", 10, 6),
    Page("its last page", "/uses/?page=10", 10, 6),
    Page("a list, a word", "/uses/?q=77", 10, 6),
    Page("a list, ever another word", "/uses/", 10, 6, ever=another_search),
    Page("a record", "/solutions/SOL-B1/", 14, 11),
    Page("search, a rare word", "/search/?q=77", 40, 17),
    Page("search, a word of all", "/search/?q=firm", 600, 8),
)
# Of these nothing is to be read again but what a fact about an area changes.
AFTER_A_FACT = (*PAGES[:3], Page("trend", "/posture/trend/", 20, 11), Page("findings", "/findings/", 20, 11))
USE = "code,solution,function,role,fit,interface,interface_tested,state,provenance,certainty,effective_on"


def print_commercial(*, quick: bool) -> None:
    """Prints what kinds of record cost: as revisions grow from the first size to the second, then as records do."""
    few, many = QUICK_REVISIONS if quick else REVISIONS
    shapes = [(few, 1), (many, 1), *((few * times, times) for times in TIMES[1:])]
    with ExitStack() as stack:
        scratches = [_filled(stack, revisions, times) for revisions, times in shapes]
        _print_pages(stack, scratches, shapes, QUICK_ROUNDS if quick else ROUNDS)
        print(f"\n{'revisions':>10} {'records':>8} {'cells ms':>9} {'form of a use kB':>17} {'import of uses s':>17}")
        for made, (revisions, times) in zip(scratches, shapes, strict=True):
            made.use()
            _guard(made)
            records = sum(COUNTS.values()) * times
            cells, form, imported = _cells(), _form_of_use() / 1000, _import_of_uses()
            print(f"{revisions:10,} {records:8,} {cells:9.0f} {form:17.0f} {imported:17.2f}", flush=True)


def _filled(stack: ExitStack, revisions: int, times: int) -> Scratch:
    made = scratch(FACTS)
    stack.callback(made.drop)
    counts = {name: count * times for name, count in COUNTS.items()}
    with psycopg.connect(made.server.owner()) as owner:
        fill(owner, revisions, counts)
    with psycopg.connect(made.server.owner(), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    return made


def _guard(made: Scratch) -> None:
    """Whoever records something further goes through the guards again."""
    with psycopg.connect(made.server.owner(), autocommit=True) as owner:
        for table in factories.insert_only_tables():
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _print_pages(stack: ExitStack, scratches: list[Scratch], shapes: list[tuple[int, int]], rounds: int) -> None:
    """Prints each page, made afresh and kept, at each size beside the bare page; `growth` is that of revisions."""
    floor = Visitor(BARE, stack.enter_context(bare_site()))
    visitors, sites = {}, {}
    for keeps in (False, True):
        for place, made in enumerate(scratches):
            site = sites[keeps, place] = stack.enter_context(site_of(made, keeps=keeps))
            visitors |= {(page, keeps, place): Visitor(page, site, made.cookie) for page in PAGES}
    take_turns([floor, *visitors.values()], rounds)
    sizes = "".join(f" {f'{revisions:,} of {sum(COUNTS.values()) * times:,}':>17}" for revisions, times in shapes)
    print(f"\nKinds of record: revisions of records. The bare page (P0): {floor.median():.2f} ms.")
    for keeps, title in ((True, "Page, kept"), (False, "Page, afresh")):
        print(f"\n{title:26}{sizes} {'to reach':>9} {'growth':>7}{'' if keeps else '   queries'}")
        print(" " * 26 + f" {'p50 ms':>10} {'× P0':>6}" * len(shapes))
        for page in PAGES:
            taken = [visitors[page, keeps, place].median() for place in range(len(shapes))]
            cells = "".join(f" {one:10.2f} {one / floor.median():6.1f}" for one in taken)
            reach = page.ratio if page.ever or not keeps else KEPT_RATIO
            growth = taken[1] / taken[0] - 1
            told = "/".join(str(queries_of(page, one)) for one in scratches)
            print(f"{page.label:26}{cells} {reach:9g} {growth:+7.0%}{'' if keeps else f'   {told} of {page.queries}'}")
    last = len(scratches) - 1
    print_after_a_fact(scratches[last], sites[True, last], rounds, AFTER_A_FACT)


def _cpu(run: Callable[[], T]) -> tuple[float, T]:
    """The CPU time of this process in milliseconds, the median of several runs, and what the last returned."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        found = run()
        taken.append((time.process_time() - started) * 1000)
    return median(taken), found


def _cells() -> float:
    """What counting all cells takes."""
    today = timezone.localdate()
    at = resolve(as_of=today, known=None, today=today, chosen=False)
    held = posture(portfolio(at.moment, at.policy))
    return _cpu(lambda: Posture(replace(held.portfolio), held.limits).cells)[0]


def _form_of_use() -> int:
    """The bytes of the form in which a use is recorded."""
    analyst = Client(headers={"host": HOST})
    analyst.force_login(factories.user("typist", Role.ANALYST))
    return len(analyst.get("/uses/add/").content)


def _import_of_uses() -> float:
    """The CPU seconds in which a thousand further uses are compared."""
    by = factories.actor(Role.ANALYST)
    staged = staging.read(staging.stage(by=by, file=_file(), name="uses.csv", kind="use"))
    started = time.process_time()
    while staged.state == ImportState.PLANNING:
        staged = imports.plan_next(by=by, staged=staged)
    return time.process_time() - started


def _file() -> io.BytesIO:
    """A file of uses of the solutions there are, each for a function that the solution has no use for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT solution.code, function.code FROM missions_solution solution, missions_function function"
            " WHERE NOT EXISTS (SELECT FROM missions_userevision used WHERE used.solution_id = solution.id"
            " AND used.function_id = function.id) ORDER BY function.id, solution.id LIMIT %s",
            [IMPORTED],
        )
        pairs = cursor.fetchall()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(USE.split(","))
    for number, pair in enumerate(pairs):
        said = ("primary", "meets", "commercial", "yes", "could", "catalog", "low", "2025-03-01")
        writer.writerow([f"USE-N{number}", *pair, *said])
    return io.BytesIO(text.getvalue().encode())
