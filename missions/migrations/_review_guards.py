"""The functions behind the guards of reviews: who may move a proposal, vote and decide, whatever writes the row.

What application code checks in words is checked here once more, for every writer alike. The moves repeat the table of
`missions.domain.reviews.transitions`; a test holds them against it.
"""

from django.db import migrations

# Locks are taken in one order: area, proposal, head of the chain. The application may not lock rows it cannot change.
LOCK_AREA = """
CREATE FUNCTION csis_lock_area(area bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT FROM missions_missionarea WHERE id = area FOR NO KEY UPDATE
$$;
"""

LOCK_PROPOSAL = """
CREATE FUNCTION csis_lock_proposal(proposal bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT FROM missions_proposalstate WHERE proposal_id = proposal FOR NO KEY UPDATE
$$;
"""

AUTHORED = """
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
"""

REFUSE = """
CREATE FUNCTION csis_refuse(message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', message USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

HOLDS = """
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
"""

IS_AUTHOR = """
CREATE FUNCTION csis_is_author(person bigint, proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM missions_authorship WHERE proposal_id = proposal AND by_id = person)
$$;
"""

IS_SEATED = """
CREATE FUNCTION csis_is_seated(person bigint, of_review bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT seated FROM missions_seat WHERE review_id = of_review AND user_id = person AND place = 'reviewer'
    ORDER BY entry_id DESC LIMIT 1), false)
$$;
"""

# A vote counts by what it pinned: a supporter who has left still counts.
QUORUM_MET = """
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
"""

# Voting in any revision, but to recuse oneself, makes a reviewer of the whole proposal.
HAS_VOTED = """
CREATE FUNCTION csis_has_voted(person bigint, on_proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_vote vote JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    WHERE revision.proposal_id = on_proposal AND vote.by_id = person AND vote.choice <> 'recuse')
$$;
"""

# Whoever decided, or overruled an objection, is the authority of the whole proposal and no reviewer or author of it.
HAS_DECIDED = """
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
"""

HAS_ASKED = """
CREATE FUNCTION csis_has_asked(person bigint, on_proposal bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM missions_changerequest request JOIN missions_proposalrevision revision ON revision.id = request.revision_id
    WHERE revision.proposal_id = on_proposal AND request.by_id = person)
$$;
"""

WRITES = """
CREATE FUNCTION csis_writes(person bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT csis_holds(person, 'analyst') OR csis_holds(person, 'steward')
$$;
"""

# The authority's own approval of this revision, unless a recall came after it.
APPROVED_BY = """
CREATE FUNCTION csis_approved_by(of_revision bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN last.move = 'approve' AND last.revision_id = of_revision THEN last.by_id END
  FROM missions_proposalrevision revision
  JOIN LATERAL (
    SELECT move, revision_id, by_id FROM missions_transition
    WHERE proposal_id = revision.proposal_id ORDER BY entry_id DESC LIMIT 1) last ON true
  WHERE revision.id = of_revision
$$;
"""

REVIEW_OPENED = """
CREATE FUNCTION csis_review_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO missions_reviewstate (review_id, area_id, is_open) VALUES (NEW.id, NEW.area_id, true);
  RETURN NULL;
END $$;
"""

STEWARDED = """
CREATE FUNCTION csis_stewarded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_id IS NOT NULL AND NOT csis_holds(NEW.by_id, 'steward') THEN
    PERFORM csis_refuse('A steward runs reviews, or the system does.');
  END IF;
  RETURN NEW;
END $$;
"""

REVIEW_CLOSED = """
CREATE FUNCTION csis_review_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.outcome = 'closed' AND (NEW.by_id IS NULL OR NOT csis_holds(NEW.by_id, 'steward')) THEN
    PERFORM csis_refuse('A review without a decision is closed by a steward.');
  END IF;
  IF NEW.outcome = 'effective' AND NOT EXISTS (
       SELECT FROM missions_proposalstate WHERE review_id = NEW.review_id AND state = 'effective') THEN
    PERFORM csis_refuse('A review ends as effective only when its proposal took effect.');
  END IF;
  IF EXISTS (SELECT FROM missions_proposalstate
             WHERE review_id = NEW.review_id AND state NOT IN ('effective', 'rejected', 'withdrawn')) THEN
    PERFORM csis_refuse('A review with an open proposal cannot be closed.');
  END IF;
  UPDATE missions_reviewstate SET is_open = false WHERE review_id = NEW.review_id AND is_open;
  IF NOT FOUND THEN
    PERFORM csis_refuse('The review is closed already.');
  END IF;
  RETURN NEW;
END $$;
"""

AUTHORSHIP = """
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
"""

PROPOSAL_REVISION = """
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
"""

REVISION_EVIDENCE = """
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
"""

CHANGE_REQUEST = """
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
"""

CHANGE_ANSWER = """
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
"""

VOTE = """
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
"""

OBJECTION_ANSWER = """
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
"""

MAY_MOVE = """
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
"""

CHECK_MOVE = """
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
"""

TRANSITION = """
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
"""

CATEGORY_DECISION = """
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
"""

FUNCTIONS = {
    "csis_lock_area(bigint)": LOCK_AREA,
    "csis_lock_proposal(bigint)": LOCK_PROPOSAL,
    "csis_authored()": AUTHORED,
    "csis_refuse(text)": REFUSE,
    "csis_holds(bigint, text)": HOLDS,
    "csis_is_author(bigint, bigint)": IS_AUTHOR,
    "csis_is_seated(bigint, bigint)": IS_SEATED,
    "csis_quorum_met(bigint)": QUORUM_MET,
    "csis_has_voted(bigint, bigint)": HAS_VOTED,
    "csis_has_decided(bigint, bigint)": HAS_DECIDED,
    "csis_has_asked(bigint, bigint)": HAS_ASKED,
    "csis_writes(bigint)": WRITES,
    "csis_approved_by(bigint)": APPROVED_BY,
    "csis_stewarded()": STEWARDED,
    "csis_revision_evidence()": REVISION_EVIDENCE,
    "csis_change_request()": CHANGE_REQUEST,
    "csis_change_answer()": CHANGE_ANSWER,
    "csis_review_opened()": REVIEW_OPENED,
    "csis_review_closed()": REVIEW_CLOSED,
    "csis_authorship()": AUTHORSHIP,
    "csis_proposal_revision()": PROPOSAL_REVISION,
    "csis_vote()": VOTE,
    "csis_objection_answer()": OBJECTION_ANSWER,
    "csis_transition()": TRANSITION,
}

# These name row types, so they come after the tables.
LATER_FUNCTIONS = {
    "csis_may_move(missions_transition, bigint)": MAY_MOVE,
    "csis_check_move(missions_transition, missions_proposalstate)": CHECK_MOVE,
}

# Whoever may call them may hang them on a table of their own, and move states with no transition.
OURS = "REVOKE EXECUTE ON FUNCTION csis_transition(), csis_review_opened(), csis_review_closed() FROM PUBLIC"

BEFORE_TABLES = [
    # The functions name tables that the same migration creates after them.
    migrations.RunSQL("SET LOCAL check_function_bodies = off", migrations.RunSQL.noop),
    *(migrations.RunSQL(sql, f"DROP FUNCTION IF EXISTS {name}") for name, sql in FUNCTIONS.items()),
    migrations.RunSQL(OURS, migrations.RunSQL.noop),
    migrations.RunSQL(CATEGORY_DECISION, migrations.RunSQL.noop),
]
AFTER_TABLES = [migrations.RunSQL(sql, f"DROP FUNCTION IF EXISTS {name}") for name, sql in LATER_FUNCTIONS.items()]
