"""One function of an area, and its assessments."""

from django.http import Http404, HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.domain.record.rule.contradictions import contradiction
from missions.queries.catalog.citations import told_of
from missions.queries.commercial.recorded import recorded_for
from missions.queries.record.evidence_links import around
from missions.queries.record.history import function_history
from missions.views.bodies import MadeFrom
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, number, pager, record_page, respond


@record_page(shared=MadeFrom.RECORD, of_area=True)
def detail(request: HttpRequest, page: Page, code: str, function: str) -> HttpResponse:
    """A function with the assessment in force and everything recorded about it."""
    found = function_history(page.resolved.moment, function, before=number(request.GET, "before"))
    area = page.portfolio(code, retired=True).area(code)
    state = area and next((one for one in area.functions if one.code == function), None)
    if state is None:
        raise Http404(f"There is no function {function} in {code} at this date.")
    rests_on = around(page.resolved.moment, code, function)
    evidence, named = ([one.evidence for one in part] for part in (rests_on.assessments, rests_on.names))
    moved = told_of(page.resolved.moment, [*evidence, *named])
    context = {
        "area": area,
        "function": state,
        "may_assess": can(request.actor, Permission.ASSESS) and not page.resolved.moment.is_past,
        "evidence": tuple((one, moved.get(one.pk, "")) for one in evidence),
        "named": tuple((one, moved.get(one.pk, "")) for one in named),
        "recorded": recorded_for(function, page.resolved.moment),
        "contradiction": contradiction(state),
        "history": found,
        "reads_audit": can(request.actor, Permission.READ_AUDIT_RECORD),
        "downloads": downloads(request, "history", MOMENT, area=code, function=function),
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "record/functions/detail.html", context)
