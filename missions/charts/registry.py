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


class FigurePlace(Enum):
    """How the overview shows a figure: drawn, or as a sentence with its table under Trends."""

    DRAWN = "drawn"
    TRENDS = "trends"


class Figure(NamedTuple):
    """A figure: the function that makes it, and how the overview shows it."""

    build: Callable[[Leadership], Chart]
    place: FigurePlace


CHARTS: dict[str, Figure] = {
    "mix": Figure(mix, FigurePlace.DRAWN),
    "margin": Figure(margin, FigurePlace.DRAWN),
    "due": Figure(due, FigurePlace.DRAWN),
    "criteria": Figure(criteria, FigurePlace.DRAWN),
    "categories": Figure(categories, FigurePlace.TRENDS),
    "timeline": Figure(timeline, FigurePlace.TRENDS),
    "shifts": Figure(shifts, FigurePlace.TRENDS),
    "throughput": Figure(throughput, FigurePlace.TRENDS),
}


def placed(lead: Leadership, place: FigurePlace) -> list[Chart]:
    """The figures shown that way, in order."""
    return [figure.build(lead) for figure in CHARTS.values() if figure.place is place]
