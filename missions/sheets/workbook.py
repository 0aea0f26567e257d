"""XLSX, with what could harm refused before anything in it is parsed."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from missions.sheets.columns import MOST_COLUMNS, Limits, Line, Unreadable, header, line

MOST_PARTS = 1000
# Times the largest file: a workbook is XML, which packs well; a bomb packs a thousandfold.
MOST_UNPACKED = 4
MOST_PACKED_BY = 200
SMALL = 1 << 20
# Spreadsheet programs keep rows that only look empty; this many in a row and nobody means them.
MOST_EMPTY = 1000
BROKEN = "The workbook cannot be read. Open it in a spreadsheet program and save it anew."
# What a file that is no workbook after all makes the libraries raise.
WRONG = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, DefusedXmlException, ParseError, LookupError, ValueError,
    TypeError, AttributeError, SyntaxError, RuntimeError, OSError, EOFError, ArithmeticError,
)  # fmt: skip


def lines(file: BinaryIO, limits: Limits) -> Iterator[Line]:
    """The rows of the first sheet below its header, with their numbers. Raises Unreadable."""
    _inspect(file, limits)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except WRONG as error:
        raise Unreadable(BROKEN) from error
    try:
        yield from _lines(book, limits)
    except WRONG as error:
        raise Unreadable(BROKEN) from error
    finally:
        book.close()


def _inspect(file: BinaryIO, limits: Limits) -> None:
    """Raise Unreadable for what the archive's own list gives away: bombs, macros, passwords, other documents."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except WRONG as error:
        raise Unreadable(BROKEN) from error
    names = {part.filename.casefold() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("The workbook is protected by a password. Remove the password and save it again.")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise Unreadable(BROKEN)
    if any(name.endswith(("vbaproject.bin", ".xlsm")) or "/macrosheets/" in name for name in names):
        raise Unreadable("The workbook holds macros. Save it as .xlsx without macros.")
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise Unreadable("The file is a zip archive but no workbook. Save your table as .xlsx or .csv.")
    unpacked = sum(part.file_size for part in parts)
    packed = any(part.file_size > SMALL and part.file_size > MOST_PACKED_BY * part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED * limits.size or packed:
        raise Unreadable(
            "The workbook unpacks to far more than it seems to hold. Copy the table into a new workbook and save that."
        )
    file.seek(0)


def _lines(book: Any, limits: Limits) -> Iterator[Line]:
    if not book.worksheets:
        raise Unreadable("The workbook has no sheet with cells. Start from one of the templates.")
    sheet = book.worksheets[0]
    # What a sheet says of its own size may be wrong.
    sheet.reset_dimensions()
    names, found, empty = None, 0, 0
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        cells = [_text(value) for value in values]
        if not any(cells):
            empty += 1
            if empty > MOST_EMPTY:
                raise Unreadable(
                    f"Row {number - MOST_EMPTY} begins more than {MOST_EMPTY:,} empty rows. "
                    "Delete the rows below your table and save the workbook again."
                )
            continue
        empty = 0
        if names is None:
            names = header(cells)
            continue
        read = line(number, names, cells, limits)
        if read is None:
            continue
        found += 1
        if found > limits.rows:
            raise Unreadable(f"The workbook has more than {limits.rows:,} rows. Divide it into several files.")
        yield read
    if names is None:
        raise Unreadable("The first sheet has no rows. Start from one of the templates.")


def _text(value: Any) -> str:
    """A cell as text: days as 2025-03-01, formulas as they are written and never evaluated."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    # A formula over several cells stands in an object of its own.
    return str(getattr(value, "text", value))
