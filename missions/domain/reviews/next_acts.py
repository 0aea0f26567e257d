"""Who acts next in an open review: the one answer that queue, header, notices, reminders and pages use.

The people it names can do what is asked, because it asks the guards themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from missions.domain.reviews.guards import (
    why_not_answer,
    why_not_as_author,
    why_not_draft,
    why_not_overrule,
    why_not_vote,
)
from missions.domain.reviews.parts import Parts, Person
from missions.domain.vocabulary import Duty, Role, State

WRITING = {
    State.DRAFT: Duty.DRAFT,
    State.CHANGES_REQUESTED: Duty.ANSWER_CHANGES,
    State.NEEDS_REBASE: Duty.REBASE,
}


@dataclass(frozen=True)
class Case:
    """An open review with everything that decides who acts next.

    `parts` are those of its open proposal, None without one. `analysts` are asked to draft and `reviewers` are
    assigned, by key, whether or not they still have the role; `people` are all who have a role now, by key. `revision`
    is the key of the live revision, None if none was submitted.
    """

    late: bool
    parts: Parts | None
    analysts: frozenset[int]
    reviewers: frozenset[int]
    people: Mapping[int, Person]
    revision: int | None = None


def next_act(case: Case) -> Duty | None:
    """The act that moves the review on, whoever makes it; None if it takes effect by itself."""
    parts = case.parts
    if parts is None:
        return Duty.DRAFT if any(_can_draft(case, person) for person in _of(case, case.analysts)) else Duty.ASSIGN
    if parts.state is State.IN_REVIEW:
        return _next_in_review(case, parts)
    if parts.state in WRITING:
        return WRITING[parts.state] if _has_writer(case, parts) else Duty.ADOPT
    return None


def owed_by(case: Case, person: Person) -> tuple[Duty, ...]:
    """What this person is asked to do, in the order of `Duty`; reveals nothing of hidden votes."""
    found = {*_as_writer(case, person), *_as_judge(case, person), *_as_steward(case, person)}
    return tuple(duty for duty in Duty if duty in found)


def owing(case: Case) -> dict[int, tuple[Duty, ...]]:
    """Everybody who is asked for something, by key, with their acts."""
    asked = {key: owed_by(case, person) for key, person in case.people.items()}
    return {key: duties for key, duties in asked.items() if duties}


def awaited(case: Case) -> dict[int, tuple[Duty, ...]]:
    """Everybody who moves the review on, by key, with their act; without people who are only told that it is late."""
    found = {key: tuple(duty for duty in duties if duty is not Duty.CHASE) for key, duties in owing(case).items()}
    return {key: duties for key, duties in found.items() if duties}


def in_words(duties: tuple[Duty, ...], *, has_begun: bool = False) -> str:
    """A person's acts as a sentence; for a draft that has begun, to finish it."""
    acts = [duty_words(duty, has_begun=has_begun) for duty in duties]
    return f"You are asked to {', and to '.join(act[0].lower() + act[1:] for act in acts)}."


def duty_words(duty: Duty, *, has_begun: bool) -> str:
    """One of those acts; `has_begun` says whether there is a proposal already."""
    return "Finish the draft" if duty is Duty.DRAFT and has_begun else duty.label


def _next_in_review(case: Case, parts: Parts) -> Duty:
    if not parts.within_reach:
        return Duty.RESEAT
    if not parts.tally.met:
        return Duty.VOTE
    # The decision authority can overrule if no author is left to answer.
    return Duty.ANSWER_OBJECTIONS if parts.objections and _has_writer(case, parts) else Duty.DECIDE


def _of(case: Case, keys: frozenset[int]) -> Iterator[Person]:
    return (case.people[key] for key in keys if key in case.people)


def _has_writer(case: Case, parts: Parts) -> bool:
    return any(not why_not_as_author(parts, person) for person in _of(case, parts.authors))


def _can_draft(case: Case, person: Person) -> bool:
    return not why_not_draft(person, is_open=True, has_proposal=False, seated=person.pk in case.reviewers)


def _as_writer(case: Case, person: Person) -> Iterator[Duty]:
    parts = case.parts
    if parts is None:
        if person.pk in case.analysts and _can_draft(case, person):
            yield Duty.DRAFT
    elif parts.state in WRITING and not why_not_as_author(parts, person):
        yield WRITING[parts.state]
    elif parts.objections and not why_not_answer(parts, person):
        yield Duty.ANSWER_OBJECTIONS


def _as_judge(case: Case, person: Person) -> Iterator[Duty]:
    parts = case.parts
    if parts is None:
        return
    # People who have not voted stay asked once the quorum is met, so that it does not show how the others voted.
    if not why_not_vote(parts, person):
        yield Duty.VOTE
    if not why_not_overrule(parts, person) and next_act(case) is Duty.DECIDE:
        yield Duty.DECIDE


def _as_steward(case: Case, person: Person) -> Iterator[Duty]:
    if Role.STEWARD not in person.roles:
        return
    if not case.reviewers:
        yield Duty.SEAT
    elif case.parts is not None and _is_short(case.parts) and not case.parts.hides_votes_from(person):
        yield Duty.RESEAT
    if case.reviewers and case.late:
        yield Duty.CHASE
    if next_act(case) in {Duty.ASSIGN, Duty.ADOPT}:
        yield next_act(case)


def _is_short(parts: Parts) -> bool:
    """Whether more reviewers are needed: before it is submitted, or for its votes."""
    return parts.state is not State.APPROVED and not parts.within_reach
