"""Files of evidence in the database: in pieces, in a table of their own, available on every machine."""

import hashlib
import logging
import os
import tempfile
from typing import BinaryIO

from django.db import transaction

from missions.storage.connections import prepared
from missions.storage.stored import CHUNK, StoredFile, UnreadableEvidence

logger = logging.getLogger(__name__)

IS_STORED = "SELECT EXISTS (SELECT FROM missions_filepiece WHERE sha256 = %s)"
ADD = "INSERT INTO missions_filepiece (sha256, number, content) VALUES (%s, %s, %b) ON CONFLICT DO NOTHING"
READ = "SELECT content FROM missions_filepiece WHERE sha256 = %s AND number = %s"
IN_MEMORY_BYTES = 2 * CHUNK


def store(source: BinaryIO) -> StoredFile:
    """Store a file permanently, all of it or nothing. Raises `UnreadableEvidence` if the stored file was altered."""
    source.seek(0)
    sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    stored = StoredFile(sha256, source.seek(0, os.SEEK_END))
    with transaction.atomic(), prepared() as cursor:
        cursor.execute(IS_STORED, [sha256])
        known = cursor.fetchone()[0]
        if not known:
            source.seek(0)
            for number in range(_pieces(stored.size)):
                # A process that stores the same file at the same time waits here, and then adds nothing.
                cursor.execute(ADD, [sha256, number, source.read(CHUNK)])
                known = known or cursor.rowcount == 0
    if known:
        checked(sha256, stored.size).close()
    return stored


def checked(sha256: str, size: int) -> BinaryIO:
    """The open file with that digest, checked; the caller closes it. Raises `UnreadableEvidence`."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115  handed out
    try:
        digest = _read(sha256, size, file)
        if (digest, file.tell()) != (sha256, size):
            logger.error("Evidence file %s has the digest %s.", sha256, digest)
            raise UnreadableEvidence("The file in the database is not the one that was recorded.")
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _read(sha256: str, size: int, file: BinaryIO) -> str:
    """Write the pieces of a file one after the other; returns their digest. Pieces beyond its size are not read."""
    digest = hashlib.sha256()
    with prepared() as cursor:
        for number in range(_pieces(size)):
            cursor.execute(READ, [sha256, number])
            found = cursor.fetchone()
            if found is None:
                logger.error("Evidence file %s lacks its piece %s.", sha256, number)
                raise UnreadableEvidence("The file is missing from the database.")
            digest.update(found[0])
            file.write(found[0])
    return digest.hexdigest()


def _pieces(size: int) -> int:
    """How many pieces a file of so many bytes has; an empty one has one."""
    return max(1, -(-size // CHUNK))
