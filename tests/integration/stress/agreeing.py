"""Whether everything that says who acts next agrees, and the guards let those people act."""

from collections.abc import Iterable
from dataclasses import replace

from missions.access import Actor
from missions.actions.people import notices
from missions.domain.reviews.guards import (
    Subject,
    why_not_answer,
    why_not_draft,
    why_not_edit,
    why_not_move,
    why_not_vote,
)
from missions.domain.reviews.next_acts import owing
from missions.domain.reviews.parts import Person
from missions.domain.states import FINAL
from missions.domain.vocabulary import Duty, Move, NoticeKind, SeatKind
from missions.models import Notice, Proposal, Reminder, Review, ReviewState
from missions.queries.reviews.cases import cases
from missions.queries.reviews.people import people_of, seats_of
from missions.queries.reviews.proposals import load_subject
from missions.queries.reviews.reviews import awaiting, queue, review_row
from tests import review_factories as made


def demand_agreement(actors: Iterable[Actor], review: Review, proposal: Proposal | None) -> None:
    """Compare queue, header, page, notices and reminders of a review with the one answer, and that with the guards."""
    actors, today = as_they_are(actors), made.in_days(0)
    case = cases(today).get(review.pk)
    owed = owing(case) if case else {}
    for actor in actors:
        rows = [row for row in queue(actor, today) if row.pk == review.pk]
        assert [row.duties for row in rows] == ([owed.get(actor.pk, ())] if case else [])
        assert review_row(actor, review.pk, today).duties == owed.get(actor.pk, ())
        assert awaiting(actor, today) == (actor.pk in owed)
    assert_told(owed)
    assert_reminded(owed, review)
    assert_guards_allow(owed, review, proposal)


def as_they_are(actors: Iterable[Actor]) -> list[Actor]:
    """The same people with their current roles."""
    actors = list(actors)
    now = people_of((actor.pk for actor in actors), made.in_days(0))
    return [replace(actor, roles=now[actor.pk].roles) for actor in actors]


def assert_told(owed: dict[int, tuple[Duty, ...]]) -> None:
    """No notice asks somebody who has nothing to do."""
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    notices.deliver(mail=False)
    asked = Notice.objects.filter(pk__gt=last, kind=NoticeKind.ASKED)
    assert set(asked.values_list("person_id", flat=True)) <= owed.keys()


def assert_reminded(owed: dict[int, tuple[Duty, ...]], review: Review) -> None:
    """On the due date, exactly the people who act next are reminded."""
    Notice.objects.filter(reminder__review=review).delete()
    Reminder.objects.filter(review=review).delete()
    notices.remind(review.due_on)
    reminded = Notice.objects.filter(reminder__review=review).values_list("person_id", flat=True)
    assert set(reminded) == owed.keys()


def assert_guards_allow(owed: dict[int, tuple[Duty, ...]], review: Review, proposal: Proposal | None) -> None:
    """The guards let everybody who is asked act."""
    people = people_of(owed, made.in_days(0))
    found = proposal and load_subject(proposal.pk).subject
    for key, duties in owed.items():
        for duty in duties:
            assert may_do(duty, people[key], review, found), f"{people[key]} is asked to {duty.label}"


def may_do(duty: Duty, person: Person, review: Review, found: Subject | None) -> bool:
    """Whether the guards let the person do what is asked."""
    if found is None or found.state in FINAL:
        assert ReviewState.objects.get(review=review).is_open
        seats = {seat.user_id for seat in seats_of(review, SeatKind.REVIEWER)}
        offered = why_not_draft(person, is_open=True, has_proposal=False, seated=person.pk in seats)
        return duty in {Duty.SEAT, Duty.ASSIGN, Duty.CHASE} or (duty is Duty.DRAFT and not offered)
    match duty:
        case Duty.DRAFT | Duty.ANSWER_CHANGES:
            return not why_not_edit(found, person)
        case Duty.REBASE | Duty.ADOPT:
            return not why_not_move(Move.REBASE, found, person) or not why_not_move(Move.WITHDRAW, found, person)
        case Duty.ANSWER_OBJECTIONS:
            return found.objections > 0 and not why_not_answer(found, person)
        case Duty.VOTE:
            return not why_not_vote(found, person)
        case Duty.DECIDE:
            return not why_not_move(Move.APPROVE, replace(found, objections=0), person)
    return True
