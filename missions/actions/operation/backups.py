"""Backups: the database and the files of evidence in one file, and restoring that file into an empty database."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from missions.access import SYSTEM
from missions.actions.access import record_access
from missions.domain.audit import TargetKind
from missions.domain.operation.manifest import Broken, Manifest, evidence_part
from missions.models import Backup
from missions.queries.people.audit import head
from missions.queries.people.verification import ChainClaim, verify
from missions.queries.people.verification.evidence_files import kept_files, verify_files
from missions.storage import archives, files, postgres, sealed

FINDINGS_TOLD = 5
MAY_BACK_UP = "SELECT has_table_privilege('missions_backup', 'INSERT')"


class Impossible(Exception):
    """The reason, in one line, why a backup cannot be made or restored."""


def back_up(folder: Path, *, recipient: str = "") -> Backup:
    """Write a backup into the folder, as the owner; encrypted where a recipient is given.

    The file gets its name only once all of it is on the disk. Raises `Impossible`, and what the parts raise:
    `ProgramFailed`, `SealFailed`, `UnreadableEvidence`, OSError.
    """
    with connection.cursor() as cursor:
        cursor.execute(MAY_BACK_UP)
        if not cursor.fetchone()[0]:
            raise Impossible("Only the owner of the database can back it up: set CSIS_CONNECT_AS=owner.")
    with tempfile.TemporaryDirectory(prefix="csis-backup-") as work:
        dump = Path(work) / "dump"
        said = _dumped(dump)
        made = timezone.now()
        name = f"csis-{made:%Y%m%dT%H%M%SZ}-{said.sequence}.tar{sealed.ending(recipient)}"
        with _settled(folder / name) as draft, sealed.sealing(draft, recipient) as target:
            archives.write(target, said, dump)
    with (folder / name).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    backup = Backup.objects.create(
        made_at=made,
        name=name,
        size=size,
        sha256=sha256,
        files=len(said.evidence),
        encrypted=bool(recipient),
        sequence=said.sequence,
        digest=said.digest,
    )
    record_access(by=SYSTEM, action="back up", target=TargetKind.BACKUP.of(name), chain=said.chain, sha256=sha256)
    return backup


def _dumped(path: Path) -> Manifest:
    """Dump the database; returns the manifest of the backup, all as of one moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        end = head()
        postgres.dump(path, snapshot=cursor.fetchone()[0])
        parts = (archives.part_of(path), *(evidence_part(*one) for one in kept_files().items()))
        return Manifest(timezone.now().isoformat(timespec="seconds"), end.sequence, end.digest, parts)


@contextmanager
def _settled(path: Path) -> Iterator[Path]:
    """A temporary file to write; it gets its final name once it is on the disk, and is removed if that fails."""
    draft = path.with_name(f".{path.name}.part")
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def restore(source: Path, *, identity: str = "", expect: ChainClaim | None = None) -> Manifest:
    """Restore a backup into the empty database, as its owner, and verify it; a refused backup leaves it empty.

    Raises `Broken` for one that was altered or cut short, `Impossible` if the database is not empty, and
    what the parts raise.
    """
    if not postgres.is_empty():
        raise Impossible("The database is not empty: restore into a new one.")
    with tempfile.TemporaryDirectory(prefix="csis-restore-") as work:
        with sealed.opening(source, identity) as file:
            said = archives.read(file, Path(work))
        try:
            _put_back(said, Path(work), expect)
        except BaseException:
            connection.close()
            postgres.empty()
            raise
    record_access(by=SYSTEM, action="restore", target=TargetKind.BACKUP.of(source.name), chain=said.chain)
    return said


def _put_back(said: Manifest, work: Path, expect: ChainClaim | None) -> None:
    dump, *evidence = said.parts
    try:
        postgres.restore(work / dump.sha256)
        _demand_known_schema()
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0, interactive=False)
    except (postgres.ProgramFailed, DatabaseError) as error:
        raise Broken(f"Its database cannot be restored: {str(error).splitlines()[0]}") from error
    claims = [ChainClaim(said.sequence, said.digest, "its manifest"), *([expect] if expect else [])]
    _demand_none(finding.what for finding in verify(claims))
    for part in evidence:
        with (work / part.sha256).open("rb") as file:
            files.store(file)
    _demand_none(finding.what for finding in verify_files())


def _demand_known_schema() -> None:
    known = MigrationLoader(None).disk_migrations
    before = {name for migration in known.values() for name in migration.replaces}
    if not MigrationRecorder(connection).applied_migrations().keys() <= known.keys() | before:
        raise Broken("It was made by a later version of the program.")


def _demand_none(findings: Iterator[str]) -> None:
    found = list(findings)
    if found:
        more = f" And {len(found) - FINDINGS_TOLD} more." if len(found) > FINDINGS_TOLD else ""
        raise Broken(f"{' '.join(found[:FINDINGS_TOLD])}{more}")
