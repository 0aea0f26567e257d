"""The contents of a slide, drawn for PPTX: text, tables, lanes of areas, symbols, and the gauge's chart."""

from dataclasses import dataclass
from typing import NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from missions.domain.vocabulary import Category
from missions.exports.briefings.render import fit
from missions.exports.briefings.render.pptx_charts import draw_gauge
from missions.exports.briefings.slide import Gauged, Lane, Lanes, SlideColumn, SlideTable, Tile, Tone, Words
from missions.exports.colors import CATEGORY, DRIFT, INK, LINE, OVERDUE, QUIET
from missions.exports.words import cell

TONES = {Tone.DRIFT: DRIFT, Tone.OVERDUE: OVERDUE}
SYMBOL = 14
# The style "No Style, Table Grid"; each cell draws its own lines over it.
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


class Rectangle(NamedTuple):
    """A rectangle on the slide, in points."""

    left: float
    top: float
    width: float
    height: float = 0

    @property
    def emus(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same in EMU, the unit of the file."""
        return tuple(Emu(round(one * 12700)) for one in self)


@dataclass(frozen=True)
class Painter:
    """Draws on one page; `title` is the name given to a table."""

    page: Page
    title: str

    def column(self, column: SlideColumn, place: Rectangle) -> None:
        """The blocks of a column below each other."""
        top = place.top
        for block in column.blocks:
            high = fit.height(block, place.width)
            at = Rectangle(place.left, top, place.width, high)
            match block:
                case Words():
                    self._words(block, at)
                case SlideTable():
                    self._grid(block, at)
                case Lanes():
                    self._lanes(block, at)
                case Gauged():
                    draw_gauge(self.page, block, at.emus)
            top += high + fit.GAP

    def text(self, name: str, place: Rectangle, text: str, *, size: float, color: str = INK) -> BaseShape:
        """A box of words without margins."""
        box = self.page.shapes.add_textbox(*place.emus)
        box.name = name
        box.text_frame.word_wrap = True
        inset(box.text_frame, 0)
        if text:
            say(box.text_frame, text, size=size, color=color)
        return box

    def block(self, name: str, place: Rectangle, color: str) -> BaseShape:
        """A plain rectangle, without outline or shadow."""
        block = self.page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emus)
        block.name = name
        block.fill.solid()
        block.fill.fore_color.rgb = RGBColor.from_string(color)
        block.line.fill.background()
        block.shadow.inherit = False
        return block

    def _words(self, words: Words, place: Rectangle) -> None:
        box = self.text(words.head or "Words", place, "", size=words.size)
        if words.head:
            add(box.text_frame, words.head, size=words.size + 1, bold=True).space_after = Pt(2)
        for one in words.paragraphs:
            add(box.text_frame, one, size=words.size).space_after = Pt(fit.PARAGRAPH)

    def _grid(self, grid: SlideTable, place: Rectangle) -> None:
        if not grid.rows:
            self.text("Nothing to list", place, grid.empty, size=grid.size + 2, color=QUIET)
            return
        rows = [grid.columns, *grid.rows] if grid.headed else list(grid.rows)
        frame = self.page.shapes.add_table(len(rows), len(grid.columns), *place.emus)
        frame.name = "Table"
        describe(frame, f"Table: {self.title}.")
        table = frame.table
        table.first_row, table.horz_banding = grid.headed, False
        frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_TABLE
        for column, share in enumerate(grid.shares):
            table.columns[column].width = Emu(round(place.width * 12700 * share / sum(grid.shares)))
        for row, values in enumerate(rows):
            table.rows[row].height = Pt(fit.row_height(grid, values, place.width))
            for column, value in enumerate(values):
                head = grid.headed and row == 0
                tone = grid.toned[column] if value and not head else None
                _fill(table.cell(row, column), value, grid.size, head=head, first=column == 0, tone=tone)

    def _lanes(self, lanes: Lanes, place: Rectangle) -> None:
        width = fit.lane_width(len(lanes.lanes))
        for number, lane in enumerate(lanes.lanes):
            left = place.left + number * (width + fit.GUTTER)
            self._lane(lane, Rectangle(left, place.top, width, place.height), 16 if len(lanes.lanes) < 4 else 13)

    def _lane(self, lane: Lane, place: Rectangle, size: float) -> None:
        self.block(f"Lane, {lane.label}", Rectangle(place.left, place.top, place.width, 4), CATEGORY[lane.category])
        draw_symbol(self.page, lane.category, Rectangle(place.left, place.top + 12, SYMBOL, SYMBOL))
        head = Rectangle(place.left + SYMBOL + 7, place.top + 9, place.width - SYMBOL - 7, 22)
        box = self.text(f"Head, {lane.label}", head, "", size=size)
        say(box.text_frame, f"{lane.label}  {lane.number:,}", size=size, bold=True)
        room = Rectangle(place.left, place.top + fit.LANE_HEAD, place.width, place.height - fit.LANE_HEAD)
        box = self.text(f"Areas, {lane.label}", room, "", size=size)
        for tile in lane.tiles:
            _tile(box.text_frame, tile)
        if not lane.number:
            add(box.text_frame, "No area", size=12, color=QUIET)


def _tile(frame: TextFrame, tile: Tile) -> None:
    """An area in up to three paragraphs: its name, its moves, and how far to trust it."""
    name, moves, trust = fit.TILE
    paragraph = add(frame, f"{tile.code}  ", size=name, bold=True)
    run(paragraph, tile.name, size=name)
    if tile.pieces:
        paragraph = frame.add_paragraph()
        for place, piece in enumerate(tile.pieces):
            told = f"△ {piece.text}" if piece.tone is Tone.DRIFT else piece.text
            run(paragraph, f"{' · ' if place else ''}{told}", size=moves, color=TONES.get(piece.tone, INK))
    paragraph = frame.add_paragraph()
    run(paragraph, tile.trust, size=trust, color=QUIET)
    paragraph.space_after = Pt(fit.PARAGRAPH)


def describe(shape: BaseShape, text: str) -> None:
    """Give a shape its text alternative."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", cell(text))


def draw_symbol(page: Page, category: Category | None, place: Rectangle) -> None:
    """The category's circle: filled, half filled, open, or dashed for none."""
    color = RGBColor.from_string(CATEGORY[category])
    circle = page.shapes.add_shape(MSO_SHAPE.OVAL, *place.emus)
    circle.name = "Symbol"
    circle.shadow.inherit = False
    circle.line.color.rgb = color
    circle.line.width = Pt(1.75)
    describe(circle, category.label if category else "No category")
    if category is Category.GOVERNMENT_PRIMARY:
        circle.fill.solid()
        circle.fill.fore_color.rgb = color
    else:
        circle.fill.background()
    if category is None:
        circle.line.dash_style = MSO_LINE.ROUND_DOT
    if category is Category.HYBRID:
        half = page.shapes.add_shape(MSO_SHAPE.CHORD, *place.emus)
        half.name = "Symbol, half"
        half.shadow.inherit = False
        half.adjustments[0], half.adjustments[1] = 90 * 60000, 270 * 60000
        _raw_angles(half)
        half.fill.solid()
        half.fill.fore_color.rgb = color
        half.line.fill.background()
        describe(half, category.label)


def _raw_angles(shape: BaseShape) -> None:
    """The adjustments of a chord are angles, which the library would read as fractions."""
    guides = shape._element.spPr.prstGeom.avLst.findall(qn("a:gd"))
    for guide, angle in zip(guides, (5400000, 16200000), strict=True):
        guide.set("fmla", f"val {angle}")


def _fill(held, value: str, size: float, *, head: bool, first: bool, tone: Tone | None) -> None:
    """Fill one cell: light headers, a line under each row, a bold first column, and the color of its tone."""
    color = QUIET if head else TONES.get(tone, INK)
    say(held.text_frame, value, size=size, bold=first and not head, color=color)
    held.margin_left, held.margin_right = Emu(0), Pt(fit.CELL_WIDE)
    held.margin_top = held.margin_bottom = Pt(2.5)
    held.fill.background()
    width = 12700 if head else 6350
    fill = f'<a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill>'
    border = f'<a:lnB {nsdecls("a")} w="{width}">{fill}</a:lnB>'
    held._tc.get_or_add_tcPr().insert(0, parse_xml(border))


def inset(frame: TextFrame, size: int) -> None:
    """The same margin on each side."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(size)


def say(
    frame: TextFrame, text: str, *, size: float, bold: bool = False, color: str = INK, align: PP_ALIGN | None = None
) -> None:
    """The frame's only paragraph."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align or PP_ALIGN.LEFT
    run(paragraph, text, size=size, bold=bold, color=color)


def add(frame: TextFrame, text: str, *, size: float, bold: bool = False, color: str = INK):
    """Another paragraph, or the first one of an empty frame."""
    paragraph = frame.paragraphs[0] if not frame.text else frame.add_paragraph()
    run(paragraph, text, size=size, bold=bold, color=color)
    return paragraph


def run(paragraph, text: str, *, size: float, bold: bool = False, color: str = INK) -> None:
    """Text in one style."""
    one = paragraph.add_run()
    one.text = cell(text)
    one.font.size, one.font.bold = Pt(size), bold
    one.font.color.rgb = RGBColor.from_string(color)
