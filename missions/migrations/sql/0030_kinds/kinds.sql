-- Kinds of record: an analyst brings them in an entry of class record, and each line comes with its revision.

CREATE FUNCTION csis_of_analyst() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE said missions_auditentry%ROWTYPE;
BEGIN
  SELECT * INTO said FROM missions_auditentry WHERE sequence = NEW.entry_id;
  IF said.entry_class <> 'record' THEN
    PERFORM csis_refuse(format('An entry of class %s does not bring this.', said.entry_class));
  END IF;
  IF NOT csis_held(said.actor_id, 'analyst', said.sequence) AND NOT csis_sets_up(said.actor_id) THEN
    PERFORM csis_refuse(format('An analyst records rows of %s.', TG_TABLE_NAME));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION csis_with_revision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  revision_table text := (
    SELECT confrelid::regclass::text FROM pg_constraint
    WHERE conrelid = TG_RELID AND contype = 'f' AND conkey = ARRAY[(
      SELECT attnum FROM pg_attribute WHERE attrelid = TG_RELID AND attname = 'revision_id')]);
  same boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE id = $1 AND entry_id = $2)', revision_table)
    INTO same USING NEW.revision_id, NEW.entry_id;
  IF NOT same THEN
    PERFORM csis_refuse(format('A row of %s comes with its revision.', TG_TABLE_NAME));
  END IF;
  RETURN NEW;
END $$;
