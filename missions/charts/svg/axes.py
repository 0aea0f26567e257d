"""Axes of a figure: the position of a value, and the texts beside the axis."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from missions.charts.svg.elements import LINE_HEIGHT, across, element, lines, text

AxisValue = float | str
# Pixels between the plot and the labels of its ticks.
GAP = 8
TITLE_GAP = 6
# Pixels from the plot to the middle of a rotated title beside it.
UPRIGHT = 42


class Scale:
    """Maps the values of an axis to the plot, from 0 at its left or top to 1; a day is "2026-06-01"."""

    def __init__(self, axis: dict[str, Any], *, down: bool = False):
        # In plotly, a vertical axis grows upward.
        self._low, self._high = map(_number, reversed(axis["range"]) if down else axis["range"])
        self._start, self._end = axis.get("domain", (0, 1))

    def __call__(self, value: AxisValue) -> float:
        return self._start + (self._end - self._start) * (_number(value) - self._low) / (self._high - self._low)

    @property
    def ends(self) -> tuple[float, float]:
        """The first and last value of the axis."""
        return self._start, self._end


def _number(value: AxisValue) -> float:
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else value


def horizontal(layout: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The horizontal axes by the names that traces and shapes use: "x", "x2"."""
    return {name.replace("axis", ""): axis for name, axis in layout.items() if name.startswith("xaxis")}


def has_rows(layout: dict[str, Any]) -> bool:
    """Whether the vertical axis has a name for each row instead of numbers."""
    return "automargin" in layout["yaxis"]


def grid(layout: dict[str, Any], height: float) -> str:
    """The lines at the ticks of the axes that have them."""
    upright, found = Scale(layout["yaxis"], down=True), []
    for axis in horizontal(layout).values():
        along = Scale(axis)
        if axis["showgrid"]:
            places = [across(along(at)) for at in axis["tickvals"]]
            found += [element("line", x1=x, x2=x, y1=0, y2=height, stroke=axis["gridcolor"]) for x in places]
        if layout["yaxis"]["showgrid"]:
            start, end = map(across, along.ends)
            places, color = [height * upright(at) for at in layout["yaxis"]["tickvals"]], layout["yaxis"]["gridcolor"]
            found += [element("line", x1=start, x2=end, y1=y, y2=y, stroke=color) for y in places]
    return "".join(found)


def beside(axis: dict[str, Any], height: float) -> str:
    """The labels of a vertical axis of numbers, left of the plot."""
    scale, look, title = Scale(axis, down=True), _look(axis["tickfont"]), axis["title"]
    turned = f"translate({-UPRIGHT} {height / 2:g}) rotate(-90)"
    found = [
        text(lines(words), "0%", height * scale(at), dx=-GAP, text_anchor="end", **look) for at, words in _ticks(axis)
    ]
    found.append(text(lines(title["text"]), "0", 0, transform=turned, text_anchor="middle", **_look(title["font"])))
    return "".join(found)


def above(layout: dict[str, Any]) -> str:
    """The labels above the plot; empty if they are below it."""
    height, found = layout["margin"]["t"], []
    for axis in horizontal(layout).values():
        if axis.get("side") == "top":
            scale, font = Scale(axis), axis["tickfont"]
            for at, words in _ticks(axis):
                said = lines(words)
                middle = height - GAP - _tall(said, font) / 2
                found.append(text(said, across(scale(at)), middle, text_anchor="middle", **_look(font)))
    return _words(found, height) if found else ""


def below(layout: dict[str, Any]) -> str:
    """The labels below the plot and the titles of the axes; empty if they are above it."""
    axes = [axis for axis in horizontal(layout).values() if axis.get("side") != "top"]
    if not axes:
        return ""
    tall = max(_tall(lines(words), axis["tickfont"]) for axis in axes for _, words in _ticks(axis))
    titles = [axis["title"] for axis in axes if axis["title"]["text"]]
    titled = max((TITLE_GAP + _tall([title["text"]], title["font"]) for title in titles), default=0)
    found = []
    for axis in axes:
        scale, font, title = Scale(axis), axis["tickfont"], axis["title"]
        for at, words in _ticks(axis):
            said = lines(words)
            middle = GAP + _tall(said, font) / 2
            found.append(text(said, across(scale(at)), middle, text_anchor="middle", **_look(font)))
        if title["text"]:
            at, down = across(sum(scale.ends) / 2), GAP + tall + (TITLE_GAP + titled) / 2
            found.append(text(lines(title["text"]), at, down, text_anchor="middle", **_look(title["font"])))
    return _words(found, GAP + tall + titled)


def _ticks(axis: dict[str, Any]) -> Iterator[tuple[AxisValue, str]]:
    return zip(axis["tickvals"], axis["ticktext"], strict=True)


def _words(found: list[str], height: float) -> str:
    look = {"class_": "chart__axis", "overflow": "visible", "aria_hidden": "true"}
    return element("svg", "".join(found), width="100%", height=height, **look)


def _tall(said: list[str], font: dict[str, Any]) -> float:
    """The height of these lines in pixels."""
    return LINE_HEIGHT * font["size"] * len(said)


def _look(font: dict[str, Any]) -> dict[str, Any]:
    return {"font_size": font["size"], "fill": font.get("color")}
