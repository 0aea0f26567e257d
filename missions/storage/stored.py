"""What every store of files of evidence returns or raises."""

from dataclasses import dataclass

CHUNK = 1024 * 1024


class UnreadableEvidence(Exception):
    """A file of evidence that is missing, or no longer what was stored; the message says which."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file: its digest and its size in bytes."""

    sha256: str
    size: int
