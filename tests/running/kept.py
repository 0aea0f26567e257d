"""Folders that are slow to make and then only read or copied: kept until their sources change."""

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from csis import data

KEPT_SECONDS = 24 * 60 * 60


def kept(name: str, digest: str, make: Callable[[Path], None]) -> Path:
    """Returns the folder that `make` filled for this digest; if several processes need it, the first makes it.

    It appears only once it is complete.
    """
    folder = data.folder(name)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / digest[:16]
        if not made.exists():
            draft = folder / "draft"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            make(draft)
            draft.rename(made)
        os.utime(made)
        for other in folder.glob("*/"):
            # A run that began before an edit may still read an older one.
            if time.time() - other.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(other)
    return made
