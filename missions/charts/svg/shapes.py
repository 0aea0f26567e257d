"""The shapes of marks, drawn as plotly draws them: symbols, dashes, hatches and shades."""

from math import pi, sqrt
from typing import Any

from missions.charts.svg.elements import element, number

# Corners of each symbol around its middle, as fractions of its radius.
SYMBOLS = {
    "diamond": ((1.3, 0), (0, 1.3), (-1.3, 0), (0, -1.3)),
    "square": ((1, 1), (-1, 1), (-1, -1), (1, -1)),
    "triangle-up": ((-2 / sqrt(3), 0.5), (2 / sqrt(3), 0.5), (0, -1)),
    "cross": (
        *((1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4)),
        *((-1.2, -0.4), (-0.4, -0.4), (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4)),
    ),
}
# Lengths of strokes and gaps, in multiples of the line's width.
DASHES = {
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
    "longdashdot": (5, 2, 1, 2),
}
LEAST_DASHED = 3


def symbol(name: str, x: str, y: float, *, size: float, color: str, line: dict[str, Any]) -> str:
    """A symbol around a position; `size` is its diameter in pixels, and an open one has no fill."""
    shape = name.removesuffix("-open")
    look = {
        "fill": color if name == shape else "none",
        "stroke": line["color"],
        "stroke_width": line["width"],
    }
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=size / 2, **look)
    corners = SYMBOLS["cross" if shape == "x" else shape]
    path = "L".join(f"{number(size / 2 * right)} {number(size / 2 * down)}" for right, down in corners)
    drawn = element("path", d=f"M{path}Z", transform="rotate(45)" if shape == "x" else None, **look)
    # A path cannot use percentages, so it is placed around the corner of a frame that can.
    return element("svg", drawn, x=x, y=y, overflow="visible")


def dashes(name: str, width: float) -> str | None:
    """The dash pattern of a line of that width in pixels; None for a solid line."""
    return " ".join(number(part * max(width, LEAST_DASHED)) for part in DASHES[name]) if name in DASHES else None


def hatch(name: str, pattern: dict[str, Any]) -> str:
    """A hatch that shapes refer to by its name: strokes that rise to the right, or dots."""
    size, solidity, color = pattern["size"], pattern["solidity"], pattern["fgcolor"]
    quarter, half = size / 4, size / 2
    if pattern["shape"] == ".":
        drawn = element("circle", cx=half, cy=half, r=size * sqrt(solidity / pi), fill=color)
    else:
        path = f"M{-quarter} {quarter}l{half} {-half}M0 {size}L{size} 0M{3 * quarter} {5 * quarter}l{half} {-half}"
        drawn = element("path", d=path, stroke=color, stroke_width=solidity * size / sqrt(2), fill="none")
    ground = element("rect", width=size, height=size, fill=pattern["bgcolor"])
    return element("pattern", ground + drawn, id=name, width=size, height=size, patternUnits="userSpaceOnUse")


def shade(scale: list[list[Any]], part: float) -> str:
    """The color at a position between the two ends of a color scale."""
    (_, low), (_, high) = scale
    ends = zip(bytes.fromhex(low[1:]), bytes.fromhex(high[1:]), strict=True)
    return "#" + bytes(round(first + (last - first) * part) for first, last in ends).hex()
