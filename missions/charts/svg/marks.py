"""The marks of a figure, each a link: stacked bars, dots, lines with dots, and cells of a grid."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from missions.charts.svg.axes import Scale, has_rows, horizontal
from missions.charts.svg.elements import across, element, sentence, text
from missions.charts.svg.shapes import dashes, shade, symbol

# The radius in pixels around a dot in which a pointer hits it.
REACH = 12
# Pixels of background around a cell.
SEAM = 2
# The number of letters that fit in the narrowest cell.
SHORT = 6

Trace = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plot:
    """What marks are placed on: the scales, the height in pixels, and the prefix of hatches' names."""

    slug: str
    layout: dict[str, Any]
    height: float

    def x(self, trace: Trace) -> Scale:
        return Scale(horizontal(self.layout)[trace.get("xaxis", "x")])

    def y(self) -> Callable[[float], float]:
        """Pixels from the top."""
        scale = Scale(self.layout["yaxis"], down=True)
        return lambda value: self.height * scale(value)

    def row(self) -> float:
        """The height of a row, in pixels."""
        return self.y()(1) - self.y()(0)

    def hatch(self, curve: int) -> str:
        return f"{self.slug}-hatch-{curve}"


class LinkedMark(NamedTuple):
    """A link with its shapes, as markup; within a row, the arrow keys move from one `at` to the next."""

    row: int
    at: float
    curve: int
    point: str
    url: str
    words: str
    shapes: str

    def link(self, *, first: bool) -> str:
        """The `first` mark is the keyboard's one stop; from there, the arrow keys move on."""
        named = element("title", escape(sentence(self.words), quote=False))
        data = {"data_row": self.row, "data_curve": self.curve, "data_point": self.point}
        stop = "0" if first else "-1"
        return element("a", named + self.shapes, class_="chart__mark", href=self.url, tabindex=stop, **data)


def marks(plot: Plot, traces: list[Trace]) -> str:
    """All marks, row by row and from left to right in each row, in reading order."""
    before: dict[int, float] = {}
    found: list[LinkedMark] = []
    for curve, trace in enumerate(traces):
        if trace["type"] == "bar":
            found += _bars(plot, curve, trace, before)
        elif trace["type"] == "heatmap":
            found += _cells(plot, curve, trace)
        else:
            found += _dots(plot, curve, trace)
    found.sort(key=lambda mark: mark[:2])
    return "".join(mark.link(first=not place) for place, mark in enumerate(found))


def _bars(plot: Plot, curve: int, trace: Trace, before: dict[int, float]) -> Iterator[LinkedMark]:
    """The bars of one trace, each starting where those `before` it in its row end."""
    scale, y, look = plot.x(trace), plot.y(), fill(plot, curve, trace)
    thick = plot.row() * (1 - plot.layout["bargap"])
    for point, (length, row) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        start = before.get(row, 0)
        before[row] = start + length
        if not length:
            continue
        left, right = scale(start), scale(start + length)
        area = {"x": across(left), "y": y(row) - thick / 2, "width": across(right - left), "height": thick}
        shapes = element("rect", **area, **look)
        if trace["textposition"] != "none":
            shapes += text([str(trace["text"][point])], across((left + right) / 2), y(row), **_font(trace))
        yield LinkedMark(row, left, curve, str(point), trace["customdata"][point], trace["hovertext"][point], shapes)


def _font(trace: Trace) -> dict[str, Any]:
    return {"font_size": trace["textfont"]["size"], "fill": trace["textfont"]["color"], "text_anchor": "middle"}


def fill(plot: Plot, curve: int, trace: Trace) -> dict[str, Any]:
    """The fill of a trace's bars."""
    marker = trace["marker"]
    filled = f"url(#{plot.hatch(curve)})" if "pattern" in marker else marker["color"]
    return {"fill": filled, "stroke": marker["line"]["color"], "stroke_width": marker["line"]["width"]}


def _dots(plot: Plot, curve: int, trace: Trace) -> Iterator[LinkedMark]:
    scale, y, rows = plot.x(trace), plot.y(), has_rows(plot.layout)
    for point, (right, up) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        at, down = scale(right), y(up)
        reach = element("circle", cx=across(at), cy=down, r=REACH, fill="none", pointer_events="all")
        shapes = reach + dot(trace, point, across(at), down)
        row = up if rows else curve
        yield LinkedMark(row, at, curve, str(point), trace["customdata"][point], trace["hovertext"][point], shapes)


def dot(trace: Trace, point: int, x: str, y: float) -> str:
    """One dot of a trace, around a position."""
    marker = trace["marker"]
    named = marker["symbol"] if isinstance(marker["symbol"], str) else marker["symbol"][point]
    line = marker.get("line", {"color": marker["color"], "width": 0})
    return symbol(named, x, y, size=marker["size"], color=marker["color"], line=line)


def line(plot: Plot, trace: Trace) -> str:
    """The line through the dots of a trace, under them."""
    scale, y, look = plot.x(trace), plot.y(), trace["line"]
    places = zip(trace["x"], trace["y"], strict=True)
    path = "L".join(f"{100 * scale(right):.2f} {y(up):.2f}" for right, up in places)
    drawn = element(
        "path",
        d=f"M{path}",
        fill="none",
        stroke=look["color"],
        stroke_width=look["width"],
        stroke_dasharray=dashes(look["dash"], look["width"]),
        vector_effect="non-scaling-stroke",
    )
    # A path cannot use percentages, so it is stretched with its frame while its stroke is not.
    frame = {"viewBox": f"0 0 100 {plot.height:g}", "preserveAspectRatio": "none", "overflow": "visible"}
    return element("svg", drawn, width="100%", height=plot.height, **frame)


def _cells(plot: Plot, curve: int, trace: Trace) -> Iterator[LinkedMark]:
    scale, y, font = plot.x(trace), plot.y(), _font(trace)
    tall, wide = plot.row(), scale(1) - scale(0)
    look = {"width": across(wide), "height": tall, "stroke": plot.layout["plot_bgcolor"], "stroke_width": SEAM}
    span = trace["zmax"] - trace["zmin"]
    for row, shares in enumerate(trace["z"]):
        for column, share in enumerate(shares):
            if share is None:
                continue
            at, shaded = scale(column), shade(trace["colorscale"], (share - trace["zmin"]) / span)
            shapes = element("rect", x=across(at - wide / 2), y=y(row) - tall / 2, fill=shaded, **look)
            shapes += _said(trace["text"][row][column], across(at), y(row), font)
            url, words = trace["customdata"][row][column], trace["hovertext"][row][column]
            yield LinkedMark(row, at, curve, f"{row},{column}", url, words, shapes)


def _said(words: str, x: str, y: float, font: dict[str, Any]) -> str:
    """The text of a cell; in a narrow figure, the change is below the number if both are long."""
    if len(words) <= SHORT:
        return text([words], x, y, **font)
    number, moved = words.split(" ", 1)
    return text([number], x, y, class_="chart__number", **font) + text([moved], x, y, class_="chart__moved", **font)
