"""A briefing as PPTX: native charts and tables to edit, marked top and bottom, with text for whoever listens."""

import io
from collections.abc import Iterator

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from missions.domain.vocabulary import Category
from missions.exports.briefings.outline import slides
from missions.exports.briefings.pptx_charts import draw_bars
from missions.exports.briefings.slide import Bars, Grid, Lane, Lanes, Slide, Tone
from missions.exports.document import Document
from missions.exports.look import CATEGORY, DRIFT, INK, LINE, OVERDUE, QUIET, marking
from missions.exports.packages import FIXED, timeless
from missions.exports.words import cell

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
BODY_TOP, BODY_HEIGHT = Inches(1.75), Inches(4.7)
BODY_WIDTH = WIDTH - 2 * MARGIN
MARK = Inches(0.28)
ROW = Inches(0.31)
TONES = {Tone.DRIFT: DRIFT, Tone.OVERDUE: OVERDUE}
TITLE_ONLY = 5
TITLE_SIZES = ((110, 26), (210, 20), (float("inf"), 16))


def render(document: Document) -> Iterator[bytes]:
    """The whole presentation, in one piece; the same document gives the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _widen(deck)
    _describe(deck, document)
    for number, slide in enumerate(slides(document), start=1):
        _Drawn(deck, document, slide, number).draw()
    held = io.BytesIO()
    deck.save(held)
    yield timeless(held.getvalue())


class _Drawn:
    """One slide being drawn."""

    def __init__(self, deck: Deck, document: Document, slide: Slide, number: int) -> None:
        self.page: Page = deck.slides.add_slide(deck.slide_layouts[0])
        self.header = document.header
        self.slide = slide
        self.number = number

    def draw(self) -> None:
        """Title, body, note, foot and markings, in the order they are read."""
        self._mark("Classification, top", Emu(0))
        title = self.page.shapes.title
        _inset(title.text_frame, 0)
        title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        _say(title.text_frame, self.slide.title, size=_title_size(self.slide.title), bold=True)
        match self.slide.body:
            case Bars() as bars:
                self._bars(bars)
            case Lanes() as lanes:
                self._lanes(lanes)
            case Grid() as grid:
                self._grid(grid)
        if self.slide.note:
            self._text("Note", MARGIN, Inches(6.45), BODY_WIDTH, Inches(0.3), self.slide.note, color=QUIET, size=12)
        self._foot()
        self._mark("Classification, bottom", HEIGHT - MARK)

    def _mark(self, name: str, top: Emu) -> None:
        ground, ink = marking(self.header.banner)
        band = self._block(name, (Emu(0), top, WIDTH, MARK), ground)
        _inset(band.text_frame, 0)
        band.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _say(band.text_frame, self.header.banner, size=11, bold=True, color=ink, align=PP_ALIGN.CENTER)

    def _foot(self) -> None:
        self._text("Source", MARGIN, Inches(6.83), Inches(11.3), Inches(0.3), self.header.foot, color=QUIET, size=9)
        box = self._text("Slide number", Inches(12.0), Inches(6.83), Inches(0.75), Inches(0.3), "", size=9)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = (
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="en-US" sz="900"/><a:t>{self.number}</a:t></a:fld>'
        )
        paragraph._p.insert(0, parse_xml(field))

    def _bars(self, bars: Bars) -> None:
        width = Inches(7.2) if bars.aside else BODY_WIDTH
        draw_bars(self.page, bars, (MARGIN, BODY_TOP, width, BODY_HEIGHT))
        if bars.aside:
            left, rest = MARGIN + width + Inches(0.5), BODY_WIDTH - width - Inches(0.5)
            self._rule(left - Inches(0.2), BODY_TOP + Inches(0.3), Inches(3.6))
            box = self._text("Quotation", left, BODY_TOP + Inches(0.2), rest, Inches(3.8), bars.aside, size=17)
            _add(box.text_frame, bars.cite, size=12, color=QUIET)

    def _rule(self, left: Emu, top: Emu, height: Emu) -> None:
        self._block("Rule", (left, top, Pt(2), height), LINE)

    def _block(self, name: str, place: tuple[Emu, Emu, Emu, Emu], color: str) -> BaseShape:
        """A plain rectangle, without outline or shadow."""
        block = self.page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
        block.name = name
        block.fill.solid()
        block.fill.fore_color.rgb = RGBColor.from_string(color)
        block.line.fill.background()
        block.shadow.inherit = False
        return block

    def _lanes(self, lanes: Lanes) -> None:
        gap = Inches(0.35)
        width = Emu((BODY_WIDTH - gap * (len(lanes.lanes) - 1)) // len(lanes.lanes))
        # Heads stay in one line each.
        size = 18 if len(lanes.lanes) < 4 else 14
        for place, lane in enumerate(lanes.lanes):
            self._lane(lane, Emu(MARGIN + place * (width + gap)), width, size)

    def _lane(self, lane: Lane, left: Emu, width: Emu, size: int) -> None:
        color = CATEGORY[lane.category]
        self._block(f"Lane, {lane.label}", (left, BODY_TOP, width, Inches(0.05)), color)
        symbol = Inches(0.2)
        draw_symbol(self.page, lane.category, left, BODY_TOP + Inches(0.19), symbol)
        head = self._text(
            f"{lane.label}, number",
            left + Inches(0.28),
            BODY_TOP + Inches(0.12),
            width - Inches(0.28),
            Inches(0.45),
            "",
        )
        _say(head.text_frame, f"{lane.label}  {lane.number:,}", size=size, bold=True)
        box = self._text(lane.label, left, BODY_TOP + Inches(0.65), width, BODY_HEIGHT - Inches(0.7), "")
        box.text_frame.word_wrap = True
        for code, name in lane.areas:
            paragraph = _add(box.text_frame, f"{code}  ", size=12, bold=True)
            _run(paragraph, name, size=12)
            paragraph.space_after = Pt(4)
        if lane.more:
            _add(box.text_frame, f"and {lane.more:,} more", size=12, color=QUIET)
        if not lane.number:
            _add(box.text_frame, "No area", size=12, color=QUIET)

    def _grid(self, grid: Grid) -> None:
        top = BODY_TOP
        if grid.above:
            height = Inches(0.26 * len(grid.above))
            box = self._text("Summary", MARGIN, top, BODY_WIDTH, height, "")
            for line in grid.above:
                _add(box.text_frame, line, size=12)
            top += height + Inches(0.15)
        if not grid.rows:
            self._text("Nothing to list", MARGIN, top, BODY_WIDTH, Inches(0.5), grid.empty, size=16, color=QUIET)
            return
        headed = any(grid.columns)
        number = len(grid.rows) + headed
        frame = self.page.shapes.add_table(number, len(grid.columns), MARGIN, top, BODY_WIDTH, ROW * number)
        frame.name = "Table"
        describe(frame, f"Table: {self.slide.title}.")
        table = frame.table
        table.first_row, table.horz_banding = headed, False
        # The style "No Style, Table Grid" is drawn over by the lines of each cell.
        frame._element.graphic.graphicData.tbl.tblPr.find(
            qn("a:tableStyleId")
        ).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        for place, share in enumerate(grid.shares):
            table.columns[place].width = Emu(BODY_WIDTH * share // sum(grid.shares))
        rows = [grid.columns, *grid.rows] if headed else grid.rows
        for row, values in enumerate(rows):
            for place, value in enumerate(values):
                head = headed and row == 0
                tone = grid.toned[place] if value and not head else None
                _fill(table.cell(row, place), value, head=head, first=place == 0, tone=tone)

    def _text(
        self, name: str, left: Emu, top: Emu, width: Emu, height: Emu, text: str, *, size: int = 14, color: str = INK
    ) -> BaseShape:
        box = self.page.shapes.add_textbox(left, top, width, height)
        box.name = name
        box.text_frame.word_wrap = True
        _inset(box.text_frame, 0)
        if text:
            _say(box.text_frame, text, size=size, color=color)
        return box


def _title_size(title: str) -> int:
    """Points in which a title leaves the body its place: three lines at most. Capitals are wider."""
    across = len(title) + sum(letter.isupper() for letter in title) * 0.6
    return next(size for most, size in TITLE_SIZES if across < most)


def describe(shape: BaseShape, text: str) -> None:
    """Give a shape its text alternative."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", cell(text))


def draw_symbol(page: Page, category: Category | None, left: Emu, top: Emu, size: Emu) -> None:
    """The category's circle: filled, half filled, open, or dashed for none."""
    color = RGBColor.from_string(CATEGORY[category])
    circle = page.shapes.add_shape(MSO_SHAPE.OVAL, left, top, size, size)
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
        half = page.shapes.add_shape(MSO_SHAPE.CHORD, left, top, size, size)
        half.name = "Symbol, half"
        half.shadow.inherit = False
        half.adjustments[0], half.adjustments[1] = 90 * 60000, 270 * 60000
        _raw_angles(half)
        half.fill.solid()
        half.fill.fore_color.rgb = color
        half.line.fill.background()
        describe(half, category.label)


def _raw_angles(shape: BaseShape) -> None:
    """Adjustments of a chord are angles, which the library would take for shares."""
    guides = shape._element.spPr.prstGeom.avLst.findall(qn("a:gd"))
    for guide, angle in zip(guides, (5400000, 16200000), strict=True):
        guide.set("fmla", f"val {angle}")


def _widen(deck: Deck) -> None:
    """Make the title of the layout fit the wide slide, and take away what it has no place for."""
    layout = deck.slide_layouts[TITLE_ONLY]
    for holder in list(layout.placeholders):
        if holder.placeholder_format.idx != 0:
            holder._element.getparent().remove(holder._element)
    title = layout.placeholders[0]
    title.left, title.top, title.width, title.height = MARGIN, Inches(0.5), BODY_WIDTH, Inches(1.05)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for other in [one for place, one in enumerate(deck.slide_layouts) if place != TITLE_ONLY]:
        deck.slide_layouts.remove(other)


def _describe(deck: Deck, document: Document) -> None:
    properties = deck.core_properties
    properties.title = f"{document.title}, {document.header.as_of.isoformat()}"
    properties.author = properties.last_modified_by = "csis"
    properties.subject = document.header.banner
    properties.comments = f"Content hash {document.header.content_hash}"
    properties.language = "en-US"
    properties.created = properties.modified = FIXED
    properties.revision = 1


def _fill(held, value: str, *, head: bool, first: bool, tone: Tone | None) -> None:
    """One cell: quiet heads, a line under each row, the first column bold, and the color of its tone."""
    color = QUIET if head else TONES.get(tone, INK)
    value = f"△ {value}" if tone is Tone.DRIFT else value
    _say(held.text_frame, value, size=10 if len(value) > 60 else 12, bold=first and not head, color=color)
    held.margin_left, held.margin_right = Emu(0), Inches(0.12)
    held.margin_top = held.margin_bottom = Inches(0.03)
    held.fill.background()
    width = 12700 if head else 6350
    fill = f'<a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill>'
    border = f'<a:lnB {nsdecls("a")} w="{width}">{fill}</a:lnB>'
    held._tc.get_or_add_tcPr().insert(0, parse_xml(border))


def _inset(frame: TextFrame, size: int) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(size)


def _say(
    frame: TextFrame, text: str, *, size: int, bold: bool = False, color: str = INK, align: PP_ALIGN | None = None
) -> None:
    """The frame's one paragraph."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align or PP_ALIGN.LEFT
    _run(paragraph, text, size=size, bold=bold, color=color)


def _add(frame: TextFrame, text: str, *, size: int, bold: bool = False, color: str = INK):
    """One paragraph more, or the first if the frame is empty."""
    paragraph = frame.paragraphs[0] if not frame.text else frame.add_paragraph()
    _run(paragraph, text, size=size, bold=bold, color=color)
    return paragraph


def _run(paragraph, text: str, *, size: int, bold: bool = False, color: str = INK) -> None:
    run = paragraph.add_run()
    run.text = cell(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(color)
