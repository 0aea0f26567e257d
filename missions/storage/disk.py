"""Room on the disks that the program writes to: asked for before a write, so that the last of it is never used up."""

import os
from pathlib import Path

from django.conf import settings


class DiskFull(Exception):
    """There is less room than is kept in reserve; the message names the folder."""


def demand_room() -> None:
    """Raise `DiskFull` where one of the program's folders lies on a disk with less room than its reserve."""
    for folder in settings.DISK_FOLDERS:
        room = _room(Path(folder))
        if room < settings.DISK_RESERVE_BYTES:
            raise DiskFull(f"{room // 1_000_000} MB are free at {folder}.")


def _room(folder: Path) -> int:
    """The bytes that are free where the folder is, or is going to be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
