"""Who may see which part of a proposal: SQL conditions that hide drafts and votes, for other statements."""

from missions.domain.states import DECIDED, FINAL
from missions.models.querysets import SEATED, listed

# `state` is the proposal's row in missions_proposalstate, `%(me)s` the reader.
IS_AUTHOR = """EXISTS (
  SELECT FROM missions_authorship own WHERE own.proposal_id = state.proposal_id AND own.by_id = %(me)s)"""

HAS_VOTED = """EXISTS (
  SELECT FROM missions_vote own WHERE own.revision_id = state.revision_id AND own.by_id = %(me)s)"""

IS_SEATED = f"""EXISTS (
  SELECT FROM {SEATED} AND seat.review_id = state.review_id AND seat.user_id = %(me)s AND seat.place = 'reviewer')"""

# Seated to vote on the live revision, but has not voted yet.
OWES_VOTE = f"({IS_SEATED} AND NOT {HAS_VOTED})"

# Until the decision, only people who can no longer vote may read votes: authors, those who have voted on the live
# revision, and decision authorities without a seat (ADR 0012). Everybody sees their own.
HIDDEN = f"""(
  state.state NOT IN ({listed(FINAL)})
  AND NOT {IS_AUTHOR} AND NOT {HAS_VOTED} AND NOT (%(decides)s AND NOT {IS_SEATED}))"""

# A decided proposal, or one sent to reviewers in a closed review: every reader of the record may read it.
IS_DECIDED = f"""(state.state IN ({listed(DECIDED)}) OR state.revision_id IS NOT NULL AND NOT (
  SELECT open.is_open FROM missions_reviewstate open WHERE open.review_id = state.review_id))"""

# A frozen revision: for its authors, for readers of proposals, and for everybody once it is decided.
READS_REVISION = f"""(state.revision_id IS NOT NULL AND (%(reads_proposals)s OR {IS_AUTHOR} OR {IS_DECIDED}))"""

# The analyst whom the steward asked to draft; the first save makes them an author.
IS_ASKED_TO_WRITE = f"""EXISTS (
  SELECT FROM {SEATED} AND seat.review_id = state.review_id AND seat.user_id = %(me)s AND seat.place = 'analyst')"""

# The draft: for its authors, those asked to write it, and readers of drafts.
READS_DRAFT = f"(%(reads_drafts)s OR {IS_AUTHOR} OR {IS_ASKED_TO_WRITE})"
