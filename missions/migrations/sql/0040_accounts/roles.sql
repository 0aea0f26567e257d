-- A role that was granted until a day is ended after it by nobody's hand, in an entry of the program's own.

CREATE FUNCTION csis_ran_out(given missions_rolegrant) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT step <> 'ended' AND ends_on < csis_today() FROM missions_rolegrant
    WHERE user_id = given.user_id AND role = given.role AND entry_id < given.entry_id
    ORDER BY entry_id DESC LIMIT 1), false)
$$;

-- An administrator grants to somebody else; a steward who did not propose it confirms what acts or reads beyond the record,
-- until the day that was proposed.
CREATE OR REPLACE FUNCTION csis_may_grant(given missions_rolegrant, said missions_auditentry) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
  confirmed boolean := given.role IN ('analyst', 'reviewer', 'authority', 'steward', 'auditor');
  administers boolean := csis_held(said.actor_id, 'administrator', said.sequence);
  confirms boolean := confirmed AND csis_held(said.actor_id, 'steward', said.sequence);
  before missions_rolegrant%ROWTYPE;
BEGIN
  IF csis_sets_up(said.actor_id) THEN
    RETURN true;
  ELSIF given.step = 'ended' AND said.actor_id IS NULL THEN
    RETURN csis_ran_out(given);
  ELSIF given.step = 'ended' THEN
    RETURN administers OR confirms;
  ELSIF given.user_id IS NOT DISTINCT FROM said.actor_id THEN
    RETURN false;
  ELSIF given.step = 'proposed' OR NOT confirmed THEN
    RETURN administers;
  END IF;
  SELECT * INTO before FROM missions_rolegrant
  WHERE user_id = given.user_id AND role = given.role AND entry_id < given.entry_id ORDER BY entry_id DESC LIMIT 1;
  RETURN confirms AND before.step = 'proposed' AND before.ends_on IS NOT DISTINCT FROM given.ends_on AND NOT EXISTS (
    SELECT FROM missions_auditentry WHERE sequence = before.entry_id AND actor_id = said.actor_id);
END $$;
