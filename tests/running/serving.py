"""The server program as in production, in a process of its own on a loopback port."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.patience import STEP_SECONDS, stop
from tests.running.servers.sockets import HOST, free_port

WORKERS = 2
PRODUCTION = {"DATABASE_POOL": "true", "LOG_LEVEL": "INFO", "LOG_FORMAT": "json", "WEB_WORKERS": str(WORKERS)}


@dataclass(frozen=True)
class Site:
    """A running site: its port and process, and the seconds from its start to its first answer."""

    port: int
    process: subprocess.Popen
    started_in: float

    def memory(self) -> float | None:
        """Returns the largest worker's resident memory in MB; None if the system does not say."""
        sizes = [_resident(pid) for pid in workers(self.process.pid)]
        return max(sizes) if sizes else None

    def own_memory(self) -> float | None:
        """Returns the largest worker's memory that no other process shares, in MB; None as above."""
        sizes = [_own(pid) for pid in workers(self.process.pid) if Path(f"/proc/{pid}/smaps_rollup").exists()]
        return max(sizes) if sizes else None


@contextmanager
def served(module: str, first_path: str, environment: dict[str, str], log: Path = Path(os.devnull)) -> Iterator[Site]:
    """A site that runs until the block ends; it is asked for the first path until it answers, and logs there."""
    port = free_port()
    environment = {**os.environ, **PRODUCTION, **environment, "HOST": HOST, "PORT": str(port)}
    started = time.perf_counter()
    with log.open("ab") as said:
        process = subprocess.Popen([sys.executable, "-m", module], env=environment, stdout=said, stderr=said)
    try:
        _wait(process, port, first_path)
        yield Site(port, process, time.perf_counter() - started)
    finally:
        stop(process)


def _wait(process: subprocess.Popen, port: int, path: str) -> None:
    end = time.monotonic() + STEP_SECONDS
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(0.01)
        finally:
            connection.close()
    raise RuntimeError(f"The server on port {port} did not answer.")


def workers(parent: int) -> list[int]:
    """The server's worker processes, where the system lists them; its helper process is none."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    children = map(int, listed.read_text().split()) if listed.exists() else []
    return [pid for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _resident(pid: int) -> float:
    return _kilobytes(f"/proc/{pid}/status", "VmRSS") / 1000


def _own(pid: int) -> float:
    return _kilobytes(f"/proc/{pid}/smaps_rollup", "Private_Clean", "Private_Dirty") / 1000


def _kilobytes(file: str, *names: str) -> int:
    said = dict(line.split(":", 1) for line in Path(file).read_text().splitlines() if ":" in line)
    return sum(int(said[name].split()[0]) for name in names)
