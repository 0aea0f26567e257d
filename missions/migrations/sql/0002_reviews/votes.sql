-- Votes: who casts one on what, how objections are answered, and when the quorum is met.

CREATE FUNCTION csis_vote() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  revision missions_proposalrevision%ROWTYPE;
  standing missions_proposalstate%ROWTYPE;
BEGIN
  SELECT * INTO revision FROM missions_proposalrevision WHERE id = NEW.revision_id;
  SELECT * INTO standing FROM missions_proposalstate WHERE proposal_id = revision.proposal_id;
  IF standing.state <> 'in_review' OR standing.revision_id <> NEW.revision_id
     OR NEW.content_hash <> revision.content_hash THEN
    PERFORM csis_refuse('A vote is cast on the live revision of a proposal in review.');
  END IF;
  IF NOT csis_holds(NEW.by_id, 'reviewer') OR NOT csis_is_seated(NEW.by_id, standing.review_id) THEN
    PERFORM csis_refuse('A vote is cast by a reviewer seated in the review.');
  END IF;
  IF csis_is_author(NEW.by_id, revision.proposal_id) OR csis_has_decided(NEW.by_id, revision.proposal_id) THEN
    PERFORM csis_refuse('Nobody votes on a proposal of their own, or on one they have decided.');
  END IF;
  IF EXISTS (
       SELECT FROM missions_vote vote JOIN missions_proposalrevision earlier ON earlier.id = vote.revision_id
       WHERE earlier.proposal_id = revision.proposal_id AND vote.by_id = NEW.by_id AND vote.choice = 'recuse') THEN
    PERFORM csis_refuse('Whoever has recused themselves votes no more.');
  END IF;
  IF NOT EXISTS (
       SELECT FROM missions_user account
       JOIN missions_organization organization ON organization.id = account.organization_id
       JOIN missions_seat seat ON seat.user_id = account.id
       WHERE account.id = NEW.by_id AND organization.name = NEW.voter_organization AND account.name = NEW.voter_name
       AND NEW.voter_role = 'reviewer' AND seat.id = NEW.seat_id AND seat.review_id = standing.review_id
       AND seat.place = 'reviewer' AND seat.seated) THEN
    PERFORM csis_refuse('A vote pins the name, role, seat and organization of its voter.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_objection_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE of_proposal bigint;
BEGIN
  SELECT state.proposal_id INTO of_proposal FROM missions_vote vote
  JOIN missions_proposalstate state ON state.revision_id = vote.revision_id AND state.state = 'in_review'
  WHERE vote.id = NEW.vote_id AND vote.choice = 'object';
  IF of_proposal IS NULL THEN
    PERFORM csis_refuse('Only an objection to the live revision of a proposal in review is answered.');
  END IF;
  IF NEW.kind = 'answer' AND NOT (csis_is_author(NEW.by_id, of_proposal) AND csis_writes(NEW.by_id))
     OR NEW.kind = 'overrule' AND (NOT csis_holds(NEW.by_id, 'authority') OR csis_is_author(NEW.by_id, of_proposal)
                                   OR csis_has_voted(NEW.by_id, of_proposal)) THEN
    PERFORM csis_refuse('An author answers an objection; a decision authority who took no other part overrules it.');
  END IF;
  RETURN NEW;
END $$;

-- A vote counts by what it pinned: a supporter who has left still counts.
CREATE FUNCTION csis_quorum_met(of_revision bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT count(vote.id) >= revision.needed_supports
    AND count(DISTINCT vote.voter_organization) >= revision.needed_organizations
  FROM missions_proposalrevision revision
  LEFT JOIN missions_vote vote ON vote.revision_id = revision.id AND vote.choice = 'support'
    AND vote.content_hash = revision.content_hash AND NOT csis_is_author(vote.by_id, revision.proposal_id)
  WHERE revision.id = of_revision
  GROUP BY revision.id
$$;
