"""Which areas changed between two versions of the record; what was read about the others still holds."""

from dataclasses import dataclass

from missions.models import AreaRevision, Assessment, CatalogReading, CategoryDecision, FunctionRevision
from missions.models.kinds import TABLES
from missions.models.links import LINKS
from missions.queries.rows import rows

_OF_AREAS = "SELECT area_id FROM {table} WHERE entry_id > %(since)s AND entry_id <= %(until)s"
# At most this many facts are looked up, through the index of entries; after an import, everything is read again.
MOST = 40
_FACTS = (
    "{table}_new AS MATERIALIZED (SELECT function_id FROM {table}"
    " WHERE entry_id > %(since)s AND entry_id <= %(until)s ORDER BY entry_id LIMIT {most} + 1)"
)
_OF_FUNCTIONS = (
    "SELECT function.area_id FROM {table}_new fact JOIN missions_function function ON function.id = fact.function_id"
)
_FEW = " AND (SELECT count(*) FROM {table}_new) <= {most}"
_OF_LINKS = "SELECT {area} FROM {source} WHERE link.entry_id > %(since)s AND link.entry_id <= %(until)s"
LINKED = {"assessment": "subject.area_id", "function": "subject.area_id", "area": "subject.id"}
# Superseded evidence, a passage of the strategy, a record of a kind or a reading of a catalog may show anywhere.
_NONE_OF = " AND NOT EXISTS (SELECT FROM {table} WHERE entry_id > %(since)s AND entry_id <= %(until)s)"
FUNCTION_FACTS = [fact._meta.db_table for fact in (FunctionRevision, Assessment)]
ANYWHERE = (CatalogReading, *(found.revision for found in TABLES.values()))
CHANGED = f"""
WITH {", ".join(_FACTS.format(table=table, most=MOST) for table in FUNCTION_FACTS)}
SELECT area.code, (SELECT digest FROM missions_auditentry WHERE sequence = %(until)s) AS digest,
  EXISTS (SELECT FROM missions_policyrevision WHERE entry_id > %(since)s AND entry_id <= %(until)s) AS policy,
  EXISTS (SELECT FROM missions_auditentry WHERE sequence = %(since)s AND digest = %(digest)s)
  AND NOT EXISTS (SELECT FROM missions_evidence
    WHERE entry_id > %(since)s AND entry_id <= %(until)s AND supersedes_id IS NOT NULL)
  AND NOT EXISTS (SELECT FROM missions_passagerevision WHERE entry_id > %(since)s AND entry_id <= %(until)s)
  {"".join(_NONE_OF.format(table=fact._meta.db_table) for fact in ANYWHERE)}
  {"".join(_FEW.format(table=table, most=MOST) for table in FUNCTION_FACTS)} AS told
FROM (VALUES (1)) always LEFT JOIN (
  {" UNION ".join(_OF_AREAS.format(table=fact._meta.db_table) for fact in (AreaRevision, CategoryDecision))}
  UNION {" UNION ".join(_OF_FUNCTIONS.format(table=table) for table in FUNCTION_FACTS)}
  UNION {" UNION ".join(_OF_LINKS.format(area=area, source=LINKS[name].source) for name, area in LINKED.items())}
) changed ON true LEFT JOIN missions_missionarea area ON area.id = changed.area_id
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the entries between two versions of the record changed; `digest` is that of the later version's entry.

    `areas` are the codes of the areas with new facts or evidence. None if all areas may have changed: something changed
    that any of them may show, too much changed, or the earlier version is not the one that was read, as after a
    database is restored from a backup.
    """

    areas: frozenset[str] | None
    policy: bool
    digest: str | None


def changed(since: int, digest: str, until: int) -> Changes:
    """What changed after the entry `since` with that digest, up to the entry `until`. One query."""
    found = rows(CHANGED, {"since": since, "digest": digest, "until": until})
    areas = frozenset(row.code for row in found if row.code) if found[0].told else None
    return Changes(areas, found[0].policy, found[0].digest)
