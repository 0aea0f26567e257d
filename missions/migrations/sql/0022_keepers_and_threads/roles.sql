-- The last keeper of each kind stays: no role is taken away by any step, and no account by deactivating it.

CREATE FUNCTION csis_is_last(person bigint, wanted text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT csis_holds(person, wanted) AND NOT EXISTS (
    SELECT FROM missions_user other WHERE other.id <> person AND csis_holds(other.id, wanted))
$$;

-- Two who deactivate each other's keeper at once wait for one another at the head of the chain.
CREATE FUNCTION csis_account_active() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE keeper text;
BEGIN
  IF NEW.is_active OR NOT OLD.is_active THEN
    RETURN NEW;
  END IF;
  PERFORM csis_lock_chain();
  FOREACH keeper IN ARRAY ARRAY['administrator', 'steward'] LOOP
    IF csis_is_last(OLD.id, keeper) THEN
      PERFORM csis_refuse(format('The last %s keeps the account until another holds the role.', keeper));
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

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
  IF NEW.effective_on > csis_today() THEN
    PERFORM csis_refuse('A role is granted or ended on the day, not ahead.');
  END IF;
  -- Proposed once more, a role waits again and is held no longer.
  IF NEW.step <> 'active' AND NEW.role = ANY (keepers) AND csis_is_last(NEW.user_id, NEW.role) THEN
    PERFORM csis_refuse(format('The last %s keeps the role until another holds it.', NEW.role));
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
    PERFORM csis_refuse('An administrator holds no workflow role.');
  END IF;
  IF NEW.role = ANY (confirmed) AND NEW.step = 'active' AND NOT coalesce(NEW.role || ':proposed' = ANY (held), false)
     AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    PERFORM csis_refuse('This role is proposed first and then confirmed by a steward.');
  END IF;
  RETURN NEW;
END $$;
