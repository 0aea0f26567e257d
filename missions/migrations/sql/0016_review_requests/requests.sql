-- Requests for a review: an analyst asks, the review that is opened answers, or a steward declines.

CREATE FUNCTION csis_waiting_request(of_area bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT request.id FROM missions_reviewrequest request
  WHERE request.area_id = of_area
    AND NOT EXISTS (SELECT FROM missions_requestdecline WHERE request_id = request.id)
    AND NOT EXISTS (SELECT FROM missions_review WHERE area_id = of_area AND entry_id > request.entry_id)
  ORDER BY request.entry_id DESC LIMIT 1
$$;

CREATE FUNCTION csis_review_requested() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_id IS NULL OR NOT csis_holds(NEW.by_id, 'analyst') THEN
    PERFORM csis_refuse('An analyst asks for a review.');
  END IF;
  IF EXISTS (SELECT FROM missions_reviewstate WHERE area_id = NEW.area_id AND is_open) THEN
    PERFORM csis_refuse('No review is asked for while one is open.');
  END IF;
  IF csis_waiting_request(NEW.area_id) IS NOT NULL THEN
    PERFORM csis_refuse('A request for a review of this area waits already.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_request_declined() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE asked_about bigint;
BEGIN
  IF NEW.by_id IS NULL OR NOT csis_holds(NEW.by_id, 'steward') THEN
    PERFORM csis_refuse('A steward declines a request for a review.');
  END IF;
  SELECT area_id INTO asked_about FROM missions_reviewrequest WHERE id = NEW.request_id;
  IF csis_waiting_request(asked_about) IS DISTINCT FROM NEW.request_id THEN
    PERFORM csis_refuse('Only a request that waits is declined.');
  END IF;
  RETURN NEW;
END $$;
