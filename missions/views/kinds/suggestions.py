"""Suggestions for a reference while somebody types."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from missions.domain.kinds.registry import KINDS
from missions.queries.kinds.names import Names
from missions.queries.kinds.states import OTHERS
from missions.queries.record.search import suggested
from missions.views.shortcuts import Page, record_page

# The parameter that asks for names instead of codes.
BY_NAME = "named"


@record_page
def index(request: HttpRequest, page: Page, refers: str) -> HttpResponse:
    """Options for what is typed: one parameter, under the name of its input."""
    if refers not in KINDS and refers not in OTHERS:
        raise Http404("There is no such kind of record.")
    typed = next((value for name, value in request.GET.items() if name != BY_NAME), "")
    moment = page.resolved.moment
    codes, names = suggested(refers, moment, typed), Names(moment)
    names.read((refers, code) for code in codes)
    context = {"found": [names.of(refers, code) for code in codes], "by_name": BY_NAME in request.GET}
    return render(request, "kinds/suggestions.html", context)
