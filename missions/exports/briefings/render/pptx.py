"""A briefing as PPTX: native charts and tables to edit, marked top and bottom, with the speaker's notes."""

import io
from collections.abc import Iterator

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from missions.domain.vocabulary import Provenance
from missions.exports.briefings.outline import marked_slides
from missions.exports.briefings.render import fit
from missions.exports.briefings.render.pptx_blocks import Painter, Rectangle, inset, say
from missions.exports.briefings.slide import Slide
from missions.exports.colors import QUIET, WATERMARK, marking
from missions.exports.document import Document
from missions.exports.packages import FIXED, timeless
from missions.exports.words import cell

MARK = 20
TITLE_ONLY = 5
# The watermark is behind the text.
WATERMARK_SIZE, WATERMARK_TURN = 96, -22
COVER_TOP, COVER_SIZE = 150, 38


def render(document: Document) -> Iterator[bytes]:
    """The whole presentation; the same document gives the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(fit.PAGE_WIDTH), Pt(fit.PAGE_HEIGHT)
    _widen(deck)
    _describe(deck, document)
    for number, slide in enumerate(marked_slides(document), start=1):
        _Drawn(deck, document, slide, number).draw()
    held = io.BytesIO()
    deck.save(held)
    yield timeless(held.getvalue())


class _Drawn:
    """One slide being drawn."""

    def __init__(self, deck: Deck, document: Document, slide: Slide, number: int) -> None:
        self.page = deck.slides.add_slide(deck.slide_layouts[0])
        self.paint = Painter(self.page, slide.title)
        self.header = document.header
        self.slide = slide
        self.number = number

    def draw(self) -> None:
        """Watermark, marking, title, body, note, foot and marking, in reading order; then the notes."""
        if self.slide.illustrative:
            self._watermark()
        self._mark("Classification, top", 0)
        top = self._title()
        for band in self.slide.bands:
            left = float(fit.MARGIN)
            for column, width in zip(band, fit.widths(band), strict=True):
                self.paint.column(column, Rectangle(left, top, width))
                left += width + fit.GUTTER
            top += fit.band_height(band) + fit.GAP
        if self.slide.note:
            place = Rectangle(fit.MARGIN, fit.NOTE_TOP, fit.WIDTH, 26)
            self.paint.text("Note", place, self.slide.note, color=QUIET, size=10)
        self._foot()
        self._mark("Classification, bottom", fit.PAGE_HEIGHT - MARK)
        # Notes are printed on a page of their own, with the marking of the whole at top and bottom.
        notes = (self.header.banner, *self.slide.speech, self.header.banner)
        self.page.notes_slide.notes_text_frame.text = "\n".join(cell(one) for one in notes)

    def _title(self) -> float:
        """Draw the title; returns where the body begins."""
        title, size = self.page.shapes.title, fit.title_size(self.slide.title)
        body = fit.BODY_TOP
        if self.slide.cover:
            size, body = min(COVER_SIZE, size * 1.6), COVER_TOP + 110
            title.left, title.top = Pt(fit.MARGIN), Pt(COVER_TOP)
            title.width, title.height = Pt(fit.WIDTH), Pt(90)
        inset(title.text_frame, 0)
        title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        say(title.text_frame, self.slide.title, size=size, bold=True)
        return body

    def _watermark(self) -> None:
        high = WATERMARK_SIZE * 1.4
        place = Rectangle(fit.MARGIN, (fit.PAGE_HEIGHT - high) / 2, fit.WIDTH, high)
        box = self.paint.text("Watermark", place, "", size=WATERMARK_SIZE)
        box.rotation = WATERMARK_TURN
        label = Provenance.ILLUSTRATIVE.label
        say(box.text_frame, label, size=WATERMARK_SIZE, bold=True, color=WATERMARK, align=PP_ALIGN.CENTER)

    def _mark(self, name: str, top: float) -> None:
        ground, ink = marking(self.header.banner)
        band = self.paint.block(name, Rectangle(0, top, fit.PAGE_WIDTH, MARK), ground)
        inset(band.text_frame, 0)
        band.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        say(band.text_frame, self.header.banner, size=11, bold=True, color=ink, align=PP_ALIGN.CENTER)

    def _foot(self) -> None:
        place = Rectangle(fit.MARGIN, fit.FOOT_TOP, fit.WIDTH - 60, 20)
        self.paint.text("Source", place, self.header.foot, color=QUIET, size=9)
        place = Rectangle(fit.MARGIN + fit.WIDTH - 54, fit.FOOT_TOP, 54, 20)
        box = self.paint.text("Slide number", place, "", size=9)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = (
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="en-US" sz="900"/><a:t>{self.number}</a:t></a:fld>'
        )
        paragraph._p.insert(0, parse_xml(field))


def _widen(deck: Deck) -> None:
    """Widen the layout's title to the slide, and remove the placeholders that it does not use."""
    layout = deck.slide_layouts[TITLE_ONLY]
    for holder in list(layout.placeholders):
        if holder.placeholder_format.idx != 0:
            holder._element.getparent().remove(holder._element)
    title = layout.placeholders[0]
    title.left, title.top = Pt(fit.MARGIN), Pt(fit.TITLE_TOP)
    title.width, title.height = Pt(fit.WIDTH), Pt(fit.TITLE_HEIGHT)
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
