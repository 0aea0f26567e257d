"""What importing a real catalog costs: seconds from the files to the record, and the peak of its process."""

import json
import os
import subprocess
import sys
import time

from missions.access import Actor
from missions.actions.catalog import reading, recording, staging
from missions.domain.vocabulary import Role
from missions.models import StagedCatalog
from tests import factories
from tests.benchmarks.rows.imports import peak, waiting
from tests.database import Server
from tests.gcat import FILES, FOLDER


def print_catalogs() -> None:
    """Prints the steps of an import of GCAT as it is published (to reach: 10 s and 150 MB).

    The last columns are the longest waits of others while it is read and recorded (to reach: under 1 s).
    """
    titles = f"{'rows':>8} {'read s':>8} {'record s':>9} {'all s':>7} {'peak MB':>8}"
    print(f"\n{'Import of a catalog':24} {titles} {'reader s':>9} {'sign-in s':>10} {'head s':>7}")
    if None in FILES:
        print(f"The files are not in {FOLDER}: nothing is measured.")
        return
    server = Server()
    server.create()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.rows.catalogs"],
            env=os.environ | {"DATABASE_URL": server.app(), "DATABASE_OWNER_URL": ""},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    finally:
        server.drop()
    found = json.loads(done.stdout)
    times = f"{found['rows']:8,} {found['read']:8.2f} {found['record']:9.2f} {found['read'] + found['record']:7.2f}"
    waits = f"{found['reader']:9.2f} {found['sign_in']:10.2f} {found['head']:7.2f}"
    print(f"{'GCAT':24} {times} {found['peak']:8.0f} {waits}", flush=True)


def measure() -> None:
    """Imports GCAT and prints as JSON the seconds of each step and the peak of this process in MB."""
    made = factories.user("analyst", Role.ANALYST)
    by = Actor(made.pk, made.username, made.name, "", frozenset({Role.ANALYST}))
    with waiting() as waits:
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
    print(json.dumps(taken | {name: max(times) for name, times in waits.items() if times}))


if __name__ == "__main__":
    measure()
