-- What is said and found in a review is brought, as votes are, by whoever may: held as the entry ends it.

CREATE FUNCTION csis_takes_part(person bigint, before bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT csis_held(person, 'analyst', before) OR csis_held(person, 'reviewer', before)
    OR csis_held(person, 'authority', before) OR csis_held(person, 'steward', before)
$$;

-- Whoever takes part in reviews says and finds something in an open one, about a proposal of that one.
CREATE FUNCTION csis_may_say(said missions_auditentry) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM (
      SELECT review_id, proposal_id FROM missions_comment WHERE entry_id = said.sequence
      UNION ALL
      SELECT review_id, NULL FROM missions_opportunity WHERE entry_id = said.sequence) brought
    JOIN missions_reviewstate standing ON standing.review_id = brought.review_id
    LEFT JOIN missions_proposal proposal ON proposal.id = brought.proposal_id
    WHERE NOT standing.is_open OR proposal.review_id <> brought.review_id
      OR NOT csis_takes_part(said.actor_id, said.sequence))
$$;

-- The owner of an opportunity, or a steward, says what became of it.
CREATE FUNCTION csis_may_progress(said missions_auditentry) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM missions_opportunityprogress progress
    JOIN missions_opportunity opportunity ON opportunity.id = progress.opportunity_id
    WHERE progress.entry_id = said.sequence AND opportunity.owner_id IS DISTINCT FROM said.actor_id
      AND NOT csis_held(said.actor_id, 'steward', said.sequence))
$$;

CREATE FUNCTION csis_brings_of_reviews(of_entry bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM missions_seat WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_vote WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_comment WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_opportunity WHERE entry_id = of_entry)
    OR EXISTS (SELECT FROM missions_opportunityprogress WHERE entry_id = of_entry)
$$;

-- The entry ends its transaction: once it stands, no further row can name it.
CREATE OR REPLACE FUNCTION csis_entry_rights() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.entry_class <> 'access' AND EXISTS (SELECT FROM missions_rolegrant WHERE entry_id = NEW.sequence)
     OR NEW.entry_class <> 'record' AND csis_brings_facts(NEW.sequence)
     OR NEW.entry_class <> 'process' AND csis_brings_of_reviews(NEW.sequence) THEN
    PERFORM csis_refuse(format('An entry of class %s does not bring this.', NEW.entry_class));
  END IF;
  IF EXISTS (
       SELECT FROM missions_rolegrant granted
       WHERE granted.entry_id = NEW.sequence AND csis_may_grant(granted, NEW) IS NOT TRUE) THEN
    PERFORM csis_refuse('An administrator grants a role to somebody else, and a steward who did not propose it confirms it.');
  END IF;
  IF csis_brings_of_analyst(NEW.sequence) AND NOT csis_held(NEW.actor_id, 'analyst', NEW.sequence)
     AND NOT csis_sets_up(NEW.actor_id) THEN
    PERFORM csis_refuse('An analyst assesses functions and adds evidence.');
  END IF;
  IF csis_brings_official(NEW.sequence) AND NOT csis_sets_up(NEW.actor_id) THEN
    PERFORM csis_refuse('Passages of the strategy and the areas that it names come with the installation.');
  END IF;
  IF NOT csis_may_say(NEW) THEN
    PERFORM csis_refuse('Whoever takes part in reviews comments and notes opportunities, while the review is open.');
  END IF;
  IF NOT csis_may_progress(NEW) THEN
    PERFORM csis_refuse('Its owner or a steward says what became of an opportunity.');
  END IF;
  RETURN NULL;
END $$;
