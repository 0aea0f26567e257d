-- Who somebody is to a review: their roles, their seat, and what part they took in a proposal.

CREATE FUNCTION csis_refuse(message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', message USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION csis_authored() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM missions_auditentry
                 WHERE sequence = NEW.entry_id AND actor_id IS NOT DISTINCT FROM NEW.by_id) THEN
    RAISE EXCEPTION 'A row of % names somebody else than its audit entry.', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION csis_holds(person bigint, wanted text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_user account
    JOIN LATERAL (
      SELECT step FROM missions_rolegrant
      WHERE user_id = account.id AND role = wanted AND effective_on <= (csis_now() AT TIME ZONE 'UTC')::date
      ORDER BY entry_id DESC LIMIT 1) newest ON newest.step = 'active'
    WHERE account.id = person AND account.is_active)
$$;

CREATE FUNCTION csis_writes(person bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT csis_holds(person, 'analyst') OR csis_holds(person, 'steward')
$$;

CREATE FUNCTION csis_is_author(person bigint, proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM missions_authorship WHERE proposal_id = proposal AND by_id = person)
$$;

CREATE FUNCTION csis_is_seated(person bigint, of_review bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT seated FROM missions_seat WHERE review_id = of_review AND user_id = person AND place = 'reviewer'
    ORDER BY entry_id DESC LIMIT 1), false)
$$;

-- Voting in any revision, but to recuse oneself, makes a reviewer of the whole proposal.
CREATE FUNCTION csis_has_voted(person bigint, on_proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_vote vote JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    WHERE revision.proposal_id = on_proposal AND vote.by_id = person AND vote.choice <> 'recuse')
$$;

-- Whoever decided, or overruled an objection, is the authority of the whole proposal and no reviewer or author of it.
CREATE FUNCTION csis_has_decided(person bigint, on_proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_transition
    WHERE proposal_id = on_proposal AND by_id = person AND move IN ('approve', 'reject', 'recall'))
  OR EXISTS (
    SELECT FROM missions_objectionanswer answer JOIN missions_vote vote ON vote.id = answer.vote_id
    JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    WHERE revision.proposal_id = on_proposal AND answer.by_id = person AND answer.kind = 'overrule')
$$;

CREATE FUNCTION csis_has_asked(person bigint, on_proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_changerequest request JOIN missions_proposalrevision revision ON revision.id = request.revision_id
    WHERE revision.proposal_id = on_proposal AND request.by_id = person)
$$;
