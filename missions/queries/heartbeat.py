"""Whether the worker is working."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Now

from missions.models import Heartbeat


def silent_since() -> datetime | None:
    """The time of the worker's last heartbeat, if that is longer ago than the setting allows. At most one query."""
    allowed = settings.WORKER_SILENT_SECONDS
    if not allowed:
        return None
    late = Heartbeat.objects.filter(at__lt=Now() - timedelta(seconds=allowed))
    return late.values_list("at", flat=True).first()
