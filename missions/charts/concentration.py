"""Concentration over time: one line for each area's index, with all numbers behind it in the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from missions.charts.chart import Cell, Chart, ChartRow
from missions.charts.palette import COMMERCIAL_PRIMARY, DRIFT, GOVERNMENT_PRIMARY, HYBRID, INK, INK_QUIET
from missions.charts.theme import dates, layout, numbers, plain
from missions.domain.catalog.figures import AreaFigures, DatedFigures
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.sentences import listed

HEADER = (
    "Area",
    "Date",
    "Satellites",
    "Owner known",
    "Owner unknown",
    "Operators",
    "Largest",
    "Largest share, %",
    "Effective number",
    "Index",
    "Low",
    "High",
    "Without the largest",
)
HIGHEST = 10_000
HEIGHT = 380
MOST_TICKS = 6
LEAST_SPAN = timedelta(days=365)
# Color, dash and mark all differ, and each line's name is at its end.
STYLES = (
    (GOVERNMENT_PRIMARY, "solid", "circle"),
    (COMMERCIAL_PRIMARY, "dash", "square"),
    (HYBRID, "dot", "diamond"),
    (DRIFT, "dashdot", "triangle-up"),
    (INK, "longdash", "cross"),
    (INK_QUIET, "longdashdot", "x"),
)
# With fewer, a single one decides the index, so those are only in the table.
FEWEST = 10
TOO_FEW = f"Fewer than {FEWEST} are counted of each area: too few to draw."
FEW = f" Where fewer than {FEWEST} are counted, the table alone says so."
# The smallest distance between two names at the right end, as a fraction of the index's range.
APART = 520


@dataclass(frozen=True, slots=True)
class IndexLine:
    """The figures of one area by day, oldest first, and the address that its name links to."""

    area: str
    points: tuple[DatedFigures, ...]
    url: str


def concentration(lines: Sequence[IndexLine]) -> Chart:
    """The index of each area on each day, with a sentence on the last one."""
    rows = tuple(row for line in lines for row in _rows(line))
    drawn = [replace(line, points=points) for line in lines if (points := _enough(line))]
    spec = _figure(drawn) if drawn else None
    few = FEW if sum(len(line.points) for line in drawn) < len(rows) else ""
    said = f"{_words(drawn)}{few}" if drawn else TOO_FEW
    return Chart("concentration", "Herfindahl-Hirschman index over time", said, spec, HEADER, rows)


def _words(lines: Sequence[IndexLine]) -> str:
    last = [(line.area, line.points[-1]) for line in lines]
    indexes = listed(f"{point.figures.index:,} in {isolated(area)}" for area, point in last)
    return f"On {day(max(point.on for _, point in last))} the index is {indexes}."


def _enough(line: IndexLine) -> tuple[DatedFigures, ...]:
    """The points to draw; none if too little is counted on the last day."""
    points = tuple(point for point in line.points if point.figures.known >= FEWEST)
    return points if points and points[-1] is line.points[-1] else ()


def _rows(line: IndexLine) -> list[ChartRow]:
    return [ChartRow((line.area, point.on, *_cells(point.figures)), line.url) for point in reversed(line.points)]


def _cells(held: AreaFigures) -> tuple[Cell, ...]:
    without = "" if held.without is None else held.without
    counted = held.rows, held.known, held.unknown, held.operators, held.largest, held.share, held.effective
    return *counted, held.index, held.low, held.high, without


def _figure(lines: Sequence[IndexLine]) -> dict[str, Any]:
    return {
        "data": [_trace(line, *STYLES[place % len(STYLES)]) for place, line in enumerate(lines)],
        "layout": layout(
            HEIGHT,
            margin={"l": 52, "r": 84, "t": 12, "b": 40, "pad": 4},
            annotations=_names(lines),
            xaxis=dates("", *_span(lines), MOST_TICKS),
            yaxis=numbers("Index", [(n, f"{n:,}") for n in range(0, HIGHEST + 1, 2_000)], range=[-200, HIGHEST + 200]),
        ),
    }


def _span(lines: Sequence[IndexLine]) -> tuple[date, date]:
    """The first and last day drawn, at least a year apart."""
    shown = [point.on for line in lines for point in line.points]
    return min(*shown, max(shown) - LEAST_SPAN), max(shown)


def _trace(line: IndexLine, color: str, dash: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(line.area, 26),
        "x": [point.on.isoformat() for point in line.points],
        "y": [point.figures.index for point in line.points],
        "line": {"color": color, "width": 2, "dash": dash},
        "marker": {"color": color, "size": 6, "symbol": symbol},
        "cliponaxis": False,
        "customdata": [line.url] * len(line.points),
        "hovertext": [
            f"{plain(line.area, 26)}, {day(point.on)}<br>{plain(point.figures.words)}" for point in line.points
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _names(lines: Sequence[IndexLine]) -> list[dict[str, Any]]:
    """The name of each line at its end, moved up if it would cover the one below."""
    ends = sorted((line.points[-1].figures.index, place) for place, line in enumerate(lines))
    names, last = [], -APART
    for index, place in ends:
        last = max(index, last + APART)
        names.append(
            {
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 8,
                "y": last,
                "text": plain(lines[place].area, 12),
                "align": "left",
                "showarrow": False,
                "font": {"size": 12, "color": STYLES[place % len(STYLES)][0]},
            }
        )
    return names
