"""Whom an audit entry concerns, and what it says to them: the words of notices, made from the rows it brought.

No sentence says how anybody voted: a seated reviewer who has not voted yet may read it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils import timezone

from missions.domain.dates import day
from missions.domain.reviews.transitions import Ballot, Quorum, tally
from missions.domain.vocabulary import GrantStep, Move, NoticeKind, Place, Role, VoteChoice
from missions.models import (
    Authorship,
    Comment,
    ObjectionAnswer,
    Opportunity,
    Review,
    ReviewClosing,
    RoleGrant,
    Seat,
    Transition,
    Vote,
)

ASKED, NEWS = NoticeKind.ASKED, NoticeKind.NEWS


@dataclass(frozen=True)
class Telling:
    """One sentence for some people, with the page it is about."""

    entry: int
    at: datetime
    kind: NoticeKind
    people: frozenset[int]
    text: str
    path: str


class Circle:
    """Who takes part in reviews: loaded once for all of them, by queries whose number does not grow."""

    def __init__(self, reviews: Iterable[int]):
        self.reviews = set(reviews)

    @cached_property
    def _seats(self) -> dict[tuple[int, str], set[int]]:
        found = defaultdict(set)
        rows = Seat.objects.filter(review__in=self.reviews).order_by("entry_id")
        for seat in rows:
            change = found[seat.review_id, seat.place].add if seat.seated else found[seat.review_id, seat.place].discard
            change(seat.user_id)
        return found

    @cached_property
    def _authors(self) -> dict[int, set[int]]:
        found = defaultdict(set)
        rows = Authorship.objects.filter(proposal__review__in=self.reviews).values_list("proposal__review_id", "by_id")
        for review, author in rows:
            found[review].add(author)
        return found

    @cached_property
    def _roles(self) -> dict[str, frozenset[int]]:
        held = RoleGrant.objects.newest(timezone.now().date()).filter(step=GrantStep.ACTIVE)
        found = defaultdict(set)
        for role, person in held.filter(role__in=[Role.STEWARD, Role.AUTHORITY]).values_list("role", "user_id"):
            found[role].add(person)
        return {role: frozenset(people) for role, people in found.items()}

    def reviewers(self, review: int) -> frozenset[int]:
        return frozenset(self._seats[review, Place.REVIEWER])

    def analysts(self, review: int) -> frozenset[int]:
        return frozenset(self._seats[review, Place.ANALYST])

    def authors(self, review: int) -> frozenset[int]:
        return frozenset(self._authors[review])

    @property
    def stewards(self) -> frozenset[int]:
        return self._roles.get(Role.STEWARD, frozenset())

    @property
    def authorities(self) -> frozenset[int]:
        return self._roles.get(Role.AUTHORITY, frozenset())


def tellings(after: int, upto: int) -> list[Telling]:
    """What the entries after one sequence and up to another say to whom, in their order. Constant queries."""
    rows = [row for load in _LOADERS for row in load(after, upto)]
    circle = Circle(_review_of(row).pk for row in rows)
    told = [telling for row in rows for telling in _TOLD[type(row)](row, circle)]
    return sorted((telling for telling in told if telling.people), key=lambda telling: telling.entry)


def _between(model: type[Model], *related: str) -> Any:
    def load(after: int, upto: int) -> Any:
        rows = model.objects.filter(entry_id__gt=after, entry_id__lte=upto)
        return rows.select_related("entry", *related).order_by("entry_id", "pk")

    return load


_LOADERS = [
    _between(Review, "area"),
    _between(Seat, "review__area"),
    _between(Transition, "proposal__review__area", "revision"),
    _between(Vote, "revision__proposal__review__area"),
    _between(ObjectionAnswer, "vote__revision__proposal__review__area"),
    _between(Comment, "review__area"),
    _between(Opportunity, "review__area"),
    _between(ReviewClosing, "review__area"),
]


def _review_of(row: Model) -> Review:
    match row:
        case Review():
            return row
        case Transition():
            return row.proposal.review
        case Vote():
            return row.revision.proposal.review
        case ObjectionAnswer():
            return row.vote.revision.proposal.review
    return row.review


def _telling(row: Model, kind: NoticeKind, people: frozenset[int], text: str, proposal: int | None = None) -> Telling:
    """Tells everybody but whoever did it."""
    review = _review_of(row)
    path = f"/proposals/{proposal}/" if proposal else f"/reviews/{review.pk}/"
    return Telling(row.entry_id, row.entry.recorded_at, kind, people - {row.entry.actor_id}, text, path)


def _opened(review: Review, circle: Circle) -> Iterator[Telling]:
    text = f"A review of {review.area.code} was opened, due {day(review.due_on)}. Seat its reviewers."
    if not circle.reviewers(review.pk):
        yield _telling(review, ASKED, circle.stewards, text)


def _seated(seat: Seat, _circle: Circle) -> Iterator[Telling]:
    area, due = seat.review.area.code, day(seat.review.due_on)
    if not seat.seated:
        text = f"You are no longer asked to take part in the review of {area}: {seat.reason}"
        yield _telling(seat, NEWS, frozenset({seat.user_id}), text)
    elif seat.place == Place.REVIEWER:
        text = f"{seat.entry.actor_name} seated you as a reviewer of {area}, due {due}."
        yield _telling(seat, NEWS, frozenset({seat.user_id}), text)
    else:
        text = f"{seat.entry.actor_name} asks you to draft a proposal on {area}, due {due}."
        yield _telling(seat, ASKED, frozenset({seat.user_id}), text)


def _moved(move: Transition, circle: Circle) -> Iterator[Telling]:
    review = move.proposal.review
    name, who, pk = f"Proposal {move.proposal_id} on {review.area.code}", move.entry.actor_name, move.proposal_id
    reviewers, authors = circle.reviewers(review.pk), circle.authors(review.pk)
    part = reviewers | authors | circle.stewards
    match move.move:
        case Move.SUBMIT:
            text = f"{name} was sent to reviewers by {who}: your vote is asked by {day(review.due_on)}."
            yield _telling(move, ASKED, reviewers - authors, text, pk)
        case Move.REQUEST_CHANGES:
            yield _telling(move, ASKED, authors, f"{who} asks for changes in p{name[1:]}: {move.reason}", pk)
        case Move.APPROVE:
            text = f"{name} was approved by {who}; it takes effect on {day(move.revision.effective_on)}."
            yield _telling(move, NEWS, part, text, pk)
        case Move.REJECT | Move.RECALL | Move.WITHDRAW:
            did = {Move.REJECT: "rejected", Move.RECALL: "recalled for review", Move.WITHDRAW: "withdrawn"}[move.move]
            yield _telling(move, NEWS, part, f"{name} was {did} by {who}: {move.reason}", pk)
        case Move.TAKE_EFFECT:
            yield _telling(move, NEWS, part, f"{name} took effect on {day(move.revision.effective_on)}.", pk)
        case Move.AREA_MOVED:
            yield _telling(move, ASKED, authors | circle.stewards, f"{name} needs a rebase: {move.reason}", pk)


def _voted(vote: Vote, circle: Circle) -> Iterator[Telling]:
    """The vote that completes the quorum asks the decision authorities; which way others voted is not said."""
    revision = vote.revision
    review, authors = revision.proposal.review, circle.authors(revision.proposal.review_id)
    needed = Quorum(revision.needed_supports, revision.needed_organizations)
    cast = [
        Ballot(one.by_id, one.voter_name, one.voter_organization, VoteChoice(one.choice))
        for one in revision.votes.filter(entry_id__lte=vote.entry_id)
    ]
    before = [ballot for ballot in cast if ballot.voter != vote.by_id]
    if tally(cast, needed, authors).met and not tally(before, needed, authors).met:
        text = f"Proposal {revision.proposal_id} on {review.area.code} has its votes and can be decided."
        people = circle.authorities - authors - {ballot.voter for ballot in cast} - circle.reviewers(review.pk)
        yield _telling(vote, ASKED, people, text, revision.proposal_id)
    if vote.choice == VoteChoice.OBJECT:
        text = f"A reviewer objects to proposal {revision.proposal_id} on {review.area.code}; your answer is asked."
        yield _telling(vote, ASKED, authors, text, revision.proposal_id)


def _answered(answer: ObjectionAnswer, _circle: Circle) -> Iterator[Telling]:
    proposal = answer.vote.revision.proposal
    text = f"{answer.entry.actor_name} {answer.get_kind_display().lower()} your objection to proposal {proposal.pk} "
    text += f"on {proposal.review.area.code}."
    yield _telling(answer, NEWS, frozenset({answer.vote.by_id}), text, proposal.pk)


def _commented(comment: Comment, circle: Circle) -> Iterator[Telling]:
    review = comment.review
    text = f"{comment.entry.actor_name} commented on the review of {review.area.code}."
    people = circle.authors(review.pk) | circle.reviewers(review.pk)
    yield _telling(comment, NEWS, people, text, comment.proposal_id)


def _found(opportunity: Opportunity, _circle: Circle) -> Iterator[Telling]:
    text = f"An opportunity in {opportunity.review.area.code} is yours, due {day(opportunity.due_on)}: "
    yield _telling(opportunity, ASKED, frozenset({opportunity.owner_id}), text + opportunity.action)


def _closed(closing: ReviewClosing, circle: Circle) -> Iterator[Telling]:
    review = closing.review
    if closing.by_id is None:
        return
    text = f"The review of {review.area.code} was closed by {closing.entry.actor_name}: {closing.reason}"
    people = circle.authors(review.pk) | circle.reviewers(review.pk) | circle.analysts(review.pk)
    yield _telling(closing, NEWS, people, text)


_TOLD = {
    Review: _opened,
    Seat: _seated,
    Transition: _moved,
    Vote: _voted,
    ObjectionAnswer: _answered,
    Comment: _commented,
    Opportunity: _found,
    ReviewClosing: _closed,
}
