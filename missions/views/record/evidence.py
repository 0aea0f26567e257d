"""Evidence: the list, the page of one piece with the facts that rest on it, and its file."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.actions import access
from missions.domain import addresses
from missions.domain.audit import TargetKind
from missions.domain.kinds.registry import KINDS
from missions.domain.record.area_names import AreaNames
from missions.domain.record.evidence import Attachment, Stands
from missions.domain.record.portfolio import Moment
from missions.forms.record.evidence import EvidenceFilters
from missions.queries.catalog.citations import told_of
from missions.queries.kinds.names import NamedRecord, Names
from missions.queries.record.evidence import by_key, found, readable_file
from missions.queries.record.evidence_links import attached, resting
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, number, pager, permit, record_page, resolved_now, respond, with_query
from missions.views.stored import ShownFile, handed_out

LABELS = {"assessment": "Assessment", "function": "Function", "area": "Mission area", "policy": "Policy"}
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
        "filters": filters,
        "clear_url": with_query(request, **dict.fromkeys(FILTERS), before=None) if filters.active else None,
        "choices": areas.choices,
        "downloads": downloads(request, "evidence", (*FILTERS, *MOMENT)),
        "may_add": can(request.actor, Permission.ASSESS) and not moment.is_past,
        **pager(request, older=listed.older, newest=listed.newest),
    }
    status = 400 if filters.messages else 200
    return respond(request, "record/evidence/index.html", context, fragment="results", status=status)


@record_page
def detail(request: HttpRequest, page: Page, pk: str) -> HttpResponse:
    """One piece of evidence: what it is, who recorded it and why, and what rests on it."""
    moment = page.resolved.moment
    state = by_key(moment, [int(pk)], reader=request.actor).get(int(pk))
    if state is None:
        raise Http404(f"There is no evidence {pk} at this moment.")
    others = by_key(moment, [key for key in (state.supersedes, state.superseded_by) if key], reader=request.actor)
    context = {
        "evidence": state,
        "earlier": others.get(state.supersedes),
        "newer": others.get(state.superseded_by),
        "attached": _behind(moment, state.pk),
        "moved": told_of(moment, [state]).get(state.pk, ""),
        "proposals": resting(moment, state.pk, reader=request.actor),
        "may_supersede": can(request.actor, Permission.ASSESS) and not moment.is_past and not state.superseded_by,
    }
    return respond(request, "record/evidence/detail.html", context)


def _behind(moment: Moment, key: int) -> list[tuple[str, NamedRecord, Attachment]]:
    """The facts that rest on it: their kind, their subject with its page, and since when."""
    names, found = Names(moment), attached(moment, key)
    names.read({(one.stands.about, one.stands.code) for one in found if one.stands.about != "policy"})
    told = ((one, _named(names, one.stands)) for one in found)
    return [(_label(one.stands), named, one) for one, named in told if named]


def _named(names: Names, stands: Stands) -> NamedRecord | None:
    if stands.about == "policy":
        return NamedRecord("", "Policy", addresses.POLICY)
    return names.of(stands.about, stands.code)


def _label(stands: Stands) -> str:
    return LABELS.get(stands.kind) or KINDS[stands.kind].label


@require_safe
def file(request: HttpRequest, pk: str) -> HttpResponse:
    """The stored file, after its digest was checked, with an entry of who downloaded it; 409 if the digest differs."""
    reader = permit(request, Permission.READ_RECORD)
    row = readable_file(resolved_now().moment, int(pk), reader=reader)
    if row is None:
        raise Http404(f"There is no file of evidence {pk}.")
    stored = ShownFile(row.file_name, row.media_type, row.sha256, row.size, row.title, addresses.evidence(row.pk))
    taken = partial(access.record_download, by=reader, target=TargetKind.EVIDENCE.of(row.pk), sha256=row.sha256)
    return handed_out(request, stored, taken=taken)
