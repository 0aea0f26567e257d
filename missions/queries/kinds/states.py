"""Records of one or several kinds at a moment: one query, whatever the history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import TextChoices

from missions.domain.kinds.kind import Field, Holds, Lines, RecordState
from missions.domain.record.portfolio import Attribution, Moment
from missions.domain.vocabulary import Certainty, Provenance
from missions.models import AreaRevision, FunctionRevision, PassageRevision
from missions.models.base import Fact
from missions.models.kinds import TABLES, Tables
from missions.models.querysets import as_of
from missions.queries.rows import rows

# What a reference may point to in addition to a declared kind.
OTHERS = {"function": FunctionRevision, "area": AreaRevision, "passage": PassageRevision}
# Materialized; otherwise the planner resolves each reference while it looks for the revision in force.
STATES = """
WITH held AS MATERIALIZED (
  SELECT subject.code, fact.* FROM {subjects} subject JOIN LATERAL ({holding}) fact ON true {narrowed})
SELECT fact.code, {columns}
FROM held fact JOIN missions_auditentry entry ON entry.sequence = fact.entry_id {references}
ORDER BY fact.code
"""
NARROWED = "WHERE subject.code = ANY (%(codes)s)"
REVISION = """
SELECT subject.code, {columns} FROM {table} fact JOIN {subjects} subject ON subject.id = fact.{subject}_id
JOIN missions_auditentry entry ON entry.sequence = fact.entry_id {references} WHERE fact.id = %(id)s
"""
# Every value of one field of a record that was not withdrawn.
TIMELINE = """
SELECT fact.effective_on, {value} AS value FROM {table} fact
JOIN {subjects} subject ON subject.id = fact.{subject}_id
WHERE subject.code = %(code)s AND fact.effective_on IS NOT NULL
  AND NOT EXISTS (SELECT FROM {table} later WHERE later.voids_id = fact.id)
ORDER BY fact.effective_on, fact.entry_id
"""
# Records that have these values in any revision, each with the position of the values asked for.
HAVING = """
SELECT DISTINCT asked.place::int, subject.code FROM unnest({arrays}) WITH ORDINALITY asked({names}, place)
JOIN {table} fact ON {same} JOIN {subjects} subject ON subject.id = fact.{subject}_id
WHERE fact.entry_id <= %(sequence)s ORDER BY subject.code
"""
CERTAINTIES = {one.value: one for one in Certainty}
PROVENANCES = {one.value: one for one in Provenance}
COLUMN_TYPES = {Holds.REFERENCE: "bigint", Holds.NUMBER: "bigint", Holds.DAY: "date"}
OTHER = """
SELECT subject.code, {retired} AS retired, fact.effective_on, fact.provenance, fact.source, fact.reason, fact.entry_id,
  entry.recorded_at, entry.actor_name
FROM {subjects} subject
JOIN LATERAL ({holding}) fact ON true
JOIN missions_auditentry entry ON entry.sequence = fact.entry_id
WHERE subject.code = %(code)s
"""


def states(kind: str, moment: Moment, codes: Iterable[str] | None = None) -> list[RecordState]:
    """The records of a kind at a moment, retired ones included, by code; or those of these codes. One query."""
    found = TABLES[kind]
    at = {"on": moment.as_of, "sequence": moment.sequence, "codes": None if codes is None else list(codes)}
    return [state(found, row) for row in rows(_statement(kind, moment.known is None, codes is not None), at)]


def whole(kinds: Iterable[str], moment: Moment) -> dict[str, list[RecordState]]:
    """The records of several kinds at a moment, retired ones included, by kind and code. One query for each."""
    return {kind: states(kind, moment) for kind in kinds}


class Now:
    """The record on a day, as known now: `Known` for the rules of kinds."""

    def __init__(self, on: date, sequence: int) -> None:
        self._moment = Moment(as_of=on, sequence=sequence, known=None, today=on)

    def state(self, kind: str, code: str) -> RecordState | None:
        """The record of that kind and code, retired or not; None before it existed. At most one query."""
        if kind in OTHERS:
            return _other(kind, code, self._moment)
        return next(iter(states(kind, self._moment, [code])), None)

    def having(self, kind: str, values: Mapping[str, Any]) -> Iterable[RecordState]:
        """The records of that kind with these values, retired ones included, by code. Two queries or more."""
        codes = [code for _, code in codes_having(kind, [*values], [[*values.values()]], self._moment.sequence)]
        return [one for one in states(kind, self._moment, codes) if has(one, values)]

    def timeline(self, kind: str, code: str, field: str) -> Iterable[tuple[date, Any]]:
        """Every value that a field of one record ever has: the first day of each, and the value. One query."""
        found = TABLES[kind]
        sql = TIMELINE.format(
            value=value_of("fact", found.kind.field(field)),
            table=found.revision._meta.db_table,
            subjects=found.identity._meta.db_table,
            subject=kind,
        )
        return [tuple(row) for row in rows(sql, {"code": code})]


def state(found: Tables, row: Any) -> RecordState:
    """A row with the columns of `columns`, as a value."""
    kind = found.kind.name
    return RecordState(
        kind=kind,
        code=row.code,
        values=values_of(kind, row),
        lines=lines_of(kind, row),
        retired=row.retired,
        said=_said(row),
        certainty=CERTAINTIES[row.certainty],
        evidence=row.evidence,
    )


def values_of(kind: str, row: Any) -> dict[str, Any]:
    """The values of a row with the columns of `own_columns`, by field."""
    read = _reading(kind)
    values = dict(zip(read.names, read.columns(row), strict=True))
    for name, members in read.choices:
        if values[name]:
            values[name] = members[values[name]]
    return values


def lines_of(kind: str, row: Any) -> dict[str, tuple[dict[str, Any], ...]]:
    """The lines of such a row, by their name."""
    return {name: tuple(map(read_line, getattr(row, f"l_{name}"))) for name, read_line in _reading(kind).lines}


@dataclass(frozen=True, slots=True)
class _Reading:
    """How to read a row: its fields in order, the members of each choice by value, and its lines."""

    names: tuple[str, ...]
    columns: Callable[[Any], tuple[Any, ...]]
    choices: tuple[tuple[str, Mapping[str, Any]], ...]
    lines: tuple[tuple[str, Callable[[Mapping[str, Any]], dict[str, Any]]], ...]


@cache
def _reading(kind: str) -> _Reading:
    declared = TABLES[kind].kind
    # Looking up a member is much faster than making it.
    return _Reading(
        names=tuple(one.name for one in declared.fields),
        columns=_several([f"v_{one.name}" for one in declared.fields]),
        choices=tuple((one.name, _members(one.choices)) for one in declared.fields if one.holds is Holds.CHOICE),
        lines=tuple((one.name, _line_reader(one)) for one in declared.lines),
    )


def _several(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Read these attributes, always as a tuple."""
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda row: (read(row),)


def _line_reader(lines: Lines) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Read a line from its JSON."""
    fields = [
        (one.name, one.empty, _members(one.choices).__getitem__ if one.choices else one.read) for one in lines.fields
    ]

    def read(line: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: empty if (value := line[name]) is None else read_value(value) for name, empty, read_value in fields
        }

    return read


def _members(choices: type[TextChoices]) -> dict[str, Any]:
    return {one.value: one for one in choices}


@cache
def columns(kind: str) -> str:
    """The columns of a revision `fact` of a kind and of its `entry` that `state` reads; needs `references`."""
    evidence = (
        f"(SELECT count(*) FROM {TABLES[kind].evidence._meta.db_table} link"
        " WHERE link.revision_id = fact.id AND link.entry_id <= %(sequence)s) AS evidence"
    )
    said = (
        "fact.retired, fact.certainty, fact.effective_on, fact.provenance, fact.source, fact.reason, fact.entry_id,"
        " entry.recorded_at, entry.actor_name"
    )
    return ", ".join([own_columns(kind), evidence, said])


@cache
def own_columns(kind: str) -> str:
    """The columns of the fields and lines of a revision `fact` of a kind; needs `references`."""
    found = TABLES[kind]
    values = [f"{joined_value(field)} AS v_{field.name}" for field in found.kind.fields]
    lines = []
    for one in found.kind.lines:
        pairs = ", ".join(f"'{field.name}', {value_of('line', field)}" for field in one.fields)
        table = found.lines[one.name]._meta.db_table
        lines.append(
            f"(SELECT coalesce(jsonb_agg(jsonb_build_object({pairs}) ORDER BY line.position), '[]')"
            f" FROM {table} line WHERE line.revision_id = fact.id) AS l_{one.name}"
        )
    return ", ".join([*values, *lines])


@cache
def references(kind: str) -> str:
    """The joins of a revision `fact` with the identities that its fields refer to."""
    return joins(TABLES[kind].kind.fields)


def joins(fields: Iterable[Field]) -> str:
    """The joins of a revision `fact` with the identities that these fields refer to."""
    return " ".join(
        f"LEFT JOIN {table_of(one.refers)} to_{one.name} ON to_{one.name}.id = {stored('fact', one)}"
        for one in fields
        if one.holds is Holds.REFERENCE
    )


def stored(row: str, field: Field) -> str:
    """SQL of the column of a field."""
    return f"{row}.{_stored_as(field)}"


def joined_value(field: Field) -> str:
    """SQL of a field's value with those joins: for a reference, the code."""
    return f"to_{field.name}.code" if field.holds is Holds.REFERENCE else f"fact.{field.name}"


@cache
def _statement(kind: str, newest: bool, narrowed: bool) -> str:
    found = TABLES[kind]
    return STATES.format(
        columns=columns(kind),
        references=references(kind),
        subjects=found.identity._meta.db_table,
        holding=as_of(found.revision, of="subject.id", newest=newest),
        narrowed=NARROWED if narrowed else "",
    )


def has(state: RecordState, values: Mapping[str, Any]) -> bool:
    """Whether a record has these values."""
    return all(state.values[name] == value for name, value in values.items())


def codes_having(
    kind: str, fields: Sequence[str], many: Sequence[Sequence[Any]], sequence: int
) -> list[tuple[int, str]]:
    """The records that have one of these sets of values in any revision: the set's index, from 0, and the code.

    One query, and one for each reference among the fields.
    """
    found = TABLES[kind]
    declared = [found.kind.field(name) for name in fields]
    columns = [_column_of(field, [values[place] for values in many]) for place, field in enumerate(declared)]
    sql = HAVING.format(
        arrays=", ".join(f"%({one.name})s::{COLUMN_TYPES.get(one.holds, 'text')}[]" for one in declared),
        names=", ".join(fields),
        same=" AND ".join(f"fact.{_stored_as(one)} = asked.{one.name}" for one in declared),
        table=found.revision._meta.db_table,
        subjects=found.identity._meta.db_table,
        subject=kind,
    )
    at = dict(zip(fields, columns, strict=True)) | {"sequence": sequence}
    return [(row.place - 1, row.code) for row in rows(sql, at)]


def _column_of(field: Field, values: list[Any]) -> list[Any]:
    """Values as a column stores them; None for a reference to nothing."""
    if field.holds is not Holds.REFERENCE:
        return values
    keys = identities(field.refers, values)
    return [keys.get(value) for value in values]


def _stored_as(field: Field) -> str:
    return f"{field.name}_id" if field.holds is Holds.REFERENCE else field.name


def value_of(row: str, field: Field) -> str:
    """SQL of a field's value: for a reference, the code."""
    if field.holds is not Holds.REFERENCE:
        return f"{row}.{field.name}"
    table = table_of(field.refers)
    return f"(SELECT code FROM {table} WHERE id = {row}.{field.name}_id)"


def table_of(kind: str) -> str:
    """The table of the identities of a kind."""
    model = OTHERS.get(kind)
    identity = model._meta.get_field(model.SUBJECT).related_model if model else TABLES[kind].identity
    return identity._meta.db_table


def of_entry(kind: str, revision: Fact) -> RecordState:
    """One revision as a value, whether in force or not. One query."""
    found = TABLES[kind]
    sql = REVISION.format(
        columns=columns(kind),
        references=references(kind),
        subjects=found.identity._meta.db_table,
        table=found.revision._meta.db_table,
        subject=kind,
    )
    return state(found, rows(sql, {"id": revision.pk, "sequence": revision.entry_id})[0])


def identities(kind: str, codes: Iterable[str]) -> dict[str, int]:
    """The keys of the identities of a kind with these codes. One query."""
    sql = f"SELECT code, id FROM {table_of(kind)} WHERE code = ANY (%(codes)s)"
    return {row.code: row.id for row in rows(sql, {"codes": list(codes)})}


def newest_entry(kind: str, code: str) -> int:
    """The entry of the revision recorded last about a record, whatever its day; 0 if there is none."""
    found = TABLES[kind]
    of_record = found.revision.objects.filter(**{f"{kind}__code": code})
    return of_record.order_by("-entry_id").values_list("entry_id", flat=True).first() or 0


def free_code(kind: str) -> str:
    """The next code with this kind's prefix, after the highest ever used."""
    prefix = TABLES[kind].kind.prefix
    sql = (
        f"SELECT coalesce(max(substring(code FROM '^{prefix}-([0-9]{{1,6}})$')::int), 0) + 1 AS next"
        f" FROM {table_of(kind)}"
    )
    return f"{prefix}-{rows(sql, {})[0].next:03}"


def _said(row: Any) -> Attribution:
    provenance = PROVENANCES[row.provenance]
    return Attribution(
        row.entry_id, row.effective_on, row.recorded_at, row.actor_name, row.reason, provenance, row.source
    )


def _other(kind: str, code: str, moment: Moment) -> RecordState | None:
    model = OTHERS[kind]
    retired = "fact.retired" if model is FunctionRevision else "false"
    sql = OTHER.format(subjects=table_of(kind), retired=retired, holding=as_of(model, of="subject.id", newest=True))
    at: Mapping[str, Any] = {"on": moment.as_of, "sequence": moment.sequence, "code": code}
    found = rows(sql, at)
    return other_state(kind, found[0]) if found else None


def other_state(kind: str, row: Any) -> RecordState:
    """A row of something that is not a declared kind, as a value without fields."""
    return RecordState(kind, row.code, {}, {}, row.retired, _said(row))
