"""The acts of a decision authority: approve, reject, or recall an approval before it takes effect."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from missions.access import Actor, Permission
from missions.actions.chain import locked
from missions.actions.reviews.base import Acting, acting_on, worded
from missions.actions.reviews.effect import take_effect_at_once
from missions.actions.reviews.errors import Blocked
from missions.actions.reviews.votes import demand_objection
from missions.domain.reviews.guards import Block, why_not_move
from missions.domain.vocabulary import AnswerKind, Move, VoteChoice
from missions.models import ObjectionAnswer, Proposal, Transition

DECIDES = (Permission.DECIDE,)


@dataclass(frozen=True)
class Approval:
    """An approval, and what keeps it from taking effect: nothing if it took effect in the same act."""

    transition: Transition
    waits_for: tuple[Block, ...]


def approve(
    *,
    by: Actor,
    proposal: Proposal,
    revision: int,
    content_hash: str,
    reason: str,
    overrulings: Mapping[int, str] | None = None,
) -> Approval:
    """Approve the live revision, and overrule in writing the objections with these primary keys of votes.

    It takes effect in the same transaction if its day has come. Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`.
    """
    texts = {
        key: worded(text, "overrulings", what="Enter why the objection is overruled.")
        for key, text in (overrulings or {}).items()
    }
    with locked(proposal=proposal):
        transition = _approve(by, proposal, revision, content_hash, worded(reason, "reason"), texts)
        return Approval(transition, take_effect_at_once(proposal))


def _approve(
    by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str, texts: Mapping[int, str]
) -> Transition:
    against = revision, content_hash
    with acting_on(proposal, by=by, needs=DECIDES, action="approve", reason=reason, against=against) as act:
        for key in texts:
            demand_objection(key, act.loaded.votes)
        if blocks := why_not_move(Move.APPROVE, replace(act.loaded.subject, objections=_left(act, texts)), act.person):
            raise Blocked(blocks)
        answers = [
            ObjectionAnswer(vote_id=key, by_id=by.pk, kind=AnswerKind.OVERRULE, text=text)
            for key, text in texts.items()
        ]
        act.entry.add_all(ObjectionAnswer, answers)
        return act.move(Move.APPROVE, reason)


def _left(act: Acting, overruled: Mapping[int, str]) -> int:
    """How many objections to the live revision remain unanswered."""
    return sum(
        vote.choice == VoteChoice.OBJECT and vote.pk not in overruled and not vote.answers.all()
        for vote in act.loaded.votes
    )


def reject(*, by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str) -> Transition:
    """Reject the live revision permanently. Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`."""
    return _decide(Move.REJECT, by, proposal, revision, content_hash, reason)


def recall(*, by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str) -> Transition:
    """Recall an approval before it takes effect. Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`."""
    return _decide(Move.RECALL, by, proposal, revision, content_hash, reason)


def _decide(move: Move, by: Actor, proposal: Proposal, revision: int, content_hash: str, reason: str) -> Transition:
    reason = worded(reason, "reason")
    against = revision, content_hash
    with acting_on(proposal, by=by, needs=DECIDES, action=move.label.lower(), reason=reason, against=against) as act:
        if blocks := why_not_move(move, act.loaded.subject, act.person):
            raise Blocked(blocks)
        return act.move(move, reason)
