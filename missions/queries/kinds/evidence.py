"""The evidence that records of kinds rest on, and the records that rest on a piece of evidence."""

from dataclasses import dataclass
from functools import cache

from missions.domain.kinds.kind import Kind, State
from missions.domain.record.evidence import EvidenceState
from missions.domain.record.portfolio import Moment
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.record.evidence import EVIDENCE, state_of
from missions.queries.rows import rows

OF_RECORD = """
{evidence} WHERE fact.entry_id = %(revision)s AND fact.effective_on = %(effective_on)s AND subject.code = %(code)s
  AND link.entry_id <= %(sequence)s ORDER BY evidence.id DESC
"""
SOURCE = """
{links} link JOIN {table} fact ON fact.id = link.revision_id JOIN {subjects} subject ON subject.id = fact.{kind}_id
JOIN missions_evidence evidence ON evidence.id = link.evidence_id
"""
RESTING = """
SELECT DISTINCT '{kind}' AS kind, subject.code, coalesce(held.id = fact.id, false) AS in_force
FROM {source} LEFT JOIN LATERAL ({holding}) held ON true
WHERE link.evidence_id = %(evidence)s AND link.entry_id <= %(sequence)s
"""


@dataclass(frozen=True, slots=True)
class Resting:
    """A record that rests, or once rested, on a piece of evidence."""

    kind: Kind
    code: str
    in_force: bool


def evidence_of(moment: Moment, state: State) -> list[EvidenceState]:
    """What the revision in force of a record rests on. One query."""
    at = {
        "revision": state.said.sequence,
        "effective_on": state.said.effective_on,
        "code": state.code,
        "sequence": moment.sequence,
    }
    return [state_of(row) for row in rows(_of_record(state.kind), at)]


def records_resting(moment: Moment, key: int) -> list[Resting]:
    """The records of every kind that rest on a piece of evidence, those in force first. One query."""
    sql = " UNION ALL ".join(_resting(name) for name in TABLES)
    at = {"evidence": key, "on": moment.as_of, "sequence": moment.sequence}
    found = rows(f"{sql} ORDER BY in_force DESC, kind, code LIMIT 200", at)
    return [Resting(TABLES[row.kind].kind, row.code, row.in_force) for row in found]


@cache
def _of_record(kind: str) -> str:
    return OF_RECORD.format(evidence=EVIDENCE.format(source=_source(kind), columns=""))


@cache
def _resting(kind: str) -> str:
    holding = as_of(TABLES[kind].revision, of="subject.id", newest=True)
    return RESTING.format(kind=kind, source=_source(kind), holding=holding)


def _source(kind: str) -> str:
    found = TABLES[kind]
    return SOURCE.format(
        links=found.evidence._meta.db_table,
        table=found.revision._meta.db_table,
        subjects=found.identity._meta.db_table,
        kind=kind,
    )
