"""Records the reading of a catalog: snapshot, files and reading in one entry, or nothing."""

import tempfile
from datetime import date

from django.db import connection, transaction

from missions.access import Actor, Permission, check
from missions.actions.catalog import staging
from missions.actions.catalog.lines import unpacked
from missions.actions.chain import Entry, recording
from missions.actions.constraints import message
from missions.actions.errors import NotReady, Unfit
from missions.actions.pieces import write_pieces
from missions.domain.audit import TargetKind
from missions.domain.vocabulary import ImportState, InstallationKind, Provenance
from missions.models import (
    CatalogFile,
    CatalogReading,
    CatalogRow,
    CatalogSnapshot,
    Installation,
    StagedCatalog,
    StagedCatalogFile,
)
from missions.storage.files import StoredFile, UnreadableEvidence, store

KEY = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
PROBLEMS = """
INSERT INTO missions_catalogproblem (reading_id, position, part, line, kind, text)
SELECT %s, position, part, line, kind, text FROM missions_stagedcatalogproblem WHERE staged_id = %s ORDER BY position
"""


def confirm(
    *,
    by: Actor,
    staged: StagedCatalog,
    reason: str,
    name: str = "",
    accepted: bool = False,
) -> CatalogReading:
    """Record the reading: a new snapshot under `name`, or another reading of an existing snapshot.

    `accepted` confirms the warnings about the files as a whole. Files that say they are invented become an illustrative
    snapshot. Raises `Refused`, `NotReady` unless the import is ready, and `Unfit` for a name in use, files of an
    existing snapshot, invented files in a production, or unconfirmed warnings.
    """
    check(by, Permission.IMPORT_CATALOGS)
    # Checked before any file is stored permanently, and again under the lock.
    _demand_ready(staged, accepted)
    if not staged.snapshot_id:
        _demand_free(staged, name)
    kept = {} if staged.snapshot_id else _kept(staged)
    with transaction.atomic():
        staged = StagedCatalog.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        _demand_ready(staged, accepted)
        # Everything slow happens before the head of the chain is locked, because others wait for it.
        files = list(staged.files.order_by("part"))
        key = _brought(staged)
        staged.files.all().delete()
        staged.problems.all().delete()
        target = TargetKind.CATALOG.of(staged.snapshot.name if staged.snapshot else name)
        action = "read catalog again" if staged.snapshot else "import catalog"
        with recording(by=by, action=action, target=target, reason=reason) as entry:
            snapshot = staged.snapshot or _snapshot(entry, staged, name, reason, [(one, kept[one.pk]) for one in files])
            reading = entry.add(_reading(staged, snapshot, key, reason))
            staged.state, staged.reading, staged.content = ImportState.RECORDED, reading, b""
            staged.save(update_fields=["state", "reading", "content"])
    return reading


def _demand_ready(staged: StagedCatalog, accepted: bool) -> None:
    if staged.state != ImportState.READY:
        raise NotReady
    if staged.found["warnings"] and not accepted:
        raise Unfit("Confirm that you have read the warnings about these files.", "accepted")
    if staged.found["invented"] and Installation.objects.filter(kind=InstallationKind.PRODUCTION).exists():
        raise Unfit("These files say that their content is invented. This record accepts real catalogs only.")


def _demand_free(staged: StagedCatalog, name: str) -> None:
    if CatalogSnapshot.objects.filter(name=name).exists():
        if StagedCatalog.objects.filter(pk=staged.pk, state=ImportState.RECORDED).exists():
            raise NotReady
        raise Unfit(message("missions_catalogsnapshot_name_key"), "name")


def _kept(staged: StagedCatalog) -> dict[int, StoredFile]:
    """The files in the folder of evidence, by key; a file that no row names does no harm."""
    return {file.pk: _stored(file) for file in staged.files.all()}


def _stored(file: StagedCatalogFile) -> StoredFile:
    with tempfile.TemporaryFile() as content:
        write_pieces(file.pieces.all(), content)
        try:
            return store(content)
        except (UnreadableEvidence, OSError) as error:
            raise Unfit("The files could not be stored. Try again, or tell an administrator.") from error


def _brought(staged: StagedCatalog) -> int:
    """Insert the rows and problems under the key of the reading that follows; returns the key."""
    columns = ", ".join(f'"{name}"' for name in ("reading_id", *CatalogRow.covered()))
    with connection.cursor() as cursor:
        cursor.execute(KEY, [CatalogReading._meta.db_table])
        key = cursor.fetchone()[0]
        begins = f"{key}\t".encode()
        with cursor.copy(f"COPY {CatalogRow._meta.db_table} ({columns}) FROM STDIN") as copy:
            for line in unpacked(staged.content):
                copy.write(begins + line)
        cursor.execute(PROBLEMS, [key, staged.pk])
    return key


def _snapshot(
    entry: Entry, staged: StagedCatalog, name: str, reason: str, files: list[tuple[StagedCatalogFile, StoredFile]]
) -> CatalogSnapshot:
    staging.demand_new(stored.sha256 for _, stored in files)
    found = staged.found
    snapshot = entry.add(
        CatalogSnapshot(
            name=name,
            publisher=found["publisher"],
            dated_on=date.fromisoformat(found["dated_on"]),
            license=found["license"],
            credit=found["credit"],
            provenance=Provenance.ILLUSTRATIVE if found["invented"] else Provenance.CATALOG,
            reason=reason,
        )
    )
    for file, stored in files:
        entry.add(
            CatalogFile(
                snapshot=snapshot,
                part=file.part,
                file_name=file.file_name,
                size=stored.size,
                sha256=stored.sha256,
            )
        )
    return snapshot


def _reading(staged: StagedCatalog, snapshot: CatalogSnapshot, key: int, reason: str) -> CatalogReading:
    found = staged.found
    return CatalogReading(
        pk=key,
        snapshot=snapshot,
        rules_sequence=staged.rules_sequence,
        reader=found["reader"],
        rows=found["rows"],
        problems=sum(found["problems"].values()),
        counts={name: found[name] for name in ("areas", "problems", "touched")},
        digest=staged.digest,
        reason=reason,
    )
