-- Snapshots of catalogs: an analyst or a steward brings them, files come with their snapshot, and a reading is whole.

CREATE FUNCTION csis_of_catalogs() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE said missions_auditentry%ROWTYPE;
BEGIN
  SELECT * INTO said FROM missions_auditentry WHERE sequence = NEW.entry_id;
  IF said.entry_class <> 'record' THEN
    PERFORM csis_refuse(format('An entry of class %s does not bring this.', said.entry_class));
  END IF;
  IF NOT csis_held(said.actor_id, 'analyst', said.sequence) AND NOT csis_held(said.actor_id, 'steward', said.sequence)
     AND NOT csis_sets_up(said.actor_id) THEN
    PERFORM csis_refuse(format('An analyst or a steward records rows of %s.', TG_TABLE_NAME));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION csis_catalog_snapshot() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.provenance = 'illustrative' AND EXISTS (SELECT FROM missions_installation WHERE kind = 'production') THEN
    PERFORM csis_refuse('A production database takes no illustrative catalog.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_with_snapshot() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM missions_catalogsnapshot WHERE id = NEW.snapshot_id AND entry_id = NEW.entry_id) THEN
    PERFORM csis_refuse('A file of a catalog comes with its snapshot.');
  END IF;
  RETURN NEW;
END $$;

-- The rows of a reading are there before it, so that it can be held against them.
CREATE FUNCTION csis_catalog_reading() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.rows <> (SELECT count(*) FROM missions_catalogrow WHERE reading_id = NEW.id)
     OR NEW.problems <> (SELECT count(*) FROM missions_catalogproblem WHERE reading_id = NEW.id) THEN
    PERFORM csis_refuse('A reading has as many rows and problems as it says.');
  END IF;
  IF NEW.rules_sequence >= NEW.entry_id THEN
    PERFORM csis_refuse('A reading is by rules that were known before it.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_before_reading() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
       SELECT FROM (SELECT DISTINCT reading_id FROM brought) given
       JOIN missions_catalogreading reading ON reading.id = given.reading_id) THEN
    PERFORM csis_refuse(format('Nothing is added to a reading that stands: no row of %s.', TG_TABLE_NAME));
  END IF;
  RETURN NULL;
END $$;
