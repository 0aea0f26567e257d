"""What two web processes and a replica serve beside what one process does, read by people who also write."""

import os
import pathlib
import threading
import time

from tests.drill.load import PAGES, Browser
from tests.drill.stack import Stack, until
from tests.running.newcomer import status

SECONDS = 8
CLIENTS = 6
TO_REACH = 1.8


def tell(stack: Stack, sessions: list[str]) -> None:
    """Measure and print; what it comes to depends on the machine."""
    sessions *= CLIENTS
    both = _served(stack, sessions[:CLIENTS])
    second = stack.webs[1]
    second.end()
    one = _served(stack, sessions[:CLIENTS])
    print(
        f"\nPages a second: {one[0]:.0f} by one web process, {both[0]:.0f} by two and a replica:"
        f" {both[0] / one[0]:.2f} × (to reach: {TO_REACH} ×)."
        f" Processors busy: {one[1]:.0%} and {both[1]:.0%} of {os.cpu_count()}."
    )


def _served(stack: Stack, sessions: list[str]) -> tuple[float, float]:
    """Pages a second, and the share of all processors' time that was used meanwhile."""
    until(lambda: any(status(port, "/healthz") == 200 for port in stack.ports))
    served, ending = [0] * len(sessions), threading.Event()

    def read(place: int) -> None:
        browser = Browser(stack, sessions[place])
        number = place
        while not ending.is_set():
            number += 1
            if browser.ask("GET", PAGES[number % len(PAGES)])[0] == 200:
                served[place] += 1

    threads = [threading.Thread(target=read, args=(place,)) for place in range(len(sessions))]
    for thread in threads:
        thread.start()
    time.sleep(1)
    before, busy, started = sum(served), _busy(), time.monotonic()
    time.sleep(SECONDS)
    pages, seconds, used = sum(served) - before, time.monotonic() - started, _busy() - busy
    ending.set()
    for thread in threads:
        thread.join()
    return pages / seconds, used / seconds / (os.cpu_count() or 1)


def _busy() -> float:
    """Seconds that all processors together have worked."""
    with pathlib.Path("/proc/stat").open(encoding="ascii") as file:
        fields = [int(one) for one in file.readline().split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / os.sysconf("SC_CLK_TCK")
