"""The acts of a drill: each breaks its servers in one way."""

import os
import random
import shutil
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.drill.load import Load
from tests.drill.stack import Stack, until
from tests.running.servers.sockets import listens

# A session of the program in the middle of a statement or a transaction, and its statement.
BUSY = """
SELECT pid, left(query, 60) FROM pg_stat_activity
WHERE usename = 'csis_app' AND pid <> pg_backend_pid() AND state <> 'idle'
ORDER BY backend_xid IS NULL, random() LIMIT 1
"""
END = "SELECT pg_terminate_backend(%s)"
# Which of the kills hit the server, a web process, or the worker; all others hit sessions.
SERVER, WEB, WORKER = (40, 11), (25, 6), (30, 3)
FULL_SECONDS, BACK_SECONDS = 6, 8
RESERVE_BYTES = 200_000


def restart(stack: Stack) -> str:
    """Restart the primary."""
    stack.primary.restart()
    return "primary restarted"


def kills(stack: Stack, load: Load, count: int) -> str:
    """Kill sessions in the middle of any statement, web processes, the worker, and the primary itself."""
    done, statements = Counter(), set()
    while (number := done.total() + 1) <= count:
        time.sleep(random.uniform(0, 0.1))
        if _is(number, SERVER):
            known = len(load.ledger.confirmed)
            stack.primary.kill()
            stack.primary.revive()
            # Nothing is killed while nobody works.
            until(lambda known=known: len(load.ledger.confirmed) > known)
            done["server"] += 1
        elif _is(number, WEB):
            until(lambda: all(map(listens, stack.ports)))
            random.choice(stack.webs).kill()
            done["web process"] += 1
        elif _is(number, WORKER):
            stack.worker.kill()
            done["worker"] += 1
        else:
            at = _kill_session(stack)
            statements |= at
            done["session"] += len(at)
    said = ", ".join(f"{count} {what}" for what, count in sorted(done.items()))
    return f"killed: {said}; at {len(statements)} different statements"


def _is(number: int, turn: tuple[int, int]) -> bool:
    every, which = turn
    return number % every == which


def _kill_session(stack: Stack) -> set[str]:
    """Kill a session; returns its statement, or nothing if all were idle."""
    with suppress(psycopg.OperationalError), stack.primary.connect() as session:
        found = session.execute(BUSY).fetchone()
        if found and session.execute(END, [found[0]]).fetchone()[0]:
            return {found[1]}
    return set()


def full_disk(stack: Stack, load: Load) -> str:
    """Fill the primary's disk completely, then make room again."""
    if not stack.is_small:
        return "not done: no small disk could be mounted here"
    filler = stack.disk / "filler"
    confirmed = len(load.ledger.confirmed)
    until(lambda: _filled(filler))
    end = time.monotonic() + FULL_SECONDS
    while time.monotonic() < end:
        # Otherwise the rest of the log segment would be reused.
        with suppress(psycopg.Error), stack.primary.connect() as session:
            session.execute("SELECT pg_switch_wal()")
        time.sleep(1)
    written = len(load.ledger.confirmed) - confirmed
    filler.unlink()
    # The server ends if it cannot write its log.
    if not _answers(stack):
        stack.primary.revive()
    ended = "and the server ended by it" if _restarted(stack, FULL_SECONDS) else "and the server lived on"
    return f"disk full for {FULL_SECONDS} s ({written} writes confirmed meanwhile) {ended}"


def _filled(filler: Path) -> bool:
    """Make the file take all free space. Raises OSError if something else took some of it meanwhile."""
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(filler.parent).free - RESERVE_BYTES)
    return True


def _answers(stack: Stack) -> bool:
    with suppress(psycopg.OperationalError), stack.primary.connect() as session:
        session.execute("SELECT 1")
        return True
    return False


def _restarted(stack: Stack, seconds: float) -> bool:
    with stack.primary.connect() as session:
        question = "SELECT pg_postmaster_start_time() > now() - %s * interval '1 second' - interval '5 seconds'"
        return session.execute(question, [seconds]).fetchone()[0]


def clock_back(stack: Stack, load: Load) -> str:
    """Set the database's clock back by an hour, go on working, and correct it."""
    if not stack.clock:
        return "not done: libfaketime is not installed"
    stack.clock.write_text("-3600")
    confirmed = len(load.ledger.confirmed)
    time.sleep(BACK_SECONDS)
    written = len(load.ledger.confirmed) - confirmed
    stack.clock.write_text("+0")
    return f"clock an hour back for {BACK_SECONDS} s, {written} writes confirmed meanwhile"


def behind(stack: Stack, load: Load) -> str:
    """Keep the replica an hour behind, go on working, and let it catch up."""
    with stack.replica.connect() as session:
        session.execute("ALTER SYSTEM SET recovery_min_apply_delay = '1h'")
        session.execute("SELECT pg_reload_conf()")
        reads, stale = load.ledger.reads, len(load.ledger.stale)
        time.sleep(BACK_SECONDS)
        reads, stale = load.ledger.reads - reads, len(load.ledger.stale) - stale
        session.execute("ALTER SYSTEM SET recovery_min_apply_delay = 0")
        session.execute("SELECT pg_reload_conf()")
    return f"replica an hour behind for {BACK_SECONDS} s: {reads} pages, {stale} stale"


def fail_over(stack: Stack, load: Load) -> str:
    """Lose the primary and go on with its standby."""
    started = time.monotonic()
    known = len(load.ledger.confirmed)
    stack.fail_over()
    until(lambda: len(load.ledger.confirmed) > known)
    seconds = time.monotonic() - started
    stack.follow()
    return f"primary lost; its standby took over, writes again after {seconds:.1f} s"
