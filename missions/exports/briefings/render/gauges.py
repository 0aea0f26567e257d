"""The geometry of the gauge, for PPTX and PDF: two lines of shares in percent, with the thresholds on each."""

from enum import StrEnum
from typing import NamedTuple

from missions.domain.dates import day
from missions.domain.reviews.brief.gauge import Gauge, GaugePoint
from missions.domain.vocabulary import Standing

# The axis: heights of the two lines, and the range that is drawn.
UPPER, LOWER = 2.0, 1.0
LOWEST, HIGHEST = 0.5, 2.8
TICK = 0.28
# The plot within its frame, as fractions: left, top, width and height.
PLOT = (0.2, 0.2, 0.76, 0.65)
# Two dots closer than this, in percent, would overlap their texts; beyond the last there is no room for text.
APART, RIGHTMOST = 14, 85


class PointMark(StrEnum):
    """How a point is drawn: a ring, a diamond, or a dot."""

    BEFORE = "before"
    PROPOSED = "proposed"
    NOW = "now"


class GaugeThreshold(NamedTuple):
    """A threshold in percent, with its label."""

    percent: int
    words: str


class Track(NamedTuple):
    """One line of the gauge."""

    label: str
    standing: Standing
    height: float
    thresholds: tuple[GaugeThreshold, ...]

    def number(self, point: GaugePoint) -> int:
        """How many functions of the point count on this line."""
        return point.government if self.standing is Standing.GOVERNMENT else point.demonstrated


class Dot(NamedTuple):
    """One point in time on both lines: its name, how it is drawn, its shares in percent, and its text, if any."""

    name: str
    mark: PointMark
    shares: tuple[float, ...]
    words: tuple[str, ...]


def tracks(gauge: Gauge) -> tuple[Track, Track]:
    """Government at the top, with both of its thresholds, and demonstrated below."""
    held = gauge.thresholds
    few, over = held.commercial_government_at_most, held.government_over
    return (
        Track(
            "Government",
            Standing.GOVERNMENT,
            UPPER,
            (GaugeThreshold(few, f"at most {few}%"), GaugeThreshold(over, f"over {over}%")),
        ),
        Track(
            "Demonstrated",
            Standing.DEMONSTRATED,
            LOWER,
            (GaugeThreshold(held.commercial_demonstrated_over, f"over {held.commercial_demonstrated_over}%"),),
        ),
    )


def dots(gauge: Gauge) -> tuple[Dot, ...]:
    """The points in order of time; a point whose text would overlap the previous one's has none."""
    lines, last = tracks(gauge), gauge.points[-1]
    found = []
    for point in gauge.points:
        shares = tuple(_share(track, point) for track in lines)
        words = tuple(
            f"{track.number(point)} of {point.total}"
            if point is last or abs(_share(track, point) - _share(track, last)) > APART
            else ""
            for track in lines
        )
        found.append(Dot(_name(point), _mark(point, last), shares, words))
    return tuple(found)


def _name(point: GaugePoint) -> str:
    """The point in few words; if they leave out its day, the sentence beside the gauge has it."""
    first, comma, _ = point.label.partition(",")
    return first if comma else f"{first} {day(point.on)}"


def _share(track: Track, point: GaugePoint) -> float:
    return round(100 * track.number(point) / point.total, 2)


def _mark(point: GaugePoint, last: GaugePoint) -> PointMark:
    if point is last:
        return PointMark.NOW
    return PointMark.PROPOSED if point.label == "As proposed" else PointMark.BEFORE
