"""The program without any settings: `make run` over a data folder of its own."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import memory, patience
from tests.database import ROOT, fingerprint
from tests.patience import ran, stop, until
from tests.running.collected import collected
from tests.running.kept import kept
from tests.running.servers.sockets import free_port


@dataclass(frozen=True)
class Started:
    """A program that is ready: its address, and its output until then."""

    process: subprocess.Popen
    port: int
    said: str


@contextmanager
def data_folder() -> Iterator[Path]:
    """A data folder that the server's own user can reach, unlike pytest's own folders.

    It is in memory if there is room: making a server waits for the disk a thousand times.
    """
    path = Path(tempfile.mkdtemp(prefix="csis-test-", dir=memory.place()))
    try:
        yield path
    finally:
        with suppress(FileNotFoundError, ProcessLookupError):
            number = postmaster(path)
            if _is_of(number, path):
                os.kill(number, signal.SIGINT)
                until(lambda: not (path / "postgres/cluster/postmaster.pid").exists())
        shutil.rmtree(path)


def _is_of(number: int, folder: Path) -> bool:
    """Whether a process belongs to a data folder: another process may have the number of a killed server by now."""
    told = Path(f"/proc/{number}/cmdline")
    return not told.parents[1].exists() or os.fsencode(folder) in told.read_bytes()


@contextmanager
def demonstration() -> Iterator[Path]:
    """A data folder in which the program has already prepared the demonstration, with its whole sample."""
    with data_folder() as path:
        # Its server's files belong to a user of their own.
        subprocess.run(["cp", "-a", f"{kept('test-demonstration', _made_from(), _prepare)}/.", path], check=True)
        yield path


def _made_from() -> str:
    digest = hashlib.sha256(fingerprint().encode())
    for file in sorted(path for path in (ROOT / "fixtures").rglob("*") if path.is_file()):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _prepare(folder: Path) -> None:
    with data_folder() as path:
        command = [sys.executable, "-m", "csis.run", "--prepare-only"]
        ran(command, environment(path), check=True)
        subprocess.run(["cp", "-a", f"{path}/.", folder], check=True)


@contextmanager
def started(folder: Path, **more: str) -> Iterator[Started]:
    """The program over the folder, once it reports that it is ready; stopped at the end of the block.

    `more` adds to its environment. Unless it names a folder of static files, they are already collected.
    """
    port, more = free_port(), {"CSIS_STATIC_ROOT": str(collected())} | more
    command, own = [sys.executable, "-m", "csis.run"], environment(folder, PORT=str(port), **more)
    # A pipe that nobody reads would stop the program once it is full.
    said = folder / "said"
    with said.open("w") as output:
        program = subprocess.Popen(command, cwd=ROOT, env=own, stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + patience.SECONDS
        while "Ctrl-C" not in said.read_text():
            assert program.poll() is None, f"It ended with {program.returncode}: {said.read_text()}"
            assert time.monotonic() < end, f"It is not ready after {patience.SECONDS} s: {said.read_text()}"
            time.sleep(0.05)
        yield Started(program, port, said.read_text())
    finally:
        stop(program)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Returns an environment that sets only a data folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "CSIS_DATA_DIR": str(folder), **more}


def postmaster(folder: Path) -> int:
    return int((folder / "postgres/cluster/postmaster.pid").read_text().split("\n")[0])


def status(port: int, path: str) -> int | None:
    """Returns the status of a page, or None where nothing answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=patience.STEP_SECONDS) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
