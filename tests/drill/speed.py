"""What two web processes and a replica serve beside what one process does, each server with an equal share."""

import os
import pathlib
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.drill.browsers import Browser
from tests.drill.load import PAGES, Group, Load
from tests.drill.rounds import evidence
from tests.drill.shares import Share, shares
from tests.drill.stack import Stack, until
from tests.running.newcomer import status

# In turns, so that a change in the machine's speed affects both.
ROUNDS = 3
SECONDS = 20
WARM_SECONDS = 10
CLIENTS = 16
# Small enough to leave room for the clients and the proxy beside four servers.
CORES = 0.2
WRITES_APART_SECONDS = 4.0
TO_REACH = 1.8
# Primary and replica have equal room.
SHARED = {"DATABASE_REPLICA_SHARE": "50"}


@dataclass(frozen=True)
class Served:
    """The result of one measurement: pages a second, how busy the machine was, which servers used up their share."""

    pages: float
    busy: float
    stopped: str
    writes: int
    stale: list[str]


def tell(stack: Stack, sessions: list[str], group: Group) -> bool:
    """Measure and print the result; returns whether nobody saw less than they had written."""
    for web in stack.webs:
        web.end()
    ways = {"One": ({"web": stack.ports[0]}, {"DATABASE_REPLICA_URL": ""})}
    ways["Two"] = ({"web": stack.ports[0], "web2": stack.ports[1]}, SHARED)
    rounds = [
        {name: _measured(stack, sessions, group, ports, **more) for name, (ports, more) in ways.items()}
        for _ in range(ROUNDS)
    ]
    one, two = (sum(served[name].pages for served in rounds) / ROUNDS for name in ways)
    print(
        f"\nPages a second: {one:.0f} by one web process, {two:.0f} by two and a replica, in {ROUNDS} turns each:"
        f" {two / one:.2f} × (to reach: {TO_REACH} ×)."
    )
    for name, said in ((name, served[name]) for served in rounds for name in ways):
        print(
            f"{name}: {said.pages:.0f} a second. {said.stopped}. Processors {said.busy:.0%} busy of {os.cpu_count()};"
            f" {said.writes} writes meanwhile, stale after them: {len(said.stale)}."
        )
    return not any(said.stale for served in rounds for said in served.values())


def _measured(stack: Stack, sessions: list[str], group: Group, ports: dict[str, int], **more: str) -> Served:
    with ExitStack() as closing:
        webs = {name: stack.web(port, **more) for name, port in ports.items()}
        for web in webs.values():
            closing.callback(web.end)
        until(lambda: all(status(port, "/readyz") in {200, 503} for port in ports.values()))
        servers = {name: web.process.pid for name, web in webs.items()} | {"primary": stack.primary.pid}
        if len(webs) > 1:
            servers["replica"] = stack.replica.pid
        # The clients, with everything they start, must not be the bottleneck; the servers are subtracted.
        held = closing.enter_context(shares({"asking": 0} | dict.fromkeys(servers, CORES))) or {}
        for name, share in held.items():
            share.hold(servers.get(name, os.getpid()))
        return _served(stack, sessions, group, {name: share for name, share in held.items() if name in servers})


def _served(stack: Stack, sessions: list[str], group: Group, held: dict[str, Share]) -> Served:
    load = Load(stack, [], [])
    with _reading(stack, sessions) as served, _writing(load, group):
        time.sleep(WARM_SECONDS)
        load.ledger.stale.clear()
        before, busy, started, stopped = sum(served), _busy(), time.monotonic(), _stopped(held)
        time.sleep(SECONDS)
        pages, seconds, used = sum(served) - before, time.monotonic() - started, _busy() - busy
        said = _told(stopped, _stopped(held))
    share = used / seconds / (os.cpu_count() or 1)
    return Served(pages / seconds, share, said, len(load.ledger.confirmed), load.ledger.stale)


@contextmanager
def _reading(stack: Stack, sessions: list[str]) -> Iterator[list[int]]:
    """People who read until the block ends; yields how many pages each got."""
    served, ending = [0] * CLIENTS, threading.Event()

    def read(place: int) -> None:
        browser = Browser(stack, sessions[place % len(sessions)])
        number = place
        while not ending.is_set():
            number += 1
            if browser.ask("GET", PAGES[number % len(PAGES)])[0] == 200:
                served[place] += 1

    with _threads([lambda place=place: read(place) for place in range(CLIENTS)], ending):
        yield served


@contextmanager
def _writing(load: Load, group: Group) -> Iterator[None]:
    """Somebody who writes now and then and at once checks the result, until the block ends."""

    def write() -> None:
        desk = load.desk(group)
        while not load.ending.wait(WRITES_APART_SECONDS):
            desk.play(evidence)

    with _threads([write], load.ending):
        yield


@contextmanager
def _threads(acts: list, ending: threading.Event) -> Iterator[None]:
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ending.set()
        for thread in threads:
            thread.join()


def _stopped(held: dict[str, Share]) -> dict[str, tuple[int, int]]:
    return {name: share.stopped() for name, share in held.items()}


def _told(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> str:
    """The fraction of the time in which each server had used up its share."""
    if not after:
        return "No shares, as no control group may be made here"
    told = []
    for name, (periods, stopped) in after.items():
        wanted = periods - before[name][0]
        told.append(f"{name} {(stopped - before[name][1]) / max(wanted, 1):.0%}")
    return f"Each server has {CORES} of a core, used up in {', '.join(told)} of the time"


def _busy() -> float:
    """The seconds that all processors together have worked."""
    with pathlib.Path("/proc/stat").open(encoding="ascii") as file:
        fields = [int(one) for one in file.readline().split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / os.sysconf("SC_CLK_TCK")
