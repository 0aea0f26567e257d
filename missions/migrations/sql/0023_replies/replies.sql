-- Replies to the answers that objections were given.

CREATE FUNCTION csis_objection_reply() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  objector bigint;
  of_review bigint;
BEGIN
  SELECT vote.by_id, state.review_id INTO objector, of_review FROM missions_objectionanswer answer
  JOIN missions_vote vote ON vote.id = answer.vote_id
  JOIN missions_proposalstate state ON state.revision_id = vote.revision_id AND state.state = 'in_review'
  WHERE answer.id = NEW.answer_id AND answer.kind = 'answer';
  IF of_review IS NULL THEN
    PERFORM csis_refuse('Only an answer on the live revision of a proposal in review is replied to.');
  END IF;
  IF objector IS DISTINCT FROM NEW.by_id OR NOT csis_holds(NEW.by_id, 'reviewer')
     OR NOT csis_is_seated(NEW.by_id, of_review) THEN
    PERFORM csis_refuse('Whoever objected, and is seated still, replies to the answer.');
  END IF;
  RETURN NEW;
END $$;
