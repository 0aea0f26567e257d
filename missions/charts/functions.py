"""Figures about functions: their standings, and the answers that favor integration."""

from collections.abc import Iterator, Sequence
from typing import Any

from missions.charts.chart import Chart, ChartRow, drawn, named, percent, shown_of
from missions.charts.palette import INK, INK_QUIET, PAPER
from missions.charts.theme import (
    READABLE,
    SHARES,
    STANDING_MARK,
    labels,
    layout,
    legend,
    numbers,
    plain,
    rows_height,
)
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.sentences import NO_AREAS, counted, listed
from missions.domain.vocabulary import Standing

NO_FUNCTIONS = "No functions are recorded at this date."
# What each criterion says in favor of integrating, broken by hand for narrow columns.
COLUMNS = {
    "performer": "Could be<br>commer-<br>cial",
    "availability": "Mature<br>solu-<br>tions",
    "fit": "Meets<br>require-<br>ments",
    "contribution": "Signifi-<br>cant con-<br>tribution",
    "risk": "Low<br>risk",
    "risk_of_not": "High risk<br>of not",
}


def mix(lead: Leadership) -> Chart:
    """The standings of each area's functions; the area with the largest government share is on top."""
    areas = sorted(lead.areas, key=_government_first)
    rows = tuple(
        ChartRow(
            (area.code, area.name, *area.standings.values(), len(area.functions)),
            addresses.area(area.code, lead.portfolio.moment.suffix),
        )
        for area in areas
    )
    total = {standing: sum(area.standings[standing] for area in areas) for standing in Standing}
    number = sum(total.values())
    if number:
        parts = listed(f"{count:,} {standing.label.lower()}" for standing, count in total.items() if count)
        words = f"{counted(number, 'function')} in {counted(len(areas), 'area')}: {parts}."
        words += shown_of(areas, "the {} areas with the largest government share")
    else:
        words = NO_FUNCTIONS if areas else NO_AREAS
    header = ("Area", "Name", *(standing.label for standing in Standing), "Functions")
    spec = _stacks(lead, areas) if number else None
    return Chart("mix", "How the functions of each area stand", words, spec, header, rows)


def _government_first(area: AreaState) -> tuple:
    if not area.functions:
        return 1, 0, 0, area.position
    shares = [area.standings[standing] / len(area.functions) for standing in (Standing.GOVERNMENT, Standing.OPEN)]
    return 0, -shares[0], -shares[1], area.position


def _stacks(lead: Leadership, areas: list[AreaState]) -> dict[str, Any]:
    kept, more = drawn(areas)
    places = [place for place, area in enumerate(kept) if not area.functions]
    numbered = [(place, *one) for place, area in enumerate(kept) for one in _hatched(area)]
    traces = [_trace(lead, kept, standing) for standing in Standing if any(area.standings[standing] for area in kept)]
    return {
        "data": traces,
        "layout": layout(
            rows_height(len(kept) + bool(more), 90),
            margin={"l": 8, "r": 24, "t": 42, "b": 40, "pad": 4},
            uniformtext=READABLE,
            barmode="stack",
            bargap=0.2,
            showlegend=True,
            legend=legend(),
            annotations=[
                *(_said(place, "no functions recorded") for place in places),
                *(_number(place, middle, number) for place, middle, number in numbered),
            ],
            xaxis=numbers("Share of the area's functions", [(n, f"{n}%") for n in range(0, 101, 25)], range=[0, 100]),
            yaxis=labels([*map(named, kept), *([more] if more else [])]),
        ),
    }


def _trace(lead: Leadership, kept: Sequence[AreaState], standing: Standing) -> dict[str, Any]:
    """The segments of one standing; each links to the areas that have such functions."""
    counts = [area.standings[standing] for area in kept]
    url = addresses.areas(lead.portfolio.moment.parameters, standing=standing.value)
    return {
        "type": "bar",
        "orientation": "h",
        "name": standing.label,
        "x": [percent(n, len(area.functions)) for n, area in zip(counts, kept, strict=True)],
        "y": list(range(len(kept))),
        "marker": STANDING_MARK[standing],
        "textfont": {"size": 11, "color": PAPER if standing is Standing.GOVERNMENT else INK},
        "text": [n or "" for n in counts],
        "textposition": "none" if _is_hatched(standing) else "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "customdata": [url] * len(kept),
        "hovertext": [
            f"{plain(area.name, 60)}<br>{counted(n, 'function')} of {len(area.functions)}: {standing.label}"
            for n, area in zip(counts, kept, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _is_hatched(standing: Standing) -> bool:
    return "pattern" in STANDING_MARK[standing]


def _hatched(area: AreaState) -> Iterator[tuple[float, int]]:
    """For each hatched segment, the number and the position of its middle in percent."""
    before = 0
    for standing, number in area.standings.items():
        if number and _is_hatched(standing):
            yield percent(2 * before + number, 2 * len(area.functions)), number
        before += number


def _number(place: int, middle: float, number: int) -> dict[str, Any]:
    """A number on a plain background, because it would not be readable on a hatch."""
    return {
        "x": middle,
        "y": place,
        "text": f"{number:,}",
        "showarrow": False,
        "bgcolor": PAPER,
        "borderpad": 1,
        "font": {"size": 11, "color": INK},
        "captureevents": False,
    }


def _said(place: int, words: str) -> dict[str, Any]:
    """Text in place of a mark that cannot be drawn."""
    return {
        "x": 0,
        "xref": "paper",
        "y": place,
        "text": words,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 12, "color": INK_QUIET},
    }


def criteria(lead: Leadership) -> Chart:
    """For each area and criterion, how many answers favor integration, and how that number changed."""
    moves = {area.code: _moves(lead, area) for area in lead.areas}
    rows = tuple(_criteria_row(lead, area, moves[area.code]) for area in lead.areas)
    assessed = sum(area.favor.assessed for area in lead.areas)
    header = ["Area", "Assessed", "Compared with"]
    for criterion in CRITERIA.values():
        header += [criterion.in_favor, f"{criterion.in_favor}, moved"]
    spec = _grid(lead, moves) if assessed else None
    words = _criteria_words(lead, assessed, moves) if assessed else "No function is assessed at this date."
    return Chart("criteria", "What speaks for integrating, by area", words, spec, tuple(header), rows)


def _moves(lead: Leadership, area: AreaState) -> dict[str, int] | None:
    """The change in the number of functions since the day compared with; None if nothing was assessed by then."""
    then = lead.past_of(area.code).favor
    return {name: number - then.by[name] for name, number in area.favor.by.items()} if then.assessed else None


def _criteria_row(lead: Leadership, area: AreaState, moves: dict[str, int] | None) -> ChartRow:
    now = area.favor
    base = lead.past_of(area.code).base if moves else "nothing assessed earlier"
    cells = [area.code, f"{now.assessed} of {len(area.functions)}", base]
    for criterion in CRITERIA:
        cells += [now.by[criterion] if now.assessed else "", moves[criterion] if moves else ""]
    return ChartRow(tuple(cells), addresses.area(area.code, lead.portfolio.moment.suffix))


def _criteria_words(lead: Leadership, assessed: int, moves: dict) -> str:
    totals = {criterion: sum(area.favor.by[criterion] for area in lead.areas) for criterion in CRITERIA}
    most = max(totals, key=totals.get)
    moved = [code for code, by in moves.items() if by and any(by.values())]
    areas = counted(len(moved), "area") if moved else "no area"
    return (
        f"Of {counted(assessed, 'assessed function')}, {totals[most]:,} answer “{CRITERIA[most].in_favor.lower()}”, "
        f"the most of the six criteria; {areas} moved since their last review, or within a year where there was none."
        + shown_of(lead.areas, "the first {} areas in the strategy's order")
    )


def _grid(lead: Leadership, moves: dict) -> dict[str, Any]:
    areas, more = drawn(lead.areas)
    cells = [_cells(lead, area, moves[area.code]) for area in areas]
    heat = {
        "type": "heatmap",
        "x": list(range(len(CRITERIA))),
        "y": list(range(len(areas))),
        "z": [[share for share, _, _ in row] for row in cells],
        "zmin": 0,
        "zmax": 100,
        "colorscale": SHARES,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [[text for _, text, _ in row] for row in cells],
        "texttemplate": "%{text}",
        "textfont": {"size": 11, "color": INK},
        "customdata": [[addresses.area(area.code, lead.portfolio.moment.suffix)] * len(CRITERIA) for area in areas],
        "hovertext": [[words for _, _, words in row] for row in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
    }
    return {
        "data": [heat],
        "layout": layout(
            rows_height(len(areas) + bool(more), 70),
            margin={"l": 8, "r": 8, "t": 60, "b": 8, "pad": 4},
            xaxis=_columns(),
            yaxis=labels([*map(named, areas), *([more] if more else [])]),
            annotations=[_said(p, "no assessments") for p, area in enumerate(areas) if not area.favor.assessed],
        ),
    }


def _columns() -> dict[str, Any]:
    """The headings of the six criteria above the grid."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(CRITERIA))),
        "ticktext": [COLUMNS[name] for name in CRITERIA],
        "side": "top",
        "ticklabeloverflow": "allow",
        "ticks": "",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickangle": 0,
        "tickfont": {"size": 11, "color": INK_QUIET},
        "range": [-0.5, len(CRITERIA) - 0.5],
    }


def _cells(lead: Leadership, area: AreaState, by: dict[str, int] | None) -> list[tuple]:
    """For each criterion: the share in percent, the text in the cell, and the text beside it."""
    assessed, name = area.favor.assessed, plain(area.name, 60)
    of, since = counted(assessed, "assessed function"), _since(lead, area)
    cells = []
    for criterion, number in area.favor.by.items():
        share, moved = percent(number, assessed) if assessed else None, by and by[criterion]
        words = f"{name}<br>{CRITERIA[criterion].in_favor}: {number} of {of}"
        cells.append((share, _cell(number, assessed, moved), words if by is None else f"{words}<br>{moved:+d}{since}"))
    return cells


def _cell(number: int, of: int, moved: int | None) -> str:
    if not of:
        return ""
    arrow = "" if not moved else f" {'▲' if moved > 0 else '▼'}{abs(moved)}"
    return f"{number}/{of}{arrow}"


def _since(lead: Leadership, area: AreaState) -> str:
    past = lead.past_of(area.code)
    base = "the last review" if past.reviewed else "a year before"
    return f" since {base}, {day(past.base)}"
