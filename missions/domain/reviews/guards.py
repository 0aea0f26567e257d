"""What prevents a move: actions ask before they write, and pages before they offer a button.

Pure: a `Subject` is a proposal with everything around it, as loaded under the locks, or for a page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from missions.domain.dates import day
from missions.domain.record.portfolio import AreaState, FunctionState, PolicyState
from missions.domain.reviews.parts import Parts, Person
from missions.domain.reviews.transitions import allowed, material_version
from missions.domain.states import EDITABLE
from missions.domain.vocabulary import Category, Move, ProposalKind, Role, Standing, State


class Cause(Enum):
    """What a guard looks at: the person, the state of proposal and area, objections, or the proposal's content."""

    PERSON = auto()
    STATE = auto()
    OBJECTION = auto()
    CONTENT = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A guard that fails: the reason, and who can clear it, both as sentences for the screen."""

    why: str
    remedy: str = ""
    cause: Cause = Cause.CONTENT

    def __str__(self) -> str:
        return f"{self.why} {self.remedy}".strip()


@dataclass(frozen=True, kw_only=True)
class Subject(Parts):
    """A proposal, its content now, and everything around it today.

    `kind` to `gaps` are the draft's while it can be edited, otherwise the live revision's. `requests` counts the change
    requests without an answer. `active_authors` says whether any author can still sign in. `asked_again` are those
    who were asked to vote again on the live revision.
    """

    kind: ProposalKind
    target: Category | None
    effective_on: date | None
    rationale: str
    evidence: tuple[int, ...]
    gaps: Mapping[str, str]
    base_version: str
    area: AreaState
    policy: PolicyState
    today: date
    active_authors: bool
    requests: int
    requesters: frozenset[int] = frozenset()
    asked_again: frozenset[int] = frozenset()
    approver: int | None = None
    intact: bool = True

    @property
    def to_ask_again(self) -> tuple[int, ...]:
        """The people who voted on an earlier revision, can vote on the live one, and were not asked again yet."""
        voted = {ballot.voter for ballot in self.ballots}
        left = self.voters - voted - self.recused - self.authors - self.deciders - self.asked_again
        return tuple(seat.pk for seat in self.seated if seat.pk in left and Role.REVIEWER in seat.roles)

    @property
    def stale(self) -> bool:
        """Whether the area has changed materially since the base."""
        return material_version(self.area, self.policy) != self.base_version


STALE = Block(
    "The assessments changed since this was written.",
    "The author must update it to the current assessments.",
    Cause.STATE,
)
OWN = Block("You are an author of this proposal.", "Someone who did not write it can act.", Cause.PERSON)
TOOK_PART = Block("You have voted on this proposal.", "Another decision authority can decide.", Cause.PERSON)
# Deciding before voting would need the votes that are hidden until then.
VOTES_HIDDEN = Block(
    "You are assigned as a reviewer and have not voted, so the votes are hidden from you.",
    "Vote first, or another decision authority can act. A steward can also end your assignment.",
    Cause.PERSON,
)
WRITERS = frozenset({Role.ANALYST, Role.STEWARD})


def why_not_draft(person: Person, *, is_open: bool, has_proposal: bool, seated: bool) -> tuple[Block, ...]:
    """What prevents this person from drafting a proposal in a review: it is closed, has one, or they may not."""
    found = []
    if Role.ANALYST not in person.roles:
        found.append(Block("Only an analyst drafts a proposal.", "A steward can assign an analyst.", Cause.PERSON))
    if seated:
        found.append(
            Block("You are assigned as its reviewer.", "A steward can end your assignment first.", Cause.PERSON)
        )
    if not is_open:
        found.append(Block("The review is closed.", "A steward can open another.", Cause.STATE))
    elif has_proposal:
        found.append(Block("The review has an open proposal.", "Edit that one, or withdraw it first.", Cause.STATE))
    return tuple(found)


def why_not_move(move: Move, subject: Subject, person: Person) -> tuple[Block, ...]:
    """Every guard that prevents this person from making this move now; empty if they can."""
    if not allowed(move, subject.state):
        return (_elsewhere(subject),)
    return tuple(_GUARDS[move](subject, person))


def why_not_vote(subject: Parts, person: Person) -> tuple[Block, ...]:
    """What prevents this person from voting on the live revision."""
    if subject.state is not State.IN_REVIEW:
        return (_elsewhere(subject, "only one in review is voted on"),)
    found = []
    if person.pk in subject.authors:
        found.append(OWN)
    if person.pk in subject.deciders:
        found.append(Block("You have decided on this proposal.", "The other reviewers can vote.", Cause.PERSON))
    if Role.REVIEWER not in person.roles:
        found.append(Block("Only a reviewer votes.", "The assigned reviewers can.", Cause.PERSON))
    elif not _sits(subject, person):
        why = "You are not assigned as a reviewer in this review."
        found.append(Block(why, "A steward can assign you.", Cause.PERSON))
    if any(ballot.voter == person.pk for ballot in subject.ballots):
        why = "You have voted on this revision, and a vote is final."
        found.append(Block(why, "You can vote again on the next revision.", Cause.STATE))
    elif person.pk in subject.recused:
        found.append(Block("You have recused yourself.", "The other reviewers can vote.", Cause.PERSON))
    return tuple(found)


def why_not_edit(subject: Subject, person: Person) -> tuple[Block, ...]:
    """What prevents this person from saving content; a person who saves it becomes an author."""
    if subject.state not in EDITABLE:
        return (_elsewhere(subject, "its content is frozen"),)
    return tuple(_editing(subject, person))


def why_not_as_author(subject: Parts, person: Person) -> tuple[Block, ...]:
    """What prevents this person from acting as an author, in any state."""
    return tuple(_author(subject, person))


def why_not_answer(subject: Parts, person: Person) -> tuple[Block, ...]:
    """What prevents this person from answering an objection as an author."""
    if subject.state is not State.IN_REVIEW:
        return (_elsewhere(subject, "objections are answered while it is in review"),)
    return tuple(_author(subject, person))


def why_not_reply(subject: Parts, person: Person, *, replied: bool) -> tuple[Block, ...]:
    """What prevents an objector from replying to an answer: they have already `replied`, or have left."""
    if subject.state is not State.IN_REVIEW:
        return (_elsewhere(subject, "an objector replies while it is in review"),)
    found = []
    if not _sits(subject, person):
        why = "You are no longer assigned as a reviewer in this review."
        found.append(Block(why, "A steward can assign you.", Cause.PERSON))
    if replied:
        found.append(Block("You have replied to this answer, and a reply is final.", cause=Cause.STATE))
    return tuple(found)


def why_not_ask_again(subject: Subject, person: Person) -> tuple[Block, ...]:
    """What prevents this person from asking earlier voters to vote on the live revision."""
    if subject.state is not State.IN_REVIEW:
        return (_elsewhere(subject, "votes are asked for while it is in review"),)
    found = [] if Role.STEWARD in person.roles else list(_author(subject, person))
    if not subject.to_ask_again:
        why = "Everybody who voted on an earlier revision has voted, or was asked."
        found.append(Block(why, "You can ask them again on the next revision.", Cause.STATE))
    return tuple(found)


def why_not_overrule(subject: Parts, person: Person) -> tuple[Block, ...]:
    """What prevents this person from overruling an objection in writing."""
    if subject.state is not State.IN_REVIEW:
        return (_elsewhere(subject, "objections are overruled while it is in review"),)
    return tuple(_outside_authority(subject, person))


def why_not_take_effect(subject: Subject) -> tuple[Block, ...]:
    """What prevents an approved proposal from taking effect on its day: the same guards again."""
    return tuple(_effect(subject))


def _elsewhere(subject: Parts, rule: str = "") -> Block:
    standing = f"The proposal is {subject.state.label.lower()}"
    return Block(f"{standing}: {rule}." if rule else f"{standing}.", cause=Cause.STATE)


def _author(subject: Parts, person: Person) -> Iterator[Block]:
    if person.pk not in subject.authors:
        yield Block("You are not an author of this proposal.", "Its authors can.", Cause.PERSON)
    elif not person.roles & WRITERS:
        yield Block(
            "You no longer hold the analyst role.", "Another author, or a steward who adopts it, can.", Cause.PERSON
        )


def _no_other_part(subject: Subject, person: Person) -> Iterator[Block]:
    """A person who has judged a proposal cannot write it."""
    if person.pk in subject.voters:
        yield Block("You have voted on this proposal.", "Someone who has not voted can write it.", Cause.PERSON)
    if person.pk in subject.deciders:
        yield Block("You have decided on this proposal.", "Someone else can write it.", Cause.PERSON)
    if person.pk in subject.requesters:
        yield Block("You have asked for changes of this proposal.", "Its authors can make them.", Cause.PERSON)
    if any(seat.pk == person.pk for seat in subject.seated):
        yield Block("You are assigned as its reviewer.", "A steward can end your assignment first.", Cause.PERSON)


def _editing(subject: Subject, person: Person) -> Iterator[Block]:
    if not person.roles & WRITERS:
        yield Block("Only an analyst edits a proposal.", "A steward can adopt it.", Cause.PERSON)
    yield from _no_other_part(subject, person)


def _submit(subject: Subject, person: Person) -> Iterator[Block]:
    yield from _author(subject, person)
    if subject.stale:
        yield STALE
    yield from _content(subject)
    yield from _reachable(subject)
    if subject.requests:
        yield Block(f"{_count(subject.requests, 'change request')} not answered.", "Answer each in the draft.")


def _content(subject: Subject) -> Iterator[Block]:
    yield from _aim(subject)
    yield from _day(subject)
    if not subject.rationale.strip():
        yield Block("It has no rationale.", "Write why.")
    if not subject.evidence:
        yield Block("It has no evidence.", "Attach at least one item.")
    if not subject.area.functions:
        yield Block("The area has no function.", "An analyst can add its functions.")
    missing = [f.code for f in subject.area.functions if _unexplained(f, subject.gaps)]
    if missing:
        yield Block(f"Not assessed and not explained: {', '.join(missing)}.", "Assess each, or explain the gap.")


def _unexplained(function: FunctionState, gaps: Mapping[str, str]) -> bool:
    return function.standing is Standing.UNASSESSED and not gaps.get(function.code, "").strip()


def _aim(subject: Subject) -> Iterator[Block]:
    in_force = subject.area.category
    if subject.target is None:
        yield Block("It names no category.", "Choose the proposed category.")
    elif in_force is None and subject.kind is not ProposalKind.FIRST:
        yield Block("The area has no category in force.", "Propose its first category.")
    elif in_force is not None and subject.kind is ProposalKind.FIRST:
        yield Block("The area has a category in force.", "Propose a shift or a reaffirmation.")
    elif subject.kind is ProposalKind.SHIFT and subject.target is in_force:
        yield Block(f"The area is {in_force.label} already.", "Propose a reaffirmation, or another category.")
    elif subject.kind is ProposalKind.REAFFIRM and subject.target is not in_force:
        yield Block(f"The area is {in_force.label}: a reaffirmation names the same.", "Propose a shift.")


def _day(subject: Subject) -> Iterator[Block]:
    """A decision dated before the one in force would never be in force."""
    if subject.effective_on is None:
        yield Block("It has no effective date.", "Choose the day it takes effect.")
        return
    decided = subject.area.decided
    since = (decided or subject.area).said.effective_on
    if subject.effective_on < since:
        standing = "The decision in force is of" if decided else "The area is on record since"
        yield Block(f"{standing} {day(since)}.", "Choose that day or a later one.")


def _reachable(subject: Subject) -> Iterator[Block]:
    needed = subject.needed
    if not subject.within_reach:
        yield Block(
            f"The assigned reviewers cannot reach the quorum: {_count(needed.supports, 'support')} from "
            f"{_count(needed.organizations, 'organization')} needed.",
            "A steward can assign more reviewers.",
        )


def _sits(subject: Parts, person: Person) -> bool:
    return Role.REVIEWER in person.roles and any(seat.pk == person.pk for seat in subject.seated)


def _request_changes(subject: Subject, person: Person) -> Iterator[Block]:
    if person.pk in subject.authors:
        yield OWN
    if not _sits(subject, person) and Role.AUTHORITY not in person.roles:
        yield Block(
            "Only an assigned reviewer or a decision authority asks for changes.",
            "A steward can assign you.",
            Cause.PERSON,
        )


def _outside_authority(subject: Parts, person: Person) -> Iterator[Block]:
    if Role.AUTHORITY not in person.roles:
        yield Block("Only a decision authority decides.", cause=Cause.PERSON)
    elif subject.hides_votes_from(person):
        yield VOTES_HIDDEN
    if person.pk in subject.authors:
        yield OWN
    if person.pk in subject.voters:
        yield TOOK_PART


def _approve(subject: Subject, person: Person) -> Iterator[Block]:
    yield from _outside_authority(subject, person)
    # The count of votes and objections would tell what is hidden.
    if not subject.hides_votes_from(person):
        yield from _carried(subject)
    if subject.stale:
        yield STALE


def _carried(subject: Subject) -> Iterator[Block]:
    counted = subject.tally
    if not counted.met:
        yield Block(
            f"{counted.supports} of {_count(counted.needed.supports, 'support')} "
            f"and {counted.organizations} of {_count(counted.needed.organizations, 'organization')}.",
            "The assigned reviewers who have not voted can vote.",
        )
    if subject.objections:
        yield Block(
            f"{_count(subject.objections, 'objection')} not answered.",
            "An author can answer, or you can overrule in writing.",
            Cause.OBJECTION,
        )


def _rebase(subject: Subject, person: Person) -> Iterator[Block]:
    if Role.STEWARD in person.roles:
        yield from _no_other_part(subject, person)
    else:
        yield from _author(subject, person)
    if subject.kind is not ProposalKind.REAFFIRM and subject.target and subject.target is subject.area.category:
        yield Block(f"The area is {subject.target.label} already.", "It can be withdrawn.", Cause.STATE)


def _withdraw(subject: Subject, person: Person) -> Iterator[Block]:
    if person.pk in subject.authors and person.roles & WRITERS:
        return
    if Role.STEWARD not in person.roles:
        yield from _author(subject, person)
    elif subject.active_authors:
        yield Block("Its author is active.", "An author can withdraw it.", Cause.PERSON)


def _system(_subject: Subject, _person: Person) -> Iterator[Block]:
    yield Block("Only the system does this.", cause=Cause.PERSON)


def _effect(subject: Subject) -> Iterator[Block]:
    if subject.effective_on is None or subject.effective_on > subject.today:
        yield Block(f"It takes effect on {day(subject.effective_on)}.", cause=Cause.STATE)
    if not subject.intact:
        yield Block("Its content differs from its hash.")
    if subject.approver is None or subject.approver in subject.authors | subject.voters:
        yield Block("It has not been approved by someone who took no other part.")
    if subject.stale:
        yield STALE
    yield from _carried(subject)
    yield from _aim(subject)
    yield from _day(subject)


_GUARDS = {
    Move.SUBMIT: _submit,
    Move.REQUEST_CHANGES: _request_changes,
    Move.APPROVE: _approve,
    Move.REJECT: _outside_authority,
    Move.RECALL: _outside_authority,
    Move.TAKE_EFFECT: _system,
    Move.AREA_MOVED: _system,
    Move.REBASE: _rebase,
    Move.WITHDRAW: _withdraw,
}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
