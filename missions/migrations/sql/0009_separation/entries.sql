-- What an entry may bring: held, as the entry ends it, against who acts and the roles they held before it.

CREATE FUNCTION csis_held(person bigint, wanted text, before bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_user account
    JOIN LATERAL (
      SELECT step FROM missions_rolegrant
      WHERE user_id = account.id AND role = wanted AND entry_id < before
      ORDER BY entry_id DESC LIMIT 1) newest ON newest.step = 'active'
    WHERE account.id = person AND account.is_active)
$$;

-- Setting up is the owner's, and a test's: it has no actor.
CREATE FUNCTION csis_sets_up(actor bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT actor IS NULL AND (
    pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'missions_auditentry'::regclass), 'MEMBER')
    OR EXISTS (SELECT FROM missions_installation WHERE kind = 'test'))
$$;

-- An administrator grants to somebody else; a steward who did not propose it confirms what acts or reads beyond the record.
CREATE FUNCTION csis_may_grant(given missions_rolegrant, said missions_auditentry) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
  confirmed boolean := given.role IN ('analyst', 'reviewer', 'authority', 'steward', 'auditor');
  administers boolean := csis_held(said.actor_id, 'administrator', said.sequence);
  confirms boolean := confirmed AND csis_held(said.actor_id, 'steward', said.sequence);
  before missions_rolegrant%ROWTYPE;
BEGIN
  IF csis_sets_up(said.actor_id) THEN
    RETURN true;
  ELSIF given.step = 'ended' THEN
    RETURN administers OR confirms;
  ELSIF given.user_id IS NOT DISTINCT FROM said.actor_id THEN
    RETURN false;
  ELSIF given.step = 'proposed' OR NOT confirmed THEN
    RETURN administers;
  END IF;
  SELECT * INTO before FROM missions_rolegrant
  WHERE user_id = given.user_id AND role = given.role AND entry_id < given.entry_id ORDER BY entry_id DESC LIMIT 1;
  RETURN confirms AND before.step = 'proposed' AND NOT EXISTS (
    SELECT FROM missions_auditentry WHERE sequence = before.entry_id AND actor_id = said.actor_id);
END $$;

CREATE FUNCTION csis_brings_of_analyst(of_entry bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM missions_function WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_functionrevision WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_assessment WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_evidence WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_assessmentevidence WHERE entry_id = of_entry)
$$;

CREATE FUNCTION csis_brings_official(of_entry bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM missions_passage WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_passagerevision WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_policy WHERE entry_id = of_entry)
    OR EXISTS (
      SELECT FROM missions_missionarea area WHERE area.entry_id = of_entry AND NOT EXISTS (
        SELECT FROM missions_arearevision said
        WHERE said.area_id = area.id AND said.entry_id = of_entry AND said.amendment_id IS NOT NULL))
$$;

CREATE FUNCTION csis_brings_facts(of_entry bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT csis_brings_of_analyst(of_entry)
    OR EXISTS (SELECT FROM missions_arearevision WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_categorydecision WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_policyrevision WHERE entry_id = of_entry)
$$;

-- The entry ends its transaction: once it stands, no further row can name it.
CREATE FUNCTION csis_entry_rights() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.entry_class <> 'access' AND EXISTS (SELECT FROM missions_rolegrant WHERE entry_id = NEW.sequence)
     OR NEW.entry_class <> 'record' AND csis_brings_facts(NEW.sequence)
     OR NEW.entry_class <> 'process' AND (
       EXISTS (SELECT FROM missions_seat WHERE entry_id = NEW.sequence)
       OR EXISTS (SELECT FROM missions_vote WHERE entry_id = NEW.sequence)) THEN
    PERFORM csis_refuse(format('An entry of class %s does not bring this.', NEW.entry_class));
  END IF;
  IF EXISTS (
       SELECT FROM missions_rolegrant granted
       WHERE granted.entry_id = NEW.sequence AND csis_may_grant(granted, NEW) IS NOT TRUE) THEN
    PERFORM csis_refuse('An administrator grants a role to somebody else, and a steward who did not propose it confirms it.');
  END IF;
  IF csis_brings_of_analyst(NEW.sequence) AND NOT csis_held(NEW.actor_id, 'analyst', NEW.sequence)
     AND NOT csis_sets_up(NEW.actor_id) THEN
    PERFORM csis_refuse('An analyst assesses functions and adds evidence.');
  END IF;
  IF csis_brings_official(NEW.sequence) AND NOT csis_sets_up(NEW.actor_id) THEN
    PERFORM csis_refuse('Passages of the strategy and the areas that it names come with the installation.');
  END IF;
  RETURN NULL;
END $$;
