"""Compares accounts, the kind of installation and kept briefings with the entries that made them."""

from missions.domain.audit import AuditAction, TargetKind

# An unreadable payload is reported when the chain is recomputed.
DETAIL = "csis_detail(payload)"

ACCOUNTS = f"""
, made AS MATERIALIZED (
  SELECT sequence, {DETAIL} AS said FROM missions_auditentry WHERE action = '{AuditAction.CREATE_ACCOUNT}')
, corrected AS MATERIALIZED (
  SELECT DISTINCT ON (target) target, {DETAIL} ->> 'email' AS email FROM missions_auditentry
  WHERE action = '{AuditAction.CORRECT_ADDRESS}' ORDER BY target, sequence DESC)
, certified AS MATERIALIZED (
  SELECT DISTINCT ON (target) target, {DETAIL} ->> 'edipi' AS edipi FROM missions_auditentry
  WHERE action = '{AuditAction.SET_CERTIFICATE}' ORDER BY target, sequence DESC)
SELECT made.sequence, 'missions_user', CASE
  WHEN made.sequence IS NULL THEN format('The account %s was made by no entry.', account.username)
  WHEN account.id IS NULL THEN format('The account %s of entry %s is gone.', made.said ->> 'username', made.sequence)
  ELSE format('The account %s is not as the entries made it: its %s.', made.said ->> 'username', concat_ws(', ',
    CASE WHEN account.username <> made.said ->> 'username' THEN 'user name' END,
    CASE WHEN account.name <> made.said ->> 'name' THEN 'name' END,
    CASE WHEN account.email <> coalesce(corrected.email, made.said ->> 'email') THEN 'address' END,
    CASE WHEN account.edipi <> coalesce(certified.edipi, '') THEN 'certificate' END)) END
FROM missions_user account FULL JOIN made ON made.said ->> 'account' = account.id::text
LEFT JOIN corrected ON corrected.target = '{TargetKind.ACCOUNT.of("")}' || (made.said ->> 'username')
LEFT JOIN certified ON certified.target = '{TargetKind.ACCOUNT.of("")}' || (made.said ->> 'username')
WHERE account.id IS NULL OR made.sequence IS NULL
  OR (account.username, account.name, account.email, account.edipi) IS DISTINCT FROM
    (made.said ->> 'username', made.said ->> 'name', coalesce(corrected.email, made.said ->> 'email'),
     coalesce(certified.edipi, ''))
ORDER BY 1, account.id
"""

# An account belongs to the organization in its entry, even if that was renamed.
MEMBERS = f"""
, made AS MATERIALIZED (
  SELECT sequence, {DETAIL} AS said FROM missions_auditentry WHERE action = '{AuditAction.CREATE_ACCOUNT}')
, renamed AS MATERIALIZED (
  SELECT {DETAIL} ->> 'organization' AS key FROM missions_auditentry WHERE action = '{AuditAction.RENAME_ORGANIZATION}')
SELECT made.sequence, 'missions_user', format(
  'The account %s is of %s; entry %s says of %s.', account.username, held.name, made.sequence,
  made.said ->> 'organization')
FROM made JOIN missions_user account ON account.id::text = made.said ->> 'account'
JOIN missions_organization held ON held.id = account.organization_id
WHERE csis_folded(replace(held.name, ' ', '')) <> csis_folded(replace(made.said ->> 'organization', ' ', ''))
  AND held.id::text NOT IN (SELECT key FROM renamed WHERE key IS NOT NULL)
ORDER BY 1
"""

ORGANIZATIONS = f"""
, named AS MATERIALIZED (
  SELECT sequence, action, {DETAIL} AS said FROM missions_auditentry
  WHERE action IN
    ('{AuditAction.CREATE_ACCOUNT}', '{AuditAction.ADD_ORGANIZATION}', '{AuditAction.RENAME_ORGANIZATION}'))
SELECT NULL::bigint, 'missions_organization', format('No entry gave the organization %s its name.', held.name)
FROM missions_organization held
WHERE NOT coalesce(
  (SELECT said ->> 'name' = held.name FROM named
    WHERE action <> '{AuditAction.CREATE_ACCOUNT}' AND said ->> 'organization' = held.id::text
    ORDER BY sequence DESC LIMIT 1),
  EXISTS (SELECT FROM named WHERE action = '{AuditAction.CREATE_ACCOUNT}' AND said ->> 'organization' = held.name))
ORDER BY held.id
"""

# In databases made before the entry recorded the kind, there is nothing to compare.
INSTALLATION = f"""
, first AS MATERIALIZED (
  SELECT sequence, {DETAIL} ->> 'installation' AS kind FROM missions_auditentry
  WHERE action = '{AuditAction.LOAD_OFFICIAL_FACTS}')
SELECT first.sequence, 'missions_installation', format(
  'The database says it was made for %s; entry %s says for %s.', coalesce(installed.kind, 'nothing'), first.sequence,
  first.kind)
FROM first LEFT JOIN missions_installation installed ON true
WHERE first.kind IS NOT NULL AND first.kind IS DISTINCT FROM installed.kind
"""

BRIEFINGS = """
SELECT kept.entry_id, 'missions_briefingfile', format(
  'The file of briefing %s is %s.', kept.id, CASE WHEN file.sha256 IS NULL THEN 'gone' ELSE 'not what was built' END)
FROM missions_briefing kept LEFT JOIN missions_briefingfile file ON file.sha256 = kept.sha256
WHERE file.sha256 IS NULL OR encode(sha256(file.content), 'hex') <> kept.sha256 OR length(file.content) <> kept.size
ORDER BY 1
"""

CHECKS = (ACCOUNTS, MEMBERS, ORGANIZATIONS, INSTALLATION, BRIEFINGS)
