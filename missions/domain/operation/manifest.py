"""The manifest, the first part of a backup: the other parts with their SHA-256, and the head of the chain."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "csis-backup/1"
MANIFEST = "manifest.json"
DUMP = "database.dump"
EVIDENCE = "evidence/"
NAME = re.compile(rf"{re.escape(DUMP)}|{EVIDENCE}([0-9a-f]{{64}})")
SHA256 = re.compile(r"[0-9a-f]{64}")


class Broken(Exception):
    """The backup is incomplete or altered; the message says where, in one line."""


@dataclass(frozen=True, slots=True)
class BackupPart:
    """One part of a backup: its name, its size in bytes and its digest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of a backup, and the head of its chain; `made_at` is a time in ISO 8601."""

    made_at: str
    sequence: int
    digest: str
    parts: tuple[BackupPart, ...]

    @property
    def chain(self) -> str:
        """The head of the chain, as every command prints it."""
        return f"{self.sequence}:{self.digest}"

    @property
    def evidence(self) -> dict[str, int]:
        """The size of each file of evidence, by its SHA-256."""
        return {part.sha256: part.size for part in self.parts if part.name != DUMP}


def evidence_part(sha256: str, size: int) -> BackupPart:
    """The part for a file of evidence."""
    return BackupPart(f"{EVIDENCE}{sha256}", size, sha256)


def text(manifest: Manifest) -> str:
    """The text of the manifest."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1)


def read(written: bytes) -> Manifest:
    """The manifest of a text. Raises `Broken`."""
    try:
        said = json.loads(written)
        if said.pop("format") != FORMAT:
            raise Broken("It was made by another version of the program.")
        parts = tuple(_part(**one) for one in said.pop("parts"))
        manifest = Manifest(**said, parts=parts)
        whole = isinstance(manifest.sequence, int) and SHA256.fullmatch(manifest.digest)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise Broken("Its manifest cannot be read.") from error
    names = [part.name for part in parts]
    if not whole or len(set(names)) != len(names) or DUMP not in names:
        raise Broken("Its manifest cannot be read.")
    return manifest


def _part(name: str, size: int, sha256: str) -> BackupPart:
    match = NAME.fullmatch(name)
    fits: Any = match and SHA256.fullmatch(sha256) and match[1] in (None, sha256) and size >= 0
    if not fits:
        raise Broken(f"Its manifest names a part that no backup has: {name!r}.")
    return BackupPart(name, size, sha256)
