"""Moves of proposals and reviews: in the table of moves, made by a person who could, with everything they need."""

from missions.domain.reviews.transitions import edges
from missions.queries.people.verification.replay.roles_and_seats import (
    author,
    held,
    live,
    outside,
    quorum,
    seated,
    writes,
)

BY, OF, AT = "move.by_id", "move.proposal_id", "move.entry_id"
EDGES = ", ".join(f"('{move}', '{source or ''}', '{target}')" for move, source, target in edges())
WRITER = f"({author(BY, OF, AT)} AND {writes(BY, AT)})"

# For each move, whether the person who made it could.
MAY = f"""CASE move.move
  WHEN 'create' THEN {held(BY, "analyst", AT)}
  WHEN 'submit' THEN {WRITER}
  WHEN 'rebase' THEN {WRITER}
  WHEN 'request_changes' THEN NOT {author(BY, OF, AT)}
    AND ({seated(BY, "proposal.review_id", AT)} OR {held(BY, "authority", AT)})
  WHEN 'approve' THEN {outside(BY, OF, AT)}
  WHEN 'reject' THEN {outside(BY, OF, AT)}
  WHEN 'recall' THEN {outside(BY, OF, AT)}
  WHEN 'withdraw' THEN {WRITER} OR {held(BY, "steward", AT)} AND NOT EXISTS (
    SELECT FROM missions_authorship one
    WHERE one.proposal_id = {OF} AND one.entry_id < {AT} AND {writes("one.by_id", AT)})
  ELSE move.by_id IS NULL END"""

# For each move, whether everything it needs was there.
RESTS = f"""CASE move.move
  WHEN 'create' THEN true
  WHEN 'submit' THEN move.revision_id = (
    SELECT sent.id FROM missions_proposalrevision sent
    WHERE sent.proposal_id = {OF} AND sent.entry_id <= {AT} ORDER BY sent.number DESC LIMIT 1)
  WHEN 'approve' THEN {quorum("move.revision_id", AT)} AND NOT EXISTS (
    SELECT FROM missions_vote objected
    WHERE objected.revision_id = move.revision_id AND objected.choice = 'object' AND objected.entry_id < {AT}
      AND NOT EXISTS (SELECT FROM missions_objectionanswer met
        WHERE met.vote_id = objected.id AND met.entry_id <= {AT}))
  WHEN 'take_effect' THEN EXISTS (
    SELECT FROM missions_categorydecision decision
    WHERE decision.revision_id = move.revision_id AND decision.entry_id = {AT})
  ELSE true END
  AND (move.move IN ('create', 'submit') OR move.revision_id IS NOT DISTINCT FROM before.revision_id)"""


def _moves(what: str, wrong: str) -> str:
    return f"""
SELECT move.entry_id, 'missions_transition', format(
  'The move %s of proposal %s in entry %s {what}.', move.move, move.proposal_id, move.entry_id)
FROM missions_transition move JOIN missions_proposal proposal ON proposal.id = move.proposal_id
LEFT JOIN LATERAL {live(OF, AT)} before ON true
WHERE {wrong} ORDER BY 1
"""


CLOSINGS = f"""
SELECT closing.entry_id, 'missions_reviewclosing', format(
  'Review %s was closed in entry %s by somebody who could not do it.', closing.review_id, closing.entry_id)
FROM missions_reviewclosing closing
WHERE (CASE closing.outcome
  WHEN 'effective' THEN closing.by_id IS NULL AND EXISTS (
    SELECT FROM missions_transition move JOIN missions_proposal proposal ON proposal.id = move.proposal_id
    WHERE proposal.review_id = closing.review_id AND move.move = 'take_effect' AND move.entry_id = closing.entry_id)
  ELSE {held("closing.by_id", "steward", "closing.entry_id")} END) IS NOT TRUE
ORDER BY 1
"""

OPENINGS = f"""
SELECT review.entry_id, 'missions_review', format(
  'Review %s was opened in entry %s by somebody who could not do it.', review.id, review.entry_id)
FROM missions_review review
WHERE review.by_id IS NOT NULL AND NOT {held("review.by_id", "steward", "review.entry_id")} ORDER BY 1
"""

DUE_MOVES = f"""
SELECT moved.entry_id, 'missions_duedatemove', format(
  'The due date of review %s was moved in entry %s by somebody who could not do it, or while it was closed.',
  moved.review_id, moved.entry_id)
FROM missions_duedatemove moved
JOIN missions_review review ON review.id = moved.review_id
LEFT JOIN missions_reviewclosing closing ON closing.review_id = moved.review_id
WHERE (moved.by_id IS NOT NULL AND {held("moved.by_id", "steward", "moved.entry_id")}
  AND moved.entry_id > review.entry_id AND coalesce(moved.entry_id < closing.entry_id, true)) IS NOT TRUE
ORDER BY 1
"""

# Whether an earlier request for the area waited as an entry began: neither declined nor answered by a review.
WAITED = """EXISTS (
  SELECT FROM missions_reviewrequest earlier
  WHERE earlier.area_id = {area} AND earlier.entry_id < {entry} AND earlier.id {which}
    AND NOT EXISTS (
      SELECT FROM missions_requestdecline met WHERE met.request_id = earlier.id AND met.entry_id < {entry})
    AND NOT EXISTS (
      SELECT FROM missions_review opened
      WHERE opened.area_id = {area} AND opened.entry_id > earlier.entry_id AND opened.entry_id < {entry}))"""

REQUESTS = f"""
SELECT asked.entry_id, 'missions_reviewrequest', format(
  'Request %s was made in entry %s by somebody who could not do it, or over an open review or another request.',
  asked.id, asked.entry_id)
FROM missions_reviewrequest asked
WHERE (asked.by_id IS NOT NULL AND {held("asked.by_id", "analyst", "asked.entry_id")}
  AND NOT {WAITED.format(area="asked.area_id", entry="asked.entry_id", which="<> asked.id")}
  AND NOT EXISTS (
    SELECT FROM missions_review open LEFT JOIN missions_reviewclosing closing ON closing.review_id = open.id
    WHERE open.area_id = asked.area_id AND open.entry_id < asked.entry_id
      AND coalesce(closing.entry_id > asked.entry_id, true))) IS NOT TRUE
ORDER BY 1
"""

DECLINES = f"""
SELECT declined.entry_id, 'missions_requestdecline', format(
  'Request %s was declined in entry %s by somebody who could not do it, or once it was answered.',
  declined.request_id, declined.entry_id)
FROM missions_requestdecline declined JOIN missions_reviewrequest asked ON asked.id = declined.request_id
WHERE (declined.by_id IS NOT NULL AND {held("declined.by_id", "steward", "declined.entry_id")}
  AND {WAITED.format(area="asked.area_id", entry="declined.entry_id", which="= asked.id")}) IS NOT TRUE
ORDER BY 1
"""

CHECKS = (
    _moves("is not in the table of moves", f"(move.move, move.source, move.target) NOT IN ({EDGES})"),
    _moves("was made by somebody who could not make it", f"({MAY}) IS NOT TRUE"),
    _moves("lacks what it rests on", f"({RESTS}) IS NOT TRUE"),
    CLOSINGS,
    OPENINGS,
    DUE_MOVES,
    REQUESTS,
    DECLINES,
)
