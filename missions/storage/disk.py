"""Room on the disks that the program writes to: asked for before a write, so that the last of it is never used up."""

import os
from pathlib import Path

from django.conf import settings


class DiskFull(Exception):
    """There is less room than is kept in reserve; the message names the folder."""


def demand_room() -> None:
    """Raise `DiskFull` where one of the program's folders lies on a disk with less room than its reserve."""
    for folder in map(Path, settings.DISK_FOLDERS):
        # A folder that is going to be made lies on the disk of the nearest one that is there.
        found = os.statvfs(next(one for one in (folder, *folder.parents) if one.exists()))
        room = found.f_bavail * found.f_frsize
        if room < settings.DISK_RESERVE_BYTES:
            raise DiskFull(f"{room // 1_000_000} MB are free at {folder}.")
