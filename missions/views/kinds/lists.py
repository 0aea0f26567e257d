"""The list of the records of a kind, and one of them with its history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.actions.kinds import may_record
from missions.domain.kinds.kind import Kind, RecordState, referred
from missions.domain.kinds.registry import KINDS
from missions.domain.record.portfolio import Moment
from missions.forms.kinds import ListFilters
from missions.queries.catalog.citations import told_of
from missions.queries.kinds.history import revisions
from missions.queries.kinds.lists import listed, names_areas
from missions.queries.kinds.names import Names, referrers
from missions.queries.kinds.states import states
from missions.queries.record.evidence_links import evidence_of
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.kinds.shown import ListedRows, follow_ups, lines_shown, listed_rows, referring, values_shown
from missions.views.paging import ON_PAGE, first_place, paged
from missions.views.shortcuts import Page, number, pager, record_page, respond, with_query


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page, kind: Kind) -> HttpResponse:
    """The records of a kind in force at the moment; the filters are in the address."""
    moment = page.resolved.moment
    filters = ListFilters(kind, request.GET)
    sought = filters.sought
    # A fact about an area may change a name in the rows, and so which rows contain a word, but not which rows exist.
    read_rows = page.of_record if names_areas(kind.name) else page.at_large
    read_codes = read_rows if sought.words else page.at_large
    codes = read_codes(listed, kind.name, sought)
    first = first_place(request)
    place = paged(request, len(codes))
    context = {
        "kind": kind,
        "tabs": tabs(kind.name, moment.suffix),
        "listed": read_rows(_listed, kind.name, codes[first : first + ON_PAGE]),
        "filters": filters,
        "clear_url": with_query(request, **dict.fromkeys(filters.fields), page=None) if filters.active else None,
        "downloads": downloads(request, kind.address, (*filters.fields, *MOMENT)),
        "may_record": can(request.actor, may_record(kind)) and not moment.is_past,
        **place,
    }
    status = 400 if filters.messages else 200
    return respond(request, "kinds/index.html", context, fragment="results", status=status)


def _listed(moment: Moment, kind: str, codes: tuple[str, ...]) -> ListedRows:
    """The records of these codes as rows of their list. One query, and one for each kind that they refer to."""
    found = states(kind, moment, codes)
    names = Names(moment)
    names.read(one for state in found for one in referred(KINDS[kind], state.values, {}))
    return listed_rows(KINDS[kind], found, names, moment.suffix)


@record_page(shared=MadeFrom.RECORD)
def detail(request: HttpRequest, page: Page, kind: Kind, code: str) -> HttpResponse:
    """One record, the records that refer to it, and its history."""
    moment = page.resolved.moment
    state = state_or_404(kind, code, moment)
    names = Names(moment)
    may = can(request.actor, may_record(kind)) and not moment.is_past
    others = [one for one in KINDS.values() if can(request.actor, may_record(one))]
    about = referrers(kind.name, code, moment)
    names.read({*referred(kind, state.values, state.lines), *((one.kind.name, one.code) for one in about)})
    found = revisions(kind.name, moment, code, before=number(request.GET, "before"))
    evidence = evidence_of(moment, kind.name, code, state.said)
    moved = told_of(moment, evidence)
    context: dict[str, Any] = {
        "kind": kind,
        "state": state,
        "title": names.called(state),
        "values": values_shown(kind.fields, state.values, names, moment.suffix),
        "lines": lines_shown(kind, state, names, moment.suffix),
        "referring": referring(about, names, moment.suffix),
        "evidence": [(one, moved.get(one.pk, "")) for one in evidence],
        "rows": found.rows,
        "may_record": may,
        "reads_audit": can(request.actor, Permission.READ_AUDIT_RECORD),
        "follow_ups": follow_ups(kind, code, others) if may and not state.retired else [],
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "kinds/detail.html", context)


def state_or_404(kind: Kind, code: str, moment: Moment) -> RecordState:
    """The record of that code at the moment. Raises Http404."""
    found = states(kind.name, moment, [code])
    if not found:
        raise Http404(f"There is no {kind.label.lower()} {code} at this date.")
    return found[0]
