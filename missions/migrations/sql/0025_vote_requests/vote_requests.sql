-- Votes asked for again, after a change.

CREATE FUNCTION csis_vote_request() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  standing missions_proposalstate%ROWTYPE;
  sent bigint := (SELECT number FROM missions_proposalrevision WHERE id = NEW.revision_id);
BEGIN
  SELECT * INTO standing FROM missions_proposalstate WHERE revision_id = NEW.revision_id AND state = 'in_review';
  IF standing.proposal_id IS NULL THEN
    PERFORM csis_refuse('A vote is asked for again on the live revision of a proposal in review.');
  END IF;
  IF NOT (csis_is_author(NEW.by_id, standing.proposal_id) AND csis_writes(NEW.by_id))
     AND NOT csis_holds(NEW.by_id, 'steward') THEN
    PERFORM csis_refuse('An author or a steward asks for a vote again.');
  END IF;
  IF NOT csis_holds(NEW.reviewer_id, 'reviewer') OR NOT csis_is_seated(NEW.reviewer_id, standing.review_id)
     OR EXISTS (SELECT FROM missions_vote WHERE revision_id = NEW.revision_id AND by_id = NEW.reviewer_id)
     OR NOT EXISTS (
       SELECT FROM missions_vote vote JOIN missions_proposalrevision earlier ON earlier.id = vote.revision_id
       WHERE earlier.proposal_id = standing.proposal_id AND earlier.number < sent
         AND vote.by_id = NEW.reviewer_id AND vote.choice <> 'recuse') THEN
    PERFORM csis_refuse('Whoever is asked again is seated, voted on an earlier revision, and has not voted on this one.');
  END IF;
  RETURN NEW;
END $$;
