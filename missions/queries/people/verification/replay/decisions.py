"""Category decisions and changes by two people: each needs its votes, its approval, and a separate authority."""

from missions.queries.people.verification.replay.roles_and_seats import apart, held, live, quorum

AT = "decision.entry_id"

CATEGORIES = f"""
SELECT decision.entry_id, 'missions_categorydecision', format(
  'The decision %s on %s in entry %s does not rest on an approved proposal with its quorum.',
  decision.id, area.code, decision.entry_id)
FROM missions_categorydecision decision
JOIN missions_auditentry entry ON entry.sequence = decision.entry_id
JOIN missions_missionarea area ON area.id = decision.area_id
LEFT JOIN missions_proposalrevision revision ON revision.id = decision.revision_id
LEFT JOIN missions_proposal proposal ON proposal.id = revision.proposal_id
LEFT JOIN missions_review review ON review.id = proposal.review_id
LEFT JOIN LATERAL {live("revision.proposal_id", AT)} before ON true
WHERE entry.actor_id IS NOT NULL OR (CASE WHEN decision.revision_id IS NULL
  THEN decision.kind = 'initial' AND decision.provenance = 'official' AND NOT EXISTS (
    SELECT FROM missions_categorydecision earlier
    WHERE earlier.area_id = decision.area_id AND earlier.entry_id < {AT})
  ELSE before.move = 'approve' AND before.revision_id = revision.id AND decision.category = revision.target
    AND decision.effective_on = revision.effective_on AND decision.area_id = review.area_id
    AND decision.voids_id IS NULL AND decision.provenance <> 'official'
    AND {quorum("revision.id", AT)} AND {apart("before.by_id", "revision.proposal_id", AT)} END) IS NOT TRUE
ORDER BY 1
"""

DRAFTED = f"""
SELECT drafted.entry_id, 'missions_amendment', format(
  'Amendment %s was drafted in entry %s by somebody who could not do it.', drafted.id, drafted.entry_id)
FROM missions_amendment drafted WHERE NOT {held("drafted.by_id", "steward", "drafted.entry_id")} ORDER BY 1
"""

AMENDED = f"""
SELECT decision.entry_id, 'missions_amendmentdecision', format(
  'Amendment %s was decided in entry %s by somebody who could not do it.', decision.amendment_id, decision.entry_id)
FROM missions_amendmentdecision decision JOIN missions_amendment drafted ON drafted.id = decision.amendment_id
WHERE (CASE WHEN decision.by_id = drafted.by_id THEN NOT decision.approved
  ELSE {held("decision.by_id", "authority", AT)} END) IS NOT TRUE
ORDER BY 1
"""


def _changed(table: str, noun: str, otherwise: str) -> str:
    return f"""
SELECT fact.entry_id, '{table}', format(
  'The {noun} %s in entry %s was not approved by two people.', fact.id, fact.entry_id)
FROM {table} fact JOIN missions_auditentry entry ON entry.sequence = fact.entry_id
WHERE NOT (CASE WHEN fact.amendment_id IS NULL THEN entry.actor_id IS NULL AND ({otherwise})
  ELSE EXISTS (SELECT FROM missions_amendmentdecision decision
    WHERE decision.amendment_id = fact.amendment_id AND decision.approved AND decision.entry_id = fact.entry_id) END)
ORDER BY 1
"""


# The official load brings the first; an emerging area becomes a mission area with its first category.
FIRST_POLICY = "fact.number = 1"
FIRST_AREA = """
  NOT EXISTS (SELECT FROM missions_arearevision earlier WHERE earlier.area_id = fact.area_id
    AND earlier.entry_id < fact.entry_id)
  OR EXISTS (SELECT FROM missions_categorydecision decision WHERE decision.area_id = fact.area_id
    AND decision.entry_id = fact.entry_id AND decision.kind = 'initial')"""

CHECKS = (
    CATEGORIES,
    DRAFTED,
    AMENDED,
    _changed("missions_policyrevision", "policy", FIRST_POLICY),
    _changed("missions_arearevision", "area", FIRST_AREA),
)
