"""Requests for reviews: an analyst asks from the area's page, a steward opens the review or declines."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from missions.access import Permission, can
from missions.actions.reviews import requests as actions
from missions.domain import addresses
from missions.forms.base import ReasonForm
from missions.models import MissionArea, ReviewRequest
from missions.queries.reviews.requests import asking, request_row
from missions.views.reviews.review import act_in
from missions.views.shortcuts import never_shared, permit, respond
from missions.views.written import written


@never_shared
@written
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Request a review of an area that is late or has drifted."""
    actor = permit(request, Permission.ASK_FOR_REVIEWS)
    area = MissionArea.objects.filter(code=code).first()
    if area is None:
        raise Http404(f"There is no mission area {code}.")

    def page(status: int) -> HttpResponse:
        found = asking(code, timezone.localdate())
        if found is None:
            raise Http404(f"There is no mission area {code}.")
        shown = form if form.is_bound or not found.why_not else None
        context = {"form": shown, "item": found.found, "newest": found.newest, "why_not": found.why_not}
        return respond(request, "reviews/requests/ask.html", context, status=status)

    def act(given: dict[str, Any]) -> str:
        actions.ask_for_review(by=actor, area=area, reason=given["reason"])
        return "Sent to the stewards. One of them opens the review or declines it; you are told either way."

    form = ReasonForm(request.POST if request.method == "POST" else None, auto_id="ask-%s")
    if request.method != "POST":
        return page(200)
    return act_in(request, None, "ask", form, act, back=addresses.area(code), page=page)


@never_shared
@written
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """One request and how it was answered; a steward declines it here, or opens the review."""
    actor = permit(request, Permission.RUN_REVIEWS if request.method == "POST" else Permission.READ_PROPOSALS)
    asked = ReviewRequest.objects.select_related("area").filter(pk=pk).first()
    if asked is None:
        raise Http404(f"There is no request {pk}.")

    def page(status: int) -> HttpResponse:
        row = request_row(asked.pk, timezone.localdate())
        answers = can(actor, Permission.RUN_REVIEWS) and row.waits
        context = {"row": row, "form": form if form.is_bound or answers else None}
        return respond(request, "reviews/requests/detail.html", context, status=status)

    def act(given: dict[str, Any]) -> str:
        actions.decline_request(by=actor, request=asked, reason=given["reason"])
        return f"The request for a review of {asked.area.code} is declined. Whoever asked is told why."

    form = ReasonForm(request.POST if request.method == "POST" else None, auto_id="decline-%s")
    if request.method != "POST":
        return page(200)
    back = addresses.HOME if "desk" in request.POST else addresses.review_request(asked.pk)
    return act_in(request, None, "decline", form, act, back=back, page=page)
