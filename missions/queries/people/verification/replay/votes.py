"""Votes, change requests and answers: on the live revision, by a person who had the part for it."""

from missions.queries.people.verification.replay.roles_and_seats import (
    author,
    decided,
    held,
    live,
    outside,
    seated,
    writes,
)

BY, OF, AT = "said.by_id", "revision.proposal_id", "said.entry_id"


def _said(table: str, noun: str, revision: str, may: str) -> str:
    """Everything that was said on a revision that was not live in review, or by somebody who could not say it."""
    return f"""
SELECT said.entry_id, '{table}', format(
  'The {noun} %s on proposal %s in entry %s was not made on the live revision by a person who could make it.',
  said.id, revision.proposal_id, said.entry_id)
FROM {table} said {revision}
JOIN missions_proposal proposal ON proposal.id = revision.proposal_id
LEFT JOIN LATERAL {live(OF, AT)} before ON true
WHERE (before.target = 'in_review' AND before.revision_id = revision.id AND {may}) IS NOT TRUE ORDER BY 1
"""


ON = "JOIN missions_proposalrevision revision ON revision.id = said.revision_id"
OF_VOTE = (
    "JOIN missions_vote vote ON vote.id = said.vote_id"
    " JOIN missions_proposalrevision revision ON revision.id = vote.revision_id"
)

VOTER = f"""{seated(BY, "proposal.review_id", AT)} AND said.content_hash = revision.content_hash
  AND NOT {author(BY, OF, AT)} AND NOT {decided(BY, OF, AT)}
  AND NOT EXISTS (
    SELECT FROM missions_vote other JOIN missions_proposalrevision earlier ON earlier.id = other.revision_id
    WHERE earlier.proposal_id = {OF} AND other.by_id = {BY} AND other.choice = 'recuse' AND other.entry_id < {AT})
  AND EXISTS (
    SELECT FROM missions_seat seat WHERE seat.id = said.seat_id AND seat.user_id = {BY} AND seat.seated
      AND seat.place = 'reviewer' AND seat.review_id = proposal.review_id AND seat.entry_id < {AT})"""

ASKER = f"NOT {author(BY, OF, AT)} AND ({seated(BY, 'proposal.review_id', AT)} OR {held(BY, 'authority', AT)})"

OF_ANSWER = (
    "JOIN missions_objectionanswer answer ON answer.id = said.answer_id"
    " JOIN missions_vote vote ON vote.id = answer.vote_id"
    " JOIN missions_proposalrevision revision ON revision.id = vote.revision_id"
)

ANSWERER = f"""vote.choice = 'object' AND CASE said.kind
  WHEN 'answer' THEN {author(BY, OF, AT)} AND {writes(BY, AT)} ELSE {outside(BY, OF, AT)} END"""

OBJECTOR = f"""vote.choice = 'object' AND vote.by_id = {BY} AND answer.kind = 'answer' AND answer.entry_id < {AT}
  AND {seated(BY, "proposal.review_id", AT)}"""

ASKED_AGAIN = f"""({author(BY, OF, AT)} AND {writes(BY, AT)} OR {held(BY, "steward", AT)})
  AND {seated("said.reviewer_id", "proposal.review_id", AT)}
  AND EXISTS (
    SELECT FROM missions_vote other JOIN missions_proposalrevision earlier ON earlier.id = other.revision_id
    WHERE earlier.proposal_id = {OF} AND earlier.number < revision.number AND other.by_id = said.reviewer_id
      AND other.choice <> 'recuse' AND other.entry_id < {AT})
  AND NOT EXISTS (
    SELECT FROM missions_vote other
    WHERE other.revision_id = revision.id AND other.by_id = said.reviewer_id AND other.entry_id < {AT})"""

AUTHORS = f"""
SELECT said.entry_id, 'missions_authorship', format(
  'The author %s of proposal %s in entry %s could not write it.', said.by_id, said.proposal_id, said.entry_id)
FROM missions_authorship said
WHERE NOT {writes(BY, AT)} OR {decided(BY, "said.proposal_id", AT)}
  OR EXISTS (
    SELECT FROM missions_vote vote JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    WHERE revision.proposal_id = said.proposal_id AND vote.by_id = {BY} AND vote.choice <> 'recuse')
ORDER BY 1
"""

TIES = """
SELECT tie.entry_id, 'missions_commenttie', format(
  'Comment %s was tied in entry %s to what it could not be about.', tie.comment_id, tie.entry_id)
FROM missions_commenttie tie JOIN missions_comment said ON said.id = tie.comment_id
JOIN missions_review review ON review.id = said.review_id
LEFT JOIN missions_function function ON function.id = tie.function_id
LEFT JOIN missions_changerequest asked ON asked.id = tie.request_id
LEFT JOIN missions_proposalrevision revision ON revision.id = asked.revision_id
WHERE (tie.entry_id = said.entry_id AND (
  function.area_id = review.area_id OR revision.proposal_id = said.proposal_id)) IS NOT TRUE
ORDER BY 1
"""

TAKES_PART = " OR ".join(held("step.by_id", role, "step.entry_id") for role in ("analyst", "reviewer", "authority"))
SETTLED = f"""
SELECT step.entry_id, 'missions_commentstep', format(
  'Comment %s was settled in entry %s by somebody who could not do it.', step.comment_id, step.entry_id)
FROM missions_commentstep step JOIN missions_comment said ON said.id = step.comment_id
WHERE ({held("step.by_id", "steward", "step.entry_id")} OR (
  (step.by_id = said.by_id OR {author("step.by_id", "said.proposal_id", "step.entry_id")})
  AND ({TAKES_PART}))) IS NOT TRUE
ORDER BY 1
"""

CHECKS = (
    _said("missions_vote", "vote", ON, VOTER),
    _said("missions_changerequest", "change request", ON, ASKER),
    _said("missions_objectionanswer", "answer", OF_VOTE, ANSWERER),
    _said("missions_voterequest", "request for a vote", ON, ASKED_AGAIN),
    _said("missions_objectionreply", "reply", OF_ANSWER, OBJECTOR),
    AUTHORS,
    TIES,
    SETTLED,
)
