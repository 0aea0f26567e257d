"""How to read the record, and what each role may do."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from missions.access import ROLES, Permission, can
from missions.views.shortcuts import respond


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Symbols, dates and words."""
    offered = {
        "may_read": can(request.actor, Permission.READ_RECORD),
        "may_import": can(request.actor, Permission.ASSESS),
        "may_operate": can(request.actor, Permission.READ_OPERATION),
    }
    return respond(request, "people/help/index.html", offered)


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The role table itself."""
    shown = [
        {
            "label": role.label,
            "purpose": row.purpose,
            "workflow": row.workflow,
            "permissions": sorted(permission.value for permission in row.permissions),
        }
        for role, row in ROLES.items()
    ]
    return respond(request, "people/help/roles.html", {"roles": shown})
