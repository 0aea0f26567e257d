"""Many records of kinds in a scratch database, made from their declarations, with many revisions."""

import psycopg

from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.kinds.kind import Field, Holds, Kind
from missions.models.kinds import TABLES
from missions.queries.kinds.states import table_of
from tests import factories

# The largest kinds of a realistic record, and how many others there are for each of theirs.
COUNTS = {
    "provider": 200,
    "solution": 500,
    "use": 1_000,
    "agreement": 150,
    "exercise": 50,
    "safeguard": 150,
    "judgment": 50,
}

IDENTITIES = """
INSERT INTO {subjects} (code, entry_id)
SELECT format('{prefix}-B%%s', n), (SELECT max(sequence) FROM missions_auditentry) - 1
FROM generate_series(1, %(count)s) n
"""
# Revisions go to the records in turn: one day for a round, never the same day twice for one record.
REVISIONS = """
WITH ends AS (
  SELECT min(sequence) + 1 AS first, max(sequence) AS last FROM missions_auditentry WHERE action = 'assess'),
told AS (
  SELECT subject.id AS subject, subject.n, turn FROM generate_series(0, %(turns)s - 1) turn,
    (SELECT id, row_number() OVER (ORDER BY id)::int AS n FROM {subjects}) subject)
INSERT INTO {table} (entry_id, effective_on, provenance, certainty, source, reason, retired, {kind}_id, {columns})
SELECT ends.first + told.turn %% (ends.last - ends.first), date '2024-06-01' + told.turn, 'public_source', 'high', '',
  'Looked at again.', false, told.subject, {values}
FROM ends, told {references}
"""
LINES = """
INSERT INTO {table} (entry_id, revision_id, position, {columns})
SELECT told.entry_id, told.id, 0, {values}
FROM (SELECT id, entry_id, {kind}_id::int AS n, 0 AS turn FROM {revisions}) told {references}
"""
PLACED = """
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM {table}) {name}
  ON {name}.place = told.n * 7 %% (SELECT count(*) FROM {table})
"""


def fill(owner: psycopg.Connection, revisions: int, counts: dict[str, int]) -> None:
    """Add this many records of each kind, and this many revisions in all, each with a line."""
    factories.unguard(owner)
    turns = max(revisions // sum(counts.values()), 1)
    with psycopg.ClientCursor(owner) as cursor:
        for kind in COMMERCIAL:
            found = TABLES[kind.name]
            subjects, table = found.identity._meta.db_table, found.revision._meta.db_table
            cursor.execute(IDENTITIES.format(subjects=subjects, prefix=kind.prefix), {"count": counts[kind.name]})
            said = _said(kind, kind.fields)
            cursor.execute(REVISIONS.format(subjects=subjects, table=table, kind=kind.name, **said), {"turns": turns})
            for lines in kind.lines:
                own = found.lines[lines.name]._meta.db_table
                said = _said(kind, lines.fields)
                cursor.execute(LINES.format(table=own, revisions=table, kind=kind.name, **said), {"turns": turns})


def _said(kind: Kind, fields: tuple[Field, ...]) -> dict[str, str]:
    """The columns of these fields, their values, and the sources of their references."""
    references = _references(kind, fields)
    return {
        "columns": ", ".join(f'"{one.name}_id"' if one.refers else f'"{one.name}"' for one in fields),
        "values": ", ".join(f"{one.name}.id" if one in references else _value(one) for one in fields),
        "references": " ".join(PLACED.format(table=table_of(one.refers), name=one.name) for one in references),
    }


def _references(kind: Kind, fields: tuple[Field, ...]) -> list[Field]:
    """The references that are filled: the required ones, or else the first that is not to its own kind."""
    others = [one for one in fields if one.refers and one.refers != kind.name]
    return [one for one in others if one.required] or others[:1]


def _value(field: Field) -> str:
    match field.holds:
        case Holds.CHOICE:
            answers = ", ".join(f"'{one.value}'" for one in field.choices)
            return f"(ARRAY[{answers}])[1 + (told.n + told.turn) %% {len(field.choices)}]"
        case Holds.TEXT | Holds.PROSE if field.required or field.weight:
            return "'US'" if field.longest == 2 else f"'{field.label} ' || told.n || ' of a firm'"
        case Holds.TEXT | Holds.PROSE:
            return "''"
        case Holds.DAY if field.required:
            return "date '2024-06-01' + told.n %% 600"
    return "NULL"
