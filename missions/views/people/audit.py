"""The audit chain: its entries with filters, one entry opened, and the verification of the whole record."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from missions import soon
from missions.access import Permission, can, refusal
from missions.actions.people import verifications
from missions.domain.vocabulary import EntryClass
from missions.forms.people.audit import NAMES, AuditFilters
from missions.models import AuditEntry, VerificationRun
from missions.queries.people import audit
from missions.queries.people.entries import opened
from missions.queries.people.verification import record_models
from missions.views.downloads import downloads
from missions.views.shortcuts import number, pager, permit, respond, with_query
from missions.views.written import posted


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The entries that the actor may read, newest first, filtered by person, subject, date, and words."""
    classes, readable = asked_classes(request), audit.readable_classes(request.actor)
    filters = AuditFilters(request.GET)
    hidden = audit.hidden_entries(request.actor)
    found = audit.entries(classes, filters.sought, before=number(request.GET, "before"), without=hidden)
    may_verify = can(request.actor, Permission.VERIFY)
    context = {
        "entries": found.rows,
        "classes": _choices(request, readable),
        "filters": filters,
        "actions": audit.actions(readable, without=hidden),
        "clear_url": request.path if filters.active else None,
        "head": audit.head(),
        "may_verify": may_verify,
        "last_run": VerificationRun.objects.order_by("-pk").first() if may_verify else None,
        "downloads": downloads(request, "audit", NAMES),
        **pager(request, older=found.older, newest=found.newest),
    }
    status = 400 if filters.messages else 200
    return respond(request, "people/audit/index.html", context, fragment="results", status=status)


@require_safe
def detail(request: HttpRequest, sequence: str) -> HttpResponse:
    """One entry: its act, the values before and after, and its rows; 404 for a hidden one."""
    readable = _readable(request)
    entry = AuditEntry.objects.filter(pk=int(sequence), entry_class__in=readable).first()
    if entry is None or entry.pk in audit.hidden_entries(request.actor):
        raise Http404("There is no such entry that you may read.")
    page = number(request.GET, "page") or 1
    found = opened(entry, page)
    if page > 1 and not found.rows:
        raise Http404(f"This entry has no page {page} of rows.")
    context = {
        "opened": found,
        "older_url": with_query(request, page=found.more) if found.more else None,
        "newer_url": with_query(request, page=page - 1 if page > 2 else None) if page > 1 else None,
    }
    return respond(request, "people/audit/entry.html", context)


@posted(partial(reverse, "audit"), typed=False)
def verify(request: HttpRequest) -> HttpResponse:
    """Verify the whole record, or show the verification in progress."""
    run = verifications.ask(by=permit(request, Permission.VERIFY))
    soon.verify()
    return redirect("verification", pk=run.pk)


@require_safe
def verification(request: HttpRequest, pk: str) -> HttpResponse:
    """The progress of a verification, and its statement once it has ended."""
    permit(request, Permission.VERIFY)
    run = VerificationRun.objects.select_related("by__organization").filter(pk=int(pk)).first()
    if run is None:
        raise Http404("There is no such verification.")
    context = {
        "run": run,
        "took": run.ended_at and round((run.ended_at - run.began_at).total_seconds(), 1),
        "tables": len(record_models()),
        "unlisted": run.found - len(run.findings),
    }
    return respond(request, "people/audit/verification.html", context, fragment="run")


def asked_classes(request: HttpRequest) -> list[EntryClass]:
    """The class asked for, or all that the actor may read. Raises PermissionDenied, and Http404 for an unknown one."""
    readable = _readable(request)
    chosen = request.GET.get("class", "")
    if chosen and chosen not in EntryClass.values:
        raise Http404(f"There is no class {chosen}.")
    if chosen and chosen not in readable:
        raise PermissionDenied("Entries of this class need another role.")
    return [EntryClass(chosen)] if chosen else readable


def _readable(request: HttpRequest) -> list[EntryClass]:
    readable = audit.readable_classes(request.actor)
    if not readable:
        raise PermissionDenied(refusal(*audit.MAY_READ.values()))
    return readable


def _choices(request: HttpRequest, readable: list[EntryClass]) -> list[dict[str, object]]:
    """The classes as links, if there is more than one."""
    chosen = request.GET.get("class", "")
    return [
        {
            "value": value,
            "label": label,
            "url": with_query(request, **{"class": value or None, "before": None}),
            "current": value == chosen,
        }
        for value, label in [("", "All"), *((one.value, one.label) for one in readable)]
        if len(readable) > 1
    ]
