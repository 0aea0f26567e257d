"""Snapshots of catalogs and their readings, as they were known at a moment, and the rows of a reading as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from missions.catalog.objects import CatalogObject, OwnerBasis, Span
from missions.domain.catalog.vocabulary import Publisher
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Provenance
from missions.queries.rows import rows

# A reading never changes. One of 23,000 rows takes some 20 MB, so few are kept.
READINGS_REMEMBERED = 2

SNAPSHOTS = """
SELECT snapshot.id, snapshot.name, snapshot.publisher, snapshot.dated_on, snapshot.license, snapshot.credit,
  snapshot.provenance, snapshot.reason, snapshot.entry_id, entry.recorded_at, entry.actor_name,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('pk', file.id, 'part', file.part, 'file_name', file.file_name,
      'size', file.size, 'sha256', file.sha256) ORDER BY file.part), '[]')
    FROM missions_catalogfile file WHERE file.snapshot_id = snapshot.id) AS files
FROM missions_catalogsnapshot snapshot JOIN missions_auditentry entry ON entry.sequence = snapshot.entry_id
WHERE snapshot.entry_id <= %(sequence)s AND (%(name)s::text IS NULL OR snapshot.name = %(name)s)
ORDER BY snapshot.provenance = 'illustrative', snapshot.dated_on DESC, snapshot.entry_id DESC
"""
READINGS = """
SELECT reading.id, reading.snapshot_id, reading.rules_sequence, reading.reader, reading.rows, reading.problems,
  reading.counts, reading.digest, reading.reason, reading.entry_id, entry.recorded_at, entry.actor_name,
  snapshot.name AS snapshot, snapshot.publisher, snapshot.dated_on, snapshot.license, snapshot.credit,
  snapshot.provenance
FROM missions_catalogreading reading JOIN missions_auditentry entry ON entry.sequence = reading.entry_id
JOIN missions_catalogsnapshot snapshot ON snapshot.id = reading.snapshot_id
WHERE reading.entry_id <= %(sequence)s AND {which}
"""
OF_SNAPSHOTS = READINGS.format(which="reading.snapshot_id = ANY(%(snapshots)s) ORDER BY reading.entry_id DESC")
LATEST = READINGS.format(
    which="snapshot.publisher = %(publisher)s"
    " ORDER BY snapshot.provenance = 'illustrative', snapshot.dated_on DESC, snapshot.entry_id DESC,"
    " reading.entry_id DESC LIMIT 1"
)
ONE = READINGS.format(which="reading.id = %(reading)s")
OBJECTS = """
SELECT line, identifier, name, program, launch, launched_first, launched_last, ended_first, ended_last, category, area,
  commercial, owner_code, owner_basis, operator, state, mass, geo
FROM missions_catalogrow WHERE reading_id = %(reading)s ORDER BY line
"""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a snapshot: its key, which part of the catalog it is, its name, its size in bytes and its digest."""

    pk: int
    part: str
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordedReading:
    """One reading of a snapshot: its rules, its results, who recorded it, and the credit for its numbers.

    `counts` are the rows by area, the problems by kind, and the rows that each rule touched. `sequence` is the entry
    that recorded it.
    """

    pk: int
    snapshot: str
    publisher: Publisher
    dated_on: date
    license: str
    credit: str
    provenance: Provenance
    rules_sequence: int
    reader: str
    rows: int
    problems: int
    counts: Mapping[str, Any]
    digest: str
    reason: str
    sequence: int
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot with its files and its readings, the newest first; `sequence` is the entry that recorded it."""

    pk: int
    name: str
    publisher: Publisher
    dated_on: date
    license: str
    credit: str
    provenance: Provenance
    reason: str
    sequence: int
    recorded_at: datetime
    by: str
    files: tuple[File, ...]
    readings: tuple[RecordedReading, ...]


def snapshots(moment: Moment) -> list[Snapshot]:
    """Every snapshot known at a moment, real ones before the sample, the newest data first. Two queries."""
    return _snapshots(moment, None)


def snapshot(moment: Moment, name: str) -> Snapshot | None:
    """The snapshot of that name, or None if none is known at the moment. Two queries."""
    return next(iter(_snapshots(moment, name)), None)


def latest_reading(moment: Moment, publisher: Publisher) -> RecordedReading | None:
    """The newest reading of the newest data of a publisher that is known at a moment, or None. One query.

    Illustrative data count only if there are no others.
    """
    found = rows(LATEST, {"sequence": moment.sequence, "publisher": publisher.value})
    return _reading(found[0]) if found else None


def reading(moment: Moment, pk: int) -> RecordedReading | None:
    """One reading by its key, or None if it is not known at the moment. One query."""
    found = rows(ONE, {"sequence": moment.sequence, "reading": pk})
    return _reading(found[0]) if found else None


@lru_cache(READINGS_REMEMBERED)
def objects_of(reading: int, digest: str) -> tuple[CatalogObject, ...]:
    """The rows of a reading, in the order of its file; none if there is no such reading. One query, or none.

    They are kept in memory by key and digest, because another database may use the key for another reading.
    """
    known: dict[Any, Any] = {}
    return tuple(_object(row, known) for row in rows(OBJECTS, {"reading": reading}))


def _snapshots(moment: Moment, name: str | None) -> list[Snapshot]:
    found = rows(SNAPSHOTS, {"sequence": moment.sequence, "name": name})
    if not found:
        return []
    read: dict[int, list[RecordedReading]] = {row.id: [] for row in found}
    for row in rows(OF_SNAPSHOTS, {"sequence": moment.sequence, "snapshots": list(read)}):
        read[row.snapshot_id].append(_reading(row))
    return [
        Snapshot(
            pk=row.id,
            name=row.name,
            publisher=Publisher(row.publisher),
            dated_on=row.dated_on,
            license=row.license,
            credit=row.credit,
            provenance=Provenance(row.provenance),
            reason=row.reason,
            sequence=row.entry_id,
            recorded_at=row.recorded_at,
            by=row.actor_name,
            files=tuple(File(**one) for one in row.files),
            readings=tuple(read[row.id]),
        )
        for row in found
    ]


def _reading(row: Any) -> RecordedReading:
    return RecordedReading(
        pk=row.id,
        snapshot=row.snapshot,
        publisher=Publisher(row.publisher),
        dated_on=row.dated_on,
        license=row.license,
        credit=row.credit,
        provenance=Provenance(row.provenance),
        rules_sequence=row.rules_sequence,
        reader=row.reader,
        rows=row.rows,
        problems=row.problems,
        counts=row.counts,
        digest=row.digest,
        reason=row.reason,
        sequence=row.entry_id,
        recorded_at=row.recorded_at,
        by=row.actor_name,
    )


def _object(row: Any, known: dict[Any, Any]) -> CatalogObject:
    """A row as a value; `known` shares equal parts of many rows."""

    def once(value: Any) -> Any:
        return known.setdefault(value, value)

    return CatalogObject(
        line=row.line,
        identifier=row.identifier,
        name=row.name,
        program=once(row.program),
        launch=once(row.launch),
        launched=once(Span(row.launched_first, row.launched_last)),
        ended=once(Span(row.ended_first, row.ended_last)) if row.ended_first else None,
        category=once(row.category),
        area=once(row.area),
        commercial=row.commercial,
        owner_code=once(row.owner_code),
        owner_basis=OwnerBasis(row.owner_basis),
        operator=once(row.operator),
        state=once(row.state),
        mass=row.mass,
        geo=row.geo,
    )
