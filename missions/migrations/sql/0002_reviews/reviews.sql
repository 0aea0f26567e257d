-- Reviews: a steward runs them, and none is closed over an open proposal.

CREATE FUNCTION csis_stewarded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_id IS NOT NULL AND NOT csis_holds(NEW.by_id, 'steward') THEN
    PERFORM csis_refuse('A steward runs reviews, or the system does.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_review_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO missions_reviewstate (review_id, area_id, is_open) VALUES (NEW.id, NEW.area_id, true);
  RETURN NULL;
END $$;

CREATE FUNCTION csis_review_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.outcome = 'closed' AND (NEW.by_id IS NULL OR NOT csis_holds(NEW.by_id, 'steward')) THEN
    PERFORM csis_refuse('A review without a decision is closed by a steward.');
  END IF;
  IF NEW.outcome = 'effective' AND NOT EXISTS (
       SELECT FROM missions_proposalstate WHERE review_id = NEW.review_id AND state = 'effective') THEN
    PERFORM csis_refuse('A review ends as effective only when its proposal took effect.');
  END IF;
  IF EXISTS (SELECT FROM missions_proposalstate
             WHERE review_id = NEW.review_id AND state NOT IN ('effective', 'rejected', 'withdrawn')) THEN
    PERFORM csis_refuse('A review with an open proposal cannot be closed.');
  END IF;
  UPDATE missions_reviewstate SET is_open = false WHERE review_id = NEW.review_id AND is_open;
  IF NOT FOUND THEN
    PERFORM csis_refuse('The review is closed already.');
  END IF;
  RETURN NEW;
END $$;

-- Whoever may call them may hang them on a table of their own, and move states with no fact.
REVOKE EXECUTE ON FUNCTION csis_review_opened(), csis_review_closed() FROM PUBLIC;
