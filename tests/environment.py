"""The environment of the settings during tests; loaded before them (`-p` in pyproject.toml)."""

import gc
import hashlib
import os
from pathlib import Path

from csis import data
from tests import memory


def _folder() -> Path:
    """A folder for the tests: in memory if there is room, unless CSIS_DATA_DIR is set."""
    if "CSIS_DATA_DIR" not in os.environ:
        checkout = hashlib.sha256(f"{os.getuid()}:{data.ROOT}".encode()).hexdigest()[:12]
        in_memory = memory.MEMORY / f"csis-tests-{checkout}"
        if in_memory.is_dir() or memory.place():
            return in_memory
    return data.path("tests")


# Loaded and collected objects stay; scanning them took the garbage collector a third of the time before the first test.
gc.set_threshold(50_000, 20, 50)
# The same for every process of a run: its server may lose all its data.
os.environ["CSIS_DATA_DIR"] = os.environ.setdefault("CSIS_TESTS_DATA_DIR", str(_folder()))
os.environ["DEBUG"] = "false"
os.environ["CSIS_HTTPS"] = "false"
os.environ["DATABASE_POOL"] = "false"
# No worker runs beside the tests.
os.environ["CSIS_WORKER_SILENT_SECONDS"] = "0"
# Tests send more requests than people; tests of the limits turn them on.
os.environ["CSIS_ALLOWANCES"] = "false"
# The same on a named server as on the embedded one; their defaults differ.
os.environ["CSIS_SECOND_FACTOR_ROLES"] = ""
os.environ["CSIS_DORMANT_DAYS"] = "0"
os.environ["CSIS_BACKUP_LATE_HOURS"] = "0"
os.environ["SECRET_KEY"] = "for tests only: 0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"
os.environ.setdefault("LOG_LEVEL", "ERROR")
for name in ("CSIS_DEMONSTRATION", "CSIS_CONNECT_AS", "CSIS_CLASSIFICATION", "CSIS_TIME_ZONE", "ALLOWED_HOSTS"):
    os.environ.pop(name, None)
# Playwright's driver keeps an event loop in the thread that runs the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
