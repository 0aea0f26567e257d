-- Locks of reviews.

-- Locks are taken in one order: area, proposal, head of the chain. The application may not lock rows it cannot change.
CREATE FUNCTION csis_lock_area(area bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT FROM missions_missionarea WHERE id = area FOR NO KEY UPDATE
$$;

CREATE FUNCTION csis_lock_proposal(proposal bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT FROM missions_proposalstate WHERE proposal_id = proposal FOR NO KEY UPDATE
$$;
