"""Evidence: the list, one piece of it with what it stands behind, and its file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.actions import access
from missions.domain.record.area_names import AreaNames
from missions.domain.record.portfolio import Moment
from missions.forms.record.evidence import EvidenceFilters
from missions.queries.catalog.citations import moved_since
from missions.queries.kinds.evidence import records_resting
from missions.queries.kinds.names import Named, Names
from missions.queries.record.evidence import attached, by_key, found, readable_file, resting
from missions.storage.files import Unreadable, checked
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, number, pager, permit, record_page, resolved_now, respond, with_query

FILTERS = ("q", "kind", "provenance", "behind")
# Whatever the file holds, a browser keeps it apart: nothing in it runs, loads or is shown as ours.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


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
        "moved": moved_since(moment, {0: state.kept.figure} if state.kept else {}).get(0, ""),
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
    try:
        with checked(row.sha256, row.size) as stored:
            response = HttpResponse(stored.read(), content_type=row.media_type)
    except Unreadable as error:
        context = {"evidence": row, "why": str(error)}
        return respond(request, "record/evidence/unreadable.html", context, status=409)
    if request.method != "HEAD":
        access.record_evidence_download(by=reader, evidence=row.pk, sha256=row.sha256)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.file_name)
    response["Content-Length"] = str(row.size)
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
