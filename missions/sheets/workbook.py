"""XLSX: anything harmful is refused before any of it is parsed."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from missions.sheets.columns import FileLimits, FileLine, SeveralSheets, UnreadableFile
from missions.sheets.functions import FUNCTIONS
from missions.sheets.layout import Layout
from missions.sheets.reader import OpenedFile, demand_size, is_workbook, name_ending, open_text
from missions.sheets.table import MOST_COLUMNS, TOO_WIDE, FoundTable, Raw, find, lines, settled

MOST_PARTS = 1000
# A multiple of the largest file: a workbook is XML, which compresses well; a bomb compresses a thousandfold.
MOST_UNPACKED = 4
MOST_PACKED_BY = 200
SMALL = 1 << 20
BROKEN = "The workbook cannot be read. Open it in a spreadsheet program and save it again."
STRICT = b"http://purl.oclc.org/ooxml/"
# The start of a row or a cell, with any namespace prefix. A cell with three letters is beyond what is read.
ROW = re.compile(rb"<(?:\w+:)?row\b")
CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
FAR = re.compile(rb"<(?:\w+:)?c\s[^>]{0,200}?r=[\"'][A-Z]{3,}(\d+)[\"']")
# The format's escape for a character that XML cannot contain (ECMA-376, part 1, section 22.9.2.19).
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# What the libraries raise for a file that is not a workbook after all.
WRONG = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, DefusedXmlException, ParseError, LookupError, ValueError,
    TypeError, AttributeError, SyntaxError, RuntimeError, OSError, EOFError, ArithmeticError,
)  # fmt: skip


def open_sheet(
    file: BinaryIO, name: str, limits: FileLimits, chosen: str | None = None, layouts: Sequence[Layout] = (FUNCTIONS,)
) -> OpenedFile:
    """A CSV file or a sheet of an XLSX workbook, recognized by content; its lines are read while they are iterated.

    It has the layout that its header fits. Raises `UnreadableFile` here or while the lines are read, if the file as a
    whole cannot be used, and `SeveralSheets` if more than one sheet of a workbook fits and none is chosen.
    """
    if not is_workbook(file):
        return open_text(file, name, limits, chosen, layouts)
    demand_size(file, limits)
    ending = name_ending(name)
    if ending != "xlsx":
        raise UnreadableFile(f"The file is named .{ending} but is a zip archive. Save it as .csv, or name it .xlsx.")
    found = _read(file, limits, chosen, layouts)
    return OpenedFile(*next(found), found)


def _read(
    file: BinaryIO, limits: FileLimits, chosen: str | None, layouts: Sequence[Layout]
) -> Iterator[tuple[str, Layout] | FileLine]:
    """How the workbook is read, in words for the screen; what it is of; then the lines of its sheet.

    That is the sheet of that name, or the only visible one whose header fits a layout. Raises `SeveralSheets` if more
    than one does, and `UnreadableFile`.
    """
    _inspect(file, limits)
    with _opened(file) as book:
        sheet, table, left = _chosen(book, limits, chosen, layouts)
        hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
        note = f"; hidden sheets are not read: {', '.join(hidden)}" if hidden else ""
        yield f"XLSX, sheet “{sheet.title}”{table.how}{note}", table.layout
        yield from lines(table, left, limits)


class _Reader(ExcelReader):
    """The library's reader, corrected for shared texts, of whose escapes it removes only half."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    self.shared_strings.append(Text.from_tree(node).content)
                    node.clear()


@contextmanager
def _opened(file: BinaryIO) -> Iterator[Any]:
    try:
        reader = _Reader(file, read_only=True, keep_links=False)
        reader.read()
    except WRONG as error:
        raise UnreadableFile(BROKEN) from error
    book = reader.wb
    try:
        yield book
    except WRONG as error:
        raise UnreadableFile(BROKEN) from error
    finally:
        book.close()


def _chosen(
    book: Any, limits: FileLimits, chosen: str | None, layouts: Sequence[Layout]
) -> tuple[Any, FoundTable, Iterator[Raw]]:
    """The sheet to be read, its table, and the rows below the header."""
    visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    if chosen is not None:
        visible = [one for one in visible if one.title == chosen]
    if not visible:
        raise UnreadableFile("The workbook has no visible sheet with cells. Start from one of the templates.")
    fitting, wrong = [], {}
    for sheet in visible:
        rows = settled(_rows(sheet), limits)
        try:
            fitting.append((sheet, find(rows, layouts), rows))
        except UnreadableFile as error:
            wrong[sheet.title] = str(error)
    if len(fitting) > 1:
        raise SeveralSheets([sheet.title for sheet, _, _ in fitting])
    if not fitting:
        raise UnreadableFile(" ".join(f"Sheet “{name}”: {said}" for name, said in list(wrong.items())[:3]))
    return fitting[0]


def _inspect(file: BinaryIO, limits: FileLimits) -> None:
    """Raise Unreadable for what can be found before parsing: bombs, macros, passwords, other documents, wide rows."""
    try:
        packed = zipfile.ZipFile(file)
        parts = packed.infolist()
    except WRONG as error:
        raise UnreadableFile(BROKEN) from error
    names = {part.filename.casefold() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("The workbook is protected by a password. Remove the password and save it again.")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise UnreadableFile(BROKEN)
    if any(name.endswith(("vbaproject.bin", ".xlsm")) or "/macrosheets/" in name for name in names):
        raise UnreadableFile("The workbook holds macros. Save it as .xlsx without macros.")
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise UnreadableFile("The file is a zip archive, not a workbook. Save your table as .xlsx or .csv.")
    _demand_small(parts, limits)
    try:
        _demand_usual(packed, [part.filename for part in parts])
    except WRONG as error:
        raise UnreadableFile(BROKEN) from error
    file.seek(0)


def _demand_small(parts: list[zipfile.ZipInfo], limits: FileLimits) -> None:
    unpacked = sum(part.file_size for part in parts)
    bomb = any(part.file_size > SMALL and part.file_size > MOST_PACKED_BY * part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED * limits.size or bomb:
        raise UnreadableFile(
            "The workbook unpacks to far more than it seems to hold. Copy the table into a new workbook and save that."
        )


def _demand_usual(packed: zipfile.ZipFile, names: list[str]) -> None:
    """Raise Unreadable for a strict workbook, and for a sheet with a row wider than is read."""
    for name in names:
        folded = name.casefold()
        if folded == "xl/workbook.xml":
            with packed.open(name) as part:
                strict = STRICT in part.read(SMALL)
            if strict:
                raise UnreadableFile(
                    "This is a Strict Open XML workbook. Save it as “Excel Workbook (.xlsx)”, or as CSV UTF-8."
                )
        elif folded.startswith("xl/worksheets/") and folded.endswith(".xml"):
            with packed.open(name) as part:
                _demand_narrow(part)


def _demand_narrow(part: BinaryIO) -> None:
    row = cells = 0
    held = b""
    while block := part.read(SMALL):
        block = held + block
        # A tag cut at the end of a block belongs to the next block.
        cut = max(block.rfind(b"<"), 0)
        block, held = block[:cut], block[cut:]
        if far := FAR.search(block):
            raise UnreadableFile(TOO_WIDE.format(number=int(far[1]), most=MOST_COLUMNS))
        for place, piece in enumerate(ROW.split(block)):
            row, cells = (row + 1, 0) if place else (row, cells)
            cells += len(CELL.findall(piece))
            if cells > MOST_COLUMNS:
                raise UnreadableFile(TOO_WIDE.format(number=row, most=MOST_COLUMNS))


def _rows(sheet: Any) -> Iterator[Raw]:
    # A sheet's stated size may be wrong.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [_text(value) for value in values]


def _text(value: Any) -> str:
    """A cell as text: days as 2025-03-01, formulas as they are written, never evaluated."""
    match value:
        case None:
            return ""
        case str():
            return _unescaped(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
    # A formula over several cells is an object.
    return str(getattr(value, "text", value))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    found = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # Two halves of one surrogate pair are joined; a half alone is dropped.
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
