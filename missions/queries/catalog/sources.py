"""The readings of catalogs at a moment: the newest known one of each snapshot."""

from typing import Any

from missions.domain.catalog.asking import ReadingSource
from missions.domain.catalog.vocabulary import Publisher
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Provenance
from missions.queries.rows import rows

NEWEST = """
SELECT DISTINCT ON (snapshot.id) reading.id AS reading, reading.digest, reading.rules_sequence, snapshot.name,
  snapshot.publisher, snapshot.dated_on, snapshot.license, snapshot.credit, snapshot.provenance
FROM missions_catalogreading reading JOIN missions_catalogsnapshot snapshot ON snapshot.id = reading.snapshot_id
WHERE reading.entry_id <= %(sequence)s
ORDER BY snapshot.id, reading.entry_id DESC
"""


def sources(moment: Moment) -> tuple[ReadingSource, ...]:
    """The newest reading of each snapshot, in the order in which pages prefer them. One query.

    Real catalogs come before the sample, GCAT before UCS, and newer data before older.
    """
    return tuple(sorted(map(_source, rows(NEWEST, {"sequence": moment.sequence})), key=_preferred))


def _source(row: Any) -> ReadingSource:
    return ReadingSource(
        reading=row.reading,
        digest=row.digest,
        snapshot=row.name,
        publisher=Publisher(row.publisher),
        data_date=row.dated_on,
        license=row.license,
        credit=row.credit,
        illustrative=row.provenance == Provenance.ILLUSTRATIVE,
        rules_sequence=row.rules_sequence,
    )


def _preferred(source: ReadingSource) -> tuple[bool, int, int, int]:
    place = list(Publisher).index(source.publisher)
    return source.illustrative, place, -source.data_date.toordinal(), -source.reading
