"""The cost of importing a real catalog: seconds from the files to the record, peak memory, and how long others wait."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from missions.access import Actor
from missions.actions.catalog import reading, recording, staging
from missions.domain.vocabulary import Role
from missions.models import StagedCatalog, User
from tests import factories
from tests.benchmarks.rows.imports import peak, waiting
from tests.database import Server
from tests.running.browsers.visitors import Visitor
from tests.running.servers.sockets import HOST
from tests.running.serving import served
from tests.unit.catalog.published import FILES, FOLDER

# Pages that people read in the meantime, and what is computed first after the rows are recorded.
PAGES = ("/overview/", "/areas/SATCOM/", "/catalogs/", "/concentration/")
CONCENTRATION = ("/concentration/", "/concentration/SATCOM/")


def print_catalogs() -> None:
    """Print the steps of an import of the published GCAT (target: 10 s and 150 MB).

    The next columns are the longest waits of others while it is read and recorded (target: under 1 s): in the database,
    and for pages of the server. The last column is the first page of concentration from the new rows.
    """
    titles = f"{'rows':>8} {'read s':>8} {'record s':>9} {'all s':>7} {'peak MB':>8}"
    waits = f"{'reader s':>9} {'sign-in s':>10} {'head s':>7} {'pages s':>8} {'first figures s':>16}"
    print(f"\n{'Import of a catalog':24} {titles} {waits}")
    if None in FILES:
        print(f"The files are not in {FOLDER}: nothing is measured.")
        return
    server = Server()
    server.create()
    try:
        own = {"DATABASE_URL": server.app(), "DATABASE_OWNER_URL": ""}
        with served("csis.serve", "/healthz", own) as site:
            found = json.loads(_run(own, "measure", str(site.port)))
    finally:
        server.drop()
    times = f"{found['rows']:8,} {found['read']:8.2f} {found['record']:9.2f} {found['read'] + found['record']:7.2f}"
    waits = f"{found['reader']:9.2f} {found['sign_in']:10.2f} {found['head']:7.2f} {found['pages']:8.2f}"
    print(f"{'GCAT':24} {times} {found['peak']:8.0f} {waits} {found['first']:16.2f}", flush=True)


def _run(own: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.rows.catalogs", *arguments]
    return subprocess.run(command, env=os.environ | own, check=True, stdout=subprocess.PIPE, text=True).stdout


def measure(port: int) -> None:
    """Import GCAT and print as JSON the seconds of each step and the peak memory of this process in MB."""
    made = factories.user("analyst", Role.ANALYST)
    by = Actor(made.pk, made.username, made.name, "", frozenset({Role.ANALYST}))
    with waiting() as waits, looking(port) as pages:
        started = time.perf_counter()
        opened = [(one.name, one.open("rb")) for one in FILES]
        staged = staging.stage(by=by, files=opened)
        for _, file in opened:
            file.close()
        reading.read(staged)
        read = time.perf_counter()
        staged = StagedCatalog.objects.defer("content").get(pk=staged.pk)
        recorded = recording.confirm(by=by, staged=staged, name="GCAT", reason="Measured.", accepted=True)
        ended = time.perf_counter()
    taken = {"rows": recorded.rows, "read": read - started, "record": ended - read, "peak": peak()}
    visitor = Visitor(made, HOST, port)
    taken["first"] = max(visitor.get(page).seconds for page in CONCENTRATION)
    print(json.dumps(taken | pages | {name: max(times) for name, times in waits.items() if times}))


@contextmanager
def looking(port: int) -> Iterator[dict[str, float]]:
    """The longest time of a page in the meantime, in seconds, requested by a separate process."""
    command = [sys.executable, "-m", "tests.benchmarks.rows.catalogs", "look", str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as others:
        others.stdout.readline()
        longest: dict[str, float] = {}
        yield longest
        longest["pages"] = json.loads(others.communicate("stop\n")[0])


def look(port: int) -> None:
    """Request the pages in turn, after one warm-up each, until a line arrives; print the longest time."""
    visitor = Visitor(User.objects.get(username="analyst"), HOST, port)
    connection.close()
    for page in PAGES:
        visitor.get(page)
    print("ready", flush=True)
    stopped = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), stopped.set()), daemon=True).start()
    taken = [0.0]
    while not stopped.is_set():
        taken += [visitor.get(page).seconds for page in PAGES]
    print(json.dumps(max(taken)))


if __name__ == "__main__":
    {"measure": measure, "look": look}[sys.argv[1]](int(sys.argv[2]))
