"""Import functions and assessments, or records of kinds: upload, preview step by step, confirm or discard."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from missions import soon
from missions.access import Actor, Permission
from missions.actions.errors import NotReady, Unfit
from missions.actions.exchange import exports, imports, staging
from missions.domain.record.portfolio import NO_NEW_FUNCTIONS
from missions.domain.vocabulary import ImportState, RowStatus
from missions.exports.files.prefilled import prefilled
from missions.forms.exchange.imports import ConfirmForm, UploadForm
from missions.models import StagedImport
from missions.queries.exchange import imports as queries
from missions.queries.record.portfolio import portfolio
from missions.sheets import template
from missions.sheets.functions import FUNCTIONS
from missions.sheets.layout import Layout
from missions.views.downloads import refused
from missions.views.shortcuts import is_fragment, number, permit, resolved_now, respond
from missions.views.written import posted, written

TEMPLATES = {
    "csv": (template.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (template.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
# Rows of any status.
ALL = "all"
# The most changed rows that are shown.
MOVED_SHOWN = 20


@written
def index(request: HttpRequest) -> HttpResponse:
    """The form to upload a file, the templates, and the person's own staged imports."""
    actor = permit(request, Permission.ASSESS)
    layouts = staging.layouts()
    if request.method != "POST":
        chosen = _layout(request).of if "of" in request.GET else ""
        return _index_page(request, actor, UploadForm(layouts=layouts, initial={"kind": chosen}))
    form = UploadForm(request.POST, request.FILES, layouts=layouts)
    if not form.is_valid():
        return _index_page(request, actor, form, status=400)
    file = form.cleaned_data["file"]
    try:
        staged = staging.stage(by=actor, file=file.file, name=file.name, kind=form.cleaned_data["kind"])
    except Unfit as error:
        form.add_error("file", str(error))
        return _index_page(request, actor, form, status=400)
    if not staging.is_quick(file.file):
        soon.read_imports()
        return redirect("import", pk=staged.pk)
    staged = staging.read(staged)
    if staged.state == ImportState.REFUSED:
        staging.discard(by=actor, staged=staged)
        form.add_error("file", staged.problem)
        return _index_page(request, actor, form, status=400)
    imports.plan_next(by=actor, staged=staged)
    return redirect("import", pk=staged.pk)


@require_safe
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """A file to start from, as CSV or XLSX; with `?area=` and a code, filled with its functions as of today.

    With `?of=` and the name of a kind of record, a file for its records.
    """
    actor = permit(request, Permission.ASSESS)
    layout = _layout(request)
    code = request.GET.get("area", "") if layout is FUNCTIONS else ""
    try:
        filled = _prefilled(request, actor, kind, code) if code else None
    except Http404 as error:
        return refused(request, [str(error)], 404)
    make, content_type = TEMPLATES[kind]
    content = make(timezone.localdate(), settings.TIME_ZONE, filled, layout)
    response = HttpResponse(content, content_type=content_type)
    stem = "-".join([*layout.title.lower().split(), *filter(None, [code])])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{stem}.{kind}")
    return response


def _layout(request: HttpRequest) -> Layout:
    """The kind of file that the address names; functions and assessments by default. Raises Http404."""
    asked = request.GET.get("of", FUNCTIONS.of)
    found = staging.layouts(asked) if asked else ()
    if not found:
        raise Http404("There is no such kind of file.")
    return found[0]


def _prefilled(request: HttpRequest, actor: Actor, kind: str, code: str) -> template.Prefilled:
    """The functions of that area as of today; the chain notes who downloads them. Raises Http404."""
    now = resolved_now()
    area = None if "\0" in code else portfolio(now.moment, now.policy, area=code).area(code)
    if area is None:
        raise Http404(f"There is no mission area {code}.")
    if area.emerging:
        raise Http404(NO_NEW_FUNCTIONS)
    today = now.moment.as_of
    if request.method != "HEAD":
        exports.record_template(by=actor, area=code, ending=kind, on=today, sequence=now.moment.sequence)
    return prefilled(area, today, kind, settings.CLASSIFICATION)


@require_safe
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """A staged import: its progress, and row by row what it would do."""
    actor = permit(request, Permission.ASSESS)
    return _detail_page(request, _own_or_404(actor, pk), ConfirmForm())


def _on_own(
    view: Callable[[HttpRequest, Actor, StagedImport], HttpResponse], *, typed: bool = False
) -> Callable[..., HttpResponse]:
    """A step of the person's own staged import; 404 for somebody else's, or if it was discarded in the meantime."""

    @posted(lambda pk: _address(pk, ""), typed=typed)
    @wraps(view)
    def wrapper(request: HttpRequest, pk: str) -> HttpResponse:
        actor = permit(request, Permission.ASSESS)
        try:
            return view(request, actor, _own_or_404(actor, pk))
        except StagedImport.DoesNotExist:
            raise Http404("This import was discarded meanwhile.") from None

    return wrapper


@_on_own
def step(request: HttpRequest, actor: Actor, staged: StagedImport) -> HttpResponse:
    """Compare the next rows with the record; while the file waits to be read, show its state."""
    staged = imports.plan_next(by=actor, staged=staged)
    if is_fragment(request):
        return _detail_page(request, staged, ConfirmForm())
    return redirect("import", pk=staged.pk)


@_on_own
def choose(request: HttpRequest, actor: Actor, staged: StagedImport) -> HttpResponse:
    """Choose a sheet of the workbook."""
    try:
        staging.choose(by=actor, staged=staged, sheet=request.POST.get("sheet", ""))
    except Unfit as error:
        return _detail_page(request, staged, ConfirmForm(), problem=str(error), status=400)
    soon.read_imports()
    return redirect("import", pk=staged.pk)


@_on_own
def again(request: HttpRequest, actor: Actor, staged: StagedImport) -> HttpResponse:
    """Compare the whole file again, with the current record."""
    try:
        imports.plan_again(by=actor, staged=staged)
    except NotReady:
        messages.info(request, "This import is recorded already, or not read yet.")
    return redirect("import", pk=staged.pk)


@partial(_on_own, typed=True)
def confirm(request: HttpRequest, actor: Actor, staged: StagedImport) -> HttpResponse:
    """Record all of it, with a reason; 409 if the record has changed."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _detail_page(request, staged, form, status=400)
    try:
        staged = imports.confirm(by=actor, staged=staged, reason=form.cleaned_data["reason"])
    except NotReady:
        return redirect("import", pk=staged.pk)
    except Unfit as error:
        form.add_error(None, str(error))
        return _detail_page(request, staged, form, status=409)
    except imports.Moved as error:
        return _detail_page(request, staged, form, moved=error.rows, status=409)
    messages.success(request, f"Recorded, all in entry {staged.entry}.")
    return redirect("import", pk=staged.pk)


@_on_own
def discard(request: HttpRequest, actor: Actor, staged: StagedImport) -> HttpResponse:
    """Discard a staged import."""
    try:
        staging.discard(by=actor, staged=staged)
    except Unfit as error:
        messages.warning(request, str(error))
        return redirect("import", pk=staged.pk)
    messages.success(request, f"{staged.file_name} is discarded. The record is unchanged.")
    return redirect("imports")


def _own_or_404(actor: Actor, pk: str) -> StagedImport:
    """The actor's own staged import. Raises Http404 also for somebody else's."""
    staged = queries.own(actor).filter(pk=int(pk)).first()
    if staged is None:
        raise Http404("You have no such import; uploads are removed after a week.")
    return staged


def _index_page(request: HttpRequest, actor: Actor, form: UploadForm, *, status: int = 200) -> HttpResponse:
    layouts = staging.layouts()
    context = {
        "form": form,
        "layouts": layouts,
        "layout": next((one for one in layouts if one.of == form["kind"].value()), FUNCTIONS),
        "limits": (
            f"At most {settings.IMPORT_MAX_BYTES / 1_000_000:g} MB, {settings.IMPORT_MAX_ROWS:,} rows,"
            f" and {settings.IMPORT_MAX_CELL:,} characters in a cell."
        ),
        "kept_days": staging.KEPT_FOR.days,
        "staged": queries.own(actor)[: queries.LISTED],
    }
    return respond(request, "exchange/imports/index.html", context, status=status)


def _detail_page(
    request: HttpRequest,
    staged: StagedImport,
    form: ConfirmForm,
    *,
    moved: list[Any] = (),
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    counts = queries.counts(staged)
    # Rows with errors are shown first, however many rows are right.
    chosen = request.GET.get("status", RowStatus.WRONG if counts.wrong else ALL)
    if chosen not in {ALL, *RowStatus.values}:
        raise Http404(f"There is no status {chosen}.")
    after = number(request.GET, "after")
    compared = staged.state in (ImportState.READY, ImportState.RECORDED)
    status_shown = None if chosen == ALL else RowStatus(chosen)
    rows, last = queries.page(staged, status_shown, after) if compared else ([], None)
    context = {
        "staged": staged,
        "kind": queries.kind_of(staged),
        "counts": counts,
        "compared": compared,
        "problem": problem,
        "recorded": staged.state == ImportState.RECORDED,
        "form": form,
        "filters": _filters(staged.pk, counts, chosen),
        "rows": rows,
        "next_url": last and _address(staged.pk, chosen, last),
        "first_url": _address(staged.pk, chosen) if after is not None else None,
        "moved": moved[:MOVED_SHOWN],
        "moved_more": max(len(moved) - MOVED_SHOWN, 0),
    }
    return respond(request, "exchange/imports/detail.html", context, fragment="dry-run", status=status)


def _filters(pk: int, counts: queries.RowCounts, chosen: str) -> list[dict[str, Any]]:
    """The statuses that rows have, with their number, as links; all rows first."""
    found = [(ALL, "All", counts.total)]
    found += [
        (status.value, status.label, getattr(counts, status.value))
        for status in RowStatus
        if status is not RowStatus.WAITING
    ]
    return [
        {"label": label, "count": count, "url": _address(pk, value), "current": value == chosen}
        for value, label, count in found
    ]


def _address(pk: int | str, status: str, after: int | None = None) -> str:
    """The address of a page of rows, also from a fragment or an answer to a form."""
    asked = {name: value for name, value in (("status", status), ("after", after)) if value}
    address = reverse("import", kwargs={"pk": pk})
    return f"{address}?{urlencode(asked)}" if asked else address
