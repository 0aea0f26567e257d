"""The last backup, and whether it is too old."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from missions.models import Backup


def last_backup() -> Backup | None:
    """The newest complete backup. One query."""
    return Backup.objects.order_by("-made_at").first()


def is_late(last: Backup | None) -> bool:
    """Whether the last backup is older than the setting allows; False if no backups are expected."""
    hours = settings.BACKUP_LATE_HOURS
    return bool(hours) and (last is None or timezone.now() - last.made_at > timedelta(hours=hours))


def backup_is_late() -> bool:
    """The same for the last backup in the database. At most one query."""
    return bool(settings.BACKUP_LATE_HOURS) and is_late(last_backup())
