"""The static files as a deployment collects them, kept because compressing them takes many seconds."""

import hashlib
import os
import sys
from pathlib import Path

from csis import data
from csis.run import static_fingerprint
from tests.patience import ran
from tests.running.kept import kept


def collected() -> Path:
    """Returns their folder."""
    settings = (data.ROOT / "csis" / "settings" / "__init__.py").read_bytes()
    return kept("test-static", hashlib.sha256(static_fingerprint().encode() + settings).hexdigest(), collect)


def collect(folder: Path) -> None:
    """Collects into that folder, with the mark that tells `make run` that nothing has changed since."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    ran(command, os.environ | {"CSIS_STATIC_ROOT": str(folder)}, check=True)
    (folder / "fingerprint").write_text(static_fingerprint())
