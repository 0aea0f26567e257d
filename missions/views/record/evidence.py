"""Evidence: the list, one piece of it with what it stands behind, and its file."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.actions import access
from missions.domain import addresses
from missions.domain.record.area_names import AreaNames
from missions.domain.record.portfolio import Moment
from missions.forms.record.evidence import EvidenceFilters
from missions.queries.catalog.citations import told_of
from missions.queries.kinds.evidence import records_resting
from missions.queries.kinds.names import Named, Names
from missions.queries.record.evidence import attached, by_key, found, readable_file, resting
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, number, pager, permit, record_page, resolved_now, respond, with_query
from missions.views.stored import Stored, handed_out

FILTERS = ("q", "kind", "provenance", "behind")


@record_page
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The evidence known at the moment, newest first; the filters are in the address."""
    areas = AreaNames(page.portfolio().everything)
    filters = EvidenceFilters(request.GET, areas)
    moment = page.resolved.moment
    listed = found(moment, filters.sought, reader=request.actor, before=number(request.GET, "before"))
    context = {
        "rows": listed.rows,
        "filters": {
            "q": filters["q"].value(),
            "behind": filters["behind"].value(),
            "kind": filters.choices("kind"),
            "provenance": filters.choices("provenance"),
            "active": filters.active,
            "clear_url": with_query(request, **dict.fromkeys(FILTERS), before=None) if filters.active else None,
        },
        "choices": areas.choices,
        "errors": filters.messages,
        "downloads": downloads(request, "evidence", (*FILTERS, *MOMENT)),
        "may_add": can(request.actor, Permission.ASSESS) and not moment.is_past,
        **pager(request, older=listed.older, newest=listed.newest),
    }
    status = 400 if filters.messages else 200
    return respond(request, "record/evidence/index.html", context, fragment="results", status=status)


@record_page
def detail(request: HttpRequest, page: Page, pk: str) -> HttpResponse:
    """One piece of evidence: what it is, who recorded it and why, and which assessments rest on it."""
    moment = page.resolved.moment
    state = by_key(moment, [int(pk)], reader=request.actor).get(int(pk))
    if state is None:
        raise Http404(f"There is no evidence {pk} at this moment.")
    others = by_key(moment, [key for key in (state.supersedes, state.superseded_by) if key], reader=request.actor)
    context = {
        "evidence": state,
        "earlier": others.get(state.supersedes),
        "newer": others.get(state.superseded_by),
        "attached": attached(moment, state.pk),
        "records": _records(moment, state.pk),
        "moved": told_of(moment, [state]).get(state.pk, ""),
        "proposals": resting(moment, state.pk, reader=request.actor),
        "may_supersede": can(request.actor, Permission.ASSESS) and not moment.is_past and not state.superseded_by,
    }
    return respond(request, "record/evidence/detail.html", context)


def _records(moment: Moment, key: int) -> list[tuple[str, Named]]:
    """The records of declared kinds that rest on it: what each is, its name and page."""
    names = Names(moment)
    found = ((one, names.of(one.kind.name, one.code)) for one in records_resting(moment, key))
    return [(one.kind.label if one.in_force else f"{one.kind.label}, earlier", named) for one, named in found if named]


@require_safe
def file(request: HttpRequest, pk: str) -> HttpResponse:
    """The file as it was stored, found to have its digest, and an entry of who took it; 409 where it has not."""
    reader = permit(request, Permission.READ_RECORD)
    row = readable_file(resolved_now().moment, int(pk), reader=reader)
    if row is None:
        raise Http404(f"There is no file of evidence {pk}.")
    stored = Stored(row.file_name, row.media_type, row.sha256, row.size, row.title, addresses.evidence(row.pk))
    taken = partial(access.record_download, by=reader, target=f"evidence:{row.pk}", sha256=row.sha256)
    return handed_out(request, stored, taken=taken)
