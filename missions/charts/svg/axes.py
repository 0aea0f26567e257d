"""Axes of a figure: where a value stands along one, and the words beside it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from missions.charts.svg.elements import LINE_HEIGHT, across, element, lines, text, written

At = float | str
# Pixels between the plot and the words of its ticks.
GAP = 8
TITLE_GAP = 6
# Pixels from the plot to the middle of an upright title beside it.
UPRIGHT = 42


class Scale:
    """Values of an axis as parts of the plot, from 0 at its left or top to 1; a day is "2026-06-01"."""

    def __init__(self, axis: dict[str, Any], *, down: bool = False):
        # Up is where a vertical axis of plotly grows.
        self._low, self._high = map(_number, reversed(axis["range"]) if down else axis["range"])
        self._start, self._end = axis.get("domain", (0, 1))

    def __call__(self, value: At) -> float:
        return self._start + (self._end - self._start) * (_number(value) - self._low) / (self._high - self._low)

    @property
    def ends(self) -> tuple[float, float]:
        """Where the axis begins and ends."""
        return self._start, self._end


def _number(value: At) -> float:
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else value


def horizontal(layout: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The horizontal axes by the name that traces and shapes give them: "x", "x2"."""
    return {name.replace("axis", ""): axis for name, axis in layout.items() if name.startswith("xaxis")}


def has_rows(layout: dict[str, Any]) -> bool:
    """Whether the vertical axis has a name for each row, and is no axis of numbers."""
    return "automargin" in layout["yaxis"]


def grid(plot: Element, layout: dict[str, Any], height: float) -> None:
    """The lines at the ticks of the axes that have them."""
    upright = Scale(layout["yaxis"], down=True)
    for axis in horizontal(layout).values():
        along = Scale(axis)
        if axis["showgrid"]:
            for at in axis["tickvals"]:
                x = across(along(at))
                element("line", plot, x1=x, x2=x, y1=0, y2=height, stroke=axis["gridcolor"])
        if layout["yaxis"]["showgrid"]:
            start, end = map(across, along.ends)
            for at in layout["yaxis"]["tickvals"]:
                y = height * upright(at)
                element("line", plot, x1=start, x2=end, y1=y, y2=y, stroke=layout["yaxis"]["gridcolor"])


def beside(plot: Element, axis: dict[str, Any], height: float) -> None:
    """The words of a vertical axis of numbers, left of the plot."""
    scale = Scale(axis, down=True)
    look = _look(axis["tickfont"])
    for at, words in _ticks(axis):
        text(plot, lines(words), "0%", height * scale(at), dx=-GAP, text_anchor="end", **look)
    turned = f"translate({-UPRIGHT} {height / 2:g}) rotate(-90)"
    title = axis["title"]
    text(plot, lines(title["text"]), "0", 0, transform=turned, text_anchor="middle", **_look(title["font"]))


def above(layout: dict[str, Any]) -> str:
    """The words over the plot; empty where they stand under it."""
    axes = [axis for axis in horizontal(layout).values() if axis.get("side") == "top"]
    if not axes:
        return ""
    height = layout["margin"]["t"]
    made = _words(height)
    for axis in axes:
        scale, font = Scale(axis), axis["tickfont"]
        for at, words in _ticks(axis):
            said = lines(words)
            middle = height - GAP - _tall(said, font) / 2
            text(made, said, across(scale(at)), middle, text_anchor="middle", **_look(font))
    return written(made)


def below(layout: dict[str, Any]) -> str:
    """The words under the plot and the titles of the axes; empty where they stand over it."""
    axes = [axis for axis in horizontal(layout).values() if axis.get("side") != "top"]
    if not axes:
        return ""
    tall = max(_tall(lines(words), axis["tickfont"]) for axis in axes for _, words in _ticks(axis))
    titles = [axis["title"] for axis in axes if axis["title"]["text"]]
    titled = max((TITLE_GAP + _tall([title["text"]], title["font"]) for title in titles), default=0)
    made = _words(GAP + tall + titled)
    for axis in axes:
        scale, font, title = Scale(axis), axis["tickfont"], axis["title"]
        for at, words in _ticks(axis):
            said = lines(words)
            text(made, said, across(scale(at)), GAP + _tall(said, font) / 2, text_anchor="middle", **_look(font))
        if title["text"]:
            middle, down = across(sum(scale.ends) / 2), GAP + tall + (TITLE_GAP + titled) / 2
            text(made, lines(title["text"]), middle, down, text_anchor="middle", **_look(title["font"]))
    return written(made)


def _ticks(axis: dict[str, Any]) -> Iterator[tuple[At, str]]:
    return zip(axis["tickvals"], axis["ticktext"], strict=True)


def _words(height: float) -> Element:
    return element("svg", class_="chart__axis", width="100%", height=height, overflow="visible", aria_hidden="true")


def _tall(said: list[str], font: dict[str, Any]) -> float:
    """Pixels that the lines take."""
    return LINE_HEIGHT * font["size"] * len(said)


def _look(font: dict[str, Any]) -> dict[str, Any]:
    return {"font_size": font["size"], "fill": font.get("color")}
