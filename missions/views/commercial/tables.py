"""The three tables of the posture: access by phase, protection by provider, and the pipeline."""

from itertools import islice

from django.http import HttpRequest, HttpResponse

from missions.domain.commercial.tables import access_rows, conditions, lapsing, pipeline, protection_rows
from missions.domain.commercial.vocabulary import Phase
from missions.queries.kinds.names import Names
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.remembered import posture_at
from missions.views.shortcuts import Page, record_page, respond

MOST_ROWS = 500


@record_page(shared=MadeFrom.RECORD)
def access(request: HttpRequest, page: Page) -> HttpResponse:
    """Every open function by phase: capacity, hours, who activates it, and when the cover lapses."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    names = Names(moment)
    rows = [(names.of("function", row.function.code), row) for row in islice(access_rows(held), MOST_ROWS)]
    days = held.limits["lapse_days"]
    soon = lapsing(held, days)
    context = {
        "rows": rows,
        "phases": list(Phase),
        "lapsing": [(names.of("function", function.code), one) for _, function, one in soon],
        "lapse_days": days,
        "tabs": tabs("access", moment.suffix),
    }
    return respond(request, "commercial/access.html", context)


@record_page(shared=MadeFrom.RECORD)
def protection(request: HttpRequest, page: Page) -> HttpResponse:
    """Every provider in use by the four tools of Annex A, and the five conditions as they were judged."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    context = {
        "rows": list(islice(protection_rows(held), MOST_ROWS)),
        "conditions": conditions(held),
        "tabs": tabs("protection", moment.suffix),
    }
    return respond(request, "commercial/protection.html", context)


@record_page(shared=MadeFrom.RECORD)
def pipeline_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Commercial solutions from research to what is offered: days in the stage, functions and instruments."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    context = {"stages": pipeline(held), "tabs": tabs("pipeline", moment.suffix)}
    return respond(request, "commercial/pipeline.html", context)
