"""The functions behind the guards. They are ours, not the trigger library's, so no setting switches them off.

Each reads with a search path of its own: a session could otherwise shadow a table with a temporary one.
"""

from django.db import migrations

CLOCK = """
CREATE FUNCTION csis_now() RETURNS timestamptz LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE chosen text := current_setting('csis.clock', true);
BEGIN
  -- Only a database created for demonstration or test may have a past that never was.
  IF chosen <> '' AND EXISTS (SELECT FROM missions_installation WHERE kind IN ('demonstration', 'test')) THEN
    RETURN chosen::timestamptz;
  END IF;
  RETURN clock_timestamp();
END $$;
"""

REFUSE_CHANGE = """
CREATE FUNCTION csis_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are of record: they are never changed or removed.', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

LOCK_CHAIN = """
CREATE FUNCTION csis_lock_chain() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT sequence FROM missions_chainhead FOR NO KEY UPDATE
$$;
"""

# A digest covers every field with its length before it, so that no two different entries read alike.
DIGEST = """
CREATE FUNCTION csis_entry_digest(VARIADIC fields text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(string_agg(octet_length(field) || ':' || field, ',' ORDER BY place), 'UTF8')), 'hex')
  FROM unnest(fields) WITH ORDINALITY AS given(field, place)
$$;
"""

CHAIN_ENTRY = """
CREATE FUNCTION csis_chain_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE head missions_chainhead%ROWTYPE;
BEGIN
  SELECT * INTO STRICT head FROM missions_chainhead FOR NO KEY UPDATE;
  IF NEW.sequence IS DISTINCT FROM head.sequence + 1 THEN
    RAISE EXCEPTION 'Audit entry % does not follow %.', NEW.sequence, head.sequence
      USING ERRCODE = 'serialization_failure';
  END IF;
  NEW.recorded_at := greatest(csis_now(), head.recorded_at);
  NEW.payload_digest := encode(sha256(convert_to(NEW.payload, 'UTF8')), 'hex');
  NEW.previous_digest := head.digest;
  NEW.digest := csis_entry_digest(
    NEW.sequence::text, to_char(NEW.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    NEW.entry_class, coalesce(NEW.actor_id::text, ''), NEW.actor_name, NEW.action, NEW.target, NEW.reason,
    NEW.request_id, NEW.payload_digest, NEW.previous_digest);
  UPDATE missions_chainhead SET
    sequence = NEW.sequence, digest = NEW.digest, recorded_at = NEW.recorded_at,
    record_sequence = CASE WHEN NEW.entry_class = 'record' THEN NEW.sequence ELSE record_sequence END,
    process_sequence = CASE WHEN NEW.entry_class = 'process' THEN NEW.sequence ELSE process_sequence END;
  RETURN NEW;
END $$;
"""

# Whoever may call it may hang it on a table of their own, and move the chain's head with no entry.
CHAIN_ENTRY_IS_OURS = "REVOKE EXECUTE ON FUNCTION csis_chain_entry() FROM PUBLIC"

RECORD_ROW = """
CREATE FUNCTION csis_record_row() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  -- Only the entry that is being written now may bring rows, and nobody else may write it meanwhile.
  IF NEW.entry_id IS DISTINCT FROM csis_lock_chain() + 1 THEN
    RAISE EXCEPTION 'A row of % must come with its own new audit entry.', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

FACT_ROW = """
CREATE FUNCTION csis_fact_row() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE found boolean;
BEGIN
  IF NEW.provenance = 'illustrative' AND EXISTS (SELECT FROM missions_installation WHERE kind = 'production') THEN
    RAISE EXCEPTION 'A production database takes no illustrative facts.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.voids_id IS NULL THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND %I = $2 AND entry_id < $3)', TG_TABLE_NAME, TG_ARGV[0])
    INTO found USING NEW.voids_id, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint, NEW.entry_id;
  IF NOT found THEN
    RAISE EXCEPTION 'A fact can void only an earlier fact of the same subject.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

# Roles that act in reviews; an administrator holds none of them, and a steward confirms each.
ROLE_GRANT = """
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
"""

CATEGORY_DECISION = """
CREATE FUNCTION csis_category_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  -- The official load: the owner, an official fact, and the first decision of its area.
  IF NEW.kind = 'initial' AND NEW.provenance = 'official'
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
     AND NOT EXISTS (SELECT FROM missions_categorydecision WHERE area_id = NEW.area_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'A category changes only by an approved proposal.'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

FUNCTIONS = {
    "csis_now()": CLOCK,
    "csis_refuse_change()": REFUSE_CHANGE,
    "csis_lock_chain()": LOCK_CHAIN,
    "csis_entry_digest(text[])": DIGEST,
    "csis_chain_entry()": CHAIN_ENTRY,
    "csis_record_row()": RECORD_ROW,
    "csis_fact_row()": FACT_ROW,
    "csis_role_grant()": ROLE_GRANT,
    "csis_category_decision()": CATEGORY_DECISION,
}

OPERATIONS = [
    # The functions name tables that the same migration creates after them.
    migrations.RunSQL("SET LOCAL check_function_bodies = off", migrations.RunSQL.noop),
    *(migrations.RunSQL(sql, f"DROP FUNCTION IF EXISTS {name}") for name, sql in FUNCTIONS.items()),
    migrations.RunSQL(CHAIN_ENTRY_IS_OURS, migrations.RunSQL.noop),
]
