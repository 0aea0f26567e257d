"""Figures of the categories themselves: how many areas are in each, since when, and what moved between two days."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from missions.charts.chart import Chart, Row, category_url, counted, drawn, listed, named, shown_of
from missions.charts.palette import CATEGORY, INK_QUIET, PAPER
from missions.charts.theme import (
    BAR,
    CATEGORY_MOVED,
    CATEGORY_SYMBOL,
    CATEGORY_WASH,
    NO_CATEGORY,
    READABLE,
    category_words,
    labels,
    layout,
    legend,
    numbers,
    plain,
    rows_height,
)
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.leadership.summary import Leadership, Run
from missions.domain.record.portfolio import AreaState
from missions.domain.vocabulary import Category

NOTHING = "The record holds no mission areas at this date."
DAY_MILLISECONDS = 24 * 60 * 60 * 1000
HALF_BAR = 0.36
LEAST_SPAN = timedelta(days=180)


def categories(lead: Leadership) -> Chart:
    """Areas in each category; those for which another one is proposed in a band of their own, so that bars add up."""
    shown = [*Category, *([None] if any(area.category is None for area in lead.areas) else [])]
    groups = {category: [area for area in lead.areas if area.category is category] for category in shown}
    bands = {category: _bands(lead, areas) for category, areas in groups.items()}
    rows = tuple(
        Row((_label(category), len(groups[category]), *_pending_cells(bands[category])), _url(lead, category))
        for category in shown
    )
    spec = _stacked(lead, groups, bands) if lead.areas else None
    header = ("Category", "Areas", "Of these, another proposed", "Proposed")
    return Chart("categories", "Areas in each category", _counts(lead, groups), spec, header, rows, True)


def _label(category: Category | None) -> str:
    return category.label if category else NO_CATEGORY


def _url(lead: Leadership, category: Category | None) -> str:
    return category_url(category, lead.portfolio.moment)


def _bands(lead: Leadership, areas: list[AreaState]) -> dict[Category, list[str]]:
    """The codes of the areas for which each category is proposed."""
    found: dict[Category, list[str]] = {}
    for area in areas:
        if area.code in lead.pending:
            found.setdefault(lead.pending[area.code], []).append(area.code)
    return found


def _pending_cells(bands: dict[Category, list[str]]) -> tuple[int, str]:
    words = "; ".join(f"{category.label}: {', '.join(codes)}" for category, codes in bands.items())
    return sum(map(len, bands.values())), words


def _counts(lead: Leadership, groups: dict[Category | None, list[AreaState]]) -> str:
    if not lead.areas:
        return NOTHING
    parts = [f"{len(areas):,} {_label(category)}" for category, areas in groups.items() if areas]
    pending = counted(len(lead.pending), "shift") if lead.pending else "no shift"
    return f"{counted(len(lead.areas), 'mission area')}: {listed(parts)}; {pending} proposed."


def _stacked(lead: Leadership, groups: dict, bands: dict) -> dict[str, Any]:
    traces, outlines = [], []
    for place, (category, areas) in enumerate(groups.items()):
        settled = len(areas) - sum(map(len, bands[category].values()))
        traces.append(_band(place, settled, CATEGORY[category], _url(lead, category), _label(category)))
        start = settled
        for target, codes in bands[category].items():
            words = f"{_label(category)}, {target.label} proposed: {plain(', '.join(codes), 80)}"
            traces.append(_band(place, len(codes), PAPER, _url(lead, category), words))
            outlines.append(_outline(place, start, start + len(codes), CATEGORY[target]))
            start += len(codes)
    return {
        "data": traces,
        "layout": layout(
            rows_height(len(groups), 74),
            margin={"l": 8, "r": 16, "t": 8, "b": 54, "pad": 4},
            uniformtext=READABLE,
            barmode="stack",
            bargap=1 - 2 * HALF_BAR,
            shapes=outlines,
            xaxis=numbers("Mission areas<br>(dashed: proposed shift)", dtick=None if len(lead.areas) > 20 else 1),
            yaxis=labels([category_words(category) for category in groups]),
        ),
    }


def _band(place: int, number: int, color: str, url: str, words: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [number],
        "y": [place],
        "marker": {"color": color},
        "text": [f"{number:,}" if number else ""],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "customdata": [url],
        "hovertext": [f"{words}<br>{counted(number, 'area')}"],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _outline(place: int, start: int, end: int, color: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": start,
        "x1": end,
        "y0": place - HALF_BAR,
        "y1": place + HALF_BAR,
        "line": {"color": color, "width": 2, "dash": "dash"},
    }


def swimlanes(lead: Leadership) -> Chart:
    """The category of each area over time, a lane for each; a return to an earlier category is a stretch of its own."""
    lanes = [(area, lead.past_of(area.code).runs(lead.today)) for area in lead.areas]
    rows = tuple(
        Row(
            (area.code, area.name, run.category.label, run.start, run.end or ""),
            addresses.area(area.code, lead.portfolio.moment.suffix),
        )
        for area, runs in lanes
        for run in runs
    )
    spec = _timeline(lead, [(area, runs) for area, runs in lanes if runs]) if rows else None
    header = ("Area", "Name", "Category", "From", "Until")
    drawn_lanes = [runs for _, runs in lanes if runs]
    words = _moves(lead, lanes) + shown_of(drawn_lanes, "the first {} in the strategy's order")
    return Chart("timeline", "Category of each area over time", words, spec, header, rows, True)


def _moves(lead: Leadership, lanes: list[tuple[AreaState, tuple[Run, ...]]]) -> str:
    starts = [run.start for _, runs in lanes for run in runs]
    if not starts:
        return "No mission area had a category by this date."
    shifts = sum(max(len(runs) - 1, 0) for _, runs in lanes)
    begins = day(min(starts))
    if not shifts:
        return f"No area has changed category since {begins}."
    moved = [area.code for area, runs in lanes if len(runs) > 1]
    returned = [a.code for a, runs in lanes if len({run.category for run in runs}) < len(runs)]
    back = f"; {counted(len(returned), 'area')} came back to an earlier category" if returned else ""
    return f"{counted(shifts, 'shift')} in {counted(len(moved), 'area')} since {begins}{back}."


def _timeline(lead: Leadership, lanes: list[tuple[AreaState, tuple[Run, ...]]]) -> dict[str, Any]:
    kept, more = drawn(lanes)
    traces = []
    for category in Category:
        runs = [(place, area, run) for place, (area, all_) in enumerate(kept) for run in all_]
        runs = [(place, area, run) for place, area, run in runs if run.category is category]
        ends = [run.end or lead.today + timedelta(days=1) for _, _, run in runs]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": category_words(category),
                "width": BAR,
                "y": [place for place, _, _ in runs],
                "base": [run.start.isoformat() for _, _, run in runs],
                "x": [(end - run.start).days * DAY_MILLISECONDS for end, (_, _, run) in zip(ends, runs, strict=True)],
                "marker": {"color": CATEGORY[category], "line": {"color": PAPER, "width": 1}},
                "text": [CATEGORY_SYMBOL[category]] * len(runs),
                "textposition": "inside",
                "insidetextanchor": "start",
                "textangle": 0,
                "textfont": {"color": PAPER, "size": 17},
                "customdata": [addresses.area(area.code, lead.portfolio.moment.suffix) for _, area, _ in runs],
                "hovertext": [_stretch(area, run) for _, area, run in runs],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return {
        "data": traces,
        "layout": layout(
            rows_height(len(kept) + bool(more), 90),
            margin={"l": 8, "r": 16, "t": 42, "b": 40, "pad": 4},
            uniformtext=READABLE,
            barmode="overlay",
            showlegend=True,
            legend=legend(),
            xaxis=numbers("", type="date", nticks=5, tickformat="%b\n%Y", range=_span(lead, kept)),
            yaxis=labels([*(named(area) for area, _ in kept), *([more] if more else [])]),
        ),
    }


def _span(lead: Leadership, lanes: Sequence[tuple[AreaState, tuple[Run, ...]]]) -> list[str]:
    """The days drawn: from the first category to the day shown, and some months at least."""
    begins = min(run.start for _, runs in lanes for run in runs)
    return [begins.isoformat(), max(lead.today + timedelta(days=1), begins + LEAST_SPAN).isoformat()]


def _stretch(area: AreaState, run: Run) -> str:
    until = f"until {day(run.end)}" if run.end else "to the day shown"
    return f"{plain(area.name, 60)}<br>{run.category.label}, from {day(run.start)} {until}"


def shifts(lead: Leadership) -> Chart:
    """How many areas were in which category on two days, and which went from one to another."""
    title, header = "Shifts between two days", ("From", "To", "Areas", "Which")
    if not lead.compared_with or not lead.areas:
        words = "There is no earlier day in the record to compare with."
        return Chart("shifts", title, words, None, header, (), True)
    then = {area.code: lead.past_of(area.code).category(lead.compared_with) for area in lead.areas}
    flows: dict[tuple[Category | None, Category | None], list[str]] = {}
    for area in lead.areas:
        flows.setdefault((then[area.code], lead.ended_in(area)), []).append(area.code)
    order = [*Category, None]
    ordered = sorted(flows, key=lambda flow: (order.index(flow[0]), order.index(flow[1])))
    rows = tuple(
        Row((_label(a), _label(b), len(flows[a, b]), ", ".join(flows[a, b])), _url(lead, b)) for a, b in ordered
    )
    moved = [code for (a, b), codes in flows.items() if a is not b for code in codes]
    if moved:
        words = f"{counted(len(moved), 'area')} changed category ({plain_list([isolated(code) for code in moved])})"
    else:
        words = "No area changed category"
    words = f"{words} between {day(lead.compared_with)} and {day(lead.compared_to)}."
    return Chart("shifts", title, words, _sankey(lead, flows, ordered), header, rows, True)


def plain_list(codes: list[str], most: int = 8) -> str:
    """Codes in a sentence, the first ones named."""
    return ", ".join(codes[:most]) + (f" and {len(codes) - most} more" if len(codes) > most else "")


def _sankey(lead: Leadership, flows: dict, ordered: list) -> dict[str, Any]:
    order = [*Category, None]
    sides = [Counter(), Counter()]
    for flow in ordered:
        for side, category in zip(sides, flow, strict=True):
            side[category] += len(flows[flow])
    nodes = [(side, category) for side in (0, 1) for category in order if sides[side][category]]
    total = sum(sides[0].values())
    centers = [_center(sides[side], order, category, total) for side, category in nodes]
    links = {
        "source": [nodes.index((0, a)) for a, _ in ordered],
        "target": [nodes.index((1, b)) for _, b in ordered],
        "value": [len(flows[flow]) for flow in ordered],
        "color": [CATEGORY_MOVED[b] if a is not b else CATEGORY_WASH[b] for a, b in ordered],
        "customdata": [_url(lead, b) for _, b in ordered],
        "label": [plain(plain_list(flows[flow])) for flow in ordered],
        "hovertemplate": "%{source.label} to %{target.label}<br>%{value} areas: %{label}<extra></extra>",
    }
    return {
        "data": [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "valueformat": ",d",
                "textfont": {"size": 13},
                "node": {
                    "label": [f"{category_words(category)} {sides[side][category]}" for side, category in nodes],
                    "color": [CATEGORY[category] for _, category in nodes],
                    "x": [0.001 if side == 0 else 0.999 for side, _ in nodes],
                    "y": centers,
                    "pad": 24,
                    "thickness": 14,
                    "line": {"color": INK_QUIET, "width": 0.5},
                    "customdata": [_url(lead, category) for _, category in nodes],
                    "hovertemplate": "%{label}<extra></extra>",
                },
                "link": links,
            }
        ],
        "layout": layout(280, margin={"l": 8, "r": 8, "t": 28, "b": 12}, annotations=_days(lead)),
    }


def _center(side: Counter, order: list, category: Category | None, total: int) -> float:
    """Where a node's middle stands, from 0 on top to 1, so that both sides keep one order."""
    before = sum(side[other] for other in order[: order.index(category)])
    return min(max((before + side[category] / 2) / total, 0.01), 0.99)


def _days(lead: Leadership) -> list[dict[str, Any]]:
    ends = ((0, "left", lead.compared_with), (1, "right", lead.compared_to))
    return [
        {
            "text": day(on),
            "x": x,
            "xanchor": anchor,
            "y": 1,
            "yanchor": "bottom",
            "xref": "paper",
            "yref": "paper",
            "showarrow": False,
            "font": {"size": 12, "color": INK_QUIET},
        }
        for x, anchor, on in ends
    ]
