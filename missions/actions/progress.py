"""Long work that says now and then how far it is: where it falls silent, another worker begins it again."""

from datetime import datetime, timedelta

from django.db.models import Q

TOLD_EVERY_SECONDS = 1
SILENT_AFTER = timedelta(minutes=1)


def silent(now: datetime) -> Q:
    """The condition of what nobody has begun, or whose worker fell silent; of a model with `told_at`."""
    return Q(told_at=None) | Q(told_at__lt=now - SILENT_AFTER)
