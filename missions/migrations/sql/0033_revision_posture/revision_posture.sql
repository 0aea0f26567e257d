-- The posture that a brief shows is kept with its revision, in the same entry, under its own hash.

CREATE FUNCTION csis_revision_posture() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.content_hash <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
    PERFORM csis_refuse('A posture that is kept says what its hash says.');
  END IF;
  IF NOT EXISTS (
       SELECT FROM missions_proposalrevision revision
       WHERE revision.id = NEW.revision_id AND revision.entry_id = NEW.entry_id) THEN
    PERFORM csis_refuse('A posture is kept when its revision is sent, and at no other time.');
  END IF;
  RETURN NEW;
END $$;
