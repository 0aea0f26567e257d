"""SQL that counts the votes on one revision, as `missions.domain.reviews.transitions.tally` counts ballots."""

from missions.domain.vocabulary import VoteChoice


def tallied(revision: str, proposal: str) -> str:
    """One row: all votes cast, and the supports, their organizations and the objections; those of authors never count.

    Both arguments are SQL.
    """
    supports = f"FILTER (WHERE vote.choice = '{VoteChoice.SUPPORT}' AND writer.id IS NULL)"
    return f"""
  SELECT count(*) AS cast, count(*) {supports} AS supports,
    count(DISTINCT voter.organization_id) {supports} AS organizations,
    count(*) FILTER (WHERE vote.choice = '{VoteChoice.OBJECT}' AND writer.id IS NULL) AS objections
  FROM missions_vote vote JOIN missions_user voter ON voter.id = vote.by_id
  LEFT JOIN missions_authorship writer ON writer.proposal_id = {proposal} AND writer.by_id = vote.by_id
  WHERE vote.revision_id = {revision}"""
