"""Votes on a revision, change requests, and answers and replies to objections."""

from collections.abc import Iterable

from missions.access import Actor, Permission
from missions.actions.chain import recording
from missions.actions.constraints import message
from missions.actions.errors import Unfit
from missions.actions.reviews.base import acting_on, worded
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.audit import TargetKind
from missions.domain.reviews.guards import (
    why_not_answer,
    why_not_ask_again,
    why_not_move,
    why_not_reply,
    why_not_vote,
)
from missions.domain.vocabulary import AnswerKind, EntryClass, Move, ReplyKind, Role, VoteChoice
from missions.models import ChangeRequest, ObjectionAnswer, ObjectionReply, Proposal, Transition, Vote, VoteRequest
from missions.queries.reviews.polls import poll

CHANGES_AT_ONCE = 50


def vote(
    *, by: Actor, proposal: Proposal, revision: int | None, content_hash: str, choice: VoteChoice, reason: str = ""
) -> Vote:
    """Cast the one vote of a seated reviewer on the live revision, with their name, role and organization.

    Raises `Overtaken`, `Blocked`, or `Unfit` for an objection or a recusal without a reason.
    """
    choice = VoteChoice(choice)
    if choice is not VoteChoice.SUPPORT or reason.strip():
        reason = worded(reason, "reason")
    action = f"vote: {choice.label.lower()}"
    target, process = TargetKind.PROPOSAL.of(proposal.pk), EntryClass.PROCESS
    with recording(by=by, action=action, target=target, reason=reason, entry_class=process, proposal=proposal) as entry:
        found = poll(proposal.pk, by.pk)
        if found.live and (found.live.number, found.live.content_hash) != (revision, content_hash):
            raise Overtaken.by(found.live, revision)
        if blocks := why_not_vote(found.parts, found.voter):
            raise Blocked(blocks)
        return entry.add(
            Vote(
                revision_id=found.live.pk,
                by_id=by.pk,
                seat_id=found.seat,
                choice=choice,
                reason=reason.strip(),
                content_hash=content_hash,
                voter_name=found.name,
                voter_role=Role.REVIEWER,
                voter_organization=found.voter.organization,
            )
        )


def is_cast(
    *, by: Actor, proposal: Proposal, revision: int | None, content_hash: str, choice: VoteChoice, reason: str = ""
) -> bool:
    """Whether the same vote was already cast: the same choice for the same reason, on the same revision."""
    cast = Vote.objects.filter(revision__proposal=proposal, revision__number=revision, by_id=by.pk)
    return cast.filter(content_hash=content_hash, choice=choice, reason=reason.strip()).exists()


def request_changes(
    *, by: Actor, proposal: Proposal, revision: int, content_hash: str, items: Iterable[tuple[str, str]]
) -> Transition:
    """Send a proposal back with items to change, each with its reason.

    Raises `Refused`, `Overtaken`, `Blocked`, or `Unfit` for no item, or one without a reason.
    """
    asked = [
        (worded(item, "item", what=message("change_request_item_given")), worded(reason, "reason"))
        for item, reason in items
    ]
    if not 1 <= len(asked) <= CHANGES_AT_ONCE:
        raise Unfit(f"Ask for at least one change, and for {CHANGES_AT_ONCE} at most.", "item")
    reason = "; ".join(item for item, _ in asked)
    needs = (Permission.VOTE, Permission.DECIDE)
    against = revision, content_hash
    with acting_on(proposal, by=by, needs=needs, action="request changes", reason=reason, against=against) as act:
        if blocks := why_not_move(Move.REQUEST_CHANGES, act.loaded.subject, act.person):
            raise Blocked(blocks)
        live = act.loaded.revision
        act.entry.add_all(
            ChangeRequest,
            [ChangeRequest(revision=live, by_id=by.pk, item=item, reason=why) for item, why in asked],
        )
        return act.move(Move.REQUEST_CHANGES, reason)


def answer_objection(*, by: Actor, vote: Vote, text: str, revision: int, content_hash: str) -> ObjectionAnswer:
    """Answer an objection to the live revision as an author. Raises `Refused`, `Overtaken`, `Blocked` or `Unfit`."""
    text = worded(text, "text", what=message("objection_answer_given"))
    needs = (Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    proposal, against = vote.revision.proposal, (revision, content_hash)
    with acting_on(proposal, by=by, needs=needs, action="answer objection", reason=text, against=against) as act:
        if blocks := why_not_answer(act.loaded.subject, act.person):
            raise Blocked(blocks)
        demand_objection(vote.pk, act.loaded.votes)
        return act.entry.add(ObjectionAnswer(vote=vote, by_id=by.pk, kind=AnswerKind.ANSWER, text=text))


def reply(
    *,
    by: Actor,
    proposal: Proposal,
    answer: int,
    kind: ReplyKind,
    reason: str,
    revision: int | None,
    content_hash: str,
) -> ObjectionReply:
    """Accept an answer to one's own objection, or stand firm; `answer` is its primary key.

    Raises `Refused`, `Overtaken`, `Blocked`, or `Unfit` if it does not answer an objection of theirs to the live
    revision, or for standing firm without a reason.
    """
    kind = ReplyKind(kind)
    reason = reason.strip()
    if kind is ReplyKind.STAND_FIRM or reason:
        reason = worded(reason, "reason", what=message("objection_reply_reason_given"))
    action, against = f"reply to answer: {kind.label.lower()}", (revision, content_hash)
    with acting_on(proposal, by=by, needs=(Permission.VOTE,), action=action, reason=reason, against=against) as act:
        met = ObjectionAnswer.objects.filter(pk=answer, vote__by=by.pk, vote__in=act.loaded.votes)
        if not met.filter(kind=AnswerKind.ANSWER).exists():
            # The objections of others are not revealed.
            raise Unfit("There is no such answer to an objection of yours.", "reason")
        replied = ObjectionReply.objects.filter(answer=answer).exists()
        if blocks := why_not_reply(act.loaded.subject, act.person, replied=replied):
            raise Blocked(blocks)
        return act.entry.add(ObjectionReply(answer_id=answer, by_id=by.pk, kind=kind, reason=reason))


def ask_again(*, by: Actor, proposal: Proposal, revision: int, content_hash: str) -> list[VoteRequest]:
    """Ask people who voted on an earlier revision to vote on the live one, each once; seats do not change.

    Raises `Refused`, `Overtaken`, or `Blocked` if nobody is left to ask.
    """
    needs = (Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    against = revision, content_hash
    with acting_on(proposal, by=by, needs=needs, action="ask for votes again", reason="", against=against) as act:
        if blocks := why_not_ask_again(act.loaded.subject, act.person):
            raise Blocked(blocks)
        asked = [
            VoteRequest(revision=act.loaded.revision, reviewer_id=key, by_id=by.pk)
            for key in act.loaded.subject.to_ask_again
        ]
        return act.entry.add_all(VoteRequest, asked)


def demand_objection(key: int, votes: Iterable[Vote]) -> None:
    """Raise `Unfit` unless the key is that of an objection among these votes."""
    if not any(vote.pk == key and vote.choice == VoteChoice.OBJECT for vote in votes):
        raise Unfit("This is not an objection to the live revision.", "text")
