"""The numbers that the strategy does not give."""

from django.http import HttpRequest, HttpResponse

from missions.queries.record.history import policy_history
from missions.views.bodies import MadeFrom
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, record_page, respond


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The policy in force at the moment, and its history."""
    context = {
        "policy": page.resolved.policy,
        "rows": policy_history(page.resolved.moment).rows,
        "downloads": downloads(request, "policy", MOMENT),
    }
    return respond(request, "record/policy/index.html", context)
