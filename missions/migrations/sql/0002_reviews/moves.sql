-- Moves of a proposal: the table of moves, who makes each, and what must be so before it.
-- The table repeats the one in the domain of reviews; a test holds them against each other.

CREATE FUNCTION csis_may_move(given missions_transition, of_review bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
  author boolean := csis_is_author(given.by_id, given.proposal_id);
  outside boolean := NOT author AND NOT csis_has_voted(given.by_id, given.proposal_id);
BEGIN
  RETURN CASE given.move
    WHEN 'create' THEN csis_holds(given.by_id, 'analyst')
    WHEN 'submit' THEN author AND csis_writes(given.by_id)
    WHEN 'rebase' THEN author AND csis_writes(given.by_id)
    WHEN 'request_changes' THEN NOT author AND (
      csis_holds(given.by_id, 'reviewer') AND csis_is_seated(given.by_id, of_review)
      OR csis_holds(given.by_id, 'authority'))
    WHEN 'approve' THEN outside AND csis_holds(given.by_id, 'authority')
    WHEN 'reject' THEN outside AND csis_holds(given.by_id, 'authority')
    WHEN 'recall' THEN outside AND csis_holds(given.by_id, 'authority')
    WHEN 'withdraw' THEN author AND csis_writes(given.by_id) OR csis_holds(given.by_id, 'steward') AND NOT EXISTS (
      SELECT FROM missions_authorship WHERE proposal_id = given.proposal_id AND csis_writes(by_id))
    ELSE given.by_id IS NULL
  END;
END $$;

CREATE FUNCTION csis_check_move(given missions_transition, standing missions_proposalstate) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  CASE given.move
    WHEN 'submit' THEN
      IF given.revision_id IS NULL OR given.revision_id IS DISTINCT FROM (
           SELECT id FROM missions_proposalrevision
           WHERE proposal_id = given.proposal_id ORDER BY number DESC LIMIT 1) THEN
        PERFORM csis_refuse('What is sent is the newest revision.');
      END IF;
      IF EXISTS (
           SELECT FROM missions_changerequest request
           JOIN missions_proposalrevision revision ON revision.id = request.revision_id
           LEFT JOIN missions_changeanswer answer ON answer.request_id = request.id
           WHERE revision.proposal_id = given.proposal_id AND answer.id IS NULL) THEN
        PERFORM csis_refuse('Every change request is answered before a proposal is sent again.');
      END IF;
    WHEN 'request_changes' THEN
      IF NOT EXISTS (
           SELECT FROM missions_changerequest
           WHERE revision_id = given.revision_id AND entry_id = given.entry_id) THEN
        PERFORM csis_refuse('A proposal is sent back with what is to be changed.');
      END IF;
    WHEN 'approve' THEN
      IF NOT csis_quorum_met(given.revision_id) THEN
        PERFORM csis_refuse('A proposal is approved only with its quorum.');
      END IF;
      IF EXISTS (
           SELECT FROM missions_vote vote LEFT JOIN missions_objectionanswer answer ON answer.vote_id = vote.id
           WHERE vote.revision_id = given.revision_id AND vote.choice = 'object' AND answer.id IS NULL) THEN
        PERFORM csis_refuse('A proposal is approved only with every objection answered or overruled.');
      END IF;
    WHEN 'take_effect' THEN
      IF NOT EXISTS (
           SELECT FROM missions_categorydecision
           WHERE revision_id = given.revision_id AND entry_id = given.entry_id) THEN
        PERFORM csis_refuse('A proposal takes effect with its category decision.');
      END IF;
    ELSE NULL;
  END CASE;
  IF given.move NOT IN ('create', 'submit') AND given.revision_id IS DISTINCT FROM standing.revision_id THEN
    PERFORM csis_refuse('A move names the live revision.');
  END IF;
END $$;

CREATE FUNCTION csis_transition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  standing missions_proposalstate%ROWTYPE;
  of_review bigint;
BEGIN
  SELECT review_id INTO of_review FROM missions_proposal WHERE id = NEW.proposal_id;
  SELECT * INTO standing FROM missions_proposalstate WHERE proposal_id = NEW.proposal_id FOR NO KEY UPDATE;
  IF coalesce(standing.state, '') <> NEW.source OR (NEW.move, NEW.source, NEW.target) NOT IN (
    ('create', '', 'draft'),
    ('submit', 'draft', 'in_review'),
    ('submit', 'changes_requested', 'in_review'),
    ('request_changes', 'in_review', 'changes_requested'),
    ('approve', 'in_review', 'approved'),
    ('reject', 'in_review', 'rejected'),
    ('recall', 'approved', 'in_review'),
    ('take_effect', 'approved', 'effective'),
    ('area_moved', 'draft', 'needs_rebase'),
    ('area_moved', 'in_review', 'needs_rebase'),
    ('area_moved', 'changes_requested', 'needs_rebase'),
    ('area_moved', 'approved', 'needs_rebase'),
    ('rebase', 'needs_rebase', 'draft'),
    ('withdraw', 'draft', 'withdrawn'),
    ('withdraw', 'in_review', 'withdrawn'),
    ('withdraw', 'changes_requested', 'withdrawn'),
    ('withdraw', 'needs_rebase', 'withdrawn'),
    ('withdraw', 'approved', 'withdrawn')) THEN
    PERFORM csis_refuse(format('A proposal in state %s does not make the move %s.', standing.state, NEW.move));
  END IF;
  IF NOT EXISTS (SELECT FROM missions_reviewstate WHERE review_id = of_review AND is_open) THEN
    PERFORM csis_refuse('The review is closed.');
  END IF;
  IF csis_may_move(NEW, of_review) IS NOT TRUE THEN
    PERFORM csis_refuse(format('This person may not make the move %s on this proposal.', NEW.move));
  END IF;
  PERFORM csis_check_move(NEW, standing);
  IF NEW.move = 'create' THEN
    INSERT INTO missions_proposalstate (proposal_id, review_id, state) VALUES (NEW.proposal_id, of_review, 'draft');
  ELSE
    UPDATE missions_proposalstate SET state = NEW.target, revision_id = NEW.revision_id
    WHERE proposal_id = NEW.proposal_id;
  END IF;
  RETURN NEW;
END $$;

-- Whoever may call it may hang it on a table of their own, and move states with no transition.
REVOKE EXECUTE ON FUNCTION csis_transition() FROM PUBLIC;
