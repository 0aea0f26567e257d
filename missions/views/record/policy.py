"""The numbers that the strategy does not give."""

from django.http import HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.domain.record.portfolio import PolicyState
from missions.domain.record.rule.policy_numbers import THRESHOLDS
from missions.queries.record.history import policy_history
from missions.views.bodies import MadeFrom
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, record_page, respond


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The policy in force at the moment, and its history."""
    policy = page.resolved.policy
    context = {
        "policy": policy,
        "posture": _posture(policy) if policy else [],
        "history": policy_history(page.resolved.moment),
        "downloads": downloads(request, "policy", MOMENT),
        "may_draft": can(request.actor, Permission.RUN_REVIEWS) and not page.resolved.moment.is_past,
    }
    return respond(request, "record/policy/index.html", context)


def _posture(policy: PolicyState) -> list[tuple[str, str, str]]:
    """The thresholds of the posture: their column, what they are called, and the number."""
    return [(one.column, one.heading, one.said(policy.limits[name])) for name, one in THRESHOLDS.items()]
