"""The audit chain."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from missions.domain.vocabulary import EntryClass
from missions.queries.people import audit
from missions.views.downloads import downloads
from missions.views.shortcuts import number, pager, respond, with_query


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The entries the actor may read, newest first; one class, or all of them."""
    classes = asked_classes(request)
    readable = audit.readable_classes(request.actor)
    chosen = request.GET.get("class", "")
    hidden = audit.hidden_entries(request.actor)
    found = audit.entries(classes, before=number(request.GET, "before"), without=hidden)
    choices = [("", "All"), *((one.value, one.label) for one in readable)] if len(readable) > 1 else []
    context = {
        "entries": found.rows,
        "classes": [
            {
                "label": label,
                "url": with_query(request, **{"class": value or None, "before": None}),
                "current": value == chosen,
            }
            for value, label in choices
        ],
        "head": audit.head(),
        "downloads": downloads(request, "audit", ("class",)),
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "people/audit/index.html", context)


def asked_classes(request: HttpRequest) -> list[EntryClass]:
    """The class asked for, or all that the actor may read. Raises PermissionDenied, and Http404 for an unknown one."""
    readable = audit.readable_classes(request.actor)
    if not readable:
        raise PermissionDenied("This needs the role auditor, steward or administrator.")
    chosen = request.GET.get("class", "")
    if chosen and chosen not in EntryClass.values:
        raise Http404(f"There is no class {chosen}.")
    if chosen and chosen not in readable:
        raise PermissionDenied("Entries of this class need another role.")
    return [EntryClass(chosen)] if chosen else readable
