"""What a decision authority does: approve, reject, or recall an approval before it takes effect."""

from collections.abc import Mapping
from dataclasses import replace

from missions.access import Actor, Permission
from missions.actions.reviews.base import Acting, acting_on, worded
from missions.actions.reviews.errors import demand_live, stop_at
from missions.actions.reviews.votes import demand_objection
from missions.domain.reviews.guards import why_not_move
from missions.domain.vocabulary import AnswerKind, Move, VoteChoice
from missions.models import ObjectionAnswer, Proposal, Transition

DECIDES = (Permission.DECIDE,)


def approve(
    *,
    by: Actor,
    proposal: Proposal,
    revision: int,
    content_hash: str,
    reason: str,
    overrulings: Mapping[int, str] | None = None,
) -> Transition:
    """Approve the live revision, overruling in writing the objections given by the primary keys of their votes.

    Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`.
    """
    reason = worded(reason, "reason")
    texts = {
        key: worded(text, "overrulings", what="Enter why the objection is overruled.")
        for key, text in (overrulings or {}).items()
    }
    with acting_on(proposal, by=by, needs=DECIDES, action="approve", reason=reason) as act:
        demand_live(act.loaded.live, revision, content_hash)
        for key in texts:
            demand_objection(key, act.loaded.votes)
        stop_at(why_not_move(Move.APPROVE, replace(act.loaded.subject, objections=_left(act, texts)), act.person))
        answers = [
            ObjectionAnswer(vote_id=key, by_id=by.pk, kind=AnswerKind.OVERRULE, text=text)
            for key, text in texts.items()
        ]
        act.entry.add_all(ObjectionAnswer, answers)
        return act.move(Move.APPROVE, reason)


def _left(act: Acting, overruled: Mapping[int, str]) -> int:
    """How many objections to the live revision stay unanswered."""
    return sum(
        vote.choice == VoteChoice.OBJECT and vote.pk not in overruled and not vote.answers.all()
        for vote in act.loaded.votes
    )


def reject(*, by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str) -> Transition:
    """Reject the live revision for good. Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`."""
    return _decide(Move.REJECT, by, proposal, revision, content_hash, reason)


def recall(*, by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str) -> Transition:
    """Take an approval back before it takes effect. Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`."""
    return _decide(Move.RECALL, by, proposal, revision, content_hash, reason)


def _decide(move: Move, by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str) -> Transition:
    reason = worded(reason, "reason")
    with acting_on(proposal, by=by, needs=DECIDES, action=move.label.lower(), reason=reason) as act:
        demand_live(act.loaded.live, revision, content_hash)
        stop_at(why_not_move(move, act.loaded.subject, act.person))
        return act.move(move, reason)
