"""How long tests wait for other processes: one that hangs fails its test, and the other tests continue."""

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.database import ROOT

# Seconds; far longer than anything takes on a busy machine, and shorter than the limit of a test.
SECONDS = 450
# Seconds for one step inside a test: a page, a lock, the start of a server. Generous, because a busy machine is no
# fault.
STEP_SECONDS = 150


def ran(
    command: list[str | Path], environment: Mapping[str, str], *, check: bool = False
) -> subprocess.CompletedProcess:
    """The output and status of a command, run in the project's folder; TimeoutExpired if it does not end."""
    said = {"capture_output": True, "text": True, "timeout": SECONDS}
    return subprocess.run(command, cwd=ROOT, env=environment, check=check, **said)


def until(condition: Callable[[], object], seconds: int = STEP_SECONDS) -> None:
    """Return once the condition holds; AssertionError if it does not within that many seconds."""
    for _ in range(10 * seconds):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("Waited in vain.")


def stop(process: subprocess.Popen) -> None:
    """End the program and wait for it; kill it if it does not stop."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    """Kill the program and wait for its end."""
    process.kill()
    process.wait(SECONDS)
