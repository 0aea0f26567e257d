"""Reviews: cycles, one open review per area, assignments, comments and opportunities."""

from django.db import models
from django.db.models import Q

from missions.domain.vocabulary import OpportunityStep, ReviewKind, ReviewOutcome, SeatKind
from missions.models.base import Record
from missions.models.guards import Guard, choices_check, pgtrigger
from missions.models.people.accounts import User
from missions.models.querysets import seats_held
from missions.models.record.areas import Function, MissionArea

AUTHORED = Guard(
    name="authored",
    function="csis_authored",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
)


def before_insert(name: str, function: str) -> Guard:
    """A guard that checks each new row."""
    return Guard(name=name, function=function, when=pgtrigger.Before, operation=pgtrigger.Insert)


def reasoned(name: str) -> models.CheckConstraint:
    """A constraint that a reason is given."""
    return models.CheckConstraint(condition=~Q(reason=""), name=f"{name}_reason_given")


STEWARDED = before_insert("stewarded", "csis_stewarded")


class Act(Record):
    """Something a person did in a review, as the actor of its entry; `by` is None if the system did it."""

    by = models.ForeignKey(User, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta(Record.Meta):
        abstract = True
        triggers = [*Record.Meta.triggers, AUTHORED]


class Cycle(Act):
    """A cycle of reviews, one for each of its areas, with one due date."""

    name = models.TextField(unique=True)
    due_on = models.DateField()
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [reasoned("cycle")]
        triggers = [*Act.Meta.triggers, STEWARDED]

    def __str__(self) -> str:
        return self.name


class Review(Act):
    """One re-evaluation of one area. Whether it is open is kept in `ReviewState`."""

    area = models.ForeignKey(MissionArea, models.PROTECT, related_name="reviews")
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="reviews")
    kind = models.TextField(choices=ReviewKind.choices)
    due_on = models.DateField()
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [reasoned("review"), choices_check("kind", ReviewKind, "review_kind_known")]
        triggers = [
            *Act.Meta.triggers,
            STEWARDED,
            Guard(name="opened", function="csis_review_opened", when=pgtrigger.After, operation=pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk} of {self.area}"


class ReviewClosing(Act):
    """The end of a review: its proposal took effect, or the steward closed it with a reason."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="closing")
    outcome = models.TextField(choices=ReviewOutcome.choices)
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            reasoned("review_closing"),
            choices_check("outcome", ReviewOutcome, "review_closing_outcome_known"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("closes", "csis_review_closed")]


class DueDateMove(Act):
    """A steward gives an open review another due date; the newest one counts instead of the review's own."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="due_moves")
    due_on = models.DateField()
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            reasoned("due_date_move"),
            models.UniqueConstraint(fields=["review", "entry"], name="due_date_move_one_per_entry"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("moves", "csis_due_moved")]


class ReviewState(models.Model):
    """Whether a review is open and when it is due: written only by the triggers on its rows."""

    review = models.OneToOneField(Review, models.PROTECT, primary_key=True, related_name="state")
    area = models.ForeignKey(MissionArea, models.PROTECT, db_index=False, related_name="+")
    is_open = models.BooleanField(default=True)
    due_on = models.DateField(help_text="As it was moved last.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area"], condition=Q(is_open=True), name="review_state_one_open_per_area"),
        ]

    def __str__(self) -> str:
        return f"Review {self.review_id}: {'open' if self.is_open else 'closed'}"


class ReviewRequest(Act):
    """An analyst asks for a review of an area; the next review opened of it answers, or a `RequestDecline`."""

    area = models.ForeignKey(MissionArea, models.PROTECT, related_name="review_requests")
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            reasoned("review_request"),
            models.UniqueConstraint(fields=["area", "entry"], name="review_request_one_per_entry"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("asks", "csis_review_requested")]

    def __str__(self) -> str:
        return f"Request {self.pk} for a review of {self.area}"


class RequestDecline(Act):
    """A steward declines a request for a review, with a reason."""

    request = models.OneToOneField(ReviewRequest, models.PROTECT, related_name="decline")
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [reasoned("request_decline")]
        triggers = [*Act.Meta.triggers, before_insert("declines", "csis_request_declined")]


class SeatQuerySet(models.QuerySet):
    """Seats, with those that are held."""

    def held(self) -> "SeatQuerySet":
        """The newest seat of each review, person and place, unless it was given up."""
        return self.filter(pk__in=seats_held())


class Seat(Act):
    """Somebody is asked to draft or to vote in a review, or no longer; the newest row per person and place counts."""

    review = models.ForeignKey(Review, models.PROTECT, db_index=False, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    place = models.TextField(choices=SeatKind.choices)
    seated = models.BooleanField()
    reason = models.TextField()

    objects = SeatQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            reasoned("seat"),
            choices_check("place", SeatKind, "seat_place_known"),
            models.UniqueConstraint(fields=["review", "user", "place", "entry"], name="seat_one_step_per_entry"),
        ]
        indexes = [models.Index(fields=["review", "user", "place", "-entry"], name="seat_newest")]
        triggers = [*Act.Meta.triggers, STEWARDED, before_insert("takes_seat", "csis_seat")]


class Comment(Act):
    """A comment on a review or one of its proposals."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="comments")
    proposal = models.ForeignKey("missions.Proposal", models.PROTECT, null=True, related_name="comments")
    text = models.TextField()

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]


class CommentTie(Act):
    """The subject of a comment: a function of the area, or a change request of its proposal."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="tie")
    function = models.ForeignKey(Function, models.PROTECT, null=True, db_index=False, related_name="+")
    request = models.ForeignKey("missions.ChangeRequest", models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(function__isnull=True) ^ Q(request__isnull=True), name="comment_tie_to_one_thing"
            ),
        ]
        triggers = [*Act.Meta.triggers, before_insert("tied", "csis_comment_tie")]


class CommentStep(Act):
    """A comment is resolved or reopened; the newest step counts."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="steps")
    resolved = models.BooleanField()

    class Meta(Act.Meta):
        triggers = [*Act.Meta.triggers, before_insert("settles", "csis_comment_step")]


class Opportunity(Act):
    """What a review found that a commercial solution could do; tracked afterward, whatever the category."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="opportunities")
    function = models.ForeignKey(Function, models.PROTECT, null=True, related_name="opportunities")
    action = models.TextField()
    owner = models.ForeignKey(User, models.PROTECT, related_name="opportunities")
    due_on = models.DateField()

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=~Q(action=""), name="opportunity_action_given")]
        verbose_name_plural = "opportunities"


class OpportunityProgress(Act):
    """A step in the life of an opportunity: done, dropped, or reopened; the newest counts."""

    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="progress")
    step = models.TextField(choices=OpportunityStep.choices)
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            reasoned("opportunity_progress"),
            choices_check("step", OpportunityStep, "opportunity_progress_step_known"),
        ]
