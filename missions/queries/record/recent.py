"""The newest entries of the record."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from missions.domain.record.portfolio import Moment
from missions.queries.rows import rows

NEWEST = 6

# Times rise with sequences, so the last entry by then limits how far the index is read.
RECENT = """
SELECT sequence, recorded_at, actor_name, action, target, reason FROM missions_auditentry
WHERE entry_class = 'record' AND sequence <= %(sequence)s AND sequence <= (
  SELECT sequence FROM missions_auditentry WHERE recorded_at < %(day_after)s
  ORDER BY recorded_at DESC, sequence DESC LIMIT 1)
ORDER BY sequence DESC LIMIT %(newest)s
"""


@dataclass(frozen=True)
class Recent:
    """One entry of the record: who did what to which target, when and why."""

    sequence: int
    recorded_at: datetime
    actor_name: str
    action: str
    target: str
    reason: str


def newest(moment: Moment) -> list[Recent]:
    """The newest known entries recorded by the end of the day shown, newest first. One query."""
    day_after = timezone.make_aware(datetime.combine(moment.as_of + timedelta(days=1), time.min))
    found = rows(RECENT, {"sequence": moment.sequence, "day_after": day_after, "newest": NEWEST})
    return [Recent(*row) for row in found]
