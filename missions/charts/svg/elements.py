"""Elements of SVG: places across are in percent of the plot, which is as wide as its page; all else is in pixels."""

from collections.abc import Iterable
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from missions.domain.direction import FIRST_STRONG, POP

# Of a line of words, of its size: where its baseline stands below its middle, and the next line below it.
BASELINE, LINE_HEIGHT = 0.35, 1.2


def element(tag: str, parent: Element | None = None, /, **attributes: Any) -> Element:
    """An element; `stroke_width` stands for `stroke-width`, `class_` for `class`, and what is None is left out."""
    named = {
        name.rstrip("_").replace("_", "-"): number(value) for name, value in attributes.items() if value is not None
    }
    return Element(tag, named) if parent is None else SubElement(parent, tag, named)


def written(made: Element) -> str:
    """The element as markup; whatever stands in it is escaped."""
    return tostring(made, encoding="unicode")


def number(value: float | str) -> str:
    """Words as they are; a number with two digits after the point at most, none of them for nothing."""
    return value if isinstance(value, str) else f"{round(value, 2):.10g}"


def across(part: float) -> str:
    """A place across the plot, or a width: 0.5 is "50%"."""
    return f"{number(100 * part)}%"


def lines(words: str) -> list[str]:
    """The lines of what plotly shows, without its escapes."""
    return [unescape(line) for line in words.split("<br>")]


def sentence(words: str) -> str:
    """What plotly shows in several lines, in one."""
    return ", ".join(lines(words))


def bare(words: str) -> str:
    """A name without the marks around it that isolate its direction, where an element of its own does that."""
    [line] = lines(words)
    return line.removeprefix(FIRST_STRONG).removesuffix(POP)


def text(parent: Element, said: Iterable[str], x: str, middle: float, **attributes: Any) -> Element:
    """Lines of words under each other, `middle` pixels from the top to the middle of them all."""
    size = attributes["font_size"]
    rows = list(said)
    first = middle + size * (BASELINE - LINE_HEIGHT * (len(rows) - 1) / 2)
    made = element("text", parent, x=x, y=first, **attributes)
    made.text = rows[0]
    for row in rows[1:]:
        element("tspan", made, x=x, dx=attributes.get("dx"), dy=size * LINE_HEIGHT).text = row
    return made
