"""The marks of a figure, each a link: bars on each other, dots, lines with dots, and cells of a grid."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from missions.charts.svg.axes import Scale, has_rows, horizontal
from missions.charts.svg.elements import across, element, sentence, text
from missions.charts.svg.shapes import dashes, shade, symbol

# Around a dot, in pixels from its middle, it is met by a pointer.
REACH = 12
# Pixels of paper around a cell.
SEAM = 2
# Letters that the narrowest cell has room for.
SHORT = 6

Trace = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where marks stand: the scales, the height in pixels, and the name that hatches begin with."""

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
        """The height of a row."""
        return self.y()(1) - self.y()(0)

    def hatch(self, curve: int) -> str:
        return f"{self.slug}-hatch-{curve}"


class Mark(NamedTuple):
    """A link with its shapes; in a row, the arrows lead from one `at` to the next."""

    row: int
    at: float
    link: Element


def marks(plot: Plot, traces: list[Trace]) -> list[Mark]:
    """All marks, row by row and each row from left to right, so that they are read like that."""
    before: dict[int, float] = {}
    found: list[Mark] = []
    for curve, trace in enumerate(traces):
        if trace["type"] == "bar":
            found += _bars(plot, curve, trace, before)
        elif trace["type"] == "heatmap":
            found += _cells(plot, curve, trace)
        else:
            found += _dots(plot, curve, trace)
    found.sort(key=lambda mark: mark[:2])
    for place, mark in enumerate(found):
        # One stop for the keyboard; from there the arrows lead on.
        mark.link.set("tabindex", "-1" if place else "0")
    return found


def _link(row: int, curve: int, point: str, url: str, words: str) -> Element:
    made = element("a", class_="chart__mark", href=url, data_row=row, data_curve=curve, data_point=point)
    element("title", made).text = sentence(words)
    return made


def _bars(plot: Plot, curve: int, trace: Trace, before: dict[int, float]) -> Iterator[Mark]:
    """The bars of one trace, each beginning where those `before` it in its row end."""
    scale, y = plot.x(trace), plot.y()
    thick = plot.row() * (1 - plot.layout["bargap"])
    look = fill(plot, curve, trace)
    for point, (length, row) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        start = before.get(row, 0)
        before[row] = start + length
        if not length:
            continue
        left, right = scale(start), scale(start + length)
        link = _link(row, curve, str(point), trace["customdata"][point], trace["hovertext"][point])
        element("rect", link, x=across(left), y=y(row) - thick / 2, width=across(right - left), height=thick, **look)
        if trace["textposition"] != "none":
            font = trace["textfont"]
            words = [str(trace["text"][point])]
            middle = across((left + right) / 2)
            text(link, words, middle, y(row), text_anchor="middle", font_size=font["size"], fill=font["color"])
        yield Mark(row, left, link)


def fill(plot: Plot, curve: int, trace: Trace) -> dict[str, Any]:
    """How the bars of a trace look."""
    marker = trace["marker"]
    filled = f"url(#{plot.hatch(curve)})" if "pattern" in marker else marker["color"]
    return {"fill": filled, "stroke": marker["line"]["color"], "stroke_width": marker["line"]["width"]}


def _dots(plot: Plot, curve: int, trace: Trace) -> Iterator[Mark]:
    scale, y = plot.x(trace), plot.y()
    rows = has_rows(plot.layout)
    for point, (right, up) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        row = up if rows else curve
        at, down = scale(right), y(up)
        link = _link(row, curve, str(point), trace["customdata"][point], trace["hovertext"][point])
        element("circle", link, cx=across(at), cy=down, r=REACH, fill="none", pointer_events="all")
        dot(link, trace, point, across(at), down)
        yield Mark(row, at, link)


def dot(parent: Element, trace: Trace, point: int, x: str, y: float) -> None:
    """One dot of a trace, around a place."""
    marker = trace["marker"]
    named = marker["symbol"] if isinstance(marker["symbol"], str) else marker["symbol"][point]
    line = marker.get("line", {"color": marker["color"], "width": 0})
    symbol(parent, named, x, y, size=marker["size"], color=marker["color"], line=line)


def line(parent: Element, plot: Plot, trace: Trace) -> None:
    """The line through the dots of a trace, under them."""
    scale, y = plot.x(trace), plot.y()
    # A path knows no percent: it is stretched as its frame is, and its stroke is not.
    frame = element(
        "svg",
        parent,
        width="100%",
        height=plot.height,
        viewBox=f"0 0 100 {plot.height:g}",
        preserveAspectRatio="none",
        overflow="visible",
    )
    places = zip(trace["x"], trace["y"], strict=True)
    path = "L".join(f"{100 * scale(right):.2f} {y(up):.2f}" for right, up in places)
    look = trace["line"]
    element(
        "path",
        frame,
        d=f"M{path}",
        fill="none",
        stroke=look["color"],
        stroke_width=look["width"],
        stroke_dasharray=dashes(look["dash"], look["width"]),
        vector_effect="non-scaling-stroke",
    )


def _cells(plot: Plot, curve: int, trace: Trace) -> Iterator[Mark]:
    scale, y = plot.x(trace), plot.y()
    paper = plot.layout["plot_bgcolor"]
    font = {"font_size": trace["textfont"]["size"], "fill": trace["textfont"]["color"], "text_anchor": "middle"}
    tall, wide = plot.row(), scale(1) - scale(0)
    for row, shares in enumerate(trace["z"]):
        for column, share in enumerate(shares):
            if share is None:
                continue
            url, words = trace["customdata"][row][column], trace["hovertext"][row][column]
            link = _link(row, curve, f"{row},{column}", url, words)
            shaded = shade(trace["colorscale"], (share - trace["zmin"]) / (trace["zmax"] - trace["zmin"]))
            element(
                "rect",
                link,
                x=across(scale(column) - wide / 2),
                y=y(row) - tall / 2,
                width=across(wide),
                height=tall,
                fill=shaded,
                stroke=paper,
                stroke_width=SEAM,
            )
            middle, said = across(scale(column)), trace["text"][row][column]
            if len(said) <= SHORT:
                text(link, [said], middle, y(row), **font)
            else:
                # In a narrow figure, what moved stands below the number.
                number, moved = said.split(" ", 1)
                text(link, [number], middle, y(row), class_="chart__number", **font)
                text(link, [moved], middle, y(row), class_="chart__moved", **font)
            yield Mark(row, scale(column), link)
