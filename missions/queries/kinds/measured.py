"""Records as measures need them: values, dates and provenance, without author and reason. One query for each kind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar

from missions.domain.kinds.kind import RecordState
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Certainty, Provenance
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.states import (
    CERTAINTIES,
    PROVENANCES,
    lines_of,
    own_columns,
    references,
    values_of,
)
from missions.queries.rows import rows

T = TypeVar("T")
IN_FORCE = """
WITH held AS MATERIALIZED (
  SELECT subject.code, fact.* FROM {subjects} subject JOIN LATERAL ({holding}) fact ON NOT fact.retired)
SELECT fact.code, fact.effective_on, fact.provenance, fact.certainty, fact.entry_id, {columns}
FROM held fact {references} ORDER BY fact.code
"""
# The revisions in force on any of the days, each once, with those days.
IN_FORCE_ON_DAYS = """
WITH held AS MATERIALIZED (
  SELECT subject.code, fact.id, array_agg(day.on_day) AS days
  FROM {subjects} subject CROSS JOIN unnest(%(days)s::date[]) AS day(on_day)
  CROSS JOIN LATERAL ({holding}) fact WHERE NOT fact.retired GROUP BY subject.code, fact.id)
SELECT held.code, held.days, fact.effective_on, fact.provenance, fact.certainty, fact.entry_id, {columns}
FROM held JOIN {table} fact ON fact.id = held.id {references} ORDER BY held.code
"""


class MeasuredRecord(NamedTuple):
    """A record in force; `sequence` is that of its entry."""

    code: str
    values: Mapping[str, Any]
    lines: Mapping[str, Sequence[Mapping[str, Any]]]
    effective_on: date
    provenance: Provenance
    certainty: Certainty
    sequence: int


def measured_records(kind: str, moment: Moment) -> list[MeasuredRecord]:
    """The records of a kind in force at a moment, by code. One query."""
    at = {"on": moment.as_of, "sequence": moment.sequence}
    return [_record(kind, row) for row in rows(_statement(kind, moment.known is None), at)]


def measured_on_days(
    kind: str, days: Sequence[date], moment: Moment, make: Callable[[MeasuredRecord], T]
) -> dict[date, list[T]]:
    """Apply `make` to the records of a kind in force on each day, by code, as known at the moment. One query.

    A revision that holds on several days is read and made once.
    """
    found: dict[date, list[T]] = {day: [] for day in days}
    at = {"days": list(days), "sequence": moment.sequence}
    for row in rows(_statement_over(kind, moment.known is None), at):
        made = make(_record(kind, row))
        for day in row.days:
            found[day].append(made)
    return found


def measured_record(state: RecordState) -> MeasuredRecord:
    """The same value, made from a record that was read with everything."""
    said = state.said
    return MeasuredRecord(
        state.code, state.values, state.lines, said.effective_on, said.provenance, state.certainty, said.sequence
    )


def _record(kind: str, row: Any) -> MeasuredRecord:
    return MeasuredRecord(
        row.code,
        values_of(kind, row),
        lines_of(kind, row),
        row.effective_on,
        PROVENANCES[row.provenance],
        CERTAINTIES[row.certainty],
        row.entry_id,
    )


@cache
def _statement(kind: str, newest: bool) -> str:
    found = TABLES[kind]
    return IN_FORCE.format(
        columns=own_columns(kind),
        references=references(kind),
        subjects=found.identity._meta.db_table,
        holding=as_of(found.revision, of="subject.id", newest=newest),
    )


@cache
def _statement_over(kind: str, newest: bool) -> str:
    found = TABLES[kind]
    return IN_FORCE_ON_DAYS.format(
        columns=own_columns(kind),
        references=references(kind),
        subjects=found.identity._meta.db_table,
        table=found.revision._meta.db_table,
        holding=as_of(found.revision, of="subject.id", on="day.on_day", newest=newest),
    )
