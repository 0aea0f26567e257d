"""The gauge as it is drawn: two lines of shares in percent, with the thresholds on each, the same in PPTX and PDF."""

from enum import StrEnum
from typing import NamedTuple

from missions.domain.dates import day
from missions.domain.reviews.brief.gauge import Gauge, Point
from missions.domain.vocabulary import Standing

# The scale across: heights of the two lines, and what is drawn of it.
UPPER, LOWER = 2.0, 1.0
LOWEST, HIGHEST = 0.5, 2.8
TICK = 0.28
# Numbers of the plot within its frame: left, top, width and height.
PLOT = (0.2, 0.2, 0.76, 0.65)
# Two dots closer than so many percent would write over each other; right of the last there is no room for words.
APART, RIGHTMOST = 14, 85


class Mark(StrEnum):
    """How a point is drawn: a ring, a diamond, or a dot."""

    BEFORE = "before"
    PROPOSED = "proposed"
    NOW = "now"


class Threshold(NamedTuple):
    """A threshold in percent, with its words."""

    percent: int
    words: str


class Track(NamedTuple):
    """One line of the gauge."""

    label: str
    standing: Standing
    height: float
    thresholds: tuple[Threshold, ...]

    def number(self, point: Point) -> int:
        """How many functions of the point are counted on it."""
        return point.government if self.standing is Standing.GOVERNMENT else point.demonstrated


class Dot(NamedTuple):
    """One point of time on both lines: its name, how it is drawn, its shares in percent, and its words, if any."""

    name: str
    mark: Mark
    shares: tuple[float, ...]
    words: tuple[str, ...]


def tracks(gauge: Gauge) -> tuple[Track, Track]:
    """Government above, with both of its thresholds, and demonstrated."""
    held = gauge.thresholds
    few, over = held.commercial_government_at_most, held.government_over
    return (
        Track(
            "Government",
            Standing.GOVERNMENT,
            UPPER,
            (Threshold(few, f"at most {few}%"), Threshold(over, f"over {over}%")),
        ),
        Track(
            "Demonstrated",
            Standing.DEMONSTRATED,
            LOWER,
            (Threshold(held.commercial_demonstrated_over, f"over {held.commercial_demonstrated_over}%"),),
        ),
    )


def dots(gauge: Gauge) -> tuple[Dot, ...]:
    """The points in the order of time; one whose words would stand in those of the last point has none."""
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


def _name(point: Point) -> str:
    """The point in few words; the sentence beside the gauge has its day where these leave it out."""
    first, comma, _ = point.label.partition(",")
    return first if comma else f"{first} {day(point.on)}"


def _share(track: Track, point: Point) -> float:
    return round(100 * track.number(point) / point.total, 2)


def _mark(point: Point, last: Point) -> Mark:
    if point is last:
        return Mark.NOW
    return Mark.PROPOSED if point.label == "As proposed" else Mark.BEFORE
