"""An area against the thresholds of the policy: at the last decision, when a proposal was written, and now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.thresholds import Thresholds
from missions.domain.vocabulary import Category, Standing


@dataclass(frozen=True)
class GaugePoint:
    """The standings of the area on a day, in numbers of functions; `label` says which day."""

    label: str
    on: date
    government: int
    demonstrated: int
    total: int


@dataclass(frozen=True)
class Crossing:
    """One threshold: whether the area meets it, and how many functions it is from the other side."""

    label: str
    met: bool
    functions: int

    @property
    def words(self) -> str:
        """Such as "met, 1 function from missing it"."""
        plural = "" if self.functions == 1 else "s"
        said, other = ("met", "missing") if self.met else ("not met", "meeting")
        return f"{said}, {self.functions} function{plural} from {other} it"


@dataclass(frozen=True)
class Gauge:
    """The points by time, the thresholds in percent of functions, and the last point compared with each."""

    points: tuple[GaugePoint, ...]
    thresholds: Thresholds
    crossings: tuple[Crossing, ...]


def gauge(moments: Iterable[tuple[str, date, AreaState | None]], thresholds: Thresholds) -> Gauge | None:
    """The area at each labeled moment, the last being now; None if it has no functions now."""
    points = tuple(_point(label, on, area) for label, on, area in moments if area and area.functions)
    return Gauge(points, thresholds, _crossings(points[-1], thresholds)) if points else None


def _point(label: str, on: date, area: AreaState) -> GaugePoint:
    counted = area.standings
    return GaugePoint(label, on, counted[Standing.GOVERNMENT], counted[Standing.DEMONSTRATED], len(area.functions))


def _crossings(point: GaugePoint, thresholds: Thresholds) -> tuple[Crossing, ...]:
    limits = thresholds.limits(point.total)
    few = thresholds.commercial_government_at_most
    return (
        _exceeds(
            f"{Category.GOVERNMENT_PRIMARY.label}: more than {thresholds.government_over}% government",
            point.government,
            limits.government,
        ),
        Crossing(
            f"{Category.COMMERCIAL_PRIMARY.label}: at most {few}% government",
            point.government <= limits.commercial_government,
            _distance(point.government, limits.commercial_government),
        ),
        _exceeds(
            f"{Category.COMMERCIAL_PRIMARY.label}: more than {thresholds.commercial_demonstrated_over}% demonstrated",
            point.demonstrated,
            limits.demonstrated,
        ),
    )


def _exceeds(label: str, number: int, limit: int) -> Crossing:
    return Crossing(label, number > limit, _distance(number, limit))


def _distance(number: int, limit: int) -> int:
    """How many functions must change to bring the number to the other side of the limit."""
    return number - limit if number > limit else limit + 1 - number
