"""A figure drawn by the server from what it declares to plotly: as wide as its page, each mark a link."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from missions.charts.svg import axes
from missions.charts.svg.elements import across, bare, element, lines, number, text, written
from missions.charts.svg.marks import Plot, Trace, dot, fill, line, marks
from missions.charts.svg.shapes import dashes, hatch

# Pixels of a symbol in the key.
KEY = 14
# Pixels of paper around words that stand on a hatch.
HALO = 4


class Key(NamedTuple):
    """A symbol, as markup, and what it stands for."""

    symbol: str
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure in parts that a page puts beside each other; the parts are markup, all else is plain words.

    `names` are those of the rows from the top, of the same height each, together as high as the plot; none where an
    axis of numbers stands on the left. `left` and `right` are pixels that words of the plot take beside it.
    """

    plot: str
    above: str
    below: str
    names: tuple[str, ...]
    key: tuple[Key, ...]
    left: int
    right: int


def drawing(slug: str, title: str, spec: dict[str, Any]) -> Drawing:
    """The figure that `spec` declares to plotly; `slug` is its name on the page."""
    layout, traces = spec["layout"], spec["data"]
    margin = layout["margin"]
    plot = Plot(slug, layout, layout["height"] - margin["t"] - margin["b"])
    rows = axes.has_rows(layout)
    return Drawing(
        plot=written(_plot(plot, title, traces)),
        above=axes.above(layout),
        below=axes.below(layout),
        names=tuple(map(bare, layout["yaxis"]["ticktext"])) if rows else (),
        key=tuple(_key(plot, curve, trace) for curve, trace in enumerate(traces)) if layout["showlegend"] else (),
        left=0 if rows else margin["l"],
        right=margin["r"],
    )


def _plot(plot: Plot, title: str, traces: list[Trace]) -> Element:
    layout = plot.layout
    made = element(
        "svg",
        class_="chart__plot",
        width="100%",
        height=plot.height,
        overflow="visible",
        role="group",
        aria_label=f"Marks of this figure: {title}. Arrow keys move between them.",
    )
    hatches = element("defs", made)
    for curve, trace in enumerate(traces):
        if "pattern" in trace.get("marker", ()):
            hatch(hatches, plot.hatch(curve), trace["marker"]["pattern"])
    under = element("g", made, class_="chart__ground", aria_hidden="true")
    axes.grid(under, layout, plot.height)
    for shape in layout.get("shapes", ()):
        _shape(under, plot, shape)
    for trace in traces:
        if "line" in trace:
            line(under, plot, trace)
    made.extend(mark.link for mark in marks(plot, traces))
    over = element("g", made, aria_hidden="true", pointer_events="none")
    if not axes.has_rows(layout):
        axes.beside(over, layout["yaxis"], plot.height)
    for note in layout.get("annotations", ()):
        _note(over, plot, note)
    return made


def _shape(parent: Element, plot: Plot, shape: dict[str, Any]) -> None:
    """A line or an area under the marks."""
    scale, y = axes.Scale(axes.horizontal(plot.layout)[shape.get("xref", "x")]), plot.y()
    left, right, top, bottom = scale(shape["x0"]), scale(shape["x1"]), y(shape["y0"]), y(shape["y1"])
    if shape["type"] == "rect":
        area = {"x": across(left), "y": top, "width": across(right - left), "height": bottom - top}
        element("rect", parent, **area, fill=shape["fillcolor"])
        return
    look = shape["line"]
    element(
        "line",
        parent,
        x1=across(left),
        x2=across(right),
        y1=top,
        y2=bottom,
        stroke=look["color"],
        stroke_width=look["width"],
        stroke_dasharray=dashes(look.get("dash", ""), look["width"]),
    )


def _note(parent: Element, plot: Plot, note: dict[str, Any]) -> None:
    """Words at a place of the plot or at its end."""
    at = note["x"] if note.get("xref") == "paper" else axes.Scale(plot.layout["xaxis"])(note["x"])
    halo = {"stroke": note["bgcolor"], "stroke_width": HALO, "paint_order": "stroke"} if "bgcolor" in note else {}
    text(
        parent,
        lines(note["text"]),
        across(at),
        plot.y()(note["y"]),
        dx=note.get("xshift"),
        text_anchor="start" if note.get("xanchor") == "left" else "middle",
        font_size=note["font"]["size"],
        fill=note["font"]["color"],
        **halo,
    )


def _key(plot: Plot, curve: int, trace: Trace) -> Key:
    symbol = element("svg", width=KEY, height=KEY, aria_hidden="true")
    if trace["type"] == "bar":
        element("rect", symbol, x=1, y=1, width=KEY - 2, height=KEY - 2, **fill(plot, curve, trace))
    else:
        dot(symbol, trace, 0, number(KEY / 2), KEY / 2)
    return Key(written(symbol), bare(trace["name"]))
