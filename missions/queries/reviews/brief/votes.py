"""The votes on a proposal that one person may see, as recorded, with every answer and reply."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from missions.access import Actor
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.dates import day
from missions.domain.vocabulary import AnswerKind, ReplyKind, VoteChoice
from missions.queries.reviews.reviews import reader
from missions.queries.reviews.visibility import HIDDEN, READS_REVISION
from missions.queries.rows import rows

# When the voter of `vote` left: the account was deactivated, or the seat or the role ended; the earliest of them.
LEFT = f"""LEAST(
  (SELECT CASE WHEN NOT account.is_active THEN (
      SELECT max(gone.recorded_at) FROM missions_auditentry gone
      WHERE gone.sequence > vote.entry_id AND gone.action = '{AuditAction.DEACTIVATE_ACCOUNT}'
        AND gone.target = '{TargetKind.ACCOUNT.of("")}' || account.username) END
    FROM missions_user account WHERE account.id = vote.by_id),
  (SELECT CASE WHEN NOT seat.seated THEN ended.recorded_at END
    FROM missions_seat seat JOIN missions_auditentry ended ON ended.sequence = seat.entry_id
    WHERE seat.review_id = state.review_id AND seat.user_id = vote.by_id AND seat.place = 'reviewer'
    ORDER BY seat.entry_id DESC LIMIT 1),
  (SELECT CASE WHEN held.step = 'ended' THEN ended.recorded_at END
    FROM missions_rolegrant held JOIN missions_auditentry ended ON ended.sequence = held.entry_id
    WHERE held.user_id = vote.by_id AND held.role = 'reviewer' ORDER BY held.entry_id DESC LIMIT 1))"""

VOTES = f"""
SELECT vote.id AS pk, revision.number AS revision, vote.by_id AS voter, vote.voter_name AS name,
  vote.voter_organization AS organization, vote.choice, vote.reason, entry.recorded_at,
  revision.id = state.revision_id AS live,
  state.state = 'in_review' AND revision.id = state.revision_id AS awaited,
  CASE WHEN vote.choice = 'object' THEN {LEFT} END AS left_at,
  CASE WHEN state.state <> 'in_review' THEN (
    SELECT moved.recorded_at FROM missions_transition move
    JOIN missions_auditentry moved ON moved.sequence = move.entry_id
    WHERE move.proposal_id = state.proposal_id ORDER BY move.entry_id DESC LIMIT 1) END AS ended_at
FROM missions_proposalstate state
JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id
JOIN missions_vote vote ON vote.revision_id = revision.id
JOIN missions_auditentry entry ON entry.sequence = vote.entry_id
WHERE state.proposal_id = %(proposal)s AND {READS_REVISION} AND (NOT {HIDDEN} OR vote.by_id = %(me)s)
ORDER BY revision.number DESC, vote.entry_id
"""

ANSWERS = f"""
SELECT answer.id AS pk, answer.vote_id AS vote, answer.kind, answer.text, entry.actor_name AS name,
  entry.recorded_at, reply.kind AS reply, reply.reason AS reply_reason, replied.recorded_at AS replied_at
FROM missions_proposalstate state
JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id
JOIN missions_vote vote ON vote.revision_id = revision.id
JOIN missions_objectionanswer answer ON answer.vote_id = vote.id
JOIN missions_auditentry entry ON entry.sequence = answer.entry_id
LEFT JOIN missions_objectionreply reply ON reply.answer_id = answer.id
LEFT JOIN missions_auditentry replied ON replied.sequence = reply.entry_id
WHERE state.proposal_id = %(proposal)s AND {READS_REVISION} AND (NOT {HIDDEN} OR vote.by_id = %(me)s)
ORDER BY answer.entry_id
"""


@dataclass(frozen=True)
class Reply:
    """The reply of an objector to an answer."""

    kind: ReplyKind
    reason: str
    recorded_at: datetime


@dataclass(frozen=True)
class Answer:
    """The answer to an objection, by whom, and the objector's reply, if any."""

    pk: int
    kind: AnswerKind
    text: str
    name: str
    recorded_at: datetime
    reply: Reply | None


@dataclass(frozen=True)
class VoteRow:
    """A vote as recorded, with its answers.

    `awaited` says whether it can be answered and replied to; `left_at` when an objector could no longer reply.
    """

    pk: int
    revision: int
    live: bool
    awaited: bool
    voter: int
    name: str
    organization: str
    choice: VoteChoice
    reason: str
    recorded_at: datetime
    left_at: datetime | None
    answers: tuple[Answer, ...]

    @property
    def unmet(self) -> bool:
        """Whether it is an objection that nobody has answered or overruled."""
        return self.choice is VoteChoice.OBJECT and not self.answers

    @property
    def answerable(self) -> bool:
        """Whether an answer is due or possible: the objection is open, or the objector stands firm."""
        reply = self.answers[-1].reply if self.answers else None
        return self.unmet or (reply is not None and reply.kind is ReplyKind.STAND_FIRM)

    @property
    def unreplied(self) -> Answer | None:
        """The last answer, if nobody overruled the objection and the objector has not replied to it."""
        last = self.answers[-1] if self.answers else None
        return last if last and last.kind is AnswerKind.ANSWER and last.reply is None else None

    @property
    def silence(self) -> str:
        """Why there is no reply to the last answer, as a sentence; empty if there is one, or none is due."""
        if self.unreplied is None:
            return ""
        if self.left_at is not None:
            return f"Did not reply; left on {day(timezone.localdate(self.left_at))}."
        return "Has not replied yet." if self.awaited else "Did not reply."


def votes_seen(actor: Actor, pk: int, today: date) -> tuple[VoteRow, ...]:
    """The votes on a proposal that this person may see, newest revision first. Two queries."""
    asked = reader(actor, today) | {"proposal": pk}
    answers: dict[int, list[Answer]] = {}
    for row in rows(ANSWERS, asked):
        reply = Reply(ReplyKind(row.reply), row.reply_reason, row.replied_at) if row.reply else None
        answer = Answer(row.pk, AnswerKind(row.kind), row.text, row.name, row.recorded_at, reply)
        answers.setdefault(row.vote, []).append(answer)
    return tuple(
        VoteRow(
            pk=row.pk,
            revision=row.revision,
            live=bool(row.live),
            awaited=bool(row.awaited),
            voter=row.voter,
            name=row.name,
            organization=row.organization,
            choice=VoteChoice(row.choice),
            reason=row.reason,
            recorded_at=row.recorded_at,
            # A person who left after the vote was over could still have replied.
            left_at=row.left_at if row.left_at and (row.ended_at is None or row.left_at < row.ended_at) else None,
            answers=tuple(answers.get(row.pk, ())),
        )
        for row in rows(VOTES, asked)
    )
