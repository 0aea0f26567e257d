-- Changes by two people: of the policy, and of the set of areas.

CREATE FUNCTION csis_amendment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT csis_holds(NEW.by_id, 'steward') THEN
    PERFORM csis_refuse('A steward drafts changes of the policy and of the set of areas.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_amendment_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE drafter bigint := (SELECT by_id FROM missions_amendment WHERE id = NEW.amendment_id);
BEGIN
  IF NEW.approved AND (NEW.by_id = drafter OR NOT csis_holds(NEW.by_id, 'authority'))
     OR NOT NEW.approved AND NEW.by_id IS DISTINCT FROM drafter AND NOT csis_holds(NEW.by_id, 'authority') THEN
    PERFORM csis_refuse('A decision authority who did not draft a change decides on it.');
  END IF;
  RETURN NEW;
END $$;

-- The official load comes from the owner; whatever comes later was drafted and approved by two people.
CREATE FUNCTION csis_amended() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb;
  fact jsonb := to_jsonb(NEW);
BEGIN
  IF NEW.amendment_id IS NULL
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RETURN NEW;
  END IF;
  -- The first category of an emerging area, approved with its quorum, makes it a mission area in the same entry.
  IF NEW.amendment_id IS NULL AND TG_ARGV[0] = 'area' AND NEW.voids_id IS NULL AND EXISTS (
       SELECT FROM missions_categorydecision decision
       JOIN missions_arearevision before ON before.area_id = decision.area_id AND before.emerging
         AND (before.name, before.abbreviation) = (fact ->> 'name', fact ->> 'abbreviation')
       WHERE decision.area_id = (fact ->> 'area_id')::bigint AND decision.entry_id = NEW.entry_id
         AND decision.kind = 'initial' AND decision.effective_on = NEW.effective_on AND NOT (fact ->> 'emerging')::boolean) THEN
    RETURN NEW;
  END IF;
  SELECT amendment.content::jsonb INTO said FROM missions_amendment amendment
  JOIN missions_amendmentdecision decision ON decision.amendment_id = amendment.id AND decision.approved
  WHERE amendment.id = NEW.amendment_id AND decision.entry_id = NEW.entry_id AND amendment.kind = TG_ARGV[0]
    AND amendment.effective_on = NEW.effective_on;
  IF said IS NULL OR NEW.voids_id IS NOT NULL THEN
    PERFORM csis_refuse('This is drafted by a steward and approved by a decision authority.');
  END IF;
  IF TG_ARGV[0] = 'area' THEN
    fact := fact || jsonb_build_object('code', (SELECT code FROM missions_missionarea WHERE id = NEW.area_id));
  END IF;
  IF NOT fact @> said THEN
    PERFORM csis_refuse('A change brings what was approved, and nothing else.');
  END IF;
  RETURN NEW;
END $$;
