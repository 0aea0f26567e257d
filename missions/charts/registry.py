"""Every figure by its name in addresses, in the order in which leadership reads them."""

from collections.abc import Callable

from missions.charts.categories import categories, shifts, swimlanes
from missions.charts.chart import Chart
from missions.charts.functions import criteria, margin, mix
from missions.charts.reviews import ageing, evaluated, throughput
from missions.domain.leadership import Leadership

CHARTS: dict[str, Callable[[Leadership], Chart]] = {
    "categories": categories,
    "mix": mix,
    "timeline": swimlanes,
    "shifts": shifts,
    "criteria": criteria,
    "margin": margin,
    "ageing": ageing,
    "throughput": throughput,
    "evaluated": evaluated,
}
