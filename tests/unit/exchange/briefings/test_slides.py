"""The presentation: one message a slide, a native gauge with its numbers, text alternatives, markings, notes."""

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from missions.domain.record.portfolio import Portfolio
from missions.exports.briefings.notes import VERIFY
from missions.exports.briefings.render import pptx as slides
from missions.exports.colors import DRIFT, INK, OVERDUE
from missions.exports.registry import BRIEFING
from tests import portfolios

SHAPES = {
    "usual": portfolios.usual,
    "bare": portfolios.bare,
    "empty": portfolios.portfolio,
    "many": lambda: portfolios.many(90),
}
AREAS = {"usual": ("SATCOM", "PNT", "SAML", "ISAM"), "bare": ("SDA",), "empty": (), "many": ("X0", "X89")}


def content(held: Portfolio, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> bytes:
    return b"".join(slides.render(portfolios.document(BRIEFING, held, areas=areas, banner=banner)))


def deck(held: Portfolio, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> Deck:
    return Presentation(io.BytesIO(content(held, areas, banner)))


@cache
def drawn(shape: str) -> Deck:
    """The presentation of a document, for tests that only read it; drawing many areas takes seconds."""
    return deck(SHAPES[shape](), AREAS[shape], "SECRET")


def named(slide: Slide, name: str) -> BaseShape:
    return next(shape for shape in slide.shapes if shape.name == name)


def words(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def described(shape: BaseShape) -> str:
    return shape._element.xpath(".//p:cNvPr")[0].get("descr", "")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_slide_is_marked_titled_numbered_and_sourced(shape: str) -> None:
    for number, slide in enumerate(drawn(shape).slides, start=1):
        assert named(slide, "Classification, top").text_frame.text == "SECRET"
        assert named(slide, "Classification, bottom").text_frame.text == "SECRET"
        assert slide.shapes.title.text_frame.text.startswith("(S) ")
        assert "DoD Commercial Space Integration Strategy (2024)" in named(slide, "Source").text_frame.text
        field = named(slide, "Slide number")._element.xpath(".//a:fld[@type='slidenum']/a:t")
        assert [one.text for one in field] == [str(number)]


@pytest.mark.parametrize(
    ("banner", "mark"),
    [("UNCLASSIFIED", "(U)"), ("CUI", "(CUI)"), ("CONFIDENTIAL", "(C)"), ("SECRET", "(S)"), ("TOP SECRET", "(TS)")],
)
def test_each_title_paragraph_table_and_note_carries_the_marking_of_the_whole(banner: str, mark: str) -> None:
    for slide in deck(portfolios.usual(), AREAS["usual"], banner).slides:
        first, *notes, last = slide.notes_slide.notes_text_frame.text.splitlines()
        assert first == last == banner
        portions = [slide.shapes.title.text_frame.text, *notes]
        for shape in slide.shapes:
            if shape.has_table:
                portions.append(shape.table.cell(0, 0).text)
            elif shape.name in {"Words", "Note"} or shape.name.startswith((f"{mark} ", "Head, ")):
                portions += shape.text_frame.text.splitlines()
            elif shape.has_chart:
                portions.append(described(shape))
        assert [one for one in portions if not one.startswith(f"{mark} ")] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_every_chart_table_and_symbol_has_a_text_alternative(shape: str) -> None:
    for slide in drawn(shape).slides:
        for one in slide.shapes:
            if one.has_chart or one.has_table or one.name.startswith("Symbol"):
                assert described(one), one.name


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_outside_the_slide_or_over_its_foot(shape: str) -> None:
    made = drawn(shape)
    for slide in made.slides:
        foot = named(slide, "Source").top
        for one in slide.shapes:
            assert one.left >= 0 and one.top >= 0, one.name
            assert one.left + one.width <= made.slide_width + 9, one.name
            assert one.top + one.height <= made.slide_height + 9, one.name
            if one.has_table or one.has_chart or one.name in {"Words", "Note"}:
                assert one.top + one.height <= foot, one.name


def test_a_slide_with_sample_data_says_so() -> None:
    made = deck(portfolios.usual(), ("SATCOM", "ISAM")).slides
    marked = [any(shape.name == "Watermark" for shape in slide.shapes) for slide in made]
    assert marked == [False, True, True, True, True, True, False, False]
    assert named(made[1], "Watermark").text_frame.text == "Illustrative"
    official = portfolios.portfolio(portfolios.area("SDA"), held=portfolios.policy())
    assert not any(shape.name == "Watermark" for slide in deck(official).slides for shape in slide.shapes)


def test_the_gauge_is_a_chart_with_the_numbers_of_the_area() -> None:
    held = portfolios.usual()
    slide = deck(held, ("PNT",)).slides[-2]
    series = {one.name: one for one in named(slide, "Chart").chart.plots[0].series}
    # Each with a line of shares: government above, demonstrated below.
    assert list(series["Now 23 Nov 2026"].iter_values()) == [2.0, 1.0]
    across = [float(one.text) for one in series["Now 23 Nov 2026"]._element.xpath("./c:xVal//c:v")]
    assert across == [50.0, 0.0]
    limits = {name: one._element.xpath("./c:xVal//c:v")[0].text for name, one in series.items() if "%" in name}
    assert limits == {
        "Government, at most 25%": "25",
        "Government, over 50%": "50",
        "Demonstrated, over 50%": "50",
    }


def test_titles_are_the_messages() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck(portfolios.usual(), ("PNT",)).slides]
    assert titles == [
        "(U) Briefing",
        "(U) 2 evaluations are overdue",
        "(U) 2 of 3 areas are Hybrid or Commercial Primary",
        "(U) 1 of 4 open functions have an offer, 1 from one parent; 1 function is not assessed; access in conflict is "
        "recorded for none; 21 cells have no data",
        "(U) 2 evaluations are overdue; the next evaluation is due 16 Apr 2027",
        "(U) Area PNT (PNT): Government Primary",
        "(U) What this briefing rests on",
    ]


def test_an_empty_record_is_described_as_such() -> None:
    made = deck(portfolios.bare()).slides
    assert made[2].shapes.title.text_frame.text == "(U) No mission area has a category in force"
    assert "Nothing is asked" in words(made[1])
    assert "The record has no" in deck(portfolios.portfolio()).slides[1].shapes.title.text_frame.text


def test_the_cover_shows_date_marking_audience_and_originator() -> None:
    table = named(deck(portfolios.usual(), ("PNT",)).slides[0], "Table").table
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("(U) Date", "23 Nov 2026"),
        ("(U) Marking", "UNCLASSIFIED"),
        ("(U) Audience", "Leadership, with a sheet for each of PNT"),
        ("(U) Originator", "A. Person, Space Systems Command"),
    ]


def test_each_of_many_areas_is_on_the_board() -> None:
    held = SHAPES["many"]()
    slides_of_it = drawn("many").slides
    board = [slide for slide in slides_of_it if any(one.name.startswith("Lane, ") for one in slide.shapes)]
    told = "\n".join(words(slide) for slide in board).split()
    assert [told.count(area.code) for area in held.areas] == [1] * 90
    assert len(board) > 1 and "(continued)" in board[1].shapes.title.text_frame.text


def test_the_tone_of_a_cell_depends_on_its_place_not_on_its_words() -> None:
    held = portfolios.usual()
    held = replace(held, areas=tuple(replace(area, name="△ Nothing overdue") for area in held.areas))
    made = deck(held).slides
    cells = [cell.text_frame.paragraphs[0].runs[0] for cell in named(made[4], "Table").table.rows[1].cells]
    assert [run.text for run in cells][1:3] == ["△ Nothing overdue", "228 days overdue"]
    assert [str(run.font.color.rgb) for run in cells] == [INK, INK, OVERDUE, INK, INK, INK]
    lane = named(made[2], "Areas, (U) Hybrid").text_frame.paragraphs
    assert [run.text for run in lane[0].runs] == ["SATCOM  ", "△ Nothing overdue"]
    first = lane[1].runs[0]
    assert (first.text, str(first.font.color.rgb)) == ("△ indicated: Commercial Primary", DRIFT)


def test_how_to_verify_it_is_only_in_the_notes_and_on_the_last_page() -> None:
    document = portfolios.document(BRIEFING, portfolios.usual())
    *others, last = deck(portfolios.usual()).slides
    assert VERIFY in words(last)
    assert document.header.content_hash in [cell.text for row in named(last, "Table").table.rows for cell in row.cells]
    for slide in others:
        assert "verify" not in words(slide) and document.header.content_hash[:12] not in words(slide)
        notes = slide.notes_slide.notes_text_frame.text
        assert VERIFY in notes and document.header.content_hash in notes and document.header.source in notes


def test_the_same_record_gives_the_same_bytes_without_any_time_in_them() -> None:
    first, second = content(portfolios.usual(), ("SATCOM",)), content(portfolios.usual(), ("SATCOM",))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(books) == 1
        for name in books:
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as book:
                assert b"1980-01-01T00:00:00Z" in book.read("docProps/core.xml")
