"""Files of evidence: kept once under their SHA-256, never written over, and checked whenever they are read.

CSIS_EVIDENCE_STORE says where: in a folder, or in the database.
"""

from types import ModuleType
from typing import BinaryIO

from django.conf import settings

from missions.storage import folder, pieces
from missions.storage.stored import CHUNK, Stored, Unreadable

__all__ = ["CHUNK", "STORES", "Stored", "Unreadable", "checked", "store"]

STORES = {"folder": folder, "database": pieces}


def store(source: BinaryIO) -> Stored:
    """Keep a file for good; the same content is kept once.

    Raises `Unreadable` where what is kept under its digest was altered, and OSError or a database's error where there
    is no place for it.
    """
    return _place().store(source)


def checked(sha256: str, size: int, place: str = "") -> BinaryIO:
    """The file of that digest, found to be what was stored; for the caller to close. Raises `Unreadable`.

    `place` is one of `STORES`; by default the one of the settings.
    """
    return _place(place).checked(sha256, size)


def _place(name: str = "") -> ModuleType:
    return STORES[name or settings.EVIDENCE_STORE]
