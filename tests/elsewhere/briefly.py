"""A few tests of each place side by side, within a time limit: for every change, because all of them take too long.

A change fails only if a test does. A missing program or a slow machine is reported and passed over.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from csis import data
from tests.elsewhere.missing import LEFT_OUT

SECONDS = 240
# For servers to stop after the time limit.
GRACE_SECONDS = 20
# What each place does otherwise: locks, cursors and plans, sessions that break off, jobs; paths and rights of files.
DATABASE = (
    "tests/integration/database/test_concurrency.py",
    "tests/integration/database/test_stale_connections.py",
    "tests/integration/exchange/test_import_race.py::test_an_import_confirmed_in_several_tabs_at_once_is_recorded_once",
    "tests/integration/people/test_verify_audit.py::test_an_untouched_record_is_ok_and_its_end_can_be_expected_later",
    "tests/integration/setup/test_worker.py::test_it_comes_back_after_its_connections_broke_and_ends_when_told",
)
FILES = (
    "tests/integration/evidence/test_evidence.py",
    "tests/integration/setup/test_worker.py::test_it_comes_back_after_its_connections_broke_and_ends_when_told",
    "tests/integration/operation/test_backups.py::test_a_restored_backup_is_the_same_record_with_the_same_rights",
)
CHOSEN = {"pooler": DATABASE, "15": DATABASE, "spaces": FILES}


@dataclass(frozen=True)
class Run:
    """The running tests of one place, and the file of their output."""

    where: str
    process: subprocess.Popen
    said: Path


def briefly(places: list[str]) -> int:
    """Run the chosen tests of these places (default: all); returns 1 if one of them failed, otherwise 0."""
    ends_at = time.monotonic() + SECONDS
    with tempfile.TemporaryDirectory(prefix="csis-briefly-") as folder:
        runs = [_begun(where, Path(folder) / where) for where in places or CHOSEN]
        return int(sum(_failed(run, ends_at) for run in runs) > 0)


def _begun(where: str, said: Path) -> Run:
    command = [sys.executable, "-m", "tests.elsewhere", where, "-q", *CHOSEN[where]]
    with said.open("w") as output:
        # A process group of its own, so that its servers end with it.
        process = subprocess.Popen(command, cwd=data.ROOT, stdout=output, stderr=subprocess.STDOUT, process_group=0)
    return Run(where, process, said)


def _failed(run: Run, ends_at: float) -> bool:
    """Wait for it within the time limit and print its result; returns whether one of its tests failed."""
    try:
        code = run.process.wait(max(0.0, ends_at - time.monotonic()))
    except subprocess.TimeoutExpired:
        code = None
        _end(run.process)
    result = {0: "passed", LEFT_OUT: "left out", None: f"not done within {SECONDS} s, and passed over"}
    told = run.said.read_text(encoding="utf-8").rstrip()
    if code is None:
        # Where it was interrupted tells nothing.
        told = told.partition("Traceback")[0].rstrip()
    print(f"{run.where}: {result.get(code, 'FAILED')}\n{told}", flush=True)
    return code not in result


def _end(process: subprocess.Popen) -> None:
    for how in (signal.SIGINT, signal.SIGKILL):
        os.killpg(process.pid, how)
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
