"""The list of the records of a kind, and one of them with its history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.actions.kinds import may_record
from missions.domain.kinds.kind import Kind, State
from missions.domain.kinds.registry import KINDS
from missions.forms.kinds import ListFilters
from missions.queries.kinds.evidence import evidence_of
from missions.queries.kinds.history import revisions
from missions.queries.kinds.names import Names, referrers
from missions.queries.kinds.states import states
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.kinds.shown import follow_ups, lines_shown, listed_rows, referring, searched, values_shown
from missions.views.shortcuts import Page, number, pager, record_page, respond, with_query

ON_PAGE = 100


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page, kind: Kind) -> HttpResponse:
    """The records of a kind in force at the moment; the filters are in the address."""
    moment = page.resolved.moment
    filters = ListFilters(kind, request.GET)
    names = Names(moment)
    found = filters.narrowed(states(kind.name, moment), lambda one: searched(kind, one, names))
    at = number(request.GET, "page") or 1
    first = (at - 1) * ON_PAGE
    if first and first >= len(found):
        raise Http404(f"The list has no page {at}.")
    context = {
        "kind": kind,
        "tabs": tabs(kind.name, moment.suffix),
        "rows": listed_rows(kind, found[first : first + ON_PAGE], names, moment.suffix),
        "total": len(found),
        "first": first + 1,
        "last": min(first + ON_PAGE, len(found)),
        "filters": filters,
        "clear_url": with_query(request, **dict.fromkeys(filters.fields), page=None) if filters.active else None,
        "newer_url": with_query(request, page=at - 1 if at > 2 else None) if at > 1 else None,
        "older_url": with_query(request, page=at + 1) if first + ON_PAGE < len(found) else None,
        "downloads": downloads(request, kind.address, (*filters.fields, *MOMENT)),
        "may_record": can(request.actor, may_record(kind)) and not moment.is_past,
    }
    status = 400 if filters.messages else 200
    return respond(request, "kinds/index.html", context, fragment="results", status=status)


@record_page(shared=MadeFrom.RECORD)
def detail(request: HttpRequest, page: Page, kind: Kind, code: str) -> HttpResponse:
    """One record as it stands, what refers to it, and everything recorded about it."""
    moment = page.resolved.moment
    state = state_or_404(kind, code, page)
    names = Names(moment)
    may = can(request.actor, may_record(kind)) and not moment.is_past
    others = [one for one in KINDS.values() if can(request.actor, may_record(one))]
    found = revisions(kind.name, moment, code, before=number(request.GET, "before"))
    context: dict[str, Any] = {
        "kind": kind,
        "state": state,
        "title": names.called(state),
        "values": values_shown(kind.fields, state.values, names, moment.suffix),
        "lines": lines_shown(kind, state, names, moment.suffix),
        "referring": referring(referrers(kind.name, code, moment), names, moment.suffix),
        "evidence": evidence_of(moment, state),
        "rows": found.rows,
        "may_record": may,
        "reads_audit": can(request.actor, Permission.READ_AUDIT_RECORD),
        "follow_ups": follow_ups(kind, code, others) if may and not state.retired else [],
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "kinds/detail.html", context)


def state_or_404(kind: Kind, code: str, page: Page) -> State:
    """The record of that code at the moment of the page. Raises Http404."""
    found = states(kind.name, page.resolved.moment, [code])
    if not found:
        raise Http404(f"There is no {kind.label.lower()} {code} at this date.")
    return found[0]
