-- Evidence: what it may be in a production database, and what it may supersede.

CREATE FUNCTION csis_evidence_row() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.provenance = 'illustrative' AND EXISTS (SELECT FROM missions_installation WHERE kind = 'production') THEN
    RAISE EXCEPTION 'A production database takes no illustrative evidence.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.supersedes_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM missions_evidence WHERE id = NEW.supersedes_id AND entry_id < NEW.entry_id) THEN
    RAISE EXCEPTION 'Evidence can supersede only what was recorded before it.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
