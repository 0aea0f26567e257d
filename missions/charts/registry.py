"""Every figure by its name in addresses, in the order in which leadership reads them, and where it stands."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from missions.charts.categories import categories, shifts, timeline
from missions.charts.chart import Chart
from missions.charts.distance import margin
from missions.charts.due import due
from missions.charts.functions import criteria, mix
from missions.charts.reviews import throughput
from missions.domain.leadership.summary import Leadership


class Place(Enum):
    """Where a figure stands on the overview: drawn, or as a sentence with its table among the trends."""

    DRAWN = "drawn"
    TRENDS = "trends"


class Figure(NamedTuple):
    """What makes a figure, and where it stands."""

    build: Callable[[Leadership], Chart]
    place: Place


CHARTS: dict[str, Figure] = {
    "mix": Figure(mix, Place.DRAWN),
    "margin": Figure(margin, Place.DRAWN),
    "due": Figure(due, Place.DRAWN),
    "criteria": Figure(criteria, Place.DRAWN),
    "categories": Figure(categories, Place.TRENDS),
    "timeline": Figure(timeline, Place.TRENDS),
    "shifts": Figure(shifts, Place.TRENDS),
    "throughput": Figure(throughput, Place.TRENDS),
}


def placed(lead: Leadership, place: Place) -> list[Chart]:
    """The figures that stand there, in order."""
    return [figure.build(lead) for figure in CHARTS.values() if figure.place is place]
