"""How much fits on a slide: its size in points, and generous estimates of the height of text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import TypeVar

from missions.exports.briefings.slide import Gauged, Lanes, SlideBlock, SlideColumn, SlideTable, Tile, Words

Item = TypeVar("Item")

PAGE_WIDTH, PAGE_HEIGHT = 960, 540
MARGIN, GUTTER, GAP = 43, 26, 10
WIDTH = PAGE_WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_HEIGHT = 34, 64
# A slide without a note has more room.
BODY_TOP, BODY_HEIGHT, TALL_HEIGHT = 104, 352, 372
NOTE_TOP, FOOT_TOP = 464, 494
LINE = 1.22
# The width of a letter as a fraction of its size, and how much wider a capital is.
LETTER, CAPITAL = 0.52, 0.3
# A line breaks before the word that does not fit.
LOST = 1.03
# A word that cannot be broken must fit its column even in a wider font.
WIDEST = 1.2
PARAGRAPH, CELL_WIDE, CELL_HIGH = 3, 10, 7
GAUGE_HEIGHT = 100
LANE_HEAD = 38
# Sizes on a tile: name, moves, trust.
TILE = (12.5, 11, 9)
# Sizes of titles, by their number of letters.
TITLES = ((120, 24), (165, 19), (290, 15.5), (float("inf"), 12.5))


def across(text: str) -> float:
    """The width of the text, in letters; characters that no font here has are printed as code points."""
    return len(text) + sum(
        CAPITAL * letter.isupper() if letter.isascii() else 7 * (letter > "\u2fff") for letter in text
    )


def title_size(title: str) -> float:
    """The title's size in points at which it fits its place."""
    return next(size for most, size in TITLES if across(title) < most)


def lines(text: str, width: float, size: float) -> int:
    """How many lines the text takes in a width of points."""
    return max(ceil(across(text) * LETTER * size * LOST / width), 1)


def height(block: SlideBlock, width: float) -> float:
    """The height in points that the block takes in that width; lanes take all there is."""
    match block:
        case Words():
            told = sum(lines(one, width, block.size) * block.size * LINE + PARAGRAPH for one in block.paragraphs)
            return told + (((block.size + 1) * LINE + PARAGRAPH) if block.head else 0)
        case SlideTable():
            if not block.rows:
                return lines(block.empty, width, block.size + 2) * (block.size + 2) * LINE
            head = row_height(block, block.columns, width) if block.headed else 0
            return head + sum(row_height(block, row, width) for row in block.rows)
        case Gauged():
            return GAUGE_HEIGHT
        case Lanes():
            return BODY_HEIGHT


def row_height(grid: SlideTable, row: tuple[str, ...], width: float) -> float:
    """The height of a row of the table, in points."""
    whole = sum(grid.shares)
    most = max(
        lines(value, width * share / whole - CELL_WIDE, grid.size)
        for value, share in zip(row, grid.shares, strict=True)
    )
    return most * grid.size * LINE + CELL_HIGH


def tile_height(tile: Tile, width: float) -> float:
    """The height of an area on the board, in points."""
    name, moves, trust = TILE
    told = " · ".join(piece.text for piece in tile.pieces)
    parts = [(f"{tile.code}  {tile.name}", name), (told, moves), (tile.trust, trust)]
    return sum(lines(text, width, size) * size * LINE for text, size in parts if text) + PARAGRAPH


def column_height(column: SlideColumn, width: float) -> float:
    """The height of the column's blocks with the gaps between them, in points."""
    return sum(height(block, width) for block in column.blocks) + GAP * (len(column.blocks) - 1)


def widths(band: tuple[SlideColumn, ...]) -> list[float]:
    """The width of each column of the band, in points."""
    room, whole = WIDTH - GUTTER * (len(band) - 1), sum(column.share for column in band)
    return [room * column.share / whole for column in band]


def band_height(band: tuple[SlideColumn, ...]) -> float:
    """The height of the band's highest column, in points."""
    return max(column_height(column, width) for column, width in zip(band, widths(band), strict=True))


def scaled(band: tuple[SlideColumn, ...], factor: float) -> tuple[SlideColumn, ...]:
    """The band with its text enlarged by that factor."""
    return tuple(
        replace(
            column,
            blocks=tuple(
                replace(block, size=block.size * factor) if isinstance(block, Words | SlideTable) else block
                for block in column.blocks
            ),
        )
        for column in band
    )


def unbroken(band: tuple[SlideColumn, ...]) -> bool:
    """Whether each word of its tables' headers and rows fits in its column."""
    return all(
        _unbroken(block, width)
        for column, width in zip(band, widths(band), strict=True)
        for block in column.blocks
        if isinstance(block, SlideTable)
    )


def _unbroken(grid: SlideTable, width: float) -> bool:
    return all(
        across(word) * LETTER * grid.size * WIDEST <= width * share / sum(grid.shares) - CELL_WIDE
        for row in (grid.columns, *grid.rows)
        for value, share in zip(row, grid.shares, strict=True)
        for word in value.split()
    )


def lane_width(number: int) -> float:
    """The width of each of so many lanes, in points."""
    return (WIDTH - GUTTER * (number - 1)) / number


def paged(items: Sequence[Item], high: Callable[[Item], float], most: float) -> list[tuple[Item, ...]]:
    """The items on as few pages of that height as possible, evenly; an item that is too high gets its own."""
    heights = [high(item) for item in items]
    fewest = _broken(heights, most)
    even = _broken(heights, most, len(fewest))
    ends = [0, *(even if len(even) <= len(fewest) else fewest)]
    return [tuple(items[start:end]) for start, end in pairwise(ends)]


def _broken(heights: list[float], most: float, pages: int = 1) -> list[int]:
    """Where each page ends: when it is full, or has its share of the rest for so many `pages`."""
    ends, taken, left = [], 0.0, sum(heights)
    for place, one in enumerate(heights):
        share = left / max(pages - len(ends), 1)
        if taken and (taken + one > most or taken + one / 2 > share):
            ends.append(place)
            left -= taken
            taken = 0.0
        taken += one
    return [*ends, len(heights)] if heights else []
