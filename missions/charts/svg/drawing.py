"""Draw on the server what a figure declares to plotly: as wide as its page, with each mark a link."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from missions.charts.svg import axes
from missions.charts.svg.elements import across, bare, element, lines, number, text
from missions.charts.svg.marks import Plot, Trace, dot, fill, line, marks
from missions.charts.svg.shapes import dashes, hatch

# The size of a symbol in the key, in pixels.
KEY = 14
# Pixels of background around text on a hatch.
HALO = 4


class LegendKey(NamedTuple):
    """A symbol, as markup, and its meaning."""

    symbol: str
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure in parts that a page arranges; markup where the type says so, else plain text.

    `names` are those of the rows from the top, all of one height and together as high as the plot; none if a numeric
    axis is on the left. `left` and `right` are the pixels that labels of the plot take beside it.
    """

    plot: str
    above: str
    below: str
    names: tuple[str, ...]
    key: tuple[LegendKey, ...]
    left: int
    right: int


def drawing(slug: str, title: str, spec: dict[str, Any]) -> Drawing:
    """The figure that `spec` declares to plotly; `slug` is its name on the page."""
    layout, traces = spec["layout"], spec["data"]
    margin = layout["margin"]
    plot = Plot(slug, layout, layout["height"] - margin["t"] - margin["b"])
    rows = axes.has_rows(layout)
    return Drawing(
        plot=_plot(plot, title, traces),
        above=axes.above(layout),
        below=axes.below(layout),
        names=tuple(map(bare, layout["yaxis"]["ticktext"])) if rows else (),
        key=tuple(_key(plot, curve, trace) for curve, trace in enumerate(traces)) if layout["showlegend"] else (),
        left=0 if rows else margin["l"],
        right=margin["r"],
    )


def _plot(plot: Plot, title: str, traces: list[Trace]) -> str:
    layout, patterns = plot.layout, [trace.get("marker", {}).get("pattern") for trace in traces]
    hatches = [hatch(plot.hatch(curve), one) for curve, one in enumerate(patterns) if one]
    ground = [axes.grid(layout, plot.height)]
    ground += [_shape(plot, shape) for shape in layout.get("shapes", ())]
    ground += [line(plot, trace) for trace in traces if "line" in trace]
    over = [_note(plot, note) for note in layout.get("annotations", ())]
    if not axes.has_rows(layout):
        over.insert(0, axes.beside(layout["yaxis"], plot.height))
    parts = [
        element("defs", "".join(hatches)),
        element("g", "".join(ground), class_="chart__ground", aria_hidden="true"),
        marks(plot, traces),
        element("g", "".join(over), aria_hidden="true", pointer_events="none"),
    ]
    named = f"Marks of this figure: {title}. Arrow keys move between them."
    look = {"class_": "chart__plot", "overflow": "visible", "role": "group", "aria_label": named}
    return element("svg", "".join(parts), width="100%", height=plot.height, **look)


def _shape(plot: Plot, shape: dict[str, Any]) -> str:
    """A line or an area under the marks."""
    scale, y = axes.Scale(axes.horizontal(plot.layout)[shape.get("xref", "x")]), plot.y()
    left, right, top, bottom = scale(shape["x0"]), scale(shape["x1"]), y(shape["y0"]), y(shape["y1"])
    if shape["type"] == "rect":
        area = {"x": across(left), "y": top, "width": across(right - left), "height": bottom - top}
        return element("rect", **area, fill=shape["fillcolor"])
    look, ends = shape["line"], {"x1": across(left), "x2": across(right), "y1": top, "y2": bottom}
    dashed = dashes(look.get("dash", ""), look["width"])
    return element("line", **ends, stroke=look["color"], stroke_width=look["width"], stroke_dasharray=dashed)


def _note(plot: Plot, note: dict[str, Any]) -> str:
    """Text at a position of the plot or at its end."""
    at = note["x"] if note.get("xref") == "paper" else axes.Scale(plot.layout["xaxis"])(note["x"])
    halo = {"stroke": note["bgcolor"], "stroke_width": HALO, "paint_order": "stroke"} if "bgcolor" in note else {}
    return text(
        lines(note["text"]),
        across(at),
        plot.y()(note["y"]),
        dx=note.get("xshift"),
        text_anchor="start" if note.get("xanchor") == "left" else "middle",
        font_size=note["font"]["size"],
        fill=note["font"]["color"],
        **halo,
    )


def _key(plot: Plot, curve: int, trace: Trace) -> LegendKey:
    if trace["type"] == "bar":
        symbol = element("rect", x=1, y=1, width=KEY - 2, height=KEY - 2, **fill(plot, curve, trace))
    else:
        symbol = dot(trace, 0, number(KEY / 2), KEY / 2)
    return LegendKey(element("svg", symbol, width=KEY, height=KEY, aria_hidden="true"), bare(trace["name"]))
