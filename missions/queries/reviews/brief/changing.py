"""Which functions of an area a proposal's brief shows as changed since the last decision."""

from datetime import date

from missions.domain.record.portfolio import AreaState
from missions.domain.reviews.brief.compared import compared
from missions.queries.reviews.brief.baseline import area_at, baseline


def changing(area: AreaState, base_on: date, base_sequence: int) -> tuple[str, ...]:
    """The codes of the functions that differ between the last decision, the base of a proposal, and the area.

    As many queries as `baseline` takes, and one.
    """
    held = baseline(area, by=base_on, sequence=base_sequence)
    base = area_at(base_on, base_sequence, area.code)
    return tuple(one.code for one in compared(held.area if held else None, base, area) if one.differs)
