"""The static files as a deployment collects them, kept until they change: to compress them takes many seconds."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from csis import data
from csis.run import static_fingerprint

KEPT_SECONDS = 24 * 60 * 60


def collected() -> Path:
    """Returns the folder they lie in, collected by the first of the processes that ask at once."""
    folder = data.folder("test-static")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        settings = (data.ROOT / "csis" / "settings.py").read_bytes()
        kept = folder / hashlib.sha256(static_fingerprint().encode() + settings).hexdigest()[:16]
        if not kept.exists():
            collect(kept)
        os.utime(kept)
        for other in folder.glob("*/"):
            # A run that began before an edit may still read an older one.
            if time.time() - other.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(other)
    return kept


def collect(kept: Path) -> None:
    """Collects into that folder, which is there only once it is whole."""
    draft = kept.with_name("draft")
    shutil.rmtree(draft, ignore_errors=True)
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=data.ROOT, env=os.environ | {"CSIS_STATIC_ROOT": str(draft)}, check=True)
    draft.rename(kept)
