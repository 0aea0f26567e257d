"""Every figure by its name in addresses, in the order leadership reads them, and where the overview shows it."""

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
    """How the overview shows a figure: drawn, or as a sentence with its table under Trends."""

    DRAWN = "drawn"
    TRENDS = "trends"


class Figure(NamedTuple):
    """A figure: the function that makes it, and how the overview shows it."""

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
    """The figures shown that way, in order."""
    return [figure.build(lead) for figure in CHARTS.values() if figure.place is place]
