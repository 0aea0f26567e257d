"""Folders in memory: a database is a thousand files, which take five times as long to write to a disk."""

import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
# The bytes that must be free there before a server uses it.
ROOM = 2_000_000_000


def place() -> Path | None:
    """A place for folders in memory; None if the system has none, or too little room in it."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
