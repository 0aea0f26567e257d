"""The timeline of a review: moves, votes, requests, answers, comments, seats and opportunities, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from missions.access import Actor
from missions.domain.dates import day
from missions.domain.vocabulary import AnswerKind, Move, OpportunityStep, ReplyKind, ReviewOutcome, SeatKind, VoteChoice
from missions.models import FunctionRevision
from missions.models.querysets import AFTER_EVERYTHING, as_of
from missions.queries.record.evidence import READABLE, readable_now, with_links
from missions.queries.reviews.reviews import reader
from missions.queries.reviews.visibility import HIDDEN, READS_DRAFT, READS_REVISION
from missions.queries.rows import rows

# Columns of each part: entry, kind, a word to be labeled, text, the person it is about, revision, proposal.
PARTS = (
    """SELECT review.entry_id, 'opened' AS kind, review.kind AS word, review.reason AS text, NULL::text AS whom,
      NULL::int AS revision, NULL::bigint AS proposal
    FROM missions_review review WHERE review.id = %(review)s""",
    """SELECT closing.entry_id, 'closed', closing.outcome, closing.reason, NULL, NULL, NULL
    FROM missions_reviewclosing closing WHERE closing.review_id = %(review)s""",
    """SELECT seat.entry_id, CASE WHEN seat.seated THEN 'seated' ELSE 'unseated' END, seat.place, seat.reason,
      string_agg(account.name, ', ' ORDER BY account.name), NULL, NULL
    FROM missions_seat seat JOIN missions_user account ON account.id = seat.user_id
    WHERE seat.review_id = %(review)s GROUP BY seat.entry_id, seat.seated, seat.place, seat.reason""",
    """SELECT moved.entry_id, 'due', moved.due_on::text, moved.reason, NULL, NULL, NULL
    FROM missions_duedatemove moved WHERE moved.review_id = %(review)s""",
    """SELECT comment.entry_id, 'comment', '', comment.text, NULL, NULL, comment.proposal_id
    FROM missions_comment comment LEFT JOIN seen ON seen.proposal_id = comment.proposal_id
    WHERE comment.review_id = %(review)s AND (comment.proposal_id IS NULL OR seen.reads)""",
    """SELECT step.entry_id, CASE WHEN step.resolved THEN 'resolved' ELSE 'reopened' END, '', left(comment.text, 200),
      said.actor_name, NULL, comment.proposal_id
    FROM missions_commentstep step JOIN missions_comment comment ON comment.id = step.comment_id
    JOIN missions_auditentry said ON said.sequence = comment.entry_id
    LEFT JOIN seen ON seen.proposal_id = comment.proposal_id
    WHERE comment.review_id = %(review)s AND (comment.proposal_id IS NULL OR seen.reads)""",
    """SELECT move.entry_id, 'move', move.move, move.reason, NULL, revision.number, move.proposal_id
    FROM missions_transition move JOIN seen ON seen.proposal_id = move.proposal_id
    LEFT JOIN missions_proposalrevision revision ON revision.id = move.revision_id""",
    """SELECT vote.entry_id, 'vote', vote.choice, vote.reason, vote.voter_organization, revision.number,
      seen.proposal_id
    FROM missions_vote vote JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    JOIN seen ON seen.proposal_id = revision.proposal_id
    WHERE seen.reads_revision AND (NOT seen.hidden OR vote.by_id = %(me)s)""",
    """SELECT again.entry_id, 'again', '', '', string_agg(account.name, ', ' ORDER BY account.name), revision.number,
      seen.proposal_id
    FROM missions_voterequest again JOIN missions_proposalrevision revision ON revision.id = again.revision_id
    JOIN missions_user account ON account.id = again.reviewer_id
    JOIN seen ON seen.proposal_id = revision.proposal_id
    WHERE seen.reads_revision AND (NOT seen.hidden OR again.reviewer_id = %(me)s)
    GROUP BY again.entry_id, revision.number, seen.proposal_id""",
    """SELECT asked.entry_id, 'asked', asked.item, asked.reason, NULL, revision.number, seen.proposal_id
    FROM missions_changerequest asked JOIN missions_proposalrevision revision ON revision.id = asked.revision_id
    JOIN seen ON seen.proposal_id = revision.proposal_id WHERE seen.reads_revision""",
    """SELECT answer.entry_id, 'answered', asked.item, answer.text, NULL, revision.number, seen.proposal_id
    FROM missions_changeanswer answer JOIN missions_changerequest asked ON asked.id = answer.request_id
    JOIN missions_proposalrevision revision ON revision.id = answer.revision_id
    JOIN seen ON seen.proposal_id = revision.proposal_id WHERE seen.reads_revision""",
    """SELECT met.entry_id, 'met', met.kind, met.text, vote.voter_name, revision.number, seen.proposal_id
    FROM missions_objectionanswer met JOIN missions_vote vote ON vote.id = met.vote_id
    JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    JOIN seen ON seen.proposal_id = revision.proposal_id
    WHERE seen.reads_revision AND (NOT seen.hidden OR vote.by_id = %(me)s)""",
    """SELECT reply.entry_id, 'replied', reply.kind, reply.reason, NULL, revision.number, seen.proposal_id
    FROM missions_objectionreply reply JOIN missions_objectionanswer met ON met.id = reply.answer_id
    JOIN missions_vote vote ON vote.id = met.vote_id
    JOIN missions_proposalrevision revision ON revision.id = vote.revision_id
    JOIN seen ON seen.proposal_id = revision.proposal_id
    WHERE seen.reads_revision AND (NOT seen.hidden OR vote.by_id = %(me)s)""",
    f"""SELECT link.entry_id, 'evidence', '', string_agg(evidence.title, '; ' ORDER BY evidence.title), NULL,
      revision.number, seen.proposal_id
    FROM missions_revisionevidence link JOIN missions_evidence evidence ON evidence.id = link.evidence_id
    JOIN missions_proposalrevision revision ON revision.id = link.revision_id
    JOIN seen ON seen.proposal_id = revision.proposal_id
    WHERE seen.reads_revision AND {READABLE} AND NOT EXISTS (
      SELECT FROM missions_revisionevidence stays
      JOIN missions_proposalrevision last ON last.id = stays.revision_id AND last.proposal_id = revision.proposal_id
      WHERE stays.evidence_id = link.evidence_id AND last.number = revision.number - 1)
    GROUP BY link.entry_id, revision.number, seen.proposal_id""",
    """SELECT found.entry_id, 'opportunity', '', found.action, account.name, NULL, NULL
    FROM missions_opportunity found JOIN missions_user account ON account.id = found.owner_id
    WHERE found.review_id = %(review)s""",
    """SELECT step.entry_id, 'progress', step.step, step.reason, found.action, NULL, NULL
    FROM missions_opportunityprogress step JOIN missions_opportunity found ON found.id = step.opportunity_id
    WHERE found.review_id = %(review)s""",
)

NAMED = as_of(FunctionRevision, of="function.id", on="%(today)s", sequence=str(AFTER_EVERYTHING))
THREAD = f"""
WITH seen AS MATERIALIZED (
  SELECT state.proposal_id, {READS_REVISION} AS reads_revision, {HIDDEN} AS hidden,
    {READS_REVISION} OR {READS_DRAFT} AS reads
  FROM missions_proposalstate state
  WHERE state.review_id = %(review)s AND (%(proposal)s::bigint IS NULL OR state.proposal_id = %(proposal)s))
SELECT event.*, entry.recorded_at, entry.actor_name, entry.actor_id = %(me)s AS own, comment.id AS comment,
  coalesce(step.resolved, false) AS resolved, function.code AS function, named.name AS function_name,
  named.retired, tie.request_id AS request, CASE WHEN seen.reads_revision THEN asked.item END AS request_item,
  EXISTS (
    SELECT FROM missions_authorship wrote
    WHERE wrote.proposal_id = comment.proposal_id AND wrote.by_id = %(me)s) AS authors
FROM ({" UNION ALL ".join(PARTS)}) event JOIN missions_auditentry entry ON entry.sequence = event.entry_id
LEFT JOIN missions_comment comment
  ON event.kind = 'comment' AND comment.entry_id = event.entry_id AND comment.review_id = %(review)s
LEFT JOIN missions_commenttie tie ON tie.comment_id = comment.id
LEFT JOIN missions_function function ON function.id = tie.function_id
LEFT JOIN LATERAL ({NAMED}) named ON true
LEFT JOIN missions_changerequest asked ON asked.id = tie.request_id
LEFT JOIN seen ON seen.proposal_id = event.proposal
LEFT JOIN LATERAL (
  SELECT resolved FROM missions_commentstep WHERE comment_id = comment.id ORDER BY entry_id DESC LIMIT 1) step ON true
WHERE %(proposal)s::bigint IS NULL OR event.proposal = %(proposal)s
ORDER BY event.entry_id DESC, event.kind DESC LIMIT %(limit)s
"""

LONGEST = 500

# The words for each move.
MOVED = {
    Move.CREATE: "began a draft",
    Move.SUBMIT: "sent it to the reviewers",
    Move.REQUEST_CHANGES: "sent it back for changes",
    Move.APPROVE: "approved it",
    Move.REJECT: "rejected it",
    Move.RECALL: "recalled the approval",
    Move.TAKE_EFFECT: "saw it take effect",
    Move.AREA_MOVED: "noticed that the assessments changed; the author must update it",
    Move.REBASE: "updated it to the current assessments",
    Move.WITHDRAW: "withdrew it",
}
VOTED = {
    VoteChoice.SUPPORT: "supports it",
    VoteChoice.OBJECT: "objects",
    VoteChoice.RECUSE: "recuses themselves",
}
PLACED = {SeatKind.ANALYST: "to draft", SeatKind.REVIEWER: "to review"}
REPLIED = {ReplyKind.ACCEPT: "accepts the answer to the objection", ReplyKind.STAND_FIRM: "stands firm"}
MET = {AnswerKind.ANSWER: "answers", AnswerKind.OVERRULE: "overrules"}

# The words for each act, by kind of event.
WORDS: dict[str, Callable[[Any], str]] = {
    "opened": lambda row: "opened the review",
    "closed": lambda row: f"closed the review: {ReviewOutcome(row.word).label.lower()}",
    "due": lambda row: f"moved the due date to {day(date.fromisoformat(row.word))}",
    "seated": lambda row: f"assigned {row.whom} {PLACED[SeatKind(row.word)]}",
    "unseated": lambda row: f"ended the assignment of {row.whom} {PLACED[SeatKind(row.word)]}",
    "comment": lambda row: "commented",
    "resolved": lambda row: f"resolved the comment of {row.whom}",
    "reopened": lambda row: f"reopened the comment of {row.whom}",
    "move": lambda row: MOVED[Move(row.word)],
    "vote": lambda row: f"{VOTED[VoteChoice(row.word)]}, for {row.whom}",
    "again": lambda row: f"asks to vote again: {row.whom}",
    "asked": lambda row: f"asks for a change: {row.word}",
    "answered": lambda row: f"answers the request “{row.word}”",
    "met": lambda row: f"{MET[AnswerKind(row.word)]} the objection of {row.whom}",
    "replied": lambda row: REPLIED[ReplyKind(row.word)],
    "evidence": lambda row: "attached evidence",
    "opportunity": lambda row: f"noted an opportunity, owned by {row.whom}",
    "progress": lambda row: f"set the opportunity “{row.whom}” to {OpportunityStep(row.word).label.lower()}",
}


@dataclass(frozen=True)
class CommentState:
    """A comment: its subject, and whether it is resolved.

    `function` is the code of the function it is tied to, `request` the key of the change request; empty and None
    if it is tied to neither. `own` says whether the reader wrote it, or the proposal that it is about.
    """

    pk: int
    resolved: bool
    function: str
    function_name: str
    retired: bool
    request: int | None
    request_item: str
    own: bool


@dataclass(frozen=True)
class Event:
    """One event: when, who, what in words, and their text; `said` if it is a comment."""

    sequence: int
    recorded_at: datetime
    kind: str
    by: str
    what: str
    text: str
    proposal: int | None
    revision: int | None
    own: bool
    said: CommentState | None


def thread(actor: Actor, review: int, today: date, *, proposal: int | None = None) -> list[Event]:
    """The events of a review, or of one of its proposals, that this reader may see. One query."""
    asked = reader(actor, today) | readable_now(actor) | {"review": review, "proposal": proposal, "limit": LONGEST}
    return [
        Event(
            sequence=row.entry_id,
            recorded_at=row.recorded_at,
            kind=row.kind,
            by=row.actor_name,
            what=WORDS[row.kind](row),
            text=row.text,
            proposal=row.proposal,
            revision=row.revision,
            own=bool(row.own),
            said=_said(row) if row.comment else None,
        )
        for row in rows(with_links(THREAD), asked)
    ]


def _said(row: Any) -> CommentState:
    return CommentState(
        pk=row.comment,
        resolved=row.resolved,
        function=row.function or "",
        function_name=row.function_name or "",
        retired=bool(row.retired),
        request=row.request,
        request_item=row.request_item or "",
        own=bool(row.own or row.authors),
    )


def since_own(events: list[Event]) -> list[Event] | None:
    """The events by others after the reader's own last act; None if the reader has not acted yet."""
    own = max((event.sequence for event in events if event.own), default=None)
    return None if own is None else [event for event in events if event.sequence > own]
