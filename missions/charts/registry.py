"""Every figure by its name in addresses, in the order in which leadership reads them."""

from collections.abc import Callable

from missions.charts.categories import categories, shifts, swimlanes
from missions.charts.chart import Chart
from missions.charts.functions import criteria, margin, mix
from missions.charts.reviews import ageing, evaluated, throughput
from missions.domain.leadership.summary import Leadership

CHARTS: dict[str, Callable[[Leadership], Chart]] = {
    "categories": categories,
    "shifts": shifts,
    "mix": mix,
    "timeline": swimlanes,
    "criteria": criteria,
    "margin": margin,
    "evaluated": evaluated,
    "ageing": ageing,
    "throughput": throughput,
}
