-- Proposals: who becomes an author, what a frozen revision says, and what is asked and answered about it.

CREATE FUNCTION csis_authorship() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_id IS NULL OR NOT csis_writes(NEW.by_id) THEN
    PERFORM csis_refuse('An author is an analyst, or a steward who adopts the proposal.');
  END IF;
  IF csis_has_voted(NEW.by_id, NEW.proposal_id) OR csis_has_decided(NEW.by_id, NEW.proposal_id)
     OR csis_has_asked(NEW.by_id, NEW.proposal_id) THEN
    PERFORM csis_refuse('Somebody who has judged a proposal cannot become its author.');
  END IF;
  IF EXISTS (
       SELECT FROM missions_proposalstate WHERE proposal_id = NEW.proposal_id
       AND state NOT IN ('draft', 'changes_requested', 'needs_rebase')) THEN
    PERFORM csis_refuse('Nobody becomes an author of what is frozen.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_proposal_revision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE said jsonb := NEW.content::jsonb;
BEGIN
  IF NEW.content_hash <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex')
     OR said ->> 'target' <> NEW.target OR said ->> 'kind' <> NEW.kind OR said ->> 'rationale' <> NEW.rationale
     OR (said ->> 'effective_on')::date <> NEW.effective_on OR said ->> 'base_version' <> NEW.base_version THEN
    PERFORM csis_refuse('A revision says what its content and hash say.');
  END IF;
  IF jsonb_array_length(said -> 'evidence') = 0 THEN
    PERFORM csis_refuse('A revision rests on at least one evidence item.');
  END IF;
  IF NOT csis_is_author(NEW.by_id, NEW.proposal_id) OR NOT csis_writes(NEW.by_id) THEN
    PERFORM csis_refuse('Only an author sends a revision.');
  END IF;
  IF NOT EXISTS (
       SELECT FROM missions_proposalstate WHERE proposal_id = NEW.proposal_id
       AND state IN ('draft', 'changes_requested')) THEN
    PERFORM csis_refuse('A revision is frozen when it is sent, and at no other time.');
  END IF;
  IF NOT EXISTS (
       SELECT FROM missions_policyrevision policy WHERE policy.id = NEW.policy_id
       AND NEW.needed_supports >= CASE NEW.kind WHEN 'reaffirm' THEN policy.reaffirm_supports
                                                ELSE policy.shift_supports END
       AND NEW.needed_organizations >= CASE NEW.kind WHEN 'reaffirm' THEN 1 ELSE policy.shift_organizations END) THEN
    PERFORM csis_refuse('A revision carries the quorum of its policy.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_revision_evidence() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM missions_proposalrevision revision WHERE revision.id = NEW.revision_id
       AND revision.entry_id = NEW.entry_id AND (revision.content::jsonb -> 'evidence') @> to_jsonb(NEW.evidence_id)) THEN
    PERFORM csis_refuse('A revision rests on the evidence that its content names, and on no other.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_change_request() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE standing missions_proposalstate%ROWTYPE;
BEGIN
  SELECT state.* INTO standing FROM missions_proposalstate state
  JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id WHERE revision.id = NEW.revision_id;
  IF standing.state <> 'in_review' OR standing.revision_id <> NEW.revision_id THEN
    PERFORM csis_refuse('Changes are asked of the live revision of a proposal in review.');
  END IF;
  IF csis_is_author(NEW.by_id, standing.proposal_id) OR NOT (
       csis_holds(NEW.by_id, 'reviewer') AND csis_is_seated(NEW.by_id, standing.review_id)
       OR csis_holds(NEW.by_id, 'authority')) THEN
    PERFORM csis_refuse('A seated reviewer or a decision authority asks for changes, and no author does.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_change_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM missions_changerequest request
       JOIN missions_proposalrevision asked ON asked.id = request.revision_id
       JOIN missions_proposalrevision given ON given.proposal_id = asked.proposal_id AND given.number > asked.number
       WHERE request.id = NEW.request_id AND given.id = NEW.revision_id AND given.entry_id = NEW.entry_id) THEN
    PERFORM csis_refuse('A change request is answered with the revision that is sent next.');
  END IF;
  RETURN NEW;
END $$;
