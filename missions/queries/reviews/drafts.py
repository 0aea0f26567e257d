"""The drafts that a person writes."""

from dataclasses import dataclass
from datetime import date

from missions.access import Actor
from missions.domain.states import EDITABLE
from missions.models.querysets import listed
from missions.queries.reviews.reviews import reader
from missions.queries.reviews.visibility import IS_ASKED_TO_WRITE, IS_AUTHOR
from missions.queries.rows import rows

MINE = f"""
SELECT state.proposal_id AS proposal, area.code AS area
FROM missions_proposalstate state
JOIN missions_review review ON review.id = state.review_id
JOIN missions_missionarea area ON area.id = review.area_id
WHERE state.state IN ({listed(EDITABLE)})
  AND ({IS_AUTHOR} OR {IS_ASKED_TO_WRITE})
ORDER BY area.code <> %(area)s, state.proposal_id DESC
"""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A proposal that is being written, and the code of its area."""

    proposal: int
    area: str


def drafts_of(actor: Actor, today: date, *, area: str = "") -> tuple[DraftRow, ...]:
    """The proposals whose content this person may save, those about the area first. One query."""
    found = rows(MINE, reader(actor, today) | {"area": area})
    return tuple(DraftRow(row.proposal, row.area) for row in found)
