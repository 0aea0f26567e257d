"""A briefing as PDF: the slides as pages, tagged after PDF/UA-1, with bookmarks; same input, same bytes."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typst

from missions.charts import palette
from missions.domain.vocabulary import Category
from missions.exports.briefings import svg
from missions.exports.briefings.outline import slides
from missions.exports.briefings.slide import Bars, Grid, Lane, Lanes, Slide
from missions.exports.document import Document
from missions.exports.look import marking
from missions.exports.words import clean

TEMPLATE = Path(__file__).with_name("briefing.typ")
FONTS = Path(__file__).resolve().parents[3] / "static" / "vendor" / "public-sans"
CHART_HEIGHT = 380
COLORS = {
    "ink": palette.INK,
    "quiet": palette.INK_QUIET,
    "line": palette.LINE_STRONG,
    "drift": palette.DRIFT_TEXT,
    "overdue": palette.OVERDUE,
}
# Scripts that the fonts at hand surely draw; whatever else fails is written as its code point.
SURE = re.compile("[^\x20-\x7e\u00a0-\u024f\u2010-\u2027\u25b3\u2192]")
NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ATTEMPTS = 4
# Words too long for a column, which may go on in the next line after some letters; digests stay whole.
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
        "slides": [_slide(slide) for slide in slides(document)],
    }


def _breakable(text: str) -> str:
    """The text, cleaned, with places inside long words where a line may end."""
    return LONG_WORD.sub(lambda found: LETTERS.sub("\\g<0>\u200b", found[0]), clean(text))


def _slide(slide: Slide) -> dict[str, Any]:
    return {"title": _breakable(slide.title), "note": clean(slide.note), **_body(slide.body)}


def _body(body: Bars | Lanes | Grid) -> dict[str, Any]:
    match body:
        case Bars():
            width = 760 if body.aside else 1180
            return {
                "kind": "bars",
                "svg": svg.bars(body, width, CHART_HEIGHT),
                "alt": clean(body.summary),
                "aside": clean(body.aside),
                "cite": body.cite,
                "head": [name for _, name, _ in body.series],
            }
        case Lanes():
            return {"kind": "lanes", "lanes": [_lane(lane) for lane in body.lanes]}
        case Grid():
            return {
                "kind": "grid",
                "columns": body.columns,
                "shares": body.shares,
                "tones": body.toned,
                "rows": [[_breakable(value) for value in row] for row in body.rows],
                "above": [clean(line) for line in body.above],
                "empty": body.empty,
                "headed": any(body.columns),
            }


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "label": lane.label,
        "number": lane.number,
        "symbol": svg.symbol(lane.category),
        "color": _color(lane.category),
        "areas": [[_breakable(code), _breakable(name)] for code, name in lane.areas],
        "more": lane.more,
    }


def _color(category: Category | None) -> str:
    return f"#{svg.CATEGORY[category]}"
