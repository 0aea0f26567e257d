-- Rows of record: never changed, brought by their own entry, and voided only by a fact of the same subject.

CREATE FUNCTION csis_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are of record: they are never changed or removed.', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

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
