"""Reviews by their stewards: opening, seating, closing; and reminders and opportunities in them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from missions.access import SYSTEM, TAKES_PART, Actor, Permission, Refused, can
from missions.actions.chain import Entry, locked, recording
from missions.actions.constraints import message
from missions.actions.errors import Unfit
from missions.actions.independent import each
from missions.actions.reviews.base import Acting, acting, in_review, worded
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.dates import day
from missions.domain.record.rule.evaluation import decision_due
from missions.domain.reviews.next_acts import awaited
from missions.domain.reviews.reminders import REMINDER
from missions.domain.states import FINAL
from missions.domain.vocabulary import (
    EntryClass,
    GrantStep,
    OpportunityStep,
    ReviewKind,
    ReviewOutcome,
    Role,
    SeatKind,
)
from missions.models import (
    AreaRevision,
    Authorship,
    Comment,
    Cycle,
    DueDateMove,
    Function,
    MissionArea,
    Opportunity,
    OpportunityProgress,
    Review,
    ReviewClosing,
    ReviewState,
    RoleGrant,
    Seat,
    User,
    Vote,
)
from missions.models.reviews.proposals import ProposalState
from missions.queries.moment import today_of_database
from missions.queries.reviews.cases import cases
from missions.queries.reviews.due import due_areas
from missions.queries.reviews.people import people_of, seats_of

RUNS = (Permission.RUN_REVIEWS,)
ROLE_OF = {SeatKind.REVIEWER: Role.REVIEWER, SeatKind.ANALYST: Role.ANALYST}
CADENCE = "The policy's cadence has come."


def open_review(
    *,
    by: Actor,
    area: MissionArea,
    due_on: date,
    reason: str,
    kind: ReviewKind = ReviewKind.AD_HOC,
    cycle: Cycle | None = None,
    reviewers: Iterable[User] = (),
    analysts: Iterable[User] = (),
) -> Review:
    """Open the one review of an area, and seat people in it.

    Raises `Refused`, or `Unfit` if one is open already, the day is past, or somebody cannot be seated.
    """
    reason = worded(reason, "reason")
    target = TargetKind.AREA.of(area.code)
    with acting(by=by, needs=RUNS, action="open review", target=target, reason=reason, areas=[area]) as act:
        _demand_ahead(due_on)
        _demand_in_force([area])
        _demand_free([area])
        review = act.entry.add(Review(area=area, by_id=by.pk, kind=kind, cycle=cycle, due_on=due_on, reason=reason))
        _seat(act, [review], list(reviewers), SeatKind.REVIEWER, reason)
        _seat(act, [review], list(analysts), SeatKind.ANALYST, reason)
    return review


def open_cycle(
    *,
    by: Actor,
    name: str,
    areas: Iterable[MissionArea],
    due_on: date,
    reason: str,
    reviewers: Iterable[User] = (),
    analysts: Iterable[User] = (),
) -> Cycle:
    """Open a cycle with a review for each of its areas, the same people in all of them.

    Raises `Refused`, or `Unfit` for no area, an area under review, a name in use, a past day, or an unfit person.
    """
    reason = worded(reason, "reason")
    name = worded(name, "name", what="Give the cycle a name.")
    areas = list(areas)
    if not areas:
        raise Unfit("Choose at least one area.", "areas")
    with acting(
        by=by, needs=RUNS, action="open cycle", target=TargetKind.CYCLE.of(name), reason=reason, areas=areas
    ) as act:
        _demand_ahead(due_on)
        if Cycle.objects.filter(name=name).exists():
            raise Unfit(message("missions_cycle_name_key"), "name")
        _demand_in_force(areas)
        _demand_free(areas)
        cycle = act.entry.add(Cycle(name=name, by_id=by.pk, due_on=due_on, reason=reason))
        reviews = act.entry.add_all(
            Review,
            [
                Review(area=area, by_id=by.pk, kind=ReviewKind.PERIODIC, cycle=cycle, due_on=due_on, reason=reason)
                for area in areas
            ],
        )
        _seat(act, reviews, list(reviewers), SeatKind.REVIEWER, reason)
        _seat(act, reviews, list(analysts), SeatKind.ANALYST, reason)
    return cycle


def open_due_reviews(today: date | None = None) -> list[Review]:
    """Open a review of every area whose evaluation is due by the policy, with those seated in its last review.

    Each in an entry of its own; areas under review, or reviewed since they fell due, are passed over.
    """
    today = today or today_of_database()
    return [review for review in each(due_areas(today), lambda area: _open_due(area, today)) if review]


def _open_due(area: MissionArea, today: date) -> Review | None:
    with locked([area]):
        if area not in due_areas(today, only=area):
            return None
        last = Review.objects.filter(area=area).order_by("-pk").first()
        with recording(
            by=SYSTEM,
            action="open review",
            target=TargetKind.AREA.of(area.code),
            reason=CADENCE,
            entry_class=EntryClass.PROCESS,
        ) as entry:
            review = entry.add(Review(area=area, kind=ReviewKind.PERIODIC, due_on=decision_due(today), reason=CADENCE))
            if last is not None:
                _seat_again(entry, last, review, today)
    return review


def _seat_again(entry: Entry, last: Review, review: Review, today: date) -> None:
    """Seat the people who sat in the last review and still hold the role."""
    for place, role in ROLE_OF.items():
        seats = seats_of(last, place)
        people = people_of((seat.user_id for seat in seats), today)
        entry.add_all(
            Seat,
            [
                Seat(review=review, user_id=seat.user_id, place=place, seated=True, reason="Sat in the last review.")
                for seat in seats
                if role in people[seat.user_id].roles
            ],
        )


def move_due_date(*, by: Actor, review: Review, due_on: date, reason: str) -> DueDateMove:
    """Give an open review another due date, today or later.

    Raises `Refused`, or `Unfit` if that is its due date already or the day is past.
    """
    reason = worded(reason, "reason")
    with in_review(by, RUNS, "move due date", review, reason) as act:
        _demand_ahead(due_on)
        if ReviewState.objects.filter(review=review, due_on=due_on).exists():
            raise Unfit(f"It is due on {day(due_on)} already; choose another day.", "due_on")
        return act.entry.add(DueDateMove(review=review, by_id=by.pk, due_on=due_on, reason=reason))


def close_review(*, by: Actor, review: Review, reason: str) -> ReviewClosing:
    """Close a review without a decision. Raises `Refused`, or `Unfit` while a proposal in it is open."""
    reason = worded(reason, "reason")
    with in_review(by, RUNS, "close review", review, reason) as act:
        if ProposalState.objects.filter(review=review).exclude(state__in=FINAL).exists():
            raise Unfit("Its proposal is open: withdraw or decide it first.")
        return act.entry.add(ReviewClosing(review=review, by_id=by.pk, outcome=ReviewOutcome.CLOSED, reason=reason))


def seat(*, by: Actor, review: Review, users: Iterable[User], place: SeatKind, reason: str) -> list[Seat]:
    """Seat people in an open review; those already seated are passed over. Raises `Refused` or `Unfit`."""
    reason = worded(reason, "reason")
    with in_review(by, RUNS, f"seat {place.label.lower()}", review, reason) as act:
        there = {one.user_id for one in seats_of(review, place)}
        coming = [user for user in users if user.pk not in there]
        if not coming:
            raise Unfit("Choose someone who is not assigned yet.", "users")
        return _seat(act, [review], coming, place, reason)


def unseat(*, by: Actor, review: Review, user: User, place: SeatKind, reason: str) -> Seat:
    """Give up somebody's seat in an open review; votes cast stand. Raises `Refused` or `Unfit`."""
    reason = worded(reason, "reason")
    with in_review(by, RUNS, f"give up seat of {place.label.lower()}", review, reason) as act:
        if user.pk not in {one.user_id for one in seats_of(review, place)}:
            raise Unfit(f"{user.name} is not assigned.", "user")
        return act.entry.add(Seat(review=review, user=user, by_id=by.pk, place=place, seated=False, reason=reason))


def remind(*, by: Actor, review: Review, words: str) -> Comment:
    """Remind the people who act next, on the review's thread. Raises `Refused`, or `Unfit` where nobody is awaited."""
    words = worded(words, "reason", what="Enter the text of the reminder.")
    with in_review(by, RUNS, AuditAction.REMIND, review, "") as act:
        if not awaited(cases(today_of_database(), review=review.pk)[review.pk]).keys() - {by.pk}:
            raise Unfit("Nobody else has an action in this review.")
        return act.entry.add(Comment(review=review, by_id=by.pk, text=REMINDER + words))


def note_opportunity(
    *, by: Actor, review: Review, function: Function | None, action: str, owner: User, due_on: date
) -> Opportunity:
    """Record an opportunity: what a commercial solution could do, owner and due date. Raises `Refused` or `Unfit`."""
    action = worded(action, "action", what=message("opportunity_action_given"))
    if function is not None and function.area_id != review.area_id:
        raise Unfit("Choose a function of this area.", "function")
    with in_review(by, TAKES_PART, "note opportunity", review, action) as act:
        _demand_ahead(due_on)
        if not User.objects.filter(pk=owner.pk, is_active=True).exists():
            raise Unfit(f"{owner.name} is not active. Choose someone else.", "owner")
        return act.entry.add(
            Opportunity(review=review, function=function, action=action, owner=owner, due_on=due_on, by_id=by.pk)
        )


def progress_opportunity(
    *, by: Actor, opportunity: Opportunity, step: OpportunityStep, reason: str
) -> OpportunityProgress:
    """Mark an opportunity done or dropped, or reopen it: by its owner or a steward.

    Raises `Refused`, or `Unfit` where it stands so already.
    """
    step, reason = OpportunityStep(step), worded(reason, "reason")
    target = TargetKind.OPPORTUNITY.of(opportunity.pk)
    readers = (Permission.READ_RECORD,)
    with acting(by=by, needs=readers, action=f"opportunity {step}", target=target, reason=reason) as act:
        if by.pk != opportunity.owner_id and not can(act.by, Permission.RUN_REVIEWS):
            raise Refused("This needs the owner of the opportunity, or the role steward.")
        newest = opportunity.progress.order_by("-pk").first()
        if step == (newest.step if newest else OpportunityStep.OPEN):
            raise Unfit(f"The opportunity is {step.label.lower()} already.", "step")
        return act.entry.add(OpportunityProgress(opportunity=opportunity, by_id=by.pk, step=step, reason=reason))


def _seat(act: Acting, reviews: list[Review], users: list[User], place: SeatKind, reason: str) -> list[Seat]:
    """Seat the same people in these reviews, after checking their current roles."""
    people = people_of((user.pk for user in users), today_of_database())
    role = ROLE_OF[place]
    for user in users:
        if role not in people[user.pk].roles:
            raise Unfit(f"{user.name} does not hold the role {role.label.lower()}; choose someone who does.", "users")
        if place is SeatKind.REVIEWER and user.pk == act.by.pk:
            raise Unfit("You cannot assign yourself as a reviewer; another steward can.", "users")
    if place is SeatKind.REVIEWER:
        _refuse_authors(reviews, users)
        _refuse_readers(reviews, users)
    seats = [
        Seat(review=review, user_id=key, by_id=act.by.pk, place=place, seated=True, reason=reason)
        for review in reviews
        for key in dict.fromkeys(user.pk for user in users)
    ]
    return act.entry.add_all(Seat, seats)


def _refuse_readers(reviews: list[Review], users: list[User]) -> None:
    """Raise `Unfit` for anybody who may have read votes that stand: present and former decision authorities."""
    if not Vote.objects.filter(revision__in=_open_proposals(reviews).values("revision")).exists():
        return
    reader = RoleGrant.objects.filter(role=Role.AUTHORITY, step=GrantStep.ACTIVE, user__in=users).first()
    if reader:
        raise Unfit(
            f"{reader.user.name} may have read the votes as a decision authority. Choose someone else.", "users"
        )


def _refuse_authors(reviews: list[Review], users: list[User]) -> None:
    found = Authorship.objects.filter(proposal__state__in=_open_proposals(reviews), by__in=users)
    writing = found.select_related("by").first()
    if writing:
        raise Unfit(f"{writing.by.name} is an author of its proposal. Choose someone else.", "users")


def _open_proposals(reviews: list[Review]) -> QuerySet[ProposalState]:
    return ProposalState.objects.filter(review__in=reviews).exclude(state__in=FINAL)


def _demand_ahead(due_on: date) -> None:
    today = today_of_database()
    if due_on < today:
        raise Unfit(f"Choose {day(today)} or a later day.", "due_on")


def _demand_in_force(areas: list[MissionArea]) -> None:
    """Raise `Unfit` if one of the areas is approved for a later day."""
    begun = AreaRevision.objects.filter(area__in=areas, effective_on__lte=today_of_database())
    codes = {area.code for area in areas} - set(begun.values_list("area__code", flat=True))
    if codes:
        raise Unfit(f"Not in force yet: {', '.join(sorted(codes))}.", "areas")


def _demand_free(areas: list[MissionArea]) -> None:
    """Raise `Unfit` if one of the areas is under review."""
    busy = ReviewState.objects.filter(area__in=areas, is_open=True).order_by("area__code")
    codes = list(busy.values_list("area__code", flat=True))
    if codes:
        raise Unfit(f"Under review already: {', '.join(codes)}. Close that first, or leave it out.", "areas")
