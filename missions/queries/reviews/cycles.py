"""Cycles of reviews, and the areas in which a review can be opened."""

from datetime import date
from typing import Any

from missions.models import AreaRevision
from missions.models.querysets import AFTER_EVERYTHING, as_of
from missions.queries.rows import rows

# The most that a page shows; a file contains all of them.
MOST_SHOWN = 200

CYCLES = """
SELECT cycle.id AS pk, cycle.name, cycle.due_on, cycle.reason, entry.actor_name AS opened_by,
  entry.recorded_at::date AS opened_on, count(review.id) AS reviews,
  count(review.id) FILTER (WHERE NOT open.is_open) AS closed,
  %(today)s - min(open.due_on) FILTER (WHERE open.is_open) AS late
FROM missions_cycle cycle
JOIN missions_auditentry entry ON entry.sequence = cycle.entry_id
LEFT JOIN missions_review review ON review.cycle_id = cycle.id
LEFT JOIN missions_reviewstate open ON open.review_id = review.id
WHERE %(cycle)s::bigint IS NULL OR cycle.id = %(cycle)s
GROUP BY cycle.id, entry.sequence ORDER BY cycle.due_on DESC, cycle.id DESC LIMIT %(most)s::bigint
"""

# Areas with no open review, as they are named today.
AREAS_TO_OPEN = f"""
SELECT area.code, named.name, named.emerging FROM missions_missionarea area
JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="%(today)s", sequence="%(everything)s")}) named ON true
WHERE NOT EXISTS (SELECT FROM missions_reviewstate open WHERE open.area_id = area.id AND open.is_open)
ORDER BY named.position, area.code
"""


def cycles(today: date, *, whole: bool = False) -> list[Any]:
    """Cycles with the number of their closed reviews, newest due date first: all of them, or a page. One query."""
    return rows(CYCLES, {"today": today, "cycle": None, "most": None if whole else MOST_SHOWN})


def cycle_row(pk: int, today: date) -> Any | None:
    """One cycle, in the form of `cycles`. One query."""
    return next(iter(rows(CYCLES, {"today": today, "cycle": pk, "most": 1})), None)


def areas_to_open(today: date) -> list[Any]:
    """Code and name of every area that has no open review. One query."""
    return rows(AREAS_TO_OPEN, {"today": today, "everything": AFTER_EVERYTHING})
