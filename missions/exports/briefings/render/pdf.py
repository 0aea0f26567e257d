"""A briefing as PDF: the slides as pages, tagged according to PDF/UA-1, with bookmarks; same input, same bytes."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typst

from missions.charts import palette
from missions.domain.vocabulary import Category
from missions.exports.briefings.outline import marked_slides
from missions.exports.briefings.render import fit, svg
from missions.exports.briefings.slide import Gauged, Lane, Lanes, Slide, SlideBlock, SlideColumn, SlideTable, Words
from missions.exports.colors import WATERMARK, marking
from missions.exports.document import Document
from missions.exports.words import clean

TEMPLATE = Path(__file__).with_name("briefing.typ")
# What the template needs to know of the computed fit.
SIZES = ("MARGIN", "GUTTER", "GAP", "TITLE_TOP", "TITLE_HEIGHT", "BODY_TOP", "NOTE_TOP", "FOOT_TOP", "TILE")
FONTS = Path(__file__).resolve().parents[4] / "static" / "vendor" / "public-sans"
COLORS = {
    "ink": palette.INK,
    "quiet": palette.INK_QUIET,
    "line": palette.LINE_STRONG,
    "watermark": f"#{WATERMARK}",
    "drift": palette.DRIFT_TEXT,
    "overdue": palette.OVERDUE,
}
# Scripts that the available fonts certainly cover; any other missing character is written as its code point.
SURE = re.compile("[^\x20-\x7e\u00a0-\u024f\u2010-\u2027\u25b3\u2192]")
NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ATTEMPTS = 4
# Words too long for a column may break after some letters; digests are never broken.
LONG_WORD = re.compile(r"(?<!\S)(?![0-9a-f]{64}(?!\S))(?:[^\sa-z]{12,}|\S{21,})(?!\S)")
LETTERS = re.compile(r"\S{6}(?=\S)")


def render(document: Document) -> Iterator[bytes]:
    """The whole file, in one piece. Characters that no font here has are printed as `[U+4E2D]`."""
    content = json.dumps(_content(document), ensure_ascii=False)
    for _ in range(ATTEMPTS):
        try:
            yield _compile(content)
        except typst.TypstError as error:
            missing = {one for text in NOT_DRAWN.findall(str(error.diagnostic)) for one in text if not one.isascii()}
            if not missing:
                break
            content = re.sub("|".join(map(re.escape, sorted(missing))), _code_point, content)
        else:
            return
    yield _compile(SURE.sub(_code_point, content))


def _compile(content: str) -> bytes:
    return typst.compile(
        _template(),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"content": content},
    )


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _code_point(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _content(document: Document) -> dict[str, Any]:
    header = document.header
    ground, ink = marking(header.banner)
    return {
        "title": f"{document.title}, {header.as_of.isoformat()}",
        "banner": header.banner,
        "ground": f"#{ground}",
        "ink": f"#{ink}",
        "colors": COLORS,
        "hash": header.content_hash,
        "foot": header.foot,
        "sizes": {name.lower(): getattr(fit, name) for name in SIZES},
        "slides": [_slide(slide) for slide in marked_slides(document)],
    }


def _breakable(text: str) -> str:
    """The text, cleaned, with places inside long words where a line may break."""
    return LONG_WORD.sub(lambda found: LETTERS.sub("\\g<0>\u200b", found[0]), clean(text))


def _slide(slide: Slide) -> dict[str, Any]:
    return {
        "title": _breakable(slide.title),
        "size": fit.title_size(slide.title),
        "note": clean(slide.note),
        "cover": slide.cover,
        "illustrative": slide.illustrative,
        "bands": [
            [_column(column, width) for column, width in zip(band, fit.widths(band), strict=True)]
            for band in slide.bands
        ],
    }


def _column(column: SlideColumn, width: float) -> dict[str, Any]:
    return {"width": width, "blocks": [_block(block, width) for block in column.blocks]}


def _block(block: SlideBlock, width: float) -> dict[str, Any]:
    match block:
        case Words():
            told = [_breakable(one) for one in block.paragraphs]
            return {"kind": "words", "head": _breakable(block.head), "paragraphs": told, "size": block.size}
        case Gauged():
            drawn = svg.gauge(block.gauge, width, fit.GAUGE_HEIGHT)
            return {"kind": "gauge", "svg": drawn, "alt": clean(block.summary)}
        case Lanes():
            return {"kind": "lanes", "lanes": [_lane(lane) for lane in block.lanes]}
        case SlideTable():
            return {
                "kind": "grid",
                "columns": block.columns,
                "shares": block.shares,
                "tones": block.toned,
                "rows": [[_breakable(value) for value in row] for row in block.rows],
                "empty": block.empty,
                "headed": block.headed,
                "size": block.size,
            }


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "label": lane.label,
        "number": f"{lane.number:,}",
        "symbol": svg.symbol(lane.category),
        "color": _color(lane.category),
        "tiles": [
            {
                "code": _breakable(tile.code),
                "name": _breakable(tile.name),
                "pieces": [{"text": clean(piece.text), "tone": piece.tone} for piece in tile.pieces],
                "trust": clean(tile.trust),
            }
            for tile in lane.tiles
        ],
    }


def _color(category: Category | None) -> str:
    return f"#{svg.CATEGORY[category]}"
