"""The workbook: real numbers and dates, no formula, a frozen header, native charts, and the marking on every sheet."""

import gc
import io
import zipfile
from collections import Counter
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from xlsxwriter.worksheet import Worksheet

from missions.domain.record.portfolio import Portfolio
from missions.domain.record.rule.evaluation import evaluations
from missions.domain.vocabulary import Category, Standing
from missions.exports.registry import NAMES, render
from tests import portfolios

SHAPES = {"usual": portfolios.usual, "bare": portfolios.bare, "empty": portfolios.portfolio}


def content(held: Portfolio, name: str = "portfolio", banner: str = "UNCLASSIFIED") -> bytes:
    return b"".join(render(portfolios.document(name, held, banner=banner), "xlsx"))


def workbook(held: Portfolio, name: str = "portfolio", banner: str = "UNCLASSIFIED") -> Workbook:
    return load_workbook(io.BytesIO(content(held, name, banner)))


def records(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet by column, between its header and the last marking."""
    rows = list(book[sheet].iter_rows(min_row=2, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:-2]]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_is_marked_top_and_bottom_and_contains_no_formula(name: str, shape: str) -> None:
    book = workbook(SHAPES[shape](), name, "SECRET")
    assert book.sheetnames[0] == "Provenance"
    for sheet in book:
        assert sheet["A1"].value == sheet.cell(sheet.max_row, 1).value == "SECRET"
        assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "SECRET"
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_no_cell_stays_in_memory_after_the_file_is_made() -> None:
    gc.collect()
    # Whether the collector would have run by itself is chance.
    gc.disable()
    try:
        content(portfolios.usual())
        assert not [one for one in gc.get_objects() if issubclass(type(one), Worksheet)]
    finally:
        gc.enable()


def test_the_provenance_sheet_contains_the_header() -> None:
    document = portfolios.document("portfolio", portfolios.usual())
    sheet = workbook(portfolios.usual())["Provenance"]
    assert [(row[0], row[1]) for row in sheet.iter_rows(3, 9, values_only=True)] == list(document.header.lines)


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    held = portfolios.usual()
    found = {row["Area"]: row for row in records(workbook(held), "Mission areas")}
    for item in evaluations(held):
        row = found[item.area.code]
        assert row["Functions"] == len(item.area.functions)
        assert [row[standing.label] for standing in Standing] == list(item.area.standings.values())
        due = row["Next evaluation due"]
        assert (due and due.date()) == item.due
    assert isinstance(found["PNT"]["Since"], datetime)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    row = next(
        row for row in records(workbook(portfolios.usual()), "Functions and assessments") if row["Area"] == "SAML"
    )
    assert row["Name"].startswith("=SUM(A1) <b>&amp; ")
    assert "\u202e" not in row["Name"]


def test_headers_are_frozen_and_have_filters() -> None:
    sheet = workbook(portfolios.usual())["Mission areas"]
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref.startswith("A2:")


def test_charts_are_native_described_and_count_like_the_portfolio() -> None:
    held = portfolios.usual()
    book = workbook(held)
    assert len(book["Charts"]._charts) == 2
    counted = {row[0]: row[1] for row in book["Charts"].iter_rows(3, 5, max_col=2, values_only=True)}
    in_force = Counter(area.category for area in held.areas)
    assert counted == {category.label: in_force[category] for category in Category}
    with zipfile.ZipFile(io.BytesIO(content(held))) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("<xdr:graphicFrame") == drawing.count('descr="') == 2
    assert f"{Category.HYBRID.label} 1" in drawing


def test_every_one_of_many_areas_is_there_and_a_long_text_is_cut() -> None:
    book = load_workbook(io.BytesIO(content(portfolios.many())), read_only=True)
    assert len(records(book, "Mission areas")) == 1300
    long = portfolios.area("LONG", name="x" * 40_000)
    name = records(workbook(portfolios.portfolio(long)), "Mission areas")[0]["Name"]
    assert len(name) == 32_001 and name.endswith("…")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_record_gives_the_same_bytes(name: str) -> None:
    assert content(portfolios.usual(), name) == content(portfolios.usual(), name)
