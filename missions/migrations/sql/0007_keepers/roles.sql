-- Roles: granted on the day, an administrator apart from the workflow, what reads or acts beyond the record by two people.

-- An administrator holds no role of the workflow. A steward confirms those and the auditor. Each kind of keeper stays.
CREATE OR REPLACE FUNCTION csis_role_grant() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  workflow text[] := ARRAY['analyst', 'reviewer', 'authority', 'steward'];
  confirmed text[] := workflow || ARRAY['auditor'];
  keepers text[] := ARRAY['administrator', 'steward'];
  held text[];
BEGIN
  -- A step dated ahead would end a role here while it is still held.
  IF NEW.effective_on > (csis_now() AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'A role is granted or ended on the day, not ahead.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.step = 'ended' THEN
    IF NEW.role = ANY (keepers) AND csis_holds(NEW.user_id, NEW.role) AND NOT EXISTS (
         SELECT FROM missions_user other WHERE other.id <> NEW.user_id AND csis_holds(other.id, NEW.role)) THEN
      RAISE EXCEPTION 'The last % keeps the role until another holds it.', NEW.role
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT array_agg(role || ':' || step) INTO held FROM (
    SELECT DISTINCT ON (role) role, step FROM missions_rolegrant
    WHERE user_id = NEW.user_id ORDER BY role, entry_id DESC) newest WHERE step <> 'ended';
  IF NEW.role = 'administrator' AND EXISTS (
       SELECT FROM unnest(held) AS one WHERE split_part(one, ':', 1) = ANY (workflow))
     OR NEW.role = ANY (workflow) AND 'administrator:active' = ANY (held) THEN
    RAISE EXCEPTION 'An administrator holds no workflow role.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.role = ANY (confirmed) AND NEW.step = 'active' AND NOT coalesce(NEW.role || ':proposed' = ANY (held), false)
     AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION 'This role is proposed first and then confirmed by a steward.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
