"""The folder of evidence: files named by their SHA-256, written once, and checked whenever they are read."""

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from missions.storage.stored import CHUNK, StoredFile, UnreadableEvidence

logger = logging.getLogger(__name__)


def place(sha256: str) -> Path:
    """The path of the file with that digest, stored or not."""
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256


def store(source: BinaryIO) -> StoredFile:
    """Store a file permanently, the same content once. Raises `UnreadableEvidence` if the stored file was altered."""
    folder = Path(settings.EVIDENCE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=folder)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            stored = _copy(source, file)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o400)
        final = place(stored.sha256)
        final.parent.mkdir(mode=0o700, exist_ok=True)
        _settle(draft, final, stored)
    finally:
        draft.unlink(missing_ok=True)
    return stored


def _copy(source: BinaryIO, file: BinaryIO) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        file.write(chunk)
    return StoredFile(digest.hexdigest(), size)


def _settle(draft: Path, final: Path, stored: StoredFile) -> None:
    """Give the file its name. A link, unlike a rename, cannot replace an existing file."""
    try:
        os.link(draft, final)
    except FileExistsError:
        with checked(stored.sha256, stored.size):
            return
    for folder in (final.parent, final.parent.parent):
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def checked(sha256: str, size: int) -> BinaryIO:
    """The open file with that digest, checked; the caller closes it. Raises `UnreadableEvidence`."""
    try:
        file = place(sha256).open("rb")
    except OSError as error:
        logger.error("Evidence file %s cannot be opened: %s", sha256, error.strerror)
        raise UnreadableEvidence("The file is missing from the folder of evidence.") from error
    try:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        if (found, file.tell()) != (sha256, size):
            logger.error("Evidence file %s has the digest %s.", sha256, found)
            raise UnreadableEvidence("The file in the folder of evidence is not the one that was recorded.")
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file
