-- Roles: granted on the day, an administrator apart from the workflow, a workflow role by two people.

-- Roles that act in reviews; an administrator holds none of them, and a steward confirms each.
CREATE FUNCTION csis_role_grant() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  workflow text[] := ARRAY['analyst', 'reviewer', 'authority', 'steward'];
  held text[];
BEGIN
  -- A step dated ahead would end a role here while it is still held.
  IF NEW.effective_on > (csis_now() AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'A role is granted or ended on the day, not ahead.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.step = 'ended' THEN
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
  IF NEW.role = ANY (workflow) AND NEW.step = 'active' AND NOT coalesce(NEW.role || ':proposed' = ANY (held), false)
     AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION 'A workflow role is proposed first and then confirmed by a steward.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
