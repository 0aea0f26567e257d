-- A change of the policy is approved only over the policy it was drafted against.

-- The official load comes from the owner; whatever comes later was drafted and approved by two people.
CREATE OR REPLACE FUNCTION csis_amended() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb;
  fact jsonb := to_jsonb(NEW);
  base jsonb;
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
  IF TG_ARGV[0] = 'policy' THEN
    -- What it changes is said against the newest policy by the time it was drafted: the rest stays as it is there.
    SELECT to_jsonb(policy) INTO base FROM missions_policyrevision policy
    JOIN missions_amendment amendment ON amendment.id = NEW.amendment_id AND policy.entry_id < amendment.entry_id
    ORDER BY policy.number DESC LIMIT 1;
    IF EXISTS (SELECT FROM missions_policyrevision WHERE number > (base ->> 'number')::integer) THEN
      PERFORM csis_refuse('The policy has changed since this was drafted.');
    END IF;
    IF NEW.effective_on < (base ->> 'effective_on')::date THEN
      PERFORM csis_refuse('A newer policy takes effect no earlier than the one that it changes.');
    END IF;
    IF NOT fact @> (base - ARRAY(SELECT jsonb_object_keys(said))
        - '{id,entry_id,effective_on,provenance,source,reason,voids_id,number,amendment_id}'::text[]) THEN
      PERFORM csis_refuse('A change brings what was approved, and nothing else.');
    END IF;
  END IF;
  RETURN NEW;
END $$;
