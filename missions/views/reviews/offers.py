"""What a person is offered on the decision page: each move with its form, or with what stands in its way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.forms import Form

from missions.access import Actor
from missions.domain.reviews.guards import (
    Block,
    Cause,
    Person,
    why_not_answer,
    why_not_edit,
    why_not_move,
    why_not_vote,
)
from missions.domain.vocabulary import Move, Role, State, VoteChoice
from missions.forms.reviews.proposals import AnswerForm, ChangesForm, DecisionForm, MoveForm, VoteForm
from missions.queries.reviews.brief import Brief, Sight

# Deciding before voting would need the votes that are hidden until then.
HIDDEN = Block(
    "You are seated as a reviewer and have not voted, so the votes are hidden from you.",
    "Vote, or another decision authority can act; a steward can also give up your seat.",
    Cause.PERSON,
)


@dataclass(frozen=True)
class Offer:
    """One button: where its form is sent, and what stands in its way (nothing where it can be pressed)."""

    slug: str
    label: str
    url: str
    button: str
    form: Form | None
    blocks: tuple[Block, ...]
    hint: str = ""
    main: bool = False
    opened: bool = False


@dataclass(frozen=True)
class Group:
    """Neighboring buttons that the same guards stand in the way of, or that can all be pressed."""

    offers: tuple[Offer, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.offers[0].blocks

    @property
    def slug(self) -> str:
        return self.offers[0].slug


def grouped(found: list[Offer]) -> list[Group]:
    """Neighbors with the same reasons side by side, so that a reason is said once."""
    return [Group(tuple(offers)) for _, offers in groupby(found, key=lambda offer: offer.blocks)]


def person_of(actor: Actor) -> Person:
    """The actor as the guards know people."""
    return Person(actor.pk, actor.organization, actor.roles)


def hides(sight: Sight, actor: Actor) -> bool:
    """Whether this person would decide over votes that are hidden from them."""
    return sight.hidden and Role.AUTHORITY in actor.roles


def offers(shown: Brief, actor: Actor, sent: Mapping[str, Form]) -> list[Offer]:
    """The buttons of this person, in the order they are shown; `sent` holds forms that came back."""
    return [*_voting(shown, actor, sent), *_deciding(shown, actor, sent), *_writing(shown, actor, sent)]


def answers(shown: Brief, actor: Actor, sent: Mapping[str, Form]) -> dict[int, Form]:
    """For an author, a form beside each objection that nobody has met, by the key of its vote."""
    if why_not_answer(shown.loaded.subject, person_of(actor)):
        return {}
    return {
        vote.pk: sent.get(f"answer-{vote.pk}")
        or AnswerForm(initial=live(shown) | {"vote": vote.pk}, auto_id=f"answer-{vote.pk}-%s")
        for vote in shown.votes
        if vote.live and vote.unmet
    }


def live(shown: Brief) -> dict[str, object]:
    """The live revision as forms name it."""
    revision = shown.loaded.revision
    return {"revision": revision.number, "content_hash": revision.content_hash} if revision else {}


def _voting(shown: Brief, actor: Actor, sent: Mapping[str, Form]) -> Iterator[Offer]:
    if shown.sight.state is not State.IN_REVIEW or Role.REVIEWER not in actor.roles:
        return
    why = why_not_vote(shown.loaded.subject, person_of(actor))
    texts = {
        VoteChoice.SUPPORT: ("Support", "Support it", True),
        VoteChoice.OBJECT: ("Object…", "Object to it", False),
        VoteChoice.RECUSE: ("Recuse…", "Recuse yourself", False),
    }
    for choice, (label, button, main) in texts.items():
        form = sent.get(choice) or VoteForm(initial=live(shown) | {"choice": choice}, auto_id=f"{choice}-%s")
        yield Offer(choice, label, "votes", button, form, why, main=main, opened=choice in sent)
    yield _changes(shown, actor, sent)


def _changes(shown: Brief, actor: Actor, sent: Mapping[str, Form]) -> Offer:
    return Offer(
        "changes",
        "Request changes…",
        "change-requests",
        "Send it back for changes",
        sent.get("changes") or ChangesForm(initial=live(shown), auto_id="changes-%s"),
        why_not_move(Move.REQUEST_CHANGES, shown.loaded.subject, person_of(actor)),
        hint="The authors answer each of them before they send it again; votes on this revision stay as history.",
        opened="changes" in sent,
    )


def _deciding(shown: Brief, actor: Actor, sent: Mapping[str, Form]) -> Iterator[Offer]:
    if Role.AUTHORITY not in actor.roles:
        return
    subject, person = shown.loaded.subject, person_of(actor)
    hidden = (HIDDEN,) if hides(shown.sight, actor) else ()
    if shown.sight.state is State.IN_REVIEW:
        yield _decision("approve", "Approve…", shown, hidden or _approval(shown, person), sent)
        yield _decision("reject", "Reject…", shown, hidden or why_not_move(Move.REJECT, subject, person), sent)
        if Role.REVIEWER not in actor.roles:
            yield _changes(shown, actor, sent)
    elif shown.sight.state is State.APPROVED:
        form = sent.get("recall") or MoveForm(initial=live(shown), auto_id="recall-%s")
        why = hidden or why_not_move(Move.RECALL, subject, person)
        hint = "The approval is void, and the proposal is in review again with its votes."
        yield Offer("recall", "Recall…", "recall", "Recall the approval", form, why, hint, opened="recall" in sent)


def _approval(shown: Brief, person: Person) -> tuple[Block, ...]:
    """What stands in the way of approving, but for objections: the form itself lets the authority overrule them."""
    found = why_not_move(Move.APPROVE, shown.loaded.subject, person)
    return tuple(block for block in found if block.cause is not Cause.OBJECTION)


def _decision(choice: str, label: str, shown: Brief, why: tuple[Block, ...], sent: Mapping[str, Form]) -> Offer:
    unmet = [vote for vote in shown.votes if vote.live and vote.unmet] if choice == "approve" else []
    form = sent.get(choice) or DecisionForm(
        initial=live(shown) | {"decision": choice}, objections=unmet, auto_id=f"{choice}-%s"
    )
    button = "Approve it" if choice == "approve" else "Reject it"
    hint = "" if choice == "approve" else "For good. A rejected shift is no reaffirmation: the category stays."
    return Offer(choice, label, "decision", button, form, why, hint, main=choice == "approve", opened=choice in sent)


def _writing(shown: Brief, actor: Actor, sent: Mapping[str, Form]) -> Iterator[Offer]:
    subject, person, state = shown.loaded.subject, person_of(actor), shown.sight.state
    if not shown.sight.draft or not actor.roles & {Role.ANALYST, Role.STEWARD}:
        return
    if state in {State.DRAFT, State.CHANGES_REQUESTED}:
        why = why_not_edit(subject, person)
        yield Offer("edit", "Edit the draft", "draft", "", None, why, main=person.pk not in subject.authors)
        if person.pk in subject.authors:
            form = sent.get("submission") or _move("submission", {"revision": shown.sight.saved})
            why = why_not_move(Move.SUBMIT, subject, person)
            hint = "It is frozen as it stands, and the seated reviewers are asked to vote."
            yield Offer(
                "submission",
                "Send to reviewers…",
                "submission",
                "Send to reviewers",
                form,
                why,
                hint,
                main=True,
                opened="submission" in sent,
            )
    if state is State.NEEDS_REBASE:
        form = sent.get("rebase") or _move("rebase", live(shown))
        hint = "The area as it stands now becomes the base, and the proposal is a draft again."
        why = why_not_move(Move.REBASE, subject, person)
        yield Offer("rebase", "Rebase…", "rebase", "Rebase it", form, why, hint, True, "rebase" in sent)
    why = why_not_move(Move.WITHDRAW, subject, person)
    if subject.state not in {State.EFFECTIVE, State.REJECTED, State.WITHDRAWN}:
        form = sent.get("withdrawal") or _move("withdrawal", live(shown))
        yield Offer(
            "withdrawal", "Withdraw…", "withdrawal", "Withdraw it", form, why, "For good.", opened="withdrawal" in sent
        )


def _move(slug: str, initial: dict[str, object]) -> MoveForm:
    return MoveForm(initial=initial, auto_id=f"{slug}-%s")
