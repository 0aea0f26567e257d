"""Workers that start at once: each is forked from a process that has loaded the program without connecting."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import django

from csis import data, work


@contextmanager
def nursery(**environment: str) -> Iterator[Callable[[], int]]:
    """Starts workers in that environment and returns each one's process number; all are ended at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.operation.nursery"],
        cwd=data.ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    made = []

    def start() -> int:
        process.stdin.write("\n")
        process.stdin.flush()
        made.append(int(process.stdout.readline()))
        return made[-1]

    try:
        yield start
    finally:
        for pid in made:
            kill(pid)
        process.communicate()


def kill(pid: int) -> None:
    """End a process at once, if it still runs."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def lives(pid: int) -> bool:
    """Whether the process still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> None:
    """Start a worker for each line that is read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
    django.setup()
    # Ended workers are collected.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        pid = os.fork()
        if not pid:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            work.main([])
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
