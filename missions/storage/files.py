"""Files of evidence: stored once under their SHA-256, never overwritten, and checked whenever they are read.

CSIS_EVIDENCE_STORE says where: in a folder, or in the database.
"""

from types import ModuleType
from typing import BinaryIO

from django.conf import settings

from missions.storage import folder, pieces
from missions.storage.stored import CHUNK, StoredFile, UnreadableEvidence

__all__ = ["CHUNK", "STORES", "StoredFile", "UnreadableEvidence", "checked", "store"]

STORES = {"folder": folder, "database": pieces}


def store(source: BinaryIO) -> StoredFile:
    """Store a file permanently; the same content is stored once.

    Raises `UnreadableEvidence` if the file stored under its digest was altered, and OSError or a database error if
    there is no room for it.
    """
    return _place().store(source)


def checked(sha256: str, size: int, place: str = "") -> BinaryIO:
    """The open file with that digest, checked; the caller closes it. Raises `UnreadableEvidence`.

    `place` is one of `STORES`; by default the one of the settings.
    """
    return _place(place).checked(sha256, size)


def _place(name: str = "") -> ModuleType:
    return STORES[name or settings.EVIDENCE_STORE]
