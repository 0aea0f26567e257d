"""Compares values that are stored for speed with the rows and entries that they were made from."""

from collections.abc import Iterator

from django.db import connection

from missions.domain.audit import AuditAction, TargetKind

# Each returns only differences: the table, and a sentence.
PROPOSALS = """
SELECT 'missions_proposalstate', format(
  'The state kept for proposal %s is %s, revision %s, review %s; its last move made it %s, revision %s, review %s.',
  coalesce(proposal.id, state.proposal_id), coalesce(state.state, 'none'), coalesce(state.revision_id::text, 'none'),
  coalesce(state.review_id::text, 'none'), coalesce(last.target, 'none'), coalesce(last.revision_id::text, 'none'),
  coalesce(proposal.review_id::text, 'none'))
FROM missions_proposal proposal FULL JOIN missions_proposalstate state ON state.proposal_id = proposal.id
LEFT JOIN LATERAL (
  SELECT target, revision_id FROM missions_transition move WHERE move.proposal_id = proposal.id
  ORDER BY entry_id DESC LIMIT 1) last ON true
WHERE (state.state, state.revision_id, state.review_id)
  IS DISTINCT FROM (last.target, last.revision_id, proposal.review_id)
ORDER BY 2
"""

MOVES = """
SELECT 'missions_transition', format(
  'The move %s of proposal %s in entry %s begins at %s, where the one before it led to %s.',
  move, proposal_id, entry_id, coalesce(nullif(source, ''), 'nothing'), coalesce(nullif(before, ''), 'nothing'))
FROM (
  SELECT move, proposal_id, entry_id, source,
    coalesce(lag(target) OVER (PARTITION BY proposal_id ORDER BY entry_id), '') AS before
  FROM missions_transition) step
WHERE source <> before ORDER BY entry_id
"""

REVIEWS = """
SELECT 'missions_reviewstate', format(
  'The state kept for review %s is %s, due %s; its rows make it %s, due %s.', coalesce(review.id, state.review_id),
  CASE state.is_open WHEN true THEN 'open' WHEN false THEN 'closed' ELSE 'none' END,
  coalesce(state.due_on::text, 'none'),
  CASE WHEN closing.id IS NULL THEN 'open' ELSE 'closed' END, coalesce(moved.due_on, review.due_on))
FROM missions_review review FULL JOIN missions_reviewstate state ON state.review_id = review.id
LEFT JOIN missions_reviewclosing closing ON closing.review_id = review.id
LEFT JOIN LATERAL (
  SELECT due_on FROM missions_duedatemove move WHERE move.review_id = review.id
  ORDER BY entry_id DESC LIMIT 1) moved ON true
WHERE (state.is_open, state.area_id, state.due_on)
  IS DISTINCT FROM (closing.id IS NULL, review.area_id, coalesce(moved.due_on, review.due_on))
ORDER BY 2
"""

ACCOUNTS = f"""
SELECT 'missions_user', format(
  'The account %s is %s; the entries made it %s.', account.username,
  CASE WHEN account.is_active THEN 'active' ELSE 'deactivated' END,
  CASE WHEN account.is_active THEN 'deactivated' ELSE 'active' END)
FROM missions_user account
LEFT JOIN (
  SELECT DISTINCT ON (target) target, action = '{AuditAction.REACTIVATE_ACCOUNT}' AS active FROM missions_auditentry
  WHERE action IN ('{AuditAction.REACTIVATE_ACCOUNT}', '{AuditAction.DEACTIVATE_ACCOUNT}')
  ORDER BY target, sequence DESC) last
  ON last.target = '{TargetKind.ACCOUNT.of("")}' || account.username
WHERE account.is_active <> coalesce(last.active, true) ORDER BY account.id
"""

CURSOR = """
SELECT 'missions_noticecursor', format(
  'Notices were made up to entry %s, but the chain ends at %s.', told.sequence, coalesce(head.sequence, 0))
FROM missions_noticecursor told LEFT JOIN missions_chainhead head ON true
WHERE told.sequence > coalesce(head.sequence, 0)
"""

COMPARISONS = (MOVES, PROPOSALS, REVIEWS, ACCOUNTS, CURSOR)


def differing() -> Iterator[tuple[str, str]]:
    """The table and a sentence for each stored value that differs from its source. Five queries."""
    for statement in COMPARISONS:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            yield from cursor
