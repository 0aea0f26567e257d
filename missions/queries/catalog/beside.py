"""A sentence on what the catalogs say about an area, shown beside the record's counts and never merged with them."""

from dataclasses import dataclass

from missions.domain.catalog.asking import Choices, ReadingSource
from missions.domain.catalog.figures import UnitFigures, sentence
from missions.domain.record.portfolio import Moment
from missions.queries.catalog.concentration import by_unit
from missions.queries.catalog.sources import sources


@dataclass(frozen=True, slots=True)
class Beside:
    """The sentence on an area in every available unit, and the reading that most of it comes from."""

    area: str
    said: str
    source: ReadingSource

    @property
    def words(self) -> str:
        """The sentence with its credit, for files."""
        return f"{self.said} {self.source.words}."


def beside(moment: Moment, area: str = "") -> Beside | None:
    """The sentence on that area, or on the one with the most counted; None if no catalog counts anything for it.

    With the default choices, on the last day up to the moment's that the catalog can count. One query, and two more for
    a reading that is not in memory.
    """
    readings = sources(moment)
    source = next((one for one in readings if one.counts(Choices().unit)), None)
    if source is None:
        return None
    found = by_unit(source, Choices(), source.last_day(moment.as_of), readings)
    code = area or _largest(found)
    if not found.get(code):
        return None
    return Beside(code, sentence(code, found[code], Choices()), source)


def _largest(found: dict[str, list[UnitFigures]]) -> str:
    counted = {code: one[0].figures.rows for code, one in found.items() if one[0].unit is Choices().unit}
    return max(counted, key=counted.get, default="")
