"""Elements of SVG: places across are in percent of the plot, which is as wide as its page; all else is in pixels."""

from functools import lru_cache
from html import escape, unescape
from typing import Any

from missions.domain.direction import FIRST_STRONG, POP

# Of a line of words, of its size: where its baseline stands below its middle, and the next line below it.
BASELINE, LINE_HEIGHT = 0.35, 1.2


def element(tag: str, inner: str = "", /, **attributes: Any) -> str:
    """An element as markup around what is markup; `stroke_width` stands for `stroke-width`, `class_` for `class`.

    Attributes are escaped, and what is None is left out. Made of strings, as a tree of elements takes twice as long.
    """
    told = "".join([_attribute(name, value) for name, value in attributes.items() if value is not None])
    return f"<{tag}{told}>{inner}</{tag}>"


# The same colors, widths and rows are written hundreds of times a figure.
@lru_cache(4096)
def _attribute(name: str, value: float | str) -> str:
    return f' {name.rstrip("_").replace("_", "-")}="{number(value)}"'


@lru_cache(4096)
def number(value: float | str) -> str:
    """Words, escaped; a number with two digits after the point at most, none of them for nothing."""
    return escape(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


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


def text(said: list[str], x: str, middle: float, **attributes: Any) -> str:
    """Lines of words under each other, `middle` pixels from the top to the middle of them all."""
    size = attributes["font_size"]
    first, *more = map(escape, said)
    top = middle + size * (BASELINE - LINE_HEIGHT * len(more) / 2)
    below = [element("tspan", row, x=x, dx=attributes.get("dx"), dy=size * LINE_HEIGHT) for row in more]
    return element("text", first + "".join(below), x=x, y=top, **attributes)
