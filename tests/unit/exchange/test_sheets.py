"""Files of functions and assessments as they are uploaded: every encoding and separator, and every error."""

import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter
from openpyxl import Workbook

from missions.sheets import template
from missions.sheets.columns import FileLimits, FileLine, UnreadableFile
from missions.sheets.functions import COLUMNS
from missions.sheets.plan import understand
from missions.sheets.workbook import open_sheet

LIMITS = FileLimits(size=2_000_000, rows=100, cell=10_000)
TODAY = date(2025, 6, 1)
HEADER = "area,function,name,effective_on"
ROW = "SATCOM,T-1,Protégé,2025-03-01"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, name: str = "file.csv", limits: FileLimits = LIMITS) -> list[FileLine]:
    return list(open_sheet(io.BytesIO(content), name, limits).lines)


def how(content: bytes) -> str:
    return open_sheet(io.BytesIO(content), "file.csv", LIMITS).how


def workbook(*rows: list) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with one additional part."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return file.getvalue()


def sheet_of(rows: bytes) -> bytes:
    """A workbook whose sheet has these rows in XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook(HEADER.split(","))))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", rows + b"</sheetData>")
            packed.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "CSV, UTF-8, separated by comma"),
        ("utf-8-sig", "CSV, UTF-8, separated by comma"),
        ("utf-16", "CSV, UTF-16, separated by comma"),
        ("cp1252", "CSV, Windows-1252, as it is not UTF-8, separated by comma"),
    ],
)
def test_an_encoding_is_found_and_named(encoding: str, said: str) -> None:
    content = f"{HEADER}\r\n{ROW}\r\n".encode(encoding)
    assert how(content) == said
    assert [line.cells["name"] for line in read(content)] == ["Protégé"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_separator_is_found_in_the_header(separator: str) -> None:
    content = f"{HEADER}\n{ROW}\n".replace(",", separator).encode()
    assert read(content)[0].cells == {
        "area": "SATCOM",
        "function": "T-1",
        "name": "Protégé",
        "effective_on": "2025-03-01",
    }


def test_a_row_is_named_by_its_first_line() -> None:
    content = f'{HEADER}\n\nSATCOM,T-1,"two\nlines",2025-03-01\n\nSATCOM,T-2,x,2025-03-01\n'.encode()
    assert [(line.number, line.cells["function"]) for line in read(content)] == [(3, "T-1"), (6, "T-2")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_read_and_its_example_could_be_recorded(kind: str) -> None:
    made = {"csv": template.as_csv, "xlsx": template.as_xlsx}[kind](TODAY, "UTC")
    line, *others = read(made, f"template.{kind}")
    assert line.cells == template.EXAMPLE | {"effective_on": "2025-06-01"}
    assert {one.left_out for one in others} <= {"It is a remark of the template."}
    assert understand(line.cells, list(line.problems), TODAY).problems == []


def test_a_header_may_use_labels_in_any_case_and_order() -> None:
    content = b"EFFECTIVE DATE,Function code,Mission area,Mission-assurance fit\n2025-03-01,T-1,SATCOM,Meets\n"
    assert set(read(content)[0].cells) == {"effective_on", "function", "area", "fit"}


def test_cells_of_a_workbook_become_text() -> None:
    row = ["SATCOM", 7, True, date(2025, 3, 1)]
    (line,) = read(workbook(HEADER.split(","), row), "file.xlsx")
    assert line.cells == {"area": "SATCOM", "function": "7", "name": "TRUE", "effective_on": "2025-03-01"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_formula_stays_text(kind: str) -> None:
    cells = ["SATCOM", "T-1", "=1+1", "2025-03-01"]
    made = f"{HEADER}\n{','.join(cells)}\n".encode() if kind == "csv" else workbook(HEADER.split(","), cells)
    assert read(made, f"file.{kind}")[0].cells["name"] == "=1+1"


def test_a_workbook_that_understates_its_size_is_read_completely() -> None:
    made = sheet_of(b'<row r="2"><c r="A2" t="inlineStr"><is><t>SATCOM</t></is></c></row>')
    assert b'<dimension ref="A1:D1"' in zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")
    assert [line.number for line in read(made, "file.xlsx")] == [2]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_cell_of_100_000_characters_is_reported_beside_its_row(kind: str) -> None:
    if kind == "csv":
        made = f"{HEADER}\nSATCOM,T-1,{'x' * 100_000},2025-03-01\n".encode()
    else:
        made = sheet_of(b'<row r="2"><c r="C2" t="inlineStr"><is><t>' + b"x" * 100_000 + b"</t></is></c></row>")
    (line,) = read(made, f"file.{kind}")
    assert line.problems == ("Name has 100,000 characters; a cell may have 10,000 at most.",)
    assert len(line.cells["name"]) == 101


def test_a_value_beyond_the_header_is_reported() -> None:
    assert read(f"{HEADER}\n{ROW},left over\n".encode())[0].problems == (
        "Column 5 has no name in the header, but holds a value here.",
    )


FINE = workbook(HEADER.split(","), ROW.split(","))
BAD_FILES = {
    "empty": (b"", "file.csv", "The file is empty"),
    "too large": (b"x" * (LIMITS.size + 1), "file.csv", "at most 2,000,000 are read"),
    "only an end of line": (b"\n", "file.csv", "The file has no rows"),
    "binary": (bytes(range(256)) * 10, "file.csv", "is not text"),
    "UTF-16 without its mark": (HEADER.encode("utf-16-le"), "file.csv", "is not text"),
    "cut UTF-16": (HEADER.encode("utf-16") + b"\xd8", "file.csv", "begins like UTF-16 but is not"),
    "no header": (b"SATCOM,T-1\n", "file.csv", "There is no column “SATCOM”. Columns may be area, function"),
    "a column missing": (b"area,name\n", "file.csv", "missing: function, effective_on"),
    "a column twice": (b"area,area\n", "file.csv", "Two columns are called “area”"),
    "a quotation mark not closed": (f'{HEADER}\n"SATCOM,T-1'.encode(), "file.csv", "begins on line 2 cannot be read"),
    "an endless cell": (f"{HEADER}\n{'x' * 200_000}".encode(), "file.csv", "begins on line 2 cannot be read"),
    "too many rows": (f"{HEADER}\n{ROW}\n".encode() + f"{ROW}\n".encode() * 100, "file.csv", "more than 100 rows"),
    "text named as a workbook": (HEADER.encode(), "file.xlsx", "named .xlsx but is not a workbook"),
    "a workbook named as text": (FINE, "file.csv", "named .csv but is a zip archive"),
    "an old workbook": (OLE + b"\0" * 2000, "file.xls", "old format (.xls)"),
    "a workbook with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "file.xlsx", "by a password"),
    "a cut workbook": (FINE[:300], "file.xlsx", "cannot be read"),
    "another archive": (archive(word__document=b"x"), "file.xlsx", "not a workbook"),
    "macros": (with_part(FINE, "xl/vbaProject.bin", b"x"), "file.xlsx", "holds macros"),
    "a bomb": (with_part(FINE, "xl/media/a", b"0" * 5_000_000), "file.xlsx", "unpacks to far more"),
    "a bomb in small parts": (
        archive(**{f"xl__worksheets__{n}": b"0" * 1_000_000 for n in range(9)}),
        "file.xlsx",
        "unpacks to far more",
    ),
    "a thousand parts": (archive(**{f"xl__worksheets__{n}": b"" for n in range(1001)}), "file.xlsx", "far more"),
    "broken XML": (sheet_of(b"<row><c"), "file.xlsx", "cannot be read"),
    "a million empty rows": (sheet_of(b'<row r="2"/><row r="1000000"/>'), "file.xlsx", "begins more than 1,000 empty"),
    "an empty workbook": (workbook(), "file.xlsx", "has no rows"),
    "too many rows in a workbook": (
        workbook(HEADER.split(","), *[ROW.split(",")] * 101),
        "file.xlsx",
        "more than 100 rows",
    ),
}


@pytest.mark.parametrize(("content", "name", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_an_unusable_file_says_why(content: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(said)):
        read(content, name)


def test_entities_are_not_expanded() -> None:
    source = zipfile.ZipFile(io.BytesIO(FINE))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + part
            packed.writestr(name, part)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read(file.getvalue(), "file.xlsx")


def test_a_workbook_written_by_our_own_library_is_read() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        for number in range(1, 51):
            sheet.write_row(number, 0, ["SATCOM", f"T-{number}", "=SUM(A1)"])
    lines = read(file.getvalue(), "file.xlsx")
    assert [line.cells["function"] for line in lines] == [f"T-{number}" for number in range(1, 51)]
    assert {line.cells["name"] for line in lines} == {"=SUM(A1)"}
