"""The page about running the program: backups, witnesses of the audit chain, verifications and jobs."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from missions import soon
from missions.access import Permission, can
from missions.actions.operation import runs
from missions.domain.vocabulary import Witness
from missions.queries.heartbeat import silent_since
from missions.queries.operation.backups import is_late, last_backup
from missions.queries.operation.jobs import jobs, queue
from missions.queries.operation.verifications import verified
from missions.queries.operation.witnesses import last_told, named
from missions.queries.people.audit import head
from missions.views.shortcuts import never_shared, permit, respond
from missions.views.written import posted


@require_safe
@never_shared
def index(request: HttpRequest) -> HttpResponse:
    """The page: first what is late or failed, then the state of everything."""
    actor = permit(request, Permission.READ_OPERATION)
    backup, told = last_backup(), last_told()
    shown = {*named(), *told}
    context = {
        "head": head(),
        "backup": backup,
        "backup_late": is_late(backup),
        "late_hours": settings.BACKUP_LATE_HOURS,
        "witnesses": [{"label": one.label, "last": told.get(one)} for one in Witness if one in shown],
        "verified": verified(),
        "jobs": jobs(),
        "queue": queue(),
        "silent_since": silent_since(),
        "may_run": can(actor, Permission.RUN_JOBS),
        "may_verify": can(actor, Permission.VERIFY),
    }
    return respond(request, "operation/index.html", context)


@posted(lambda name: reverse("operation"), typed=False)
def run(request: HttpRequest, name: str) -> HttpResponse:
    """Run a job now, outside its schedule."""
    actor = permit(request, Permission.RUN_JOBS)
    if name not in settings.SCHEDULES:
        raise Http404("There is no such job.")
    runs.ask(by=actor, name=name)
    soon.run(name)
    messages.success(request, f"The worker runs {name} next. Reload this page to see how it went.")
    return redirect("operation")
