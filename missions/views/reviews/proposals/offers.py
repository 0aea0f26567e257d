"""A person's acts on the decision page: each with its form, or with what prevents it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.forms import Form

from missions.access import Actor
from missions.domain.reviews.brief.question import takes_effect
from missions.domain.reviews.guards import (
    Block,
    Cause,
    Person,
    why_not_answer,
    why_not_ask_again,
    why_not_edit,
    why_not_move,
    why_not_reply,
    why_not_vote,
)
from missions.domain.states import EDITABLE, FINAL
from missions.domain.vocabulary import Move, ReplyKind, Role, State
from missions.forms.reviews.proposals import (
    VOTE_FORMS,
    AnswerForm,
    ChangesForm,
    DecisionForm,
    LiveForm,
    MoveForm,
    ReplyForm,
)
from missions.queries.reviews.brief.contents import Brief


@dataclass(frozen=True)
class OfferedAct:
    """An act on a proposal: its address below the proposal's, and its words."""

    url: str
    label: str
    button: str
    hint: str = ""
    main: bool = False


ACTS = {
    "support": OfferedAct("votes", "Support", "Support it", main=True),
    "object": OfferedAct("votes", "Object…", "Object to it"),
    "recuse": OfferedAct("votes", "Recuse…", "Recuse yourself"),
    "changes": OfferedAct(
        "change-requests",
        "Request changes…",
        "Send it back for changes",
        "The authors answer each before they send it again. Votes on this revision stay in the history.",
    ),
    "approve": OfferedAct("decision", "Approve…", "Approve it", main=True),
    "reject": OfferedAct(
        "decision",
        "Reject…",
        "Reject it",
        "This is final. The category in force stays; rejecting a shift does not reaffirm it.",
    ),
    "recall": OfferedAct(
        "recall",
        "Recall…",
        "Recall the approval",
        "The approval is void, and the proposal is in review again with its votes.",
    ),
    "answer": OfferedAct("answers", "Answer the objection", "Answer the objection"),
    ReplyKind.ACCEPT.value: OfferedAct("replies", "Accept the answer", "Accept the answer"),
    ReplyKind.STAND_FIRM.value: OfferedAct("replies", "Stand firm", "Stand firm"),
    "again": OfferedAct(
        "vote-requests",
        "Ask for votes again",
        "Ask for votes again",
        "Each reviewer who voted on an earlier revision, and not yet on this one, is asked once.",
    ),
    "adopt": OfferedAct("draft", "Edit the draft", "", main=True),
    "edit": OfferedAct("draft", "Edit the draft", ""),
    "submission": OfferedAct(
        "submission",
        "Send to reviewers…",
        "Send to reviewers",
        "It is frozen as it is, and the assigned reviewers are asked to vote.",
        main=True,
    ),
    "rebase": OfferedAct(
        "rebase",
        "Update…",
        "Update it",
        "The current assessments become its base, and the proposal is a draft again.",
        main=True,
    ),
    "withdrawal": OfferedAct("withdrawal", "Withdraw…", "Withdraw it", "For good."),
}


@dataclass(frozen=True)
class Offer:
    """An offered act: its form, and what prevents it (nothing if its button is enabled)."""

    slug: str
    form: Form | None
    blocks: tuple[Block, ...]

    @property
    def act(self) -> OfferedAct:
        return ACTS[self.slug]


@dataclass(frozen=True)
class Group:
    """Neighboring buttons with the same guards against them, or all enabled."""

    offers: tuple[Offer, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.offers[0].blocks

    @property
    def slug(self) -> str:
        return self.offers[0].slug


def grouped(found: list[Offer]) -> list[Group]:
    """Neighbors with the same reasons together, so that a reason is shown once."""
    return [Group(tuple(offers)) for _, offers in groupby(found, key=lambda offer: offer.blocks)]


def person_of(actor: Actor) -> Person:
    """The actor in the form that the guards use."""
    return Person(actor.pk, actor.organization, actor.roles)


def offers(shown: Brief, actor: Actor) -> list[Offer]:
    """The buttons of this person, in the order they are shown."""
    return [*_voting(shown, actor), *_deciding(shown, actor), *_writing(shown, actor)]


def answers(shown: Brief, actor: Actor) -> dict[int, Form]:
    """For an author, a form beside each open objection or one that stands firm, by the key of its vote."""
    if why_not_answer(shown.loaded.subject, person_of(actor)):
        return {}
    return {
        vote.pk: AnswerForm(initial=live(shown) | {"vote": vote.pk}, auto_id=f"answer-{vote.pk}-%s")
        for vote in shown.votes
        if vote.live and vote.answerable
    }


def replies(shown: Brief, actor: Actor) -> dict[int, Form]:
    """For an objector, a form beside their objection whose answer has no reply yet, by the key of its vote."""
    if why_not_reply(shown.loaded.subject, person_of(actor), replied=False):
        return {}
    own = [vote for vote in shown.votes if vote.voter == actor.pk and vote.awaited and vote.unreplied]
    return {
        vote.pk: ReplyForm(initial=live(shown) | {"answer": vote.unreplied.pk}, auto_id=f"reply-{vote.pk}-%s")
        for vote in own
    }


def live(shown: Brief) -> dict[str, object]:
    """The live revision as forms name it."""
    revision = shown.loaded.revision
    return {"revision": revision.number, "content_hash": revision.content_hash} if revision else {}


def _voting(shown: Brief, actor: Actor) -> Iterator[Offer]:
    if shown.sight.state is not State.IN_REVIEW or Role.REVIEWER not in actor.roles:
        return
    why = why_not_vote(shown.loaded.subject, person_of(actor))
    for choice, kind in VOTE_FORMS.items():
        form = kind(initial=live(shown) | {"choice": choice}, auto_id=f"{choice}-%s")
        yield Offer(choice, form, why)
    yield _changes(shown, actor)


def _changes(shown: Brief, actor: Actor) -> Offer:
    form = ChangesForm(initial=live(shown), auto_id="changes-%s")
    return Offer("changes", form, why_not_move(Move.REQUEST_CHANGES, shown.loaded.subject, person_of(actor)))


def _deciding(shown: Brief, actor: Actor) -> Iterator[Offer]:
    if Role.AUTHORITY not in actor.roles:
        return
    subject, person = shown.loaded.subject, person_of(actor)
    if shown.sight.state is State.IN_REVIEW:
        yield _decision("approve", shown, _approval(shown, person))
        yield _decision("reject", shown, why_not_move(Move.REJECT, subject, person))
        if Role.REVIEWER not in actor.roles:
            yield _changes(shown, actor)
    elif shown.sight.state is State.APPROVED:
        yield Offer("recall", _move("recall", live(shown)), why_not_move(Move.RECALL, subject, person))


def _approval(shown: Brief, person: Person) -> tuple[Block, ...]:
    """What prevents an approval, except objections: the form itself lets the authority overrule them."""
    found = why_not_move(Move.APPROVE, shown.loaded.subject, person)
    return tuple(block for block in found if block.cause is not Cause.OBJECTION)


def _decision(choice: str, shown: Brief, why: tuple[Block, ...]) -> Offer:
    approving, subject = choice == "approve", shown.loaded.subject
    form = DecisionForm(
        initial=live(shown) | {"decision": choice},
        objections=[vote for vote in shown.votes if vote.live and vote.unmet] if approving else (),
        hint=takes_effect(subject.effective_on, subject.today) if approving else "",
        auto_id=f"{choice}-%s",
    )
    return Offer(choice, form, why)


def _writing(shown: Brief, actor: Actor) -> Iterator[Offer]:
    subject, person, state = shown.loaded.subject, person_of(actor), shown.sight.state
    if not shown.sight.draft or not actor.roles & {Role.ANALYST, Role.STEWARD}:
        return
    if state in EDITABLE:
        writes = person.pk in subject.authors
        yield Offer("edit" if writes else "adopt", None, why_not_edit(subject, person))
        if writes:
            form = _move("submission", {"revision": shown.sight.saved})
            yield Offer("submission", form, why_not_move(Move.SUBMIT, subject, person))
    if state is State.IN_REVIEW and (subject.to_ask_again or subject.asked_again):
        yield Offer("again", LiveForm(initial=live(shown), auto_id="again-%s"), why_not_ask_again(subject, person))
    if state is State.NEEDS_REBASE:
        yield Offer("rebase", _move("rebase", live(shown)), why_not_move(Move.REBASE, subject, person))
    if subject.state not in FINAL:
        yield Offer("withdrawal", _move("withdrawal", live(shown)), why_not_move(Move.WITHDRAW, subject, person))


def _move(slug: str, initial: dict[str, object]) -> MoveForm:
    return MoveForm(initial=initial, auto_id=f"{slug}-%s")
