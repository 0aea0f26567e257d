"""What a file of functions must never do: lose a row, read the wrong sheet, misread signs, or fill the memory."""

import io
import re
import tracemalloc
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from missions.domain.vocabulary import RowStatus
from missions.exports.files.tables import FUNCTIONS
from missions.exports.words import neutral, written
from missions.sheets import template
from missions.sheets.columns import NOT_TAKEN, SeveralSheets, UnreadableFile
from missions.sheets.functions import COLUMNS
from missions.sheets.functions import FUNCTIONS as LAYOUT
from missions.sheets.plan import Found, compare, understand
from missions.sheets.workbook import open_sheet
from tests.unit.exchange.test_sheets import HEADER, LIMITS, ROW, TODAY, read, sheet_of, workbook

COLUMNS_OF = HEADER.split(",")


def book(*sheets: tuple[str, str, list[list]]) -> bytes:
    """A workbook with these sheets: name, state and rows of each."""
    made, file = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name, state, rows in sheets:
        sheet = made.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("first", ["#N/A", "#REF!", "#1 priority relay", "# a remark of somebody"])
def test_no_row_vanishes_because_of_its_first_characters(first: str) -> None:
    content = f"area,function,name,effective_on\n{first},X-1,a,2026-11-01\nSATCOM,X-2,b,2026-11-01\n"
    assert [(line.number, line.left_out) for line in read(content.encode())] == [(2, ""), (3, "")]


def test_a_name_in_the_first_column_may_begin_with_a_number_sign() -> None:
    (line,) = read(b"name,area,function,effective_on\n#1 priority relay,SATCOM,X-1,2025-03-01\n")
    assert line.cells["name"] == "#1 priority relay"


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?"])
@pytest.mark.parametrize("column", ["name", "rationale", "area"])
def test_a_spreadsheet_error_is_wrong_in_any_cell(error: str, column: str) -> None:
    asked = understand({"area": "SATCOM", "function": "X-1", "effective_on": "2025-03-01", column: error}, [], TODAY)
    planned = compare(asked, Found(area="SATCOM"))
    assert planned.status is RowStatus.WRONG
    assert any(f"holds the error {error} of a spreadsheet" in problem for problem in planned.problems)


def test_rows_above_the_header_and_its_repetitions_are_left_out_with_a_reason() -> None:
    content = f"UNCLASSIFIED\nFunctions of May\n\n{HEADER}\n{ROW}\n\nUNCLASSIFIED\n".encode()
    sheet = open_sheet(io.BytesIO(content), "file.csv", LIMITS)
    assert "the header was found in row 4" in sheet.how
    assert [(line.number, line.left_out) for line in sheet.lines] == [
        (1, "It stands above the header: “UNCLASSIFIED”."),
        (2, "It stands above the header: “Functions of May”."),
        (5, ""),
        (7, "It repeats row 1: “UNCLASSIFIED”."),
    ]


def test_a_title_above_the_header_is_named() -> None:
    content = f"My functions\n\n{HEADER}\n{ROW}\n".encode()
    assert "row 1 is a title; the header was found in row 3" in open_sheet(io.BytesIO(content), "a.csv", LIMITS).how


@pytest.mark.parametrize("before", ["\n", ",,,\n", "sep=;\n", "SEP=;\r\n", "\ufeff\n"])
def test_lines_that_spreadsheet_programs_add_at_the_top_are_accepted(before: str) -> None:
    separator = ";" if "=" in before else ","
    content = before + f"{HEADER}\n{ROW}\n".replace(",", separator)
    assert [line.cells["function"] for line in read(content.encode())] == ["T-1"]


def test_a_hidden_sheet_is_never_read_and_is_named() -> None:
    hidden = ("Old", "hidden", [COLUMNS_OF, ["SATCOM", "OLD-1", "x", "2025-03-01"]])
    deeper = ("Older", "veryHidden", [COLUMNS_OF, ["SATCOM", "OLD-2", "x", "2025-03-01"]])
    shown = ("Now", "visible", [COLUMNS_OF, ROW.split(",")])
    sheet = open_sheet(io.BytesIO(book(hidden, deeper, shown)), "file.xlsx", LIMITS)
    assert sheet.how == "XLSX, sheet “Now”; hidden sheets are not read: Old, Older"
    assert [line.cells["function"] for line in sheet.lines] == ["T-1"]


def test_the_fitting_sheet_is_read_at_any_position() -> None:
    made = book(("Notes", "visible", [["Read me"]]), ("Mine", "visible", [["Title"], COLUMNS_OF, ROW.split(",")]))
    sheet = open_sheet(io.BytesIO(made), "file.xlsx", LIMITS)
    assert sheet.how == "XLSX, sheet “Mine”; row 1 is a title; the header was found in row 2"


def test_one_of_several_fitting_sheets_is_chosen() -> None:
    rows = [COLUMNS_OF, ROW.split(",")]
    made = book(("A", "visible", rows), ("B", "visible", [COLUMNS_OF, ["SATCOM", "B-1", "x", "2025-03-01"]]))
    with pytest.raises(SeveralSheets) as raised:
        open_sheet(io.BytesIO(made), "file.xlsx", LIMITS)
    assert raised.value.names == ["A", "B"]
    chosen = open_sheet(io.BytesIO(made), "file.xlsx", LIMITS, "B")
    assert [line.cells["function"] for line in chosen.lines] == ["B-1"]


def test_without_a_fitting_sheet_each_ones_missing_columns_are_named() -> None:
    made = book(("A", "visible", [["area", "name"]]), ("B", "visible", []))
    with pytest.raises(UnreadableFile, match=r"Sheet “A”: A row at the top must name the columns; missing: function"):
        read(made, "file.xlsx")


def test_strict_open_xml_is_named() -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook(COLUMNS_OF, ROW.split(","))))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in source.namelist():
            part = source.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            packed.writestr(name, part)
    with pytest.raises(UnreadableFile, match="This is a Strict Open XML workbook"):
        read(file.getvalue(), "file.xlsx")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("a_x000d_b", "a\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("a_x005F_b", "a_b"),
        ("_xD83D__xDE80_", "\U0001f680"),
        ("_xD83D_", "\ufffd"),
        ("_x12_", "_x12_"),
    ],
)
def test_escaped_characters_of_the_format_are_decoded(written: str, meant: str) -> None:
    cells = b'<row r="2"><c r="C2" t="inlineStr"><is><t>' + written.encode() + b"</t></is></c></row>"
    (line,) = read(sheet_of(cells), "file.xlsx")
    assert line.cells["name"] == meant


@pytest.mark.parametrize("text", ["_x000D_", "_x005F_", "_x12_", "x005F_"])
def test_a_text_that_looks_like_an_escape_survives_our_own_workbook(text: str) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, COLUMNS_OF)
        sheet.write_row(1, 0, ["SATCOM", "T-1", text, "2025-03-01"])
    assert read(file.getvalue(), "file.xlsx")[0].cells["name"] == text


@pytest.mark.parametrize("text", ["- bullet", "=1+1", "+49", "@here", "'- quoted", "''=x", "'tis", "＝1", "plain"])
def test_what_an_export_protects_is_read_as_it_was(text: str) -> None:
    content = io.StringIO()
    template.csv.writer(content).writerows([COLUMNS_OF, ["SATCOM", "T-1", neutral(text), "2025-03-01"]])
    assert read(content.getvalue().encode())[0].cells["name"] == text


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''=x", "'tis", "- bullet"])
def test_a_workbook_of_ours_is_read_as_it_was_written(text: str) -> None:
    content = workbook(COLUMNS_OF, ["SATCOM", "T-1", written(text), "2025-03-01"])
    assert read(content, "file.xlsx")[0].cells["name"] == text


def test_every_column_of_our_export_of_functions_is_known() -> None:
    names = LAYOUT.header(column.label for column in FUNCTIONS)
    assert set(COLUMNS) <= set(names)
    assert names.count(NOT_TAKEN) == len(names) - len(COLUMNS)


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u2060"])
def test_invisible_characters_around_codes_answers_and_days_are_removed(mark: str) -> None:
    content = (
        f"area,function,name,performer,effective_on\n{mark}SATCOM,T-1{mark},{mark},{mark}either,2025-03-01{mark}\n"
    )
    (line,) = read(content.encode())
    assert line.cells == {
        "area": "SATCOM",
        "function": "T-1",
        "name": "",
        "performer": "either",
        "effective_on": "2025-03-01",
    }


def test_an_answer_may_be_copied_from_the_template() -> None:
    made = load_workbook(io.BytesIO(template.as_xlsx(TODAY, "UTC")))
    cells = template.EXAMPLE | {"effective_on": "2 Apr 2025"}
    for name, listed in made["Answers"].iter_rows(min_row=2, max_col=2, values_only=True):
        if listed:
            asked = understand(cells | {name: listed}, [], TODAY)
            assert asked.problems == []
            assert asked.assessment[name] == listed.partition(" ")[0]


def test_the_template_offers_the_answers_in_its_cells() -> None:
    offered = load_workbook(io.BytesIO(template.as_xlsx(TODAY, "UTC")))["Functions"].data_validations.dataValidation
    lists = {str(one.sqref).split(":")[0] for one in offered if one.type == "list"}
    assert lists == {"E2", "F2", "G2", "H2", "I2", "J2"}


def test_the_column_of_days_names_their_time_zone_and_form() -> None:
    zone = "America/New_York"
    said = f"Write a day as 2025-03-01 or 1 Mar 2025. Time zone: {zone}."
    assert f"effective_on: {said}" in template.as_csv(TODAY, zone).decode()
    made = load_workbook(io.BytesIO(template.as_xlsx(TODAY, zone)))
    (days,) = [one for one in made["Functions"].data_validations.dataValidation if one.type == "date"]
    assert days.prompt == days.error == said
    assert f"effective_on: {said}" in {row[0] for row in made["Answers"].iter_rows(values_only=True)}


HARMFUL = {
    "commas": (HEADER.encode() + b"\n" + b"," * 10_000_000, "file.csv", "is too long: it has over 400,000"),
    "commas alone": (b"," * 10_000_000, "file.csv", "is too long: it has over 400,000 characters"),
    "open quotation marks": (HEADER.encode() + b"\n" + b'"\n",' * 2_000_000, "file.csv", "over 400,000 characters"),
    "blank lines": (HEADER.encode() + b"\n" * 15_000_000, "file.csv", "begins more than 1,000 empty rows"),
    "blank lines first": (b"\n" * 15_000_000, "file.csv", "begins more than 1,000 empty rows"),
    "blank rows": (HEADER.encode() + b"\n,,,,,,,,," * 100_000, "file.csv", "begins more than 1,000 empty rows"),
    "a wide row": (HEADER.encode() + b"\n" + b"," * 5_000, "file.csv", "Row 2 has more than 702 columns"),
    "a wide row of a workbook": (sheet_of(b'<row r="2">' + b"<c/>" * 200_000 + b"</row>"), "file.xlsx", "702 columns"),
    "a far cell": (sheet_of(b'<row r="2"><c r="XFD2"><v>1</v></c></row>'), "file.xlsx", "Row 2 has more than 702"),
}


@pytest.mark.parametrize(("content", "name", "said"), HARMFUL.values(), ids=HARMFUL)
def test_a_file_that_would_stall_the_program_is_refused_first(content: bytes, name: str, said: str) -> None:
    limits = type(LIMITS)(size=20_000_000, rows=20_000, cell=10_000)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile, match=re.escape(said)):
            list(open_sheet(io.BytesIO(content), name, limits).lines)
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken < 12_000_000 + 2 * len(content) * (name == "file.xlsx")


def test_reading_ends_after_its_time() -> None:
    with pytest.raises(UnreadableFile, match="Reading the file took longer than 0 seconds"):
        read(f"{HEADER}\n{ROW}\n".encode(), limits=type(LIMITS)(size=1000, rows=10, cell=100, seconds=0))
