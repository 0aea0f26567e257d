"""Kinds of record at size: the posture, the search, the form of a use and the import of uses."""

import csv
import io
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import TypeVar

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from missions.actions.exchange import imports, staging
from missions.domain.commercial.posture.grid import Posture
from missions.domain.vocabulary import ImportState, Role
from missions.queries.commercial.portfolio import posture
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from missions.views.bodies import bodies
from missions.views.remembered import forget
from tests import factories
from tests.benchmarks.rows.kinds import COUNTS, fill
from tests.benchmarks.scratch import Scratch, scratch
from tests.running.serving import HOST

T = TypeVar("T")
# Revisions of the same records, and records with as many revisions each.
REVISIONS = (10_000, 100_000)
TIMES = (1, 5)
QUICK_REVISIONS = (2_100, 4_200)
ROUNDS = 9
IMPORTED = 1_000
FACTS = 1_000
GETS = {"posture": "/posture/", "overview": "/overview/", "a rare word": "/search/?q=77", "any firm": "/search/?q=firm"}
USE = "code,solution,function,role,fit,interface,interface_tested,state,provenance,certainty,effective_on"


def print_commercial(*, quick: bool) -> None:
    """Prints what kinds of record cost: first as revisions grow, then as records do."""
    few, many = QUICK_REVISIONS if quick else REVISIONS
    shapes = [(few, 1), (many, 1), *((few * times, times) for times in TIMES[1:])]
    print(f"\nKinds of record, CPU of the process, made afresh ({sum(COUNTS.values()):,} records; to reach: ", end="")
    print("as many statements at any size, growth of the posture under 10 %)")
    title = " ".join(f"{name:>12} {'st.':>3}" for name in GETS)
    print(f"{'revisions':>10} {'records':>8} {title} {'cells ms':>9} {'form kB':>8} {'import s':>9}")
    for revisions, times in shapes:
        made = _filled(revisions, times)
        try:
            _print_line(made, revisions, times)
        finally:
            made.drop()


def _filled(revisions: int, times: int) -> Scratch:
    made = scratch(FACTS)
    counts = {name: count * times for name, count in COUNTS.items()}
    with psycopg.connect(made.server.owner()) as owner:
        fill(owner, revisions, counts)
    with psycopg.connect(made.server.owner(), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
        # Whoever records something further goes through the guards again.
        for table in factories.insert_only_tables():
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return made


def _print_line(made: Scratch, revisions: int, times: int) -> None:
    made.use()
    reader = Client(headers={"host": HOST})
    name, key = made.cookie.split("=")
    reader.cookies[name] = key
    gets = [_get(reader, path) for path in GETS.values()]
    cells = " ".join(f"{milliseconds:9.0f} ms {statements:3}" for milliseconds, statements in gets)
    form, imported = _form_of_use() / 1000, _import_of_uses()
    records = sum(COUNTS.values()) * times
    print(f"{revisions:10,} {records:8,} {cells} {_cells():9.0f} {form:8.0f} {imported:9.2f}", flush=True)


def _cpu(run: Callable[[], T]) -> tuple[float, T]:
    """The CPU time of this process in milliseconds, the median of several runs, and what the last returned."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        found = run()
        taken.append((time.process_time() - started) * 1000)
    return median(taken), found


def _get(client: Client, path: str) -> tuple[float, int]:
    """What a page made afresh takes, and its statements."""

    def get() -> int:
        bodies.clear()
        forget()
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    return _cpu(get)


def _cells() -> float:
    """What counting all cells takes."""
    today = timezone.localdate()
    at = resolve(as_of=today, known=None, today=today, chosen=False)
    held = posture(portfolio(at.moment, at.policy))
    return _cpu(lambda: Posture(replace(held.portfolio), held.limits).cells)[0]


def _form_of_use() -> int:
    """The bytes of the form in which a use is recorded."""
    analyst = Client(headers={"host": HOST})
    analyst.force_login(factories.user("typist", Role.ANALYST), "allauth.account.auth_backends.AuthenticationBackend")
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
