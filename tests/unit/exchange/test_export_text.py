"""CSV and JSON: the header in each, formulas neutralized, numbers as in the portfolio."""

import csv
import io
import json
from datetime import date

import pytest

from missions.domain.exchange.structure import structure
from missions.domain.record.portfolio import Portfolio
from missions.domain.record.rule.evaluation import evaluations
from missions.exports.document import ILLUSTRATIVE, Document
from missions.exports.registry import FORMATS, NAMES, render
from missions.exports.words import clean, neutral, short
from tests import portfolios

SHAPES = {"usual": portfolios.usual, "bare": portfolios.bare, "empty": portfolios.portfolio}


def lines(document: Document) -> list[list[str]]:
    """The lines of the CSV file, as a spreadsheet reads them."""
    text = b"".join(render(document, "csv")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def rows(document: Document) -> list[dict[str, str]]:
    """The rows of the CSV file by column, after the header's lines."""
    found = lines(document)
    start = found.index([])
    return [dict(zip(found[start + 1], row, strict=True)) for row in found[start + 2 : -2]]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", [name for name, one in NAMES.items() if "csv" in one.formats])
def test_each_csv_file_begins_with_its_header_and_ends_with_the_marking(name: str, shape: str) -> None:
    document = portfolios.document(name, SHAPES[shape](), banner="SECRET")
    found = lines(document)
    assert found[1 : found.index([])] == [list(line) for line in document.header.lines]
    assert found[1] == found[-1] == ["Classification", "SECRET"]
    assert found[-2] == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NAMES)
def test_each_json_file_carries_the_header(name: str, shape: str) -> None:
    document = portfolios.document(name, SHAPES[shape]())
    content = json.loads(b"".join(render(document, "json")))
    assert content["export"]["content_hash"] == document.header.content_hash
    assert content["export"]["classification"] == "UNCLASSIFIED"
    assert content["export"]["as_of"] == "2026-11-23"
    assert content["export"]["sequence"] == 154


def test_the_numbers_of_the_areas_are_the_portfolios() -> None:
    held = portfolios.usual()
    found = {row["Area"]: row for row in rows(portfolios.document("areas", held))}
    assert list(found) == [item.area.code for item in evaluations(held)]
    for item in evaluations(held):
        row = found[item.area.code]
        assert row["Functions"] == str(len(item.area.functions))
        for standing, number in item.area.standings.items():
            assert row[standing.label] == str(number)
        assert row["Category"] == (item.area.category.label if item.area.category else "")
        assert row["Drift"] == ("Yes" if item.drifts else "No")
        assert row["Next evaluation due"] == (item.due.isoformat() if item.due else "")
        assert row["Days overdue"] == str(item.overdue_days)
    assert found["SATCOM"]["Drift"] == "Yes"
    assert found["SATCOM"]["Indicated by the assessments"] == "Commercial Primary"


def test_the_json_of_the_portfolio_is_the_hashed_structure() -> None:
    held = portfolios.usual()
    content = json.loads(b"".join(render(portfolios.document("portfolio", held), "json")))
    assert content["portfolio"] == structure(held, portfolios.records())
    assert [row["area"] for row in content["decisions"]] == ["SATCOM", "PNT", "SAML"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x"])
def test_possible_formulas_are_neutralized(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Plain", "a=b", "1-2", "(x)", "שלום"])
def test_other_texts_are_unchanged(text: str) -> None:
    assert neutral(text) == text


def test_no_cell_of_a_hostile_record_begins_a_formula() -> None:
    for name in ("areas", "functions", "decisions"):
        for line in lines(portfolios.document(name, portfolios.usual())):
            assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_only_files_with_sample_data_are_marked_illustrative() -> None:
    assert ILLUSTRATIVE in portfolios.document("areas", portfolios.usual()).header.provenance
    assert ILLUSTRATIVE not in portfolios.document("areas", portfolios.bare()).header.provenance


def test_a_long_file_is_made_in_pieces() -> None:
    document = portfolios.document("functions", portfolios.many())
    assert len(list(render(document, "csv"))) > 5
    assert len(rows(document)) == 1300


def test_text_is_cleaned_and_shortened() -> None:
    assert clean("a\x00b\x0bc\u202ed\ud800e\ufffff") == "abcdef"
    assert clean("line\none\ttwo") == "line\none\ttwo"
    assert short("  two \n words  ", 20) == "two words"
    assert short("x" * 30, 10) == "x" * 9 + "…"


def test_a_record_without_entries_says_so() -> None:
    held: Portfolio = portfolios.portfolio()
    header = portfolios.document("areas", held).header
    assert header.as_of == date(2026, 11, 23)
    assert dict(header.lines)["Provenance"] == "The record holds no facts at this date."
    assert dict(header.lines)["Policy"] == "no policy in force"


def test_every_export_lists_existing_formats() -> None:
    for one in NAMES.values():
        assert set(one.formats) <= set(FORMATS)
