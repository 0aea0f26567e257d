"""The file of a backup: a tar that begins with the manifest, written and read in one pass."""

import hashlib
import io
import tarfile
from pathlib import Path
from typing import BinaryIO

from missions.domain.operation import manifest
from missions.domain.operation.manifest import DUMP, MANIFEST, BackupPart, Broken, Manifest
from missions.storage.files import CHUNK, checked

# Far more than a manifest of a million files takes.
LARGEST_MANIFEST = 200_000_000


def part_of(path: Path) -> BackupPart:
    """The dump as a part of a backup."""
    with path.open("rb") as file:
        return BackupPart(DUMP, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def write(target: BinaryIO, said: Manifest, dump: Path) -> None:
    """Write a backup: manifest, dump and files of evidence. Raises `UnreadableEvidence` for an altered file."""
    with tarfile.open(fileobj=target, mode="w|") as archive:
        written = manifest.text(said).encode()
        archive.addfile(_member(MANIFEST, len(written)), io.BytesIO(written))
        for part in said.parts:
            with dump.open("rb") if part.name == DUMP else checked(part.sha256, part.size) as file:
                archive.addfile(_member(part.name, part.size), file)


def read(source: BinaryIO, folder: Path) -> Manifest:
    """Unpack a backup into a folder and check each part against the manifest. Raises `Broken`."""
    try:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            members = iter(archive)
            said = _manifest(archive, next(members, None))
            awaited = {part.name: part for part in said.parts}
            for member in members:
                part = awaited.pop(member.name, None)
                if part is None or not member.isreg():
                    raise Broken(f"It holds {member.name!r}, which its manifest does not name.")
                _unpack(archive.extractfile(member), part, folder)
    except (tarfile.TarError, EOFError) as error:
        raise Broken(f"It is truncated, or not a backup: {error}.") from error
    if awaited:
        raise Broken(f"It is truncated: {next(iter(awaited))} is missing.")
    return said


def _manifest(archive: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    if first is None or first.name != MANIFEST or first.size > LARGEST_MANIFEST:
        raise Broken("It does not begin with a manifest.")
    return manifest.read(archive.extractfile(first).read())


def _unpack(source: BinaryIO, part: BackupPart, folder: Path) -> None:
    digest, size = hashlib.sha256(), 0
    with (folder / part.sha256).open("wb") as file:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    if (size, digest.hexdigest()) != (part.size, part.sha256):
        raise Broken(f"{part.name} is not what the manifest says.")


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
