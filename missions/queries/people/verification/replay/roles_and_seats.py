"""A person's roles and parts just before an entry: pieces of SQL, made of columns and never of input."""

from missions.domain.audit import AuditAction, TargetKind
from missions.domain.states import DECISIONS
from missions.models.querysets import listed

# When accounts were deactivated and reactivated.
SWITCHED = f"""switched AS MATERIALIZED (
  SELECT account.id AS person, entry.sequence, entry.action = '{AuditAction.REACTIVATE_ACCOUNT}' AS active
  FROM missions_auditentry entry
  JOIN missions_user account ON entry.target = '{TargetKind.ACCOUNT.of("")}' || account.username
  WHERE entry.action IN ('{AuditAction.DEACTIVATE_ACCOUNT}', '{AuditAction.REACTIVATE_ACCOUNT}'))"""


def held(person: str, role: str, entry: str) -> str:
    """Whether the person held the role just before the entry, with an active account."""
    return held_as(person, f"'{role}'", entry)


def held_as(person: str, column: str, entry: str) -> str:
    """The same for the role that a column names."""
    return f"""(coalesce((
      SELECT step = 'active' FROM missions_rolegrant held
      WHERE held.user_id = {person} AND held.role = {column} AND held.entry_id < {entry}
      ORDER BY held.entry_id DESC LIMIT 1), false)
    AND coalesce((
      SELECT active FROM switched WHERE switched.person = {person} AND switched.sequence < {entry}
      ORDER BY switched.sequence DESC LIMIT 1), true))"""


def writes(person: str, entry: str) -> str:
    """Whether the person could write proposals."""
    return f"({held(person, 'analyst', entry)} OR {held(person, 'steward', entry)})"


def author(person: str, proposal: str, entry: str) -> str:
    """Whether the person was an author of the proposal by the end of the entry."""
    return f"""EXISTS (SELECT FROM missions_authorship wrote
      WHERE wrote.proposal_id = {proposal} AND wrote.by_id = {person} AND wrote.entry_id <= {entry})"""


def seated(person: str, review: str, entry: str) -> str:
    """Whether the person held the role and the seat of a reviewer."""
    return f"""({held(person, "reviewer", entry)} AND coalesce((
      SELECT sat.seated FROM missions_seat sat
      WHERE sat.review_id = {review} AND sat.user_id = {person} AND sat.place = 'reviewer' AND sat.entry_id < {entry}
      ORDER BY sat.entry_id DESC LIMIT 1), false))"""


def judged(person: str, proposal: str, entry: str) -> str:
    """Whether the person had voted on any revision of the proposal, other than to recuse themselves."""
    return f"""EXISTS (SELECT FROM missions_vote cast_by
      JOIN missions_proposalrevision cast_on ON cast_on.id = cast_by.revision_id
      WHERE cast_on.proposal_id = {proposal} AND cast_by.by_id = {person} AND cast_by.choice <> 'recuse'
        AND cast_by.entry_id < {entry})"""


def decided(person: str, proposal: str, entry: str) -> str:
    """Whether the person had decided on the proposal, or overruled an objection to it."""
    return f"""(EXISTS (SELECT FROM missions_transition done
      WHERE done.proposal_id = {proposal} AND done.by_id = {person} AND done.move IN ({listed(DECISIONS)})
        AND done.entry_id < {entry})
    OR EXISTS (SELECT FROM missions_objectionanswer met JOIN missions_vote against ON against.id = met.vote_id
      JOIN missions_proposalrevision met_on ON met_on.id = against.revision_id
      WHERE met_on.proposal_id = {proposal} AND met.by_id = {person} AND met.kind = 'overrule'
        AND met.entry_id < {entry}))"""


def apart(person: str, proposal: str, entry: str) -> str:
    """Whether the person neither wrote nor judged the proposal."""
    return f"(NOT {author(person, proposal, entry)} AND NOT {judged(person, proposal, entry)})"


def outside(person: str, proposal: str, entry: str) -> str:
    """Whether the person was a decision authority who took no other part."""
    return f"({held(person, 'authority', entry)} AND {apart(person, proposal, entry)})"


def live(proposal: str, entry: str) -> str:
    """The last move of the proposal before the entry, for a LATERAL join."""
    return f"""(SELECT last.move, last.target, last.revision_id, last.by_id FROM missions_transition last
      WHERE last.proposal_id = {proposal} AND last.entry_id < {entry} ORDER BY last.entry_id DESC LIMIT 1)"""


def quorum(revision: str, entry: str) -> str:
    """Whether the votes before the entry made the quorum of the revision."""
    return f"""(SELECT count(said.id) >= needs.needed_supports
        AND count(DISTINCT voter.organization_id) >= needs.needed_organizations
      FROM missions_proposalrevision needs LEFT JOIN missions_vote said ON said.revision_id = needs.id
        AND said.choice = 'support' AND said.content_hash = needs.content_hash AND said.entry_id < {entry}
        AND NOT EXISTS (SELECT FROM missions_authorship own
          WHERE own.proposal_id = needs.proposal_id AND own.by_id = said.by_id)
      LEFT JOIN missions_user voter ON voter.id = said.by_id
      WHERE needs.id = {revision} GROUP BY needs.id)"""
