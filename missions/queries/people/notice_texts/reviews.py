"""Notices of reviews: whom an entry concerns, and the text of their notice, made from the entry's rows.

No sentence says how anybody voted: a seated reviewer who has not voted yet may read it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils import timezone

from missions.domain import addresses
from missions.domain.audit import AuditAction
from missions.domain.dates import day
from missions.domain.people.notices import NoticeText
from missions.domain.reviews.next_acts import Case, awaited, in_words, owing
from missions.domain.reviews.parts import Parts
from missions.domain.reviews.reminders import REMINDER
from missions.domain.vocabulary import AnswerKind, Duty, GrantStep, Move, NoticeKind, Role, SeatKind, VoteChoice
from missions.models import (
    Authorship,
    Comment,
    DueDateMove,
    ObjectionAnswer,
    ObjectionReply,
    Opportunity,
    ProposalRevision,
    Review,
    ReviewClosing,
    RoleGrant,
    Seat,
    Transition,
    Vote,
    VoteRequest,
)
from missions.queries.moment import today_of_database
from missions.queries.people.accounts import holders, why_not_confirm
from missions.queries.reviews.cases import cases
from missions.queries.reviews.requests import answered_by, told_between

ASKED, NEWS = NoticeKind.ASKED, NoticeKind.NEWS
REPLY = ": accept the answer or stand firm."


class Circle:
    """The people who take part in reviews, and who acts next: loaded once, with a constant number of queries."""

    def __init__(self, reviews: Iterable[int]):
        self.reviews = set(reviews)

    @cached_property
    def _cases(self) -> dict[int, Case]:
        return cases(today_of_database())

    def owing(self, review: int, *duties: Duty) -> frozenset[int]:
        """The people who owe one of these by now; nobody once the review is closed."""
        case = self._cases.get(review)
        if case is None:
            return frozenset()
        return frozenset(key for key, owed in owing(case).items() if not set(duties).isdisjoint(owed))

    def awaited(self, review: int) -> dict[tuple[Duty, ...], set[int]]:
        """The people who act next by now, by what they are asked for; nobody once the review is closed."""
        found = defaultdict(set)
        if review in self._cases:
            for key, duties in awaited(self._cases[review]).items():
                found[duties].add(key)
        return found

    def completes(self, vote: Vote) -> bool:
        """Whether this vote made the quorum of the live revision."""
        before, after = self._around(vote)
        return after is not None and after.tally.met and not before.tally.met

    def puts_out_of_reach(self, vote: Vote) -> bool:
        """Whether this vote made the quorum of the live revision impossible."""
        before, after = self._around(vote)
        return after is not None and before.within_reach and not after.within_reach

    def _around(self, vote: Vote) -> tuple[Parts, Parts] | tuple[None, None]:
        """Everybody's part just before and just after a vote on the live revision."""
        case = self._cases.get(vote.revision.proposal.review_id)
        if case is None or case.parts is None or case.revision != vote.revision_id:
            return None, None
        place = [ballot.voter for ballot in case.parts.ballots].index(vote.by_id)
        return case.parts.when(place), case.parts.when(place + 1)

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

    def voters(self, revision: ProposalRevision) -> frozenset[int]:
        """The people who voted on an earlier revision of the proposal."""
        return frozenset(voter for number, voter in self._voters[revision.proposal_id] if number < revision.number)

    @cached_property
    def _voters(self) -> dict[int, set[tuple[int, int]]]:
        found = defaultdict(set)
        votes = Vote.objects.filter(revision__proposal__review__in=self.reviews)
        for proposal, number, voter in votes.values_list("revision__proposal_id", "revision__number", "by_id"):
            found[proposal].add((number, voter))
        return found

    def approved_on(self, revision: int) -> date:
        """The day on which the revision was approved last."""
        return self._approvals[revision]

    @cached_property
    def _approvals(self) -> dict[int, date]:
        rows = Transition.objects.filter(proposal__review__in=self.reviews, move=Move.APPROVE).order_by("entry_id")
        return {
            revision: timezone.localdate(at) for revision, at in rows.values_list("revision_id", "entry__recorded_at")
        }

    @cached_property
    def _askers(self) -> dict[int, int]:
        return {row.review: row.by for row in answered_by(sorted(self.reviews), today_of_database())}

    def asked_for(self, review: int) -> frozenset[int]:
        """The person who asked for the review, if somebody did."""
        return frozenset({self._askers[review]} if review in self._askers else ())

    def reviewers(self, review: int) -> frozenset[int]:
        return frozenset(self._seats[review, SeatKind.REVIEWER])

    def analysts(self, review: int) -> frozenset[int]:
        return frozenset(self._seats[review, SeatKind.ANALYST])

    def authors(self, review: int) -> frozenset[int]:
        return frozenset(self._authors[review])

    @cached_property
    def stewards(self) -> frozenset[int]:
        return holders(Role.STEWARD, timezone.localdate())


def review_notice_texts(after: int, upto: int) -> Iterator[NoticeText]:
    """What happened in reviews between two sequences, and what stewards are asked. A constant number of queries."""
    rows = [row for load in _LOADERS for row in load(after, upto)]
    circle = Circle(_review_of(row).pk for row in rows)
    for row in rows:
        yield from _TOLD[type(row)](row, circle)
    yield from _proposed_roles(after, upto, circle)
    yield from _requests(after, upto, circle)


def _proposed_roles(after: int, upto: int, circle: Circle) -> Iterator[NoticeText]:
    """Asks the stewards to confirm the roles that still wait, without those that were confirmed meanwhile."""
    waiting = RoleGrant.objects.newest(timezone.localdate()).filter(
        step=GrantStep.PROPOSED, user__is_active=True, entry_id__gt=after, entry_id__lte=upto
    )
    for grant in waiting.select_related("user", "entry"):
        asked = frozenset(steward for steward in circle.stewards if not why_not_confirm(steward, grant))
        role, path = grant.get_role_display().lower(), addresses.person(grant.user.username)
        text = f"{grant.entry.actor_name} proposes the role {role} for {grant.user.name}; confirm or decline it."
        yield NoticeText(grant.entry_id, grant.entry.recorded_at, ASKED, asked, text, path)


def _requests(after: int, upto: int, circle: Circle) -> Iterator[NoticeText]:
    """Asks the stewards to answer the requests that still wait, and tells the analyst whose request was declined."""
    for row in told_between(after, upto, today_of_database()):
        path = addresses.review_request(row.pk)
        if row.waits:
            text = f"{row.asked_by} asks for a review of {row.area}; open it or decline: {row.reason}"
            yield NoticeText(row.entry, row.asked_at, ASKED, circle.stewards - {row.by}, text, path)
        elif row.declined_entry and after < row.declined_entry <= upto:
            text = f"{row.declined_by} declined your request for a review of {row.area}: {row.declined}"
            yield NoticeText(row.declined_entry, row.declined_at, NEWS, frozenset({row.by}), text, path)


def _between(model: type[Model], *related: str) -> Any:
    def load(after: int, upto: int) -> Any:
        rows = model.objects.filter(entry_id__gt=after, entry_id__lte=upto)
        return rows.select_related("entry", *related).order_by("entry_id", "pk")

    return load


_LOADERS = [
    _between(Review, "area", "state"),
    _between(DueDateMove, "review__area"),
    _between(Seat, "review__area", "review__state", "user"),
    _between(Transition, "proposal__review__area", "proposal__review__state", "revision"),
    _between(Vote, "revision__proposal__review__area"),
    _between(VoteRequest, "revision__proposal__review__area"),
    _between(ObjectionAnswer, "vote__revision__proposal__review__area"),
    _between(ObjectionReply, "answer__vote__revision__proposal__review__area"),
    _between(Comment, "review__area", "review__state"),
    _between(Opportunity, "review__area"),
    _between(ReviewClosing, "review__area"),
]


def _review_of(row: Model) -> Review:
    match row:
        case Review():
            return row
        case Transition():
            return row.proposal.review
        case Vote() | VoteRequest():
            return row.revision.proposal.review
        case ObjectionAnswer():
            return row.vote.revision.proposal.review
        case ObjectionReply():
            return row.answer.vote.revision.proposal.review
    return row.review


def _notice(row: Model, kind: NoticeKind, people: frozenset[int], text: str, proposal: int | None = None) -> NoticeText:
    """Tells everybody except the person who did it."""
    review = _review_of(row)
    path = addresses.proposal(proposal) if proposal else addresses.review(review.pk)
    return NoticeText(row.entry_id, row.entry.recorded_at, kind, people - {row.entry.actor_id}, text, path)


def _opened(review: Review, circle: Circle) -> Iterator[NoticeText]:
    opened = f"review of {review.area.code} was opened, due {day(review.state.due_on)}."
    yield _notice(review, ASKED, circle.owing(review.pk, Duty.SEAT), f"A {opened} Assign its reviewers.")
    yield _notice(review, NEWS, circle.asked_for(review.pk), f"The {opened} You asked for it.")


def _due_moved(move: DueDateMove, circle: Circle) -> Iterator[NoticeText]:
    review = move.review
    moved = f"{move.entry.actor_name} moved the due date of the review of {review.area.code} to {day(move.due_on)}"
    part = circle.reviewers(review.pk) | circle.analysts(review.pk) | circle.authors(review.pk) | circle.stewards
    yield _notice(move, NEWS, part, f"{moved}: {move.reason}")


def _seated(seat: Seat, circle: Circle) -> Iterator[NoticeText]:
    review, whose = seat.review, frozenset({seat.user_id})
    area, due = review.area.code, day(review.state.due_on)
    if not seat.seated:
        text = f"You are no longer asked to take part in the review of {area}: {seat.reason}"
        yield _notice(seat, NEWS, whose, text)
        text = f"The review of {area} needs reviewers: {seat.user.name} is no longer assigned."
        yield _notice(seat, ASKED, circle.owing(review.pk, Duty.SEAT, Duty.RESEAT) - whose, text)
        return
    if seat.place == SeatKind.REVIEWER:
        text, asks = f"{seat.entry.actor_name} assigned you as a reviewer of {area}, due {due}.", Duty.VOTE
    else:
        text, asks = f"{seat.entry.actor_name} asks you to draft a proposal on {area}, due {due}.", Duty.DRAFT
    yield _notice(seat, ASKED if whose <= circle.owing(review.pk, asks) else NEWS, whose, text)


def _moved(move: Transition, circle: Circle) -> Iterator[NoticeText]:
    review = move.proposal.review
    name, who, pk = f"Proposal {move.proposal_id} on {review.area.code}", move.entry.actor_name, move.proposal_id
    part = circle.reviewers(review.pk) | circle.authors(review.pk) | circle.stewards
    match move.move:
        case Move.SUBMIT:
            text = f"{name} was sent to reviewers by {who}: vote by {day(review.state.due_on)}."
            asked = circle.owing(review.pk, Duty.VOTE)
            again = asked & circle.voters(move.revision)
            yield _notice(move, ASKED, asked - again, text, pk)
            changed = _notice(move, ASKED, again, f"{text} See what changed since you voted.")
            yield replace(changed, path=addresses.since_vote(pk))
        case Move.REQUEST_CHANGES:
            asked = circle.owing(review.pk, Duty.ANSWER_CHANGES, Duty.ADOPT)
            yield _notice(move, ASKED, asked, f"{who} asks for changes in p{name[1:]}: {move.reason}", pk)
        case Move.APPROVE:
            effective_on, on = move.revision.effective_on, timezone.localdate(move.entry.recorded_at)
            when = (
                f"; it takes effect on {day(effective_on)}" if effective_on > on else f", effective {day(effective_on)}"
            )
            yield _notice(move, NEWS, part, f"{name} was approved by {who}{when}.", pk)
        case Move.REJECT | Move.WITHDRAW:
            did = {Move.REJECT: "rejected", Move.WITHDRAW: "withdrawn"}[move.move]
            yield _notice(move, NEWS, part, f"{name} was {did} by {who}: {move.reason}", pk)
        case Move.RECALL:
            asked = circle.owing(review.pk, Duty.DECIDE)
            text = f"{name} was recalled for review by {who}: {move.reason}"
            yield _notice(move, NEWS, part - asked, text, pk)
            yield _notice(move, ASKED, asked, text, pk)
        case Move.TAKE_EFFECT:
            # If it was approved on its day or later, the notice of the approval said so.
            if move.revision.effective_on > circle.approved_on(move.revision_id):
                yield _notice(move, NEWS, part, f"{name} took effect on {day(move.revision.effective_on)}.", pk)
        case Move.AREA_MOVED:
            text, asked = f"{name} needs an update: {move.reason}", circle.owing(review.pk, Duty.REBASE, Duty.ADOPT)
            yield _notice(move, ASKED, asked, text, pk)
            yield _notice(move, NEWS, (circle.authors(review.pk) | circle.stewards) - asked, text, pk)


def _voted(vote: Vote, circle: Circle) -> Iterator[NoticeText]:
    """Asks the decision authorities when a vote completes the quorum; does not say how others voted."""
    review, proposal = vote.revision.proposal.review, vote.revision.proposal_id
    name = f"proposal {proposal} on {review.area.code}"
    if circle.completes(vote):
        yield _decidable(vote, circle, review, proposal)
    if circle.puts_out_of_reach(vote):
        text = f"The remaining votes cannot reach the quorum of {name}. Assign more reviewers."
        yield _notice(vote, ASKED, circle.owing(review.pk, Duty.SEAT, Duty.RESEAT), text, proposal)
    if vote.choice == VoteChoice.OBJECT:
        text = f"A reviewer objects to {name}; answer it."
        yield _notice(vote, ASKED, circle.owing(review.pk, Duty.ANSWER_OBJECTIONS), text, proposal)


def _asked_again(again: VoteRequest, circle: Circle) -> Iterator[NoticeText]:
    proposal = again.revision.proposal
    text = f"Vote again on {proposal.review.area.code}: revision {again.revision.number}. You voted on an earlier one."
    asked = circle.owing(proposal.review_id, Duty.VOTE) & {again.reviewer_id}
    yield replace(_notice(again, ASKED, asked, text), path=addresses.since_vote(proposal.pk))


def _decidable(row: Model, circle: Circle, review: Review, proposal: int) -> NoticeText:
    text = f"Proposal {proposal} on {review.area.code} has its votes and can be decided."
    return _notice(row, ASKED, circle.owing(review.pk, Duty.DECIDE), text, proposal)


def _answered(answer: ObjectionAnswer, circle: Circle) -> Iterator[NoticeText]:
    proposal = answer.vote.revision.proposal
    text = f"{answer.entry.actor_name} {answer.get_kind_display().lower()} your objection to proposal {proposal.pk} "
    text += f"on {proposal.review.area.code}{REPLY if answer.kind == AnswerKind.ANSWER else '.'}"
    yield _notice(answer, NEWS, frozenset({answer.vote.by_id}), text, proposal.pk)
    yield _decidable(answer, circle, proposal.review, proposal.pk)


def _replied(reply: ObjectionReply, circle: Circle) -> Iterator[NoticeText]:
    """Tells the people who may read the votes; the page shows what was said."""
    proposal = reply.answer.vote.revision.proposal
    text = f"{reply.entry.actor_name} replied to an answer on proposal {proposal.pk} on {proposal.review.area.code}."
    people = circle.authors(proposal.review_id) | circle.owing(proposal.review_id, Duty.DECIDE)
    yield _notice(reply, NEWS, people, text, proposal.pk)


def _commented(comment: Comment, circle: Circle) -> Iterator[NoticeText]:
    review = comment.review
    if comment.entry.action == AuditAction.REMIND:
        yield from _reminded(comment, circle)
        return
    text = f"{comment.entry.actor_name} commented on the review of {review.area.code}."
    people = circle.authors(review.pk) | circle.reviewers(review.pk)
    yield _notice(comment, NEWS, people, text, comment.proposal_id)


def _reminded(comment: Comment, circle: Circle) -> Iterator[NoticeText]:
    review, said = comment.review, comment.text.removeprefix(REMINDER)
    due = day(review.state.due_on)
    about = f"{comment.entry.actor_name} reminds you of the review of {review.area.code}, due {due}."
    for duties, people in circle.awaited(review.pk).items():
        text = f"{about} {in_words(duties)} {said}"
        yield _notice(comment, NoticeKind.REMINDER, frozenset(people), text)


def _found(opportunity: Opportunity, _circle: Circle) -> Iterator[NoticeText]:
    text = f"An opportunity in {opportunity.review.area.code} is yours, due {day(opportunity.due_on)}: "
    yield _notice(opportunity, ASKED, frozenset({opportunity.owner_id}), text + opportunity.action)


def _closed(closing: ReviewClosing, circle: Circle) -> Iterator[NoticeText]:
    review = closing.review
    if closing.by_id is None:
        return
    text = f"The review of {review.area.code} was closed by {closing.entry.actor_name}: {closing.reason}"
    people = circle.authors(review.pk) | circle.reviewers(review.pk) | circle.analysts(review.pk)
    yield _notice(closing, NEWS, people, text)


_TOLD = {
    Review: _opened,
    DueDateMove: _due_moved,
    Seat: _seated,
    Transition: _moved,
    Vote: _voted,
    VoteRequest: _asked_again,
    ObjectionAnswer: _answered,
    ObjectionReply: _replied,
    Comment: _commented,
    Opportunity: _found,
    ReviewClosing: _closed,
}
