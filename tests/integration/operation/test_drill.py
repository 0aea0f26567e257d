"""A drill in a bounded form: a whole deployment, killed at here and there, loses nothing and does nothing twice."""

import os
import subprocess
import sys

from tests.database import ROOT
from tests.office import needs

ACTS = ("--kills", "12", "kills", "failover")


@needs("nginx", "pgbouncer")
def test_nothing_that_was_confirmed_is_lost_or_done_twice() -> None:
    environment = {name: said for name, said in os.environ.items() if not name.startswith("DATABASE_")}
    command = [sys.executable, "-m", "tests.drill", *ACTS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Stale after a write of one's own: 0. Faults: 0." in done.stdout
