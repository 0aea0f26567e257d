"""Importing catalogs: upload, the dry run once the worker has read the files, confirm or discard."""

from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from missions import soon
from missions.access import Actor, Permission
from missions.actions.catalog import recording, staging
from missions.actions.errors import NotReady, Unfit
from missions.domain import addresses
from missions.domain.catalog.vocabulary import Publisher
from missions.domain.vocabulary import ImportState
from missions.forms.catalog.imports import CatalogUploadForm, SnapshotForm, suggested_name
from missions.models import CatalogSnapshot, StagedCatalog
from missions.queries.catalog import problems
from missions.views.catalog import problems as problem_lists
from missions.views.catalog.snapshots import areas_shown
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import posted, written

LISTED = 20


@written
def index(request: HttpRequest) -> HttpResponse:
    """The form to upload the files of a catalog, and one's own imports."""
    actor = permit(request, Permission.IMPORT_CATALOGS)
    if request.method != "POST":
        return _index_page(request, actor, CatalogUploadForm())
    form = CatalogUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _index_page(request, actor, form, status=400)
    try:
        staged = staging.stage(by=actor, files=[(one.name, one.file) for one in form.cleaned_data["files"]])
    except Unfit as error:
        beside(form, error)
        return _index_page(request, actor, form, status=400)
    soon.read_catalogs()
    return redirect("catalog_import", pk=staged.pk)


@require_safe
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """An import: how far it is read, and what it comes to."""
    actor = permit(request, Permission.IMPORT_CATALOGS)
    staged = _own_or_404(actor, pk)
    return _detail_page(request, staged, _form(staged))


@require_safe
def problems_file(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The problems of what is read, as CSV."""
    actor = permit(request, Permission.IMPORT_CATALOGS)
    staged = _own_or_404(actor, pk)
    return problem_lists.file(request, problems.of_import(staged.pk), f"Problems of import {staged.pk}")


def _on_own(
    view: Callable[[HttpRequest, Actor, StagedCatalog], HttpResponse], *, typed: bool = False
) -> Callable[..., HttpResponse]:
    """A step of one's own import; 404 for anybody else's, and where it is discarded meanwhile."""

    @posted(addresses.catalog_import, typed=typed)
    @wraps(view)
    def wrapper(request: HttpRequest, pk: str) -> HttpResponse:
        actor = permit(request, Permission.IMPORT_CATALOGS)
        try:
            return view(request, actor, _own_or_404(actor, pk))
        except StagedCatalog.DoesNotExist:
            raise Http404("This import was discarded meanwhile.") from None

    return wrapper


@partial(_on_own, typed=True)
def confirm(request: HttpRequest, actor: Actor, staged: StagedCatalog) -> HttpResponse:
    """Record it, for a reason."""
    form = _form(staged, request.POST)
    if not form.is_valid():
        return _detail_page(request, staged, form, status=400)
    try:
        reading = recording.confirm(by=actor, staged=staged, **form.cleaned_data)
    except NotReady:
        return redirect("catalog_import", pk=staged.pk)
    except Unfit as error:
        beside(form, error)
        return _detail_page(request, staged, form, status=409)
    messages.success(request, f"Recorded in entry {reading.entry_id}.")
    return redirect(addresses.catalog_snapshot(reading.snapshot.name))


@_on_own
def discard(request: HttpRequest, actor: Actor, staged: StagedCatalog) -> HttpResponse:
    """Forget an import, also while it is read."""
    staging.discard(by=actor, staged=staged)
    messages.success(request, "The import is discarded. The record is unchanged.")
    return redirect("catalog_imports")


@posted(addresses.catalog_snapshot, typed=False)
def again(request: HttpRequest, name: str) -> HttpResponse:
    """Have a snapshot read again by the rules of now."""
    actor = permit(request, Permission.IMPORT_CATALOGS)
    snapshot = CatalogSnapshot.objects.filter(name=name).first()
    if snapshot is None:
        raise Http404(f"There is no snapshot {name}.")
    try:
        staged = staging.stage_again(by=actor, snapshot=snapshot)
    except Unfit as error:
        messages.warning(request, str(error))
        return redirect(addresses.catalog_snapshot(name))
    soon.read_catalogs()
    return redirect("catalog_import", pk=staged.pk)


def _own_or_404(actor: Actor, pk: str) -> StagedCatalog:
    """The actor's own import. Raises Http404 for anybody else's too."""
    staged = staging.own(actor).select_related("snapshot", "reading__snapshot").filter(pk=int(pk)).first()
    if staged is None:
        raise Http404("You have no such import; uploads are removed after a week.")
    return staged


def _form(staged: StagedCatalog, data: Any = None) -> SnapshotForm | None:
    """The form that records it; None while there is nothing to record."""
    if staged.state != ImportState.READY:
        return SnapshotForm(data, warnings=[], again=True) if data is not None else None
    initial = {"name": suggested_name(staged)}
    again = staged.snapshot_id is not None
    return SnapshotForm(data, warnings=staged.found["warnings"], again=again, initial=initial)


def _index_page(request: HttpRequest, actor: Actor, form: CatalogUploadForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "limit": f"At most {settings.IMPORT_MAX_BYTES / 1_000_000:g} MB together.",
        "kept_days": staging.KEPT_FOR.days,
        "staged": staging.own(actor).select_related("snapshot").prefetch_related("files")[:LISTED],
    }
    return respond(request, "catalog/imports/index.html", context, status=status)


def _detail_page(
    request: HttpRequest, staged: StagedCatalog, form: SnapshotForm | None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"staged": staged, "files": list(staged.files.order_by("pk")), "form": form}
    if staged.state == ImportState.READY:
        found = staged.found
        context |= {
            "publisher": Publisher(found["publisher"]),
            "dated_on": date.fromisoformat(found["dated_on"]),
            "areas": areas_shown(found["areas"]),
            "downloads": [{"label": "CSV", "url": problem_lists.file_address(request, staged.pk)}],
            "listed": problem_lists.listed(
                request,
                problems.of_import(staged.pk),
                found["problems"],
                partial(addresses.catalog_import, staged.pk),
            ),
        }
    return respond(request, "catalog/imports/detail.html", context, fragment="dry-run", status=status)
