-- Category decisions: the official load, or an approved revision with its quorum and a separate authority.

-- The authority's own approval of this revision, unless a recall came after it.
CREATE FUNCTION csis_approved_by(of_revision bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN last.move = 'approve' AND last.revision_id = of_revision THEN last.by_id END
  FROM missions_proposalrevision revision
  JOIN LATERAL (
    SELECT move, revision_id, by_id FROM missions_transition
    WHERE proposal_id = revision.proposal_id ORDER BY entry_id DESC LIMIT 1) last ON true
  WHERE revision.id = of_revision
$$;

CREATE OR REPLACE FUNCTION csis_category_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  revision missions_proposalrevision%ROWTYPE;
  standing missions_proposalstate%ROWTYPE;
  approver bigint;
BEGIN
  -- The official load: the owner, an official fact, and the first decision of its area.
  IF NEW.revision_id IS NULL AND NEW.kind = 'initial' AND NEW.provenance = 'official'
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
     AND NOT EXISTS (SELECT FROM missions_categorydecision WHERE area_id = NEW.area_id) THEN
    RETURN NEW;
  END IF;
  SELECT * INTO revision FROM missions_proposalrevision WHERE id = NEW.revision_id;
  SELECT state.* INTO standing FROM missions_proposalstate state WHERE state.proposal_id = revision.proposal_id;
  approver := csis_approved_by(NEW.revision_id);
  IF revision.id IS NULL OR standing.state <> 'approved' OR standing.revision_id <> revision.id
     OR approver IS NULL OR csis_is_author(approver, revision.proposal_id)
     OR csis_has_voted(approver, revision.proposal_id) OR NOT csis_quorum_met(revision.id)
     OR NEW.provenance = 'official' OR NEW.voids_id IS NOT NULL
     OR NEW.category <> revision.target OR NEW.effective_on IS DISTINCT FROM revision.effective_on
     OR NEW.effective_on > (csis_now() AT TIME ZONE 'UTC')::date
     OR NEW.kind <> (CASE revision.kind WHEN 'first' THEN 'initial' ELSE revision.kind END)
     OR NEW.area_id <> (SELECT area_id FROM missions_review WHERE id = standing.review_id) THEN
    PERFORM csis_refuse('A category changes only by an approved proposal.');
  END IF;
  RETURN NEW;
END $$;
