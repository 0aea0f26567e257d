"""One review: its area, its people, its proposals, its history, and its opportunities."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.access import TAKES_PART, Actor, Permission, Refused, can, can_any
from missions.actions.errors import Unfit
from missions.actions.reviews import proposals as drafting
from missions.actions.reviews import reviews as actions
from missions.actions.reviews.errors import Blocked
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.reviews.guards import Block, Person, why_not_draft
from missions.domain.vocabulary import Duty, OpportunityStep, Role, SeatKind
from missions.forms.base import ReasonForm
from missions.forms.reviews.reviews import (
    CommentForm,
    DueDateForm,
    OpportunityForm,
    ProgressForm,
    SeatForm,
    UnseatForm,
    people,
)
from missions.models import CategoryDecision, Function, Opportunity, Review, User
from missions.queries.reviews.brief.timeline import thread
from missions.queries.reviews.opportunities import opportunities
from missions.queries.reviews.people import candidates, seated_people
from missions.queries.reviews.reviews import ReviewRow, review_row
from missions.views.reviews.reviews import next_step, resolves
from missions.views.shortcuts import beside, never_shared, permit, respond
from missions.views.written import posted

# A steward's duties that are met by assigning people.
ASSIGNING = {Duty.SEAT, Duty.RESEAT, Duty.ASSIGN}


@never_shared
@require_safe
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """One review, as far as the reader may see it: to a viewer, an open one shows area, target and due date."""
    permit(request, Permission.READ_RECORD)
    return _page(request, pk)


@never_shared
@posted(addresses.review)
def seats(request: HttpRequest, pk: str) -> HttpResponse:
    """Assign people, or end an assignment; votes already cast are kept."""
    actor = permit(request, Permission.RUN_REVIEWS)
    review = review_or_404(pk)
    if "end" in request.POST:
        form = UnseatForm(request.POST)
        return act_in(request, review, "unseat", form, lambda given: _unseat(actor, review, given))
    form = SeatForm(request.POST, auto_id="seat-%s", users=_seatable())
    return act_in(request, review, "seat", form, lambda given: _seat(actor, review, given))


@never_shared
@posted(addresses.review)
def due_date(request: HttpRequest, pk: str) -> HttpResponse:
    """Move the due date of an open review."""
    actor = permit(request, Permission.RUN_REVIEWS)
    review = review_or_404(pk)

    def move(given: dict[str, Any]) -> str:
        moved = actions.move_due_date(by=actor, review=review, due_on=given["due_on"], reason=given["reason"])
        return f"The review is due on {day(moved.due_on)}. Everybody in it is told."

    return act_in(request, review, "due", DueDateForm(request.POST, auto_id="due-%s"), move)


@never_shared
@posted(addresses.review)
def closing(request: HttpRequest, pk: str) -> HttpResponse:
    """Close a review without a decision."""
    actor = permit(request, Permission.RUN_REVIEWS)
    review = review_or_404(pk)

    def close(given: dict[str, Any]) -> str:
        actions.close_review(by=actor, review=review, reason=given["reason"])
        return "The review is closed. The category in force stays in force."

    return act_in(request, review, "close", ReasonForm(request.POST, auto_id="close-%s"), close)


@never_shared
@posted(addresses.review, typed=False)
def proposals(request: HttpRequest, pk: str) -> HttpResponse:
    """Start a proposal in the review; `reverses` names the entry of the decision that it reverses, if any."""
    actor = permit(request, Permission.DRAFT_PROPOSALS)
    review = review_or_404(pk)
    reversed_one = _decision_or_404(review, request.POST.get("reverses", ""))
    try:
        made = drafting.create_draft(by=actor, review=review, reverses=reversed_one)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Blocked as error:
        if error.personal:
            raise PermissionDenied(str(error)) from error
        return _page(request, pk, wrong=str(error), status=409)
    except Unfit as error:
        return _page(request, pk, wrong=str(error), status=400)
    messages.success(request, "Draft started.")
    return redirect("draft", pk=made.pk)


@never_shared
@posted(partial(addresses.review, part="opportunities"))
def found(request: HttpRequest, pk: str) -> HttpResponse:
    """Note an opportunity of the review."""
    actor = takes_part(request)
    review = review_or_404(pk)
    form = OpportunityForm(request.POST, auto_id="opportunity-%s", **_for_opportunity(review))

    def note(given: dict[str, Any]) -> str:
        actions.note_opportunity(
            by=actor,
            review=review,
            function=Function.objects.filter(pk=given["function"]).first() if given["function"] else None,
            action=given["action"],
            owner=User.objects.get(pk=given["owner"]),
            due_on=given["due_on"],
        )
        return f"The opportunity is noted; due {day(given['due_on'])}."

    return act_in(request, review, "opportunity", form, note, back=addresses.review(pk, "opportunities"))


@never_shared
@posted(lambda pk: addresses.reviews("opportunities"))
def progress(request: HttpRequest, pk: str) -> HttpResponse:
    """Set an opportunity to done, dropped or open: its owner, or a steward."""
    actor = permit(request, Permission.READ_RECORD)
    opportunity = Opportunity.objects.select_related("review__area", "owner").filter(pk=pk).first()
    if opportunity is None:
        raise Http404(f"There is no opportunity {pk}.")

    def step(given: dict[str, Any]) -> str:
        chosen = OpportunityStep(given["step"])
        actions.progress_opportunity(by=actor, opportunity=opportunity, step=chosen, reason=given["reason"])
        return f"The opportunity is {chosen.label.lower()}."

    form = ProgressForm(request.POST, opportunity=int(pk))
    back = addresses.review(opportunity.review_id, "opportunities")
    return act_in(request, opportunity.review, "progress", form, step, back=back)


def told_on_page(request: HttpRequest, review: Review, why: str, *, status: int) -> HttpResponse:
    """The page of the review with the reason why an act was not done."""
    return _page(request, review.pk, wrong=why, status=status)


def takes_part(request: HttpRequest) -> Actor:
    """The actor, if it takes part in reviews. Raises PermissionDenied."""
    actor = request.actor
    if not can_any(actor, TAKES_PART):
        permit(request, TAKES_PART[0])
    return actor


def review_or_404(pk: str) -> Review:
    review = Review.objects.select_related("area", "state", "cycle").filter(pk=pk).first()
    if review is None:
        raise Http404(f"There is no review {pk}.")
    return review


def _decision_or_404(review: Review, sequence: str) -> CategoryDecision | None:
    """The decision about the review's area with this entry; None if none is named."""
    if not sequence:
        return None
    number = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 19 else 0
    found = CategoryDecision.objects.filter(area=review.area, entry=number).first()
    if found is None:
        raise Http404("There is no such decision about this area.")
    return found


def _seat(actor: Actor, review: Review, given: dict[str, Any]) -> str:
    users = list(User.objects.filter(pk__in=given["users"]).select_related("organization"))
    place = SeatKind(given["place"])
    made = actions.seat(by=actor, review=review, users=users, place=place, reason=given["reason"])
    return f"{len(made)} seated. The review appears under “Awaiting me” when it is their turn."


def _unseat(actor: Actor, review: Review, given: dict[str, Any]) -> str:
    user = User.objects.select_related("organization").filter(pk=given["user"]).first()
    if user is None:
        raise Unfit("There is no such account.", "user")
    actions.unseat(by=actor, review=review, user=user, place=SeatKind(given["place"]), reason=given["reason"])
    return f"{user.name} is no longer assigned. Votes already cast stay."


def act_in(
    request: HttpRequest,
    review: Review | None,
    name: str,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    *,
    back: str | None = None,
    page: Callable[[int], HttpResponse] | None = None,
) -> HttpResponse:
    """Carry out an act and say so; errors are shown beside the form, with the input kept.

    `page` makes the page of the form with a status, if that is not the review's; without a review, `page` and `back`
    are given.
    """
    page = page or (lambda status: _page(request, review.pk, forms={name: form}, status=status))
    if not form.is_valid():
        return page(400)
    try:
        said = act(form.cleaned_data)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Blocked as error:
        if error.personal:
            raise PermissionDenied(str(error)) from error
        form.add_error(None, str(error))
        return page(409 if error.outdated else 400)
    except Unfit as error:
        beside(form, error)
        return page(409 if error.field is None else 400)
    messages.success(request, said)
    return redirect(back or addresses.review(review.pk))


def _seat_form(row: ReviewRow) -> SeatForm:
    place = SeatKind.ANALYST if Duty.ASSIGN in row.duties else SeatKind.REVIEWER
    return SeatForm(auto_id="seat-%s", users=_seatable(), initial={"place": place})


def _seatable() -> list[tuple[int, str]]:
    return people(candidates(timezone.localdate(), Role.REVIEWER, Role.ANALYST))


def _for_opportunity(review: Review) -> dict[str, Any]:
    functions = Function.objects.filter(area=review.area).order_by("code")
    owners = candidates(timezone.localdate(), *(role for role in Role if role is not Role.ADMINISTRATOR))
    return {"functions": [(one.pk, one.code) for one in functions], "owners": people(owners)}


def _page(
    request: HttpRequest, pk: str | int, *, forms: dict[str, Form] | None = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    review = review_or_404(pk)
    row = review_row(actor, review.pk, today)
    whole = can(actor, Permission.READ_PROPOSALS) or not row.is_open
    seats = seated_people(review.pk) if whole else []
    context = {
        "review": review if whole else None,
        "row": row,
        "waits": next_step(row),
        "whole": whole,
        "wrong": wrong,
        "seats": seats,
        "events": thread(actor, review.pk, today) if whole else [],
        "opportunities": opportunities(today, review=review.pk) if whole else [],
        "me": actor.pk,
        "steward": can(actor, Permission.RUN_REVIEWS),
        "resolves": resolves(row.is_open, actor),
        **_forms(actor, review, row, seats, forms or {}),
    }
    return respond(request, "reviews/reviews/detail.html", context, status=status)


def _forms(actor: Actor, review: Review, row: ReviewRow, seats: list[Any], given: dict[str, Form]) -> dict[str, Any]:
    """This person's forms; a form that failed returns as it was sent."""
    steward = can(actor, Permission.RUN_REVIEWS) and row.is_open
    part = row.is_open and can_any(actor, TAKES_PART)
    seat, close, due = (given.get(name) for name in ("seat", "close", "due"))
    drafts = can(actor, Permission.DRAFT_PROPOSALS) and row.is_open and row.idle
    return {
        "seat_form": (seat or _seat_form(row)) if steward else None,
        # A person who is asked to assign people finds the form open.
        "seat_open": seat is not None or not ASSIGNING.isdisjoint(row.duties),
        "due_form": (due or DueDateForm(auto_id="due-%s")) if steward or due else None,
        "close_form": (close or ReasonForm(auto_id="close-%s")) if steward and (row.idle or close) else None,
        "comment_form": (given.get("comment") or CommentForm(auto_id="comment-%s")) if part else None,
        "opportunity_form": (
            given.get("opportunity") or OpportunityForm(auto_id="opportunity-%s", **_for_opportunity(review))
        )
        if part
        else None,
        "opportunity_open": "opportunity" in given,
        "progress_form": given.get("progress"),
        "unseat_form": given.get("unseat"),
        "draft_blocks": _why_not_draft(actor, row, seats) if drafts else None,
        "may_draft": drafts,
    }


def _why_not_draft(actor: Actor, row: ReviewRow, seats: list[Any]) -> tuple[Block, ...]:
    person = Person(actor.pk, actor.organization, actor.roles)
    reviewer = any(seat.user == actor.pk and seat.place == SeatKind.REVIEWER for seat in seats)
    return why_not_draft(person, is_open=row.is_open, has_proposal=not row.idle, seated=reviewer)
