"""Plays the acts of a drill one after the other under load, and prints what was confirmed and what was kept."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import OperationalError, connection

from missions.domain.vocabulary import Role
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.drill import acts, copies, speed
from tests.drill.counting import counted
from tests.drill.load import Group, Load
from tests.drill.stack import Stack, until
from tests.running.browsers.visitors import signed_in

READERS = 2
SETTLING_SECONDS = 90
# Each group reviews its own area; all of these are Hybrid.
AREAS = ("SATCOM", "SDA", "ISR", "EM")
PARTS = {
    "steward": Role.STEWARD,
    "analyst": Role.ANALYST,
    "reviewer": Role.REVIEWER,
    "reviewer2": Role.REVIEWER,
    "authority": Role.AUTHORITY,
    "admin": Role.ADMINISTRATOR,
}


@dataclass(frozen=True)
class Row:
    """The result of one act."""

    act: str
    seconds: float
    before: int
    after: int
    lost: list[str]
    doubled: int
    chain: str
    said: str


def play(stack: Stack, chosen: Iterable[str], *, kills: int, old: str) -> bool:
    """Play the acts and print the table; returns whether nothing was lost, doubled, stale or broken."""
    readers = [signed_in(factories.user(f"reader{number}", Role.VIEWER)) for number in range(READERS)]
    groups = [_group(area) for area in AREAS]
    load = Load(stack, groups, readers)
    load.start()
    until(lambda: len(load.ledger.confirmed) >= len(AREAS))
    every: dict[str, Callable[[], str]] = {
        "restart": lambda: acts.restart(stack),
        "kills": lambda: acts.kills(stack, load, kills),
        "disk": lambda: acts.full_disk(stack, load),
        "clock": lambda: acts.clock_back(stack, load),
        "behind": lambda: acts.behind(stack, load),
        "failover": lambda: acts.fail_over(stack, load),
        "restore": lambda: copies.restore(stack, load),
        "point-in-time": lambda: copies.point_in_time(stack, load),
        "upgrade": lambda: copies.upgrade(stack, old),
    }
    rows = []
    for name in chosen:
        if name in every:
            rows.append(_played(stack, load, name, every[name]))
            print(_line(rows[-1]), flush=True)
    load.end()
    fresh = speed.tell(stack, readers, groups[0]) if "speed" in chosen else True
    return _told(load, rows, stack) and fresh


def _played(stack: Stack, load: Load, name: str, act: Callable[[], str]) -> Row:
    with load.ledger.lock:
        before = dict(load.ledger.confirmed)
    started = time.monotonic()
    said = act()
    _settle(load)
    seconds = time.monotonic() - started
    with load.ledger.lock:
        known = dict(load.ledger.confirmed)
    there = counted(stack.primary)
    missing = [kind for mark, kind in known.items() if not there[mark]]
    doubled = sum(there[mark] > 1 for mark in known)
    findings = _findings()
    chain = "verified" if not findings else f"{len(findings)}: {findings[0]}"
    connection.close()
    after = sum(there[mark] == 1 for mark in before)
    return Row(name, seconds, len(before), after, missing, doubled, chain, said)


def _findings() -> list[str]:
    """What a verification finds; begun again where it was broken off, as people's requests are by the same act."""
    found: list[str] = []

    def whole() -> bool:
        try:
            found[:] = [finding.what for finding in verify()]
        except OperationalError:
            connection.close()
            return False
        return True

    until(whole)
    return found


def _settle(load: Load) -> None:
    """Wait until people can work again: until something new is confirmed."""
    known = len(load.ledger.confirmed)
    until(lambda: len(load.ledger.confirmed) >= known + len(AREAS), SETTLING_SECONDS)


def _group(area: str) -> Group:
    """People for a review of that area, with an assessed function and a report."""
    people = {
        part: factories.user(
            f"{part}-{area.lower()}", role, organization=made.USSF if part == "reviewer2" else made.SSC
        )
        for part, role in PARTS.items()
    }
    made.assessed(f"T-{area}", area_code=area)
    sessions = {part: signed_in(person) for part, person in people.items()}
    keys = {part: person.pk for part, person in people.items()}
    return Group(sessions, keys, area, made.evidence().pk)


HEAD = (
    f"{'act':14} {'s':>5} {'confirmed':>10} {'there after':>12} {'lost':>5} {'doubled':>8}  {'chain':9}  what was done"
)


def _line(row: Row) -> str:
    counts = f"{row.before:>10} {row.after:>12} {len(row.lost):>5} {row.doubled:>8}"
    return f"{row.act:14} {row.seconds:>5.0f} {counts}  {row.chain:9}  {row.said}"


def _told(load: Load, rows: list[Row], stack: Stack) -> bool:
    print(f"\n{HEAD}")
    for row in rows:
        print(_line(row))
    ledger = load.ledger
    statuses = ", ".join(f"{status or 'broken off'}: {count}" for status, count in sorted(ledger.statuses.items()))
    print(f"\nAnswers: {statuses}. Slowest page {ledger.slowest:.1f} s.")
    kinds = set(ledger.confirmed.values())
    print(f"Kinds of write: {len(kinds)} confirmed, {len(kinds & set(ledger.broken))} of them also broken off.")
    print(f"Stale after a write of one's own: {len(ledger.stale)}. Faults: {len(ledger.faults)}.")
    for kind, times in Counter(rows[-1].lost if rows else ()).items():
        print(f"  lost {times} of {kind}")
    for said in [*ledger.stale[:3], *ledger.faults[:3], *(stack.complaints()[:3] if ledger.faults else [])]:
        print(f"  {said}")
    whole = all(
        row.before == row.after and not row.lost and not row.doubled and row.chain == "verified" for row in rows
    )
    return whole and not ledger.stale and not ledger.faults
