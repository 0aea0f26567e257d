-- Organizations: no two that read alike, and nobody changes theirs, so that each vote counts for the one it was cast for.

-- The program folds look-alike letters; what plain letters fold to is held here too.
CREATE FUNCTION csis_organization() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.folded ~ '[[:upper:][:space:]]' OR NEW.folded <> normalize(NEW.folded, NFKC)
     OR (NEW.name ~ '^[ -~]+$' AND NEW.folded <> replace(replace(lower(NEW.name), ' ', ''), '0', 'o')) THEN
    PERFORM csis_refuse('The key of an organization is its name without case, width and spaces.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION csis_account() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.organization_id <> OLD.organization_id THEN
    PERFORM csis_refuse('An account keeps its organization; a person who moves gets another account.');
  END IF;
  RETURN NEW;
END $$;

-- A vote counts for its voter's organization, whatever that was called when the vote was cast.
CREATE OR REPLACE FUNCTION csis_quorum_met(of_revision bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT count(vote.id) >= revision.needed_supports
    AND count(DISTINCT account.organization_id) >= revision.needed_organizations
  FROM missions_proposalrevision revision
  LEFT JOIN missions_vote vote ON vote.revision_id = revision.id AND vote.choice = 'support'
    AND vote.content_hash = revision.content_hash AND NOT csis_is_author(vote.by_id, revision.proposal_id)
  LEFT JOIN missions_user account ON account.id = vote.by_id
  WHERE revision.id = of_revision
  GROUP BY revision.id
$$;
