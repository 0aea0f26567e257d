"""A short drill: a whole deployment, parts of which are killed, loses nothing and does nothing twice."""

import os
import subprocess
import sys
from pathlib import Path

from tests.database import ROOT
from tests.office import needs

ACTS = ("--kills", "12", "kills", "failover")
# It takes less than a minute on an idle machine, plus that long to end its servers.
PATIENCE_SECONDS, ENDING_SECONDS = 300, 90


@needs("nginx", "pgbouncer")
def test_nothing_confirmed_is_lost_or_done_twice(tmp_path: Path) -> None:
    environment = {name: said for name, said in os.environ.items() if not name.startswith("DATABASE_")}
    command = [sys.executable, "-m", "tests.drill", *ACTS]
    # With a pipe, we would wait until the last of its servers ended.
    told = tmp_path / "told"
    with (
        told.open("w") as file,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file) as drill,
    ):
        try:
            drill.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            drill.terminate()
            drill.wait(ENDING_SECONDS)
        finally:
            drill.kill()
    assert drill.returncode == 0, told.read_text()
    assert "Stale after a write of one's own: 0. Faults: 0." in told.read_text()
