-- What a comment is about, and whether it is resolved.

CREATE FUNCTION csis_comment_tie() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE said missions_comment%ROWTYPE;
BEGIN
  SELECT * INTO said FROM missions_comment WHERE id = NEW.comment_id;
  IF said.entry_id IS DISTINCT FROM NEW.entry_id OR said.by_id IS DISTINCT FROM NEW.by_id THEN
    PERFORM csis_refuse('A comment is tied to something as it is written, by whoever writes it.');
  END IF;
  IF NEW.function_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM missions_function function JOIN missions_review review ON review.area_id = function.area_id
       WHERE function.id = NEW.function_id AND review.id = said.review_id)
     OR NEW.request_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM missions_changerequest request
       JOIN missions_proposalrevision revision ON revision.id = request.revision_id
       WHERE request.id = NEW.request_id AND revision.proposal_id = said.proposal_id) THEN
    PERFORM csis_refuse('A comment is tied to a function of the area, or to a change asked for in its proposal.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_comment_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE said missions_comment%ROWTYPE;
BEGIN
  SELECT * INTO said FROM missions_comment WHERE id = NEW.comment_id;
  IF NOT csis_holds(NEW.by_id, 'steward') AND NOT (
       (NEW.by_id = said.by_id OR csis_is_author(NEW.by_id, said.proposal_id))
       AND (csis_holds(NEW.by_id, 'analyst') OR csis_holds(NEW.by_id, 'reviewer')
            OR csis_holds(NEW.by_id, 'authority'))) THEN
    PERFORM csis_refuse('Whoever wrote a comment, an author of its proposal or a steward resolves it.');
  END IF;
  IF NEW.resolved = coalesce((
       SELECT resolved FROM missions_commentstep WHERE comment_id = said.id ORDER BY entry_id DESC LIMIT 1), false) THEN
    PERFORM csis_refuse('A comment is resolved once, until it is taken up again.');
  END IF;
  RETURN NEW;
END $$;
