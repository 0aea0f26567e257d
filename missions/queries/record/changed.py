"""Which areas the record changed between two of its versions: what was read of the others still holds."""

from missions.models import AreaRevision, Assessment, CatalogReading, CategoryDecision, FunctionRevision
from missions.models.kinds import TABLES
from missions.queries.rows import rows

_OF_AREAS = "SELECT area_id FROM {table} WHERE entry_id > %(since)s AND entry_id <= %(until)s"
_OF_FUNCTIONS = (
    "SELECT function.area_id FROM {table} fact JOIN missions_function function ON function.id = fact.function_id"
    " WHERE fact.entry_id > %(since)s AND fact.entry_id <= %(until)s"
)
# Evidence that takes the place of another shows wherever that stands; so may a passage of the strategy, a record of a
# declared kind, or a reading of a catalog.
_NONE_OF = " AND NOT EXISTS (SELECT FROM {table} WHERE entry_id > %(since)s AND entry_id <= %(until)s)"
ANYWHERE = (CatalogReading, *(found.revision for found in TABLES.values()))
CHANGED = f"""
SELECT area.code, EXISTS (SELECT FROM missions_auditentry WHERE sequence = %(since)s AND digest = %(digest)s)
  AND NOT EXISTS (SELECT FROM missions_evidence
    WHERE entry_id > %(since)s AND entry_id <= %(until)s AND supersedes_id IS NOT NULL)
  AND NOT EXISTS (SELECT FROM missions_passagerevision WHERE entry_id > %(since)s AND entry_id <= %(until)s)
  {"".join(_NONE_OF.format(table=fact._meta.db_table) for fact in ANYWHERE)} AS told
FROM (VALUES (1)) always LEFT JOIN (
  {" UNION ".join(_OF_AREAS.format(table=fact._meta.db_table) for fact in (AreaRevision, CategoryDecision))}
  UNION {" UNION ".join(_OF_FUNCTIONS.format(table=fact._meta.db_table) for fact in (FunctionRevision, Assessment))}
  UNION SELECT function.area_id FROM missions_assessmentevidence link
  JOIN missions_assessment fact ON fact.id = link.assessment_id
  JOIN missions_function function ON function.id = fact.function_id
  WHERE link.entry_id > %(since)s AND link.entry_id <= %(until)s
) changed ON true LEFT JOIN missions_missionarea area ON area.id = changed.area_id
"""


def changed(since: int, digest: str, until: int) -> frozenset[str] | None:
    """The codes of the areas that entries after `since`, up to `until`, brought facts or evidence. One query.

    None where that does not tell: something changed that any area may show, or the entry `since` is not the one of this
    digest, as in a database put back from a backup.
    """
    found = rows(CHANGED, {"since": since, "digest": digest, "until": until})
    return frozenset(row.code for row in found if row.code) if found[0].told else None
