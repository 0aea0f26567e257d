"""Tables as CSV: the header before the rows, and the marking repeated after them, so that a cut file is noticed."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from missions.domain.canonical import instant
from missions.exports.document import Document, Value
from missions.exports.words import neutral

ROWS_AT_ONCE = 200


def render(document: Document) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, in pieces: header lines, an empty line, columns, rows, and the marking."""
    yield b"\xef\xbb\xbf"
    yield from _encoded(_lines(document))


def _lines(document: Document) -> Iterator[Iterable[Value]]:
    table = document.tables[0]
    yield ("Title", table.title)
    yield from document.header.lines
    yield ()
    yield (column.label for column in table.columns)
    yield from table.rows
    yield ()
    yield document.header.lines[0]


def _encoded(lines: Iterator[Iterable[Value]]) -> Iterator[bytes]:
    held = io.StringIO()
    writer = csv.writer(held)
    for number, line in enumerate(lines, start=1):
        writer.writerow([_cell(value) for value in line])
        if number % ROWS_AT_ONCE == 0:
            yield held.getvalue().encode("utf-8", "replace")
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode("utf-8", "replace")


def _cell(value: Value) -> str | int:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case int():
            return value
    return neutral(value.replace("\0", ""))
