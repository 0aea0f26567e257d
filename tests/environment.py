"""What the settings read while testing; loaded before them (`-p` in pyproject.toml)."""

import os

from csis import data

# A folder of the tests' own, the same for every process of a run: its server may lose all that it holds.
os.environ["CSIS_DATA_DIR"] = os.environ.setdefault("CSIS_TESTS_DATA_DIR", str(data.path("tests")))
os.environ["DEBUG"] = "false"
os.environ["CSIS_HTTPS"] = "false"
os.environ["DATABASE_POOL"] = "false"
# None runs beside the tests.
os.environ["CSIS_WORKER_SILENT_SECONDS"] = "0"
# Tests ask more often than people; those of the limits turn them on.
os.environ["CSIS_ALLOWANCES"] = "false"
# The same on a server that the environment names as on the embedded one, where these would have other defaults.
os.environ["CSIS_SECOND_FACTOR_ROLES"] = ""
os.environ["CSIS_DORMANT_DAYS"] = "0"
os.environ["CSIS_BACKUP_LATE_HOURS"] = "0"
os.environ["SECRET_KEY"] = "for tests only: 0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"
os.environ.setdefault("LOG_LEVEL", "ERROR")
for name in ("CSIS_DEMONSTRATION", "CSIS_CONNECT_AS", "CSIS_CLASSIFICATION", "CSIS_TIME_ZONE", "ALLOWED_HOSTS"):
    os.environ.pop(name, None)
# Playwright's driver keeps an event loop in the thread that runs the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
