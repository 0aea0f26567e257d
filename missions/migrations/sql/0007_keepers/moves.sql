-- Moves of a proposal: made from what its last move made it; a kept state that says otherwise stops it.

CREATE OR REPLACE FUNCTION csis_transition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  standing missions_proposalstate%ROWTYPE;
  last missions_transition%ROWTYPE;
  of_review bigint;
BEGIN
  SELECT review_id INTO of_review FROM missions_proposal WHERE id = NEW.proposal_id;
  SELECT * INTO standing FROM missions_proposalstate WHERE proposal_id = NEW.proposal_id FOR NO KEY UPDATE;
  SELECT * INTO last FROM missions_transition WHERE proposal_id = NEW.proposal_id ORDER BY entry_id DESC LIMIT 1;
  IF (standing.state, standing.revision_id) IS DISTINCT FROM (last.target, last.revision_id) THEN
    PERFORM csis_refuse('The state kept for this proposal is not what its last move made it.');
  END IF;
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
