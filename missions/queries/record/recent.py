"""What is new in the record."""

from dataclasses import dataclass
from datetime import datetime

from missions.domain.record.portfolio import Moment
from missions.models.querysets import last_entry_of_day
from missions.queries.rows import rows

NEWEST = 6

RECENT = f"""
SELECT sequence, recorded_at, actor_name, action, target, reason FROM missions_auditentry
WHERE entry_class = 'record' AND sequence <= least(%(sequence)s, {last_entry_of_day()})
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
    """The newest entries of the record by the end of the day shown, of those known, newest first. One query."""
    found = rows(RECENT, {"sequence": moment.sequence, "on": moment.as_of, "newest": NEWEST})
    return [Recent(*row) for row in found]
