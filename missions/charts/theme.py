"""One look for all figures: the colors, hatches and symbols of the pages, distinguishable without color."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from missions.charts.palette import (
    CATEGORY,
    INK,
    INK_QUIET,
    LINE,
    PAPER,
    STANDING_DEMONSTRATED,
    STANDING_DEMONSTRATED_FILL,
    STANDING_GOVERNMENT,
    STANDING_OPEN,
    washed,
)
from missions.charts.ticks import month_ticks
from missions.domain.direction import isolated
from missions.domain.vocabulary import Category, Standing

DataValue = int | float | str
FONT = '"Public Sans Web", -apple-system, "Segoe UI", Arial, sans-serif'

CATEGORY_WASH = {category: washed(color, ".18") for category, color in CATEGORY.items()}
CATEGORY_SYMBOL = {
    Category.GOVERNMENT_PRIMARY: "●",
    Category.HYBRID: "◐",
    Category.COMMERCIAL_PRIMARY: "○",
    None: "◌",
}
NO_CATEGORY = "No category in force"
# From no function to every function in favor: one hue that gets darker, and text is readable on all of it.
SHARES = [[0, PAPER], [1, "#67b3b3"]]

STANDING_MARK: dict[Standing, dict[str, Any]] = {
    Standing.GOVERNMENT: {"color": STANDING_GOVERNMENT, "line": {"color": STANDING_GOVERNMENT, "width": 1}},
    Standing.OPEN: {
        "color": PAPER,
        "line": {"color": STANDING_OPEN, "width": 1},
        "pattern": {"shape": "/", "fgcolor": STANDING_OPEN, "bgcolor": PAPER, "size": 6, "solidity": 0.35},
    },
    Standing.DEMONSTRATED: {
        "color": STANDING_DEMONSTRATED_FILL,
        "line": {"color": STANDING_DEMONSTRATED, "width": 1},
    },
    Standing.UNASSESSED: {
        "color": PAPER,
        "line": {"color": INK_QUIET, "width": 1},
        "pattern": {"shape": ".", "fgcolor": INK_QUIET, "bgcolor": PAPER, "size": 5, "solidity": 0.2},
    },
}

ROW_PIXELS, LEAST_PIXELS = 26, 150
LABEL_LENGTH = 26
# All numbers inside bars are shown, and none gets smaller than this.
READABLE = {"minsize": 11, "mode": "show"}
MOST_ROWS = 40


def plain(text: str, length: int | None = None) -> str:
    """Text that plotly shows word for word, without reading markup in it, and with its own direction."""
    if length and len(text) > length:
        text = text[: length - 1].rstrip() + "…"
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable())
    return isolated(escape(text, quote=False))


def layout(height: int, **more: Any) -> dict[str, Any]:
    """A figure's layout in this look; `height` is in pixels, the width is the page's."""
    return {
        "template": "none",
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 40, "pad": 4},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK_QUIET, "font": {"family": FONT, "size": 13, "color": INK}},
        **more,
    }


def numbers(title: str, ticks: Iterable[tuple[DataValue, str]], **more: Any) -> dict[str, Any]:
    """An axis of numbers or days with its title: `ticks` are positions with their labels."""
    places = list(ticks)
    return {
        "title": {"text": title, "font": {"size": 12, "color": INK_QUIET}, "standoff": 8},
        "tickmode": "array",
        "tickvals": [at for at, _ in places],
        "ticktext": [words for _, words in places],
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": LINE,
        "zeroline": False,
        "tickfont": {"size": 12, "color": INK_QUIET},
        "tickangle": 0,
        **more,
    }


def dates(title: str, first: date, last: date, most: int, **more: Any) -> dict[str, Any]:
    """An axis of days from the first to the last, with at most so many ticks, each on the first of a month."""
    ticks = [(on.isoformat(), words) for on, words in month_ticks(first, last, most)]
    return numbers(title, ticks, **{"type": "date", "range": [first.isoformat(), last.isoformat()], **more})


def labels(texts: list[str], **more: Any) -> dict[str, Any]:
    """A vertical axis of names, the first one on top; marks are at 0, 1, 2 …"""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(texts))),
        "ticktext": texts,
        "range": [len(texts) - 0.5, -0.5],
        "fixedrange": True,
        "showgrid": False,
        "gridcolor": washed(LINE, ".6"),
        "tickfont": {"size": 13, "color": INK},
        "zeroline": False,
        "automargin": True,
        # Otherwise plotly measures each label again to make room; the margin is set beforehand.
        "ticklabeloverflow": "allow",
        "ticks": "",
        **more,
    }


def aside(place: int, words: str) -> dict[str, Any]:
    """Text at the right end of a row, in the margin reserved for it."""
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 6,
        "y": place,
        "text": words,
        "align": "left",
        "showarrow": False,
        "font": {"size": 11, "color": INK},
    }


def legend() -> dict[str, Any]:
    """A legend in one line above the figure."""
    return {
        "orientation": "h",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "traceorder": "normal",
        "font": {"size": 12},
        "itemclick": False,
        "itemdoubleclick": False,
    }


def rows_height(rows: int, extra: int) -> int:
    """Pixels for so many rows, the axis and the margins."""
    return max(LEAST_PIXELS, rows * ROW_PIXELS + extra)
