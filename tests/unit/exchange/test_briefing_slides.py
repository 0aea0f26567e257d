"""The presentation: one message a slide, native charts with the portfolio's numbers, text alternatives, markings."""

import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from missions.domain.record.portfolio import Portfolio
from missions.domain.vocabulary import Standing
from missions.exports.look import DRIFT, INK, OVERDUE
from missions.exports.registry import BRIEFING, render
from tests import portfolios

SHAPES = {"usual": portfolios.usual, "bare": portfolios.bare, "empty": portfolios.portfolio, "many": portfolios.many}
AREAS = {"usual": ("SATCOM", "PNT", "SAML", "ISAM"), "bare": ("SDA",), "empty": (), "many": ("X0", "X1299")}


def content(held: Portfolio, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> bytes:
    return b"".join(render(portfolios.document(BRIEFING, held, areas=areas, banner=banner), "pptx"))


def deck(held: Portfolio, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> Deck:
    return Presentation(io.BytesIO(content(held, areas, banner)))


def named(slide: Slide, name: str) -> BaseShape:
    return next(shape for shape in slide.shapes if shape.name == name)


def words(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def described(shape: BaseShape) -> str:
    return shape._element.xpath(".//p:cNvPr")[0].get("descr", "")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_slide_is_marked_titled_numbered_and_sourced(shape: str) -> None:
    slides = deck(SHAPES[shape](), AREAS[shape], "SECRET").slides
    assert len(slides) == 8 + len(AREAS[shape])
    for number, slide in enumerate(slides, start=1):
        assert named(slide, "Classification, top").text_frame.text == "SECRET"
        assert named(slide, "Classification, bottom").text_frame.text == "SECRET"
        assert slide.shapes.title.text_frame.text
        assert "DoD Commercial Space Integration Strategy (2024)" in named(slide, "Source").text_frame.text
        field = named(slide, "Slide number")._element.xpath(".//a:fld[@type='slidenum']/a:t")
        assert [one.text for one in field] == [str(number)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_chart_table_and_symbol_has_a_text_alternative(shape: str) -> None:
    for slide in deck(SHAPES[shape](), AREAS[shape]).slides:
        for one in slide.shapes:
            if one.has_chart or one.has_table or one.name.startswith("Symbol"):
                assert described(one), one.name


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_stands_beside_the_slide(shape: str) -> None:
    made = deck(SHAPES[shape](), AREAS[shape])
    for slide in made.slides:
        for one in slide.shapes:
            assert one.left >= 0 and one.top >= 0, one.name
            assert one.left + one.width <= made.slide_width + 9, one.name
            assert one.top + one.height <= made.slide_height + 9, one.name


def test_the_charts_hold_the_numbers_of_the_portfolio() -> None:
    held = portfolios.usual()
    slides = deck(held).slides
    first = named(slides[0], "Chart").chart.plots[0]
    numbers = [sum(values) for values in zip(*(series.values for series in first.series), strict=True)]
    assert dict(zip(first.categories, numbers, strict=True)) == {
        category.label: len(areas) for category, areas in held.by_category.items()
    }
    mix = named(slides[2], "Chart").chart.plots[0]
    for place, code in enumerate(mix.categories):
        counted = {series.name: series.values[place] for series in mix.series}
        assert counted == {standing.label: number for standing, number in held.area(code).standings.items()}
    assert {standing.label for standing in Standing} == {series.name for series in mix.series}


def test_titles_are_the_messages() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck(portfolios.usual(), ("PNT",)).slides]
    assert titles == [
        "3 mission areas: 1 Government Primary, 1 Hybrid, 1 Commercial Primary. 2 evaluations are overdue. "
        "In 2 areas the assessments no longer support the category: SATCOM and SAML. "
        "SATCOM, PNT and SAML rest on no evidence; "
        "3 areas rest mostly on assessments over a year old.",
        "2 of 3 areas are Hybrid or Commercial Primary",
        "Commercial solutions are demonstrated for 3 of 6 functions; 1 is unassessed",
        "In 2 areas the assessments indicate another category than the one in force",
        "2 evaluations are overdue; the next is due 16 Apr 2027",
        "No category has been shifted or reaffirmed",
        "No review is open",
        "Area PNT (PNT): Government Primary",
        "What this briefing rests on",
    ]


def test_a_record_with_nothing_in_it_says_so() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck(portfolios.bare()).slides]
    assert titles[1] == "No mission area has a category in force"
    assert titles[2] == "No functions are recorded at this date"
    assert titles[3] == "Without a policy in force the rule indicates nothing"
    assert deck(portfolios.portfolio()).slides[0].shapes.title.text_frame.text.startswith("The record has no")


def test_many_areas_are_counted_where_they_do_not_fit() -> None:
    slides = deck(portfolios.many()).slides
    assert "and 428 more" in words(slides[1])
    assert "1,284 areas more: see the workbook." in words(slides[2])


def test_what_a_cell_warns_of_is_told_by_its_column_not_by_its_words() -> None:
    held = portfolios.usual()
    held = replace(held, areas=tuple(replace(area, name="△ Nothing overdue") for area in held.areas))
    indicated, late = (
        next(shape for shape in slide.shapes if shape.has_table).table for slide in list(deck(held).slides)[3:5]
    )
    runs = [[cell.text_frame.paragraphs[0].runs[0] for cell in table.rows[1].cells] for table in (indicated, late)]
    assert [run.text for run in runs[0]][1:4:2] == ["△ Nothing overdue", "△ Commercial Primary"]
    assert [str(run.font.color.rgb) for run in runs[0]] == [INK, INK, INK, DRIFT, INK]
    assert [str(run.font.color.rgb) for run in runs[1]] == [*[INK] * 5, OVERDUE]


def test_the_content_hash_is_printed() -> None:
    document = portfolios.document(BRIEFING, portfolios.usual())
    slides = deck(portfolios.usual()).slides
    table = next(shape for shape in slides[-1].shapes if shape.has_table).table
    assert document.header.content_hash in [cell.text for row in table.rows for cell in row.cells]
    assert document.header.content_hash[:12] in words(slides[0])


def test_the_same_record_gives_the_same_bytes_without_any_time_in_them() -> None:
    first, second = content(portfolios.usual(), ("SATCOM",)), content(portfolios.usual(), ("SATCOM",))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(books) == 2
        for name in books:
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as book:
                assert b"1980-01-01T00:00:00Z" in book.read("docProps/core.xml")
