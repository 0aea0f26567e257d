"""Health checks: whether the program lives, and whether it can serve."""

from functools import cache

import structlog
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from missions.queries.heartbeat import silent_since
from missions.storage.connections import patiently

log = structlog.get_logger(__name__)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Returns 200 as long as the process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Returns 200 if the database answers and has every migration, else 503 and which of the two is missing.

    A worker that is silent for too long is a reason too: pages are served, but nothing takes effect.
    """
    try:
        applied = patiently(MigrationRecorder(connection).applied_migrations)
        whole = _migrations() <= applied.keys()
        silent = silent_since() if whole else None
    except Error as error:
        log.warning("not_ready", error=str(error).strip())
        connection.close()
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    if not whole or silent:
        return JsonResponse({"ready": False, "reason": "worker" if whole else "migrations"}, status=503)
    return JsonResponse({"ready": True})


healthz.is_health_check = readyz.is_health_check = True


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Returns every migration of this version of the program, by application and name."""
    return frozenset(MigrationLoader(None).graph.nodes)
