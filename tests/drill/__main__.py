"""`make drill`: runs a whole deployment on this machine, breaks it under load, and prints a table of what was kept.

`python -m tests.drill --kills 1000` runs all of it; without arguments, a shorter form runs, which takes minutes.
"""

import argparse
import importlib
import os
import random
import signal
import sys
import time

import django

from tests.drill.stack import Stack, until
from tests.running.servers import clusters, pooler, proxy

ACTS = (
    "restart",
    "kills",
    "disk",
    "clock",
    "behind",
    "restore",
    "point-in-time",
    "failover",
    "upgrade",
    "speed",
)


def main() -> int:
    """Run the chosen acts; returns 1 if anything was lost, doubled, stale or broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill", description=__doc__)
    parser.add_argument("--kills", type=int, default=30, help="how many times something is killed (default 30)")
    parser.add_argument("--seed", type=int, default=None, help="repeats the choices of an earlier run")
    parser.add_argument("--old", default="", help="the revision whose program runs on the new schema")
    parser.add_argument("acts", nargs="*", metavar="ACT", help=f"of {', '.join(ACTS)} (default: all)")
    asked = parser.parse_args()
    if unknown := set(asked.acts) - set(ACTS):
        parser.error(f"There is no act {', '.join(sorted(unknown))}.")
    if missing := [name for name, one in (("pgbouncer", pooler.PROGRAM), ("nginx", proxy.PROGRAM)) if one is None]:
        sys.exit(f"A drill needs {' and '.join(missing)}.")
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    random.seed(seed)
    started = time.monotonic()
    # On SIGTERM it ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before its end."))
    print(f"Drill with --seed {seed}, on {os.cpu_count()} cores.", flush=True)
    with clusters.place() as folder:
        stack = Stack(folder)
        try:
            stack.start_databases()
            stack.start_program()
            _set_up(stack)
            play = importlib.import_module("tests.drill.play")
            well = play.play(stack, asked.acts or ACTS, kills=asked.kills, old=asked.old)
        finally:
            stack.close()
    print(f"{time.monotonic() - started:.0f} s. Longer: python -m tests.drill --kills 1000")
    return 0 if well else 1


def _set_up(stack: Stack) -> None:
    """Connect Django in this process to the same database, in the same way, as the program's processes."""
    os.environ.update({name: said for name, said in stack.environ().items() if name != "DATABASE_REPLICA_URL"})
    os.environ["DJANGO_SETTINGS_MODULE"] = "csis.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    django.setup()
    until(lambda: importlib.import_module("django.db").connection.ensure_connection() is None)


if __name__ == "__main__":
    sys.exit(main())
