-- All locks of a write by one statement, in the one order: areas, a proposal's own among them, proposal, head of the chain.

-- Each lock is a statement of its own: what waited for one sees what the one before it left. Returns the chain's last
-- sequence where that is locked.
CREATE FUNCTION csis_lock(areas bigint[], of_proposal bigint, and_chain boolean) RETURNS bigint LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE area bigint;
BEGIN
  FOR area IN
    SELECT unnest(areas)
    UNION
    SELECT review.area_id FROM missions_proposal proposal JOIN missions_review review ON review.id = proposal.review_id
    WHERE proposal.id = of_proposal
    ORDER BY 1
  LOOP
    PERFORM csis_lock_area(area);
  END LOOP;
  IF of_proposal IS NOT NULL THEN
    PERFORM csis_lock_proposal(of_proposal);
  END IF;
  IF and_chain THEN
    RETURN csis_lock_chain();
  END IF;
  RETURN NULL;
END $$;
