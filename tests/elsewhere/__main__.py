"""`python -m tests.elsewhere WHERE [arguments of pytest]`: the tests behind a pooler, or on a server of that version.

WHERE is `pooler`, a version of PostgreSQL such as 15, both as `pooler-15`, or `embedded` for a new server of the
embedded version; `spaces` runs them as a user who is not root, in a copy of the project whose folder has spaces
in its name.
`--brief` before any number of places runs a few tests of each side by side (`briefly.py`).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from csis import data
from tests.elsewhere.apart import apart
from tests.elsewhere.briefly import briefly
from tests.elsewhere.missing import LEFT_OUT, Missing
from tests.running.servers import clusters
from tests.running.servers.pooler import PROGRAM, pooling

# Tests that depend most on the database: locks, plans, cursors, jobs, imports, verification, broken sessions.
BOUNDED = (
    "tests/integration/database/test_concurrency.py",
    "tests/integration/database/test_stale_connections.py",
    "tests/integration/people/test_verify_audit.py",
    "tests/integration/evidence/test_evidence.py",
    "tests/integration/votes/test_effect.py",
    "tests/integration/exchange/test_import_race.py",
    "tests/integration/setup/test_worker.py",
    "tests/integration/stress/test_kills.py",
)


@contextmanager
def behind(where: str) -> Iterator[dict[str, str]]:
    """The environment in which tests run there."""
    with ExitStack() as stack:
        pooled = where.startswith("pooler")
        version = where.removeprefix("pooler").removeprefix("-").removeprefix("embedded")
        programs = clusters.programs(version)
        if programs is None:
            raise Missing(f"PostgreSQL {version} is not in {clusters.SYSTEM}.")
        cluster = stack.enter_context(clusters.running(programs))
        own = {
            "DATABASE_URL": cluster.url("csis_app"),
            "DATABASE_OWNER_URL": cluster.url("csis_owner"),
            "CSIS_POSTGRES_PROGRAMS": str(programs),
        }
        if pooled:
            if PROGRAM is None:
                raise Missing("pgbouncer is not installed.")
            pooler = stack.enter_context(pooling(cluster.address))
            own |= {"DATABASE_URL": pooler.address(cluster.url("csis_app")), "DATABASE_POOLER": "true"}
        yield own


def run(where: str, arguments: list[str]) -> int:
    """Run the named tests there, or the bounded part; returns pytest's exit code."""
    named = any(argument.startswith("tests") for argument in arguments)
    command = ["-m", "pytest", "-p", "no:cacheprovider", "-n", "0", *arguments, *(() if named else BOUNDED)]
    if where == "spaces":
        return apart(command)
    with behind(where) as own:
        return subprocess.run([sys.executable, *command], cwd=data.ROOT, env=os.environ | own, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1] == "--brief":
        sys.exit(briefly(sys.argv[2:]))
    try:
        sys.exit(run(sys.argv[1], sys.argv[2:]))
    except Missing as error:
        print(error)
        sys.exit(LEFT_OUT)
