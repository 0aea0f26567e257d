"""The cost of an import: seconds from the file to the record, and the peak memory of its process."""

import csv
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from django.db import connection

from missions.access import Actor
from missions.actions import access
from missions.actions.exchange import imports, staging, workbooks
from missions.actions.record import facts
from missions.domain.vocabulary import ImportState, Role
from missions.models import Function, User
from missions.queries.record.portfolio import portfolio
from missions.sheets.functions import COLUMNS
from missions.views.shortcuts import resolved_now
from tests import factories
from tests.database import Server

SIZES = (1_000, 18_000)
# People who write in the meantime: half of them about the area of the file.
WRITERS = 10
# The unit of the system's peak memory.
KILOBYTES = 1024
KINDS = ("csv", "xlsx")
ANSWERS = ["either", "limited", "partially", "some", "low", "low"]


def print_imports() -> None:
    """Print each step of an import by kind of file and number of rows (target: 15 s for 18,000, flat memory).

    The last columns are the longest waits of others while it is recorded (target: under 1 s to read and to sign in; for
    each of ten simultaneous writers, half of them about the same area, no more than the final insert takes, which is
    how long another writer waits for the head of the chain).
    """
    titles = f"{'read s':>8} {'compare s':>10} {'record s':>9} {'all s':>7} {'dry run MB':>11} {'peak MB':>8}"
    titles += f" {'reader s':>9} {'sign-in s':>10} {'head s':>7} {'writers s':>10}"
    print(f"\n{'Import of assessments':24} {titles}")
    for kind in KINDS:
        for rows in SIZES:
            measured = _measured(kind, rows)
            steps = [measured[name] for name in ("read", "compare", "record")]
            label = f"{rows:,} rows of {kind.upper()}"
            times = f"{steps[0]:8.2f} {steps[1]:10.2f} {steps[2]:9.2f} {sum(steps):7.2f}"
            waits = f"{measured['reader']:9.2f} {measured['sign_in']:10.2f}"
            waits += f" {measured['head']:7.2f} {measured['writers']:10.2f}"
            print(f"{label:24} {times} {measured['dry_run_peak']:11.0f} {measured['peak']:8.0f} {waits}", flush=True)


def _measured(kind: str, rows: int) -> dict[str, float]:
    """The cost of one import in a process and a database of its own."""
    server = Server()
    server.create()
    try:
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"file.{kind}"
            _run(server, "prepare", file, rows)
            return json.loads(_run(server, "measure", file, rows))
    finally:
        server.drop()


def _run(server: Server, step: str, file: Path, rows: int) -> str:
    """Run a step in a process of its own, so that the peak is the import's alone; returns what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.rows.imports", step, str(file), str(rows)],
        env=os.environ | {"DATABASE_URL": server.app(), "DATABASE_OWNER_URL": ""},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def prepare(file: Path, rows: int) -> None:
    """Add the functions that the file assesses, and write the file."""
    new = [facts.NewFunction(code=f"B-{n}", name=f"Function {n}", description="") for n in range(rows)]
    facts.add_functions(
        by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason="Found."
    )
    for number in range(WRITERS):
        factories.function(_own(number), area_code=("SATCOM", "SDA")[number % 2])
    factories.user("analyst", Role.ANALYST)
    table = [list(COLUMNS), *(_row(n) for n in range(rows))]
    if file.suffix == ".csv":
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(table)
        return
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)


def _own(number: int) -> str:
    """The function that one of the writers assesses; it is not in the file."""
    return f"W-{number}"


def _row(number: int) -> list[str]:
    rationale = f"Seen in use by two programs, number {number}; " + "they met what was asked of them. " * 4
    return ["SATCOM", f"B-{number}", "", "", *ANSWERS, rationale, f"Briefing {number}", factories.DAY.isoformat()]


def peak() -> float:
    """The peak memory of this program in MB, without that of the program that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / KILOBYTES


@contextmanager
def waiting() -> Iterator[dict[str, list[float]]]:
    """How long others wait in the meantime, in seconds, in a separate process that shares no interpreter."""
    command = [sys.executable, "-m", "tests.benchmarks.rows.imports", "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as others:
        others.stdout.readline()
        waits: dict[str, list[float]] = {}
        yield waits
        waits |= json.loads(others.communicate("stop\n")[0])


def wait() -> None:
    """Read, sign in, lock the chain's head and write repeatedly until a line arrives; print the seconds."""
    own = Function.objects.filter(code__in=[_own(number) for number in range(WRITERS)])
    acts = [
        ("reader", _read_record),
        ("sign_in", partial(access.record_sign_in, by=factories.SETUP, how="password")),
        ("head", _take_head),
        *(("writers", partial(factories.assessment, function)) for function in own),
    ]
    waits: dict[str, list[float]] = {name: [] for name, _ in acts}
    stopped = threading.Event()
    threads = [threading.Thread(target=_again, args=(act, waits[name], stopped)) for name, act in acts]
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    sys.stdin.readline()
    stopped.set()
    for thread in threads:
        thread.join()
    print(json.dumps(waits))


def _again(act: Callable[[], object], times: list[float], stopped: threading.Event) -> None:
    while not stopped.is_set():
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
        stopped.wait(0.02)
    connection.close()


def _read_record() -> None:
    """The queries of a page of the record: the end of the chain, and an area with its functions."""
    at = resolved_now()
    portfolio(at.moment, at.policy, area="PNT")


def _take_head() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT csis_lock_chain()")


def measure(file: Path) -> None:
    """Import the file and print as JSON the seconds of each step and the peak memory of this process in MB."""
    found = User.objects.get(username="analyst")
    by = Actor(found.pk, found.username, found.name, "", frozenset({Role.ANALYST}))
    started = time.perf_counter()
    with file.open("rb") as content:
        staged = staging.stage(by=by, file=content, name=file.name)
    staged = workbooks.read(staged)
    read = time.perf_counter()
    while staged.state == ImportState.PLANNING:
        staged = imports.plan_next(by=by, staged=staged)
    compared = time.perf_counter()
    before = peak()
    with waiting() as waits:
        imports.confirm(by=by, staged=staged, reason="Measured.")
        recorded = time.perf_counter()
    taken = {
        "read": read - started,
        "compare": compared - read,
        "record": recorded - compared,
        "dry_run_peak": before,
        "peak": peak(),
        **{name: max(times) for name, times in waits.items()},
    }
    sys.stdout.write(json.dumps(taken))


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "wait":
        wait()
    else:
        measure(Path(sys.argv[2]))
