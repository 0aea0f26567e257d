"""SVG elements: horizontal positions are in percent of the plot, which is as wide as its page; all else in pixels."""

from functools import lru_cache
from html import escape, unescape
from typing import Any

from missions.domain.direction import FIRST_STRONG, POP

# In units of the font size: from the middle of a line to its baseline, and from one baseline to the next.
BASELINE, LINE_HEIGHT = 0.35, 1.2


def element(tag: str, inner: str = "", /, **attributes: Any) -> str:
    """An element as markup around markup; `stroke_width` becomes `stroke-width` and `class_` becomes `class`.

    Attributes are escaped, and those that are None are left out. It concatenates strings, because building a tree of
    elements takes twice as long.
    """
    told = "".join([_attribute(name, value) for name, value in attributes.items() if value is not None])
    return f"<{tag}{told}>{inner}</{tag}>"


# The same colors, widths and rows are written hundreds of times in a figure.
@lru_cache(4096)
def _attribute(name: str, value: float | str) -> str:
    return f' {name.rstrip("_").replace("_", "-")}="{number(value)}"'


@lru_cache(4096)
def number(value: float | str) -> str:
    """Text, escaped; a number has at most two decimals, and no trailing zeros."""
    return escape(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def across(part: float) -> str:
    """A horizontal position or width in percent: 0.5 is "50%"."""
    return f"{number(100 * part)}%"


def lines(words: str) -> list[str]:
    """The lines of a text for plotly, without its escapes."""
    return [unescape(line) for line in words.split("<br>")]


def sentence(words: str) -> str:
    """A text for plotly, its lines joined into one."""
    return ", ".join(lines(words))


def bare(words: str) -> str:
    """A name without the characters that isolate its direction, for an element that does that itself."""
    [line] = lines(words)
    return line.removeprefix(FIRST_STRONG).removesuffix(POP)


def text(said: list[str], x: str, middle: float, **attributes: Any) -> str:
    """Lines of text under each other; `middle` is the middle of the block, in pixels from the top."""
    size = attributes["font_size"]
    first, *more = map(escape, said)
    top = middle + size * (BASELINE - LINE_HEIGHT * len(more) / 2)
    below = [element("tspan", row, x=x, dx=attributes.get("dx"), dy=size * LINE_HEIGHT) for row in more]
    return element("text", first + "".join(below), x=x, y=top, **attributes)
