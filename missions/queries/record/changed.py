"""What changed between two versions of the record; what was read about anything else still holds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.models import (
    AreaRevision,
    Assessment,
    CatalogReading,
    CategoryDecision,
    FunctionRevision,
    PassageRevision,
)
from missions.models.kinds import TABLES
from missions.models.links import LINKS
from missions.queries.rows import rows

# `first` is the entry after the earlier version, `last` that of the later one.
NEW = "entry_id BETWEEN %(first)s AND %(last)s"
# Nothing is different before the day of a fact, unless it withdraws an earlier one.
DAY = "CASE WHEN voids_id IS NULL THEN effective_on END"
# At most this many facts are looked up, through the index of entries; after an import, everything is read again.
MOST = 40
FUNCTION_FACTS = [fact._meta.db_table for fact in (FunctionRevision, Assessment)]
LINKED = {
    "assessment": "subject.area_id, subject.id",
    "function": "subject.area_id, subject.id",
    "area": "subject.id, 0",
}
# Superseded evidence, a passage of the strategy, a record of a kind or a reading of a catalog may show anywhere.
ANYWHERE = (CatalogReading, PassageRevision, *(found.revision for found in TABLES.values()))


def _facts(table: str) -> str:
    """The new facts about functions of one kind, one more than are looked up."""
    columns = f"function_id, {DAY} AS day"
    return f"{table}_new AS MATERIALIZED (SELECT {columns} FROM {table} WHERE {NEW} ORDER BY entry_id LIMIT {MOST + 1})"


def _changed() -> Iterator[str]:
    """Statements of what is new: an area, a function or 0 for the area itself, and a day."""
    for fact in (AreaRevision, CategoryDecision):
        yield f"SELECT area_id, 0, {DAY} FROM {fact._meta.db_table} WHERE {NEW}"
    for table in FUNCTION_FACTS:
        yield f"SELECT area_id, id, day FROM {table}_new JOIN missions_function ON id = function_id"
    for name, subject in LINKED.items():
        yield f"SELECT DISTINCT {subject}, NULL::date FROM {LINKS[name].source} WHERE link.{NEW}"


CHANGED = f"""
WITH {", ".join(map(_facts, FUNCTION_FACTS))}
SELECT area.code, function.code AS function, day,
  (SELECT digest FROM missions_auditentry WHERE sequence = %(last)s) AS digest,
  EXISTS (SELECT FROM missions_policyrevision WHERE {NEW}) AS policy,
  EXISTS (SELECT FROM missions_auditentry WHERE sequence = %(first)s - 1 AND digest = %(digest)s)
  AND NOT EXISTS (SELECT FROM missions_evidence WHERE {NEW} AND supersedes_id IS NOT NULL)
  {" ".join(f"AND NOT EXISTS (SELECT FROM {fact._meta.db_table} WHERE {NEW})" for fact in ANYWHERE)}
  {" ".join(f"AND (SELECT count(*) FROM {table}_new) <= {MOST}" for table in FUNCTION_FACTS)} AS told
FROM (VALUES (1)) always LEFT JOIN ({" UNION ALL ".join(_changed())}) changed (area_id, function_id, day) ON true
LEFT JOIN missions_missionarea area ON area.id = area_id
LEFT JOIN missions_function function ON function.id = function_id
"""


@dataclass(frozen=True, slots=True)
class ChangedArea:
    """What is new about an area: on days before `since`, nothing is.

    `functions` are the codes of the functions that facts or evidence are about; None if any are about the area itself.
    """

    since: date
    functions: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What the entries between two versions of the record changed; `digest` is that of the later version's entry.

    `areas` are the areas with new facts or evidence, by code. None if all areas may have changed: something changed
    that any of them may show, too much changed, or the earlier version is not the one that was read, as after a
    database is restored from a backup.
    """

    areas: Mapping[str, ChangedArea] | None
    policy: bool
    digest: str | None


def changed(since: int, digest: str, until: int) -> Changes:
    """What changed after the entry `since` with that digest, up to the entry `until`. One query."""
    found = rows(CHANGED, {"first": since + 1, "digest": digest, "last": until})
    return Changes(_areas(found) if found[0].told else None, found[0].policy, found[0].digest)


def _areas(found: list[Any]) -> dict[str, ChangedArea]:
    by_area = defaultdict(list)
    for row in found:
        if row.code:
            by_area[row.code].append(row)
    return {
        code: ChangedArea(
            since=min(row.day or date.min for row in those),
            functions=None if None in (codes := {row.function for row in those}) else frozenset(codes),
        )
        for code, those in by_area.items()
    }
