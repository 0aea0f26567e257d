"""Runs the worker beside the server of `make run`; checked every second, and started again if it has ended."""

import atexit
import os
import subprocess
import sys
import threading
import time

from csis import data, embedded
from csis.data import Unusable

LOOK_SECONDS = 1
FIRST_WAIT_SECONDS = 1
LONGEST_WAIT_SECONDS = 60


class Worker:
    """The worker's process; one that ends is started again, after a longer wait each time."""

    def __init__(self) -> None:
        self._wait = FIRST_WAIT_SECONDS
        self._start()

    def _start(self) -> None:
        self._began, self._again = time.monotonic(), None
        command = [sys.executable, "-m", "csis.work", "--beside", str(os.getpid())]
        # Its own session keeps Ctrl-C from ending it before the program does.
        self._process = subprocess.Popen(command, cwd=data.ROOT, start_new_session=True)

    def look(self) -> None:
        """Starts it again if it has ended, and says so."""
        now = time.monotonic()
        if self._process.poll() is None:
            if now - self._began > LONGEST_WAIT_SECONDS:
                self._wait = FIRST_WAIT_SECONDS
        elif self._again is None:
            print(f"The worker stopped; restarting in {self._wait} s.", file=sys.stderr, flush=True)
            self._again = now + self._wait
            self._wait = min(2 * self._wait, LONGEST_WAIT_SECONDS)
        elif now >= self._again:
            self._start()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def beside() -> None:
    """Starts the worker, and keeps it and the embedded database running until this process ends."""
    worker, stopping = Worker(), threading.Event()
    watching = threading.Thread(target=_watch, args=(worker, stopping), daemon=True)
    watching.start()

    def stop() -> None:
        stopping.set()
        watching.join()
        worker.stop()

    # Registered after the one that stops the database, and so called before it.
    atexit.register(stop)


def _watch(worker: Worker, stopping: threading.Event) -> None:
    told = ""
    while not stopping.wait(LOOK_SECONDS):
        worker.look()
        try:
            embedded.revive()
            told = ""
        except Unusable as error:
            if str(error) != told:
                told = str(error)
                print(told, file=sys.stderr, flush=True)
