-- Seats: whom a steward seats, and nobody as a reviewer who may have read the votes.

CREATE FUNCTION csis_sat_in_last(person bigint, at_place text, next_review bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT seat.seated FROM missions_seat seat
    WHERE seat.user_id = person AND seat.place = at_place AND seat.review_id = (
      SELECT max(before.id) FROM missions_review before
      JOIN missions_review opened ON opened.id = next_review AND opened.area_id = before.area_id
      WHERE before.id < next_review)
    ORDER BY seat.entry_id DESC LIMIT 1), false)
$$;

CREATE FUNCTION csis_seat() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE standing missions_proposalstate%ROWTYPE;
BEGIN
  IF NEW.by_id IS NULL AND NOT (
       NEW.seated AND csis_sat_in_last(NEW.user_id, NEW.place, NEW.review_id)
       AND EXISTS (SELECT FROM missions_review WHERE id = NEW.review_id AND entry_id = NEW.entry_id)) THEN
    PERFORM csis_refuse('The system seats only whoever sat in the last review, in the entry that opens the next.');
  END IF;
  IF NOT NEW.seated THEN
    RETURN NEW;
  END IF;
  IF NOT csis_holds(NEW.user_id, NEW.place) THEN
    PERFORM csis_refuse('Whoever is seated holds the role.');
  END IF;
  IF NEW.place <> 'reviewer' THEN
    RETURN NEW;
  END IF;
  IF NEW.user_id = NEW.by_id THEN
    PERFORM csis_refuse('Nobody seats themselves as a reviewer.');
  END IF;
  SELECT * INTO standing FROM missions_proposalstate
  WHERE review_id = NEW.review_id AND state NOT IN ('effective', 'rejected', 'withdrawn');
  IF csis_is_author(NEW.user_id, standing.proposal_id) THEN
    PERFORM csis_refuse('No author is seated as a reviewer.');
  END IF;
  -- A decision authority reads the votes before the decision.
  IF EXISTS (SELECT FROM missions_vote WHERE revision_id = standing.revision_id) AND EXISTS (
       SELECT FROM missions_rolegrant WHERE user_id = NEW.user_id AND role = 'authority' AND step = 'active') THEN
    PERFORM csis_refuse('Whoever may have read the votes is not seated as a reviewer.');
  END IF;
  RETURN NEW;
END $$;
