"""Requests for reviews: an analyst asks, a steward declines; opening a review answers the request."""

from missions.access import Actor, Permission
from missions.actions.errors import Unfit
from missions.actions.reviews.base import acting, worded
from missions.domain.audit import TargetKind
from missions.models import MissionArea, RequestDecline, ReviewRequest
from missions.queries.moment import today_of_database
from missions.queries.reviews.requests import asking, request_row

ASKS, ANSWERS = (Permission.ASK_FOR_REVIEWS,), (Permission.RUN_REVIEWS,)


def ask_for_review(*, by: Actor, area: MissionArea, reason: str) -> ReviewRequest:
    """Request a review of an area that is late or has drifted.

    Raises `Refused`, or `Unfit` if it is neither, a review is open, or a request waits.
    """
    reason = worded(reason, "reason")
    target = TargetKind.AREA.of(area.code)
    with acting(by=by, needs=ASKS, action="ask for review", target=target, reason=reason, areas=[area]) as act:
        found = asking(area.code, today_of_database())
        if found is None:
            raise Unfit(f"{area.code} is not in force yet.")
        if found.why_not:
            raise Unfit(found.why_not)
        return act.entry.add(ReviewRequest(area=area, by_id=by.pk, reason=reason))


def decline_request(*, by: Actor, request: ReviewRequest, reason: str) -> RequestDecline:
    """Decline a request for a review. Raises `Refused`, or `Unfit` if it was answered meanwhile."""
    reason = worded(reason, "reason")
    target = TargetKind.AREA.of(request.area.code)
    with acting(
        by=by, needs=ANSWERS, action="decline review request", target=target, reason=reason, areas=[request.area]
    ) as act:
        found = request_row(request.pk, today_of_database())
        if found.review is not None:
            raise Unfit(f"Review {found.review} of {found.area} was opened meanwhile: it answers the request.")
        if not found.waits:
            raise Unfit(f"{found.declined_by} declined this request meanwhile.")
        return act.entry.add(RequestDecline(request=request, by_id=by.pk, reason=reason))
