"""The strategy's own words."""

from django.http import HttpRequest, HttpResponse

from missions.domain.vocabulary import PassageKind
from missions.queries.record.strategy import passages
from missions.views.bodies import MadeFrom
from missions.views.shortcuts import Page, record_page, respond

HEADINGS = {
    PassageKind.CATEGORY: "Categories",
    PassageKind.STATEMENT: "Mission areas and integration",
    PassageKind.PRINCIPLE: "Principles",
    PassageKind.PRIORITY: "Priorities",
    PassageKind.PROTECTION: "Financial protections",
    PassageKind.DEFINITION: "Definitions",
}


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Every passage the record relies on, by kind."""
    found = passages(page.resolved.moment)
    groups = [
        {"kind": kind, "heading": heading, "passages": found[kind]} for kind, heading in HEADINGS.items() if found[kind]
    ]
    return respond(request, "record/strategy/index.html", {"groups": groups})
