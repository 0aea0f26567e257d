-- A figure that evidence cites is kept in the entry of the evidence, under its own hash, and leads to a page of ours.

CREATE FUNCTION csis_kept_figure() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb := NEW.content::jsonb;
BEGIN
  IF NEW.content_hash <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
    PERFORM csis_refuse('A figure that is kept says what its hash says.');
  END IF;
  IF NEW.kind IS DISTINCT FROM said ->> 'kind' OR (said ->> 'address') !~ '^/[^/]' THEN
    PERFORM csis_refuse('A figure that is kept is of its kind, and of a page of this program.');
  END IF;
  IF NOT EXISTS (
       SELECT FROM missions_evidence evidence
       WHERE evidence.id = NEW.evidence_id AND evidence.entry_id = NEW.entry_id) THEN
    PERFORM csis_refuse('A figure is kept when its evidence is added, and at no other time.');
  END IF;
  RETURN NEW;
END $$;
