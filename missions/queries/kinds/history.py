"""The history of one record of a kind, newest first: each revision with what it changed.

Evidence attached later is on the page of its revision.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from missions.domain.dates import recorded_later
from missions.domain.difference import Difference
from missions.domain.kinds.changes import basis_changes, changes
from missions.domain.kinds.kind import Kind, RecordState
from missions.domain.record.portfolio import Attribution, Moment
from missions.models.kinds import TABLES
from missions.models.querysets import AFTER_EVERYTHING, as_of
from missions.queries.kinds.states import columns, references, state
from missions.queries.rows import rows

PAGE = 50
# A page of revisions, each with the record for its day just before and since.
REVISIONS = """
SELECT fact.id, fact.effective_on IS NULL AS withdrawal, fact.effective_on, fact.entry_id, fact.reason,
  entry.recorded_at, entry.actor_name, fact.provenance, fact.source, since.id AS since, earlier.id AS earlier,
  EXISTS (SELECT FROM {table} later WHERE later.voids_id = fact.id AND later.entry_id <= %(sequence)s) AS voided,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(link.entry_id, brought.recorded_at, brought.actor_name, link.reason,
      evidence.title) ORDER BY link.entry_id DESC, evidence.id), '[]')
    FROM {links} link JOIN missions_auditentry brought ON brought.sequence = link.entry_id
    JOIN missions_evidence evidence ON evidence.id = link.evidence_id
    WHERE link.revision_id = fact.id AND link.entry_id <> fact.entry_id AND link.entry_id <= %(sequence)s) AS attached
FROM {subjects} subject
JOIN {table} fact ON fact.{subject}_id = subject.id
JOIN missions_auditentry entry ON entry.sequence = fact.entry_id
LEFT JOIN {table} withdrawn ON withdrawn.id = fact.voids_id
CROSS JOIN LATERAL (SELECT coalesce(fact.effective_on, withdrawn.effective_on) AS day,
  fact.entry_id AS written, fact.entry_id - 1 AS prior) at
LEFT JOIN LATERAL ({since}) since ON true
LEFT JOIN LATERAL ({earlier}) earlier ON true
WHERE subject.code = %(code)s AND fact.entry_id <= %(sequence)s AND fact.entry_id < %(before)s
  AND (fact.effective_on <= %(on)s OR fact.effective_on IS NULL)
ORDER BY fact.entry_id DESC, fact.id DESC LIMIT %(size)s + 1
"""
VALUES = """
SELECT fact.id, subject.code, {columns} FROM {table} fact
JOIN {subjects} subject ON subject.id = fact.{subject}_id
JOIN missions_auditentry entry ON entry.sequence = fact.entry_id {references}
WHERE fact.id = ANY (%(ids)s)
"""


@dataclass(frozen=True)
class Revision:
    """One revision, or evidence attached to it: who recorded it and why, its effective date, and what it changed."""

    what: str
    sequence: int
    recorded_at: Any
    effective_on: date | None
    by: str
    reason: str
    said: Attribution
    changes: tuple[Difference, ...]
    withdrawal: bool
    voided: bool

    @property
    def recorded_later(self) -> bool:
        """Whether it was recorded after the day it took effect."""
        return recorded_later(self.recorded_at, self.effective_on)


@dataclass(frozen=True)
class Revisions:
    """A page of revisions; `older` is the sequence that leads to the next page, None at the end."""

    rows: tuple[Revision, ...]
    older: int | None
    newest: bool


def revisions(kind: str, moment: Moment, code: str, *, before: int | None = None) -> Revisions:
    """The newest revisions of a record below `before`. Two queries."""
    found = TABLES[kind]
    names = {
        "table": found.revision._meta.db_table,
        "subjects": found.identity._meta.db_table,
        "subject": kind,
        "links": found.evidence._meta.db_table,
    }
    at = {
        "on": moment.as_of,
        "sequence": moment.sequence,
        "code": code,
        "before": before or AFTER_EVERYTHING,
        "size": PAGE,
    }
    sql = REVISIONS.format(
        **names,
        since=as_of(found.revision, of="subject.id", on="at.day", sequence="at.written", newest=True),
        earlier=as_of(found.revision, of="subject.id", on="at.day", sequence="at.prior", newest=True),
    )
    listed = rows(sql, at)
    shown = listed[:PAGE]
    ids = sorted({key for row in shown for key in (row.since, row.earlier) if key})
    sql = VALUES.format(columns=columns(kind), references=references(kind), **names)
    values = {row.id: state(found, row) for row in rows(sql, at | {"ids": ids})}
    told = [_revision(found.kind, row, values.get(row.earlier), values.get(row.since)) for row in shown]
    told += [one for row in shown for one in _attached(row)]
    return Revisions(
        rows=tuple(sorted(told, key=attrgetter("sequence"), reverse=True)),
        older=shown[-1].entry_id if len(listed) > PAGE else None,
        newest=before is None,
    )


def _revision(kind: Kind, row: Any, earlier: RecordState | None, since: RecordState | None) -> Revision:
    return Revision(
        what=f"{kind.label} {_verb(row, earlier, since)}",
        sequence=row.entry_id,
        recorded_at=row.recorded_at,
        effective_on=row.effective_on,
        by=row.actor_name,
        reason=row.reason,
        said=Attribution(
            row.entry_id, row.effective_on, row.recorded_at, row.actor_name, row.reason, row.provenance, row.source
        ),
        changes=(*changes(kind, earlier, since), *(basis_changes(earlier, since) if earlier and since else ())),
        withdrawal=row.withdrawal,
        voided=row.voided,
    )


def _attached(row: Any) -> Iterator[Revision]:
    """The evidence attached to a revision after it was recorded: one item for each entry."""
    for _, group in groupby(row.attached, key=itemgetter(0)):
        links = list(group)
        sequence, at, by, reason, _ = links[0]
        recorded_at = datetime.fromisoformat(at)
        yield Revision(
            what="Evidence attached",
            sequence=sequence,
            recorded_at=recorded_at,
            effective_on=row.effective_on,
            by=by,
            reason=reason,
            said=Attribution(sequence, row.effective_on, recorded_at, by, reason, row.provenance, row.source),
            changes=tuple(Difference("Evidence", "", title) for *_, title in links),
            withdrawal=False,
            voided=row.voided,
        )


def _verb(row: Any, earlier: RecordState | None, since: RecordState | None) -> str:
    if row.withdrawal:
        return "withdrawn"
    if since and since.retired:
        return "retired"
    return "revised" if earlier else "recorded"
