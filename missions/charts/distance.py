"""How close each area is to another category: its shares as dots against the thresholds of the policy."""

from typing import Any

from missions.charts.chart import Chart, ChartRow, category_url, drawn, named, percent, shown_of
from missions.charts.functions import NO_FUNCTIONS
from missions.charts.palette import INK_QUIET, STANDING_DEMONSTRATED, STANDING_GOVERNMENT
from missions.charts.theme import CATEGORY_SYMBOL, CATEGORY_WASH, aside, labels, layout, numbers, plain, rows_height
from missions.domain import addresses
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import AreaState, PolicyState
from missions.domain.record.rule.evaluation import Evaluation
from missions.domain.sentences import NO_AREAS, counted
from missions.domain.vocabulary import Category, Standing

Measured = tuple[Evaluation, int | None, tuple[Category, ...]]
# The two shares, side by side, each on its own axis.
SHARES = {
    Standing.GOVERNMENT: ("x", "xaxis", [0, 0.46], "Government", STANDING_GOVERNMENT),
    Standing.DEMONSTRATED: ("x2", "xaxis2", [0.54, 1], "Demonstrated", STANDING_DEMONSTRATED),
}
DOT = 11


def margin(lead: Leadership) -> Chart:
    """The shares that the rule compares, and the fewest functions to another category, nearest area first."""
    measured = [(item, *_nearest(item)) for item in lead.items]
    measured.sort(key=lambda one: (one[1] is None, one[1] or 0, one[0].area.position))
    rows = tuple(_row(lead, *one) for one in measured)
    near = [one for one in measured if one[1] is not None]
    header = ("Area", "Name", "Category", "Indicated", "Functions from another", "Nearest category")
    header += ("Government, %", "Demonstrated, %")
    spec = _figure(lead, measured, lead.portfolio.policy) if near else None
    words = _words(lead, measured, near) if near else NO_FUNCTIONS if lead.areas else NO_AREAS
    return Chart("margin", "Distance to the next category", words, spec, header, rows)


def _words(lead: Leadership, measured: list[Measured], near: list[Measured]) -> str:
    fewest = near[0][1]
    nearest = sum(number == fewest for _, number, _ in near)
    drifting = sum(item.drifts for item in lead.items)
    words = f"{counted(nearest, 'area')} {'is' if nearest == 1 else 'are'} {counted(fewest, 'function')}"
    out = f"{drifting:,} {'is' if drifting == 1 else 'are'} out of line with the evidence (△)" if drifting else ""
    return f"{words} from another category; {out or 'none is out of line with the evidence'}." + shown_of(
        measured, "the {} nearest"
    )


def _nearest(item: Evaluation) -> tuple[int | None, tuple[Category, ...]]:
    """The fewest changes to another category, and which category; None without functions or policy."""
    margins = item.result.margins if item.result else {}
    known = {category: number for category, number in margins.items() if number is not None}
    fewest = min(known.values(), default=None)
    return fewest, tuple(category for category, number in known.items() if number == fewest)


def _indicated(item: Evaluation) -> str:
    if item.result is None:
        return "No policy in force"
    category = item.result.indication.category
    return category.label if category else "Undetermined"


def _share(area: AreaState, standing: Standing) -> float | None:
    """Percent of the area's functions; None without functions."""
    return percent(area.standings[standing], len(area.functions)) if area.functions else None


def _row(lead: Leadership, item: Evaluation, number: int | None, nearest: tuple[Category, ...]) -> ChartRow:
    area = item.area
    category = area.category.label if area.category else ""
    words = " or ".join(target.label for target in nearest) or "No functions recorded"
    shares = ["" if (share := _share(area, standing)) is None else f"{share:g}" for standing in SHARES]
    cells = (area.code, area.name, category, _indicated(item), "" if number is None else number, words, *shares)
    return ChartRow(cells, addresses.area(area.code, lead.portfolio.moment.suffix))


def _url(lead: Leadership, item: Evaluation) -> str:
    """For an area that has drifted, the list of those areas; else the list of areas in its category."""
    moment = lead.portfolio.moment
    if item.drifts:
        return addresses.areas(moment.parameters, drift="yes")
    return category_url(item.area.category, moment)


def _figure(lead: Leadership, measured: list[Measured], policy: PolicyState) -> dict[str, Any]:
    kept, more = drawn(measured)
    rows = len(kept) + bool(more)
    thresholds = _thresholds(policy)
    axes = {
        SHARES[standing][1]: numbers(
            f"{SHARES[standing][3]}, %",
            [(at, f"{at}") for at, *_ in lines],
            range=[-4, 104],
            domain=SHARES[standing][2],
            showgrid=False,
        )
        for standing, lines in thresholds.items()
    }
    return {
        "data": [_dots(lead, kept, standing) for standing in SHARES],
        "layout": layout(
            rows_height(rows, 74),
            margin={"l": 8, "r": 78, "t": 8, "b": 54, "pad": 4},
            shapes=[one for standing, lines in thresholds.items() for one in _zones(standing, lines, rows)],
            annotations=[aside(place, _aside(*one)) for place, one in enumerate(kept)],
            yaxis=labels([*(named(item.area) for item, _, _ in kept), *([more] if more else [])], showgrid=True),
            **axes,
        ),
    }


def _thresholds(policy: PolicyState) -> dict[Standing, list[tuple[int, int, int, Category]]]:
    """For each share, its thresholds: the percentage, the range beyond it, and the category of that range."""
    government, commercial = policy.government_over, policy.commercial_government_at_most
    demonstrated = policy.commercial_demonstrated_over
    return {
        Standing.GOVERNMENT: [
            (commercial, 0, commercial, Category.COMMERCIAL_PRIMARY),
            (government, government, 100, Category.GOVERNMENT_PRIMARY),
        ],
        Standing.DEMONSTRATED: [(demonstrated, demonstrated, 100, Category.COMMERCIAL_PRIMARY)],
    }


def _zones(standing: Standing, lines: list[tuple[int, int, int, Category]], rows: int) -> list[dict[str, Any]]:
    """A line at each threshold, and the color of the category beyond it."""
    found = []
    for at, start, end, category in lines:
        common = {"xref": SHARES[standing][0], "y0": -0.5, "y1": rows - 0.5, "layer": "below"}
        area = {"type": "rect", "x0": start, "x1": end, "fillcolor": CATEGORY_WASH[category], "line": {"width": 0}}
        line = {"type": "line", "x0": at, "x1": at, "line": {"color": INK_QUIET, "width": 1, "dash": "dash"}}
        found += [common | area, common | line]
    return found


def _dots(lead: Leadership, kept: list[Measured], standing: Standing) -> dict[str, Any]:
    axis, _, _, name, color = SHARES[standing]
    places = [place for place, (item, _, _) in enumerate(kept) if item.area.functions]
    shown = [kept[place] for place in places]
    shares = [_share(item.area, standing) for item, _, _ in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "xaxis": axis,
        "x": shares,
        "y": places,
        "marker": {
            "size": DOT,
            "opacity": 1,
            "symbol": [_symbol(item) for item, _, _ in shown],
            "color": color,
            "line": {"color": color, "width": 1.5},
        },
        "cliponaxis": False,
        "customdata": [_url(lead, item) for item, _, _ in shown],
        "hovertext": [_hover(one, name, share) for one, share in zip(shown, shares, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _symbol(item: Evaluation) -> str:
    """An open circle if unassessed functions leave the category undetermined."""
    return "circle" if item.result and item.result.indication.category else "circle-open"


def _hover(measured: Measured, name: str, share: float) -> str:
    item, number, nearest = measured
    away = "" if number is None else f"<br>{counted(number, 'function')} from {_either(nearest)}"
    return f"{plain(item.area.name, 60)}<br>{name} {share:g}%{away}<br>indicated: {_indicated(item)}"


def _either(nearest: tuple[Category, ...]) -> str:
    return " or ".join(target.label for target in nearest)


def _aside(item: Evaluation, number: int | None, nearest: tuple[Category, ...]) -> str:
    """The text beside the dots: how many functions away which category is, and whether the area has drifted."""
    if number is None:
        return "no functions" if not item.area.functions else ""
    return f"{number} from {' '.join(CATEGORY_SYMBOL[target] for target in nearest)}{' △' if item.drifts else ''}"
