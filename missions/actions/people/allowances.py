"""Allowances for costly requests and for attempts: one row for each, shared by all processes."""

import math
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from missions.models import Allowance

# One statement, so that simultaneous requests all count. The row is full again later by the amount taken; while that is
# within the time of a whole allowance, some is left.
TAKE = """
INSERT INTO missions_allowance AS taken (name, full_at) VALUES (%(name)s, %(now)s + %(each)s)
ON CONFLICT (name) DO UPDATE SET full_at = greatest(taken.full_at, %(now)s) + %(each)s
WHERE greatest(taken.full_at, %(now)s) + %(each)s <= %(now)s + %(whole)s
RETURNING full_at
"""


def take(name: str, *, times: int, within: timedelta) -> int:
    """Use one of `times`, which come back evenly within a time; returns 0.

    If none is left, uses none and returns the seconds until there is one.
    """
    now, each = timezone.now(), within / times
    with connection.cursor() as cursor:
        # Processes at the same moment may disagree in the last bit.
        cursor.execute(TAKE, {"name": name, "now": now, "each": each, "whole": within + each / 2})
        if cursor.fetchone():
            return 0
    full_at = Allowance.objects.values_list("full_at", flat=True).filter(name=name).first() or now
    return max(math.ceil((full_at + each - within - now).total_seconds()), 1)


def discard_full() -> None:
    """Delete the allowances that are full again."""
    Allowance.objects.filter(full_at__lt=timezone.now()).delete()
