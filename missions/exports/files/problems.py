"""The problems of a catalog's files as CSV, as text that no spreadsheet takes for a formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from missions.exports.words import neutral

COLUMNS = ("Part", "Line", "Problem", "What")
ROWS_AT_ONCE = 500


def as_csv(lines: Iterable[tuple[str, int, str, str]], marking: str, title: str) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, in pieces: the marking and title, the columns, a row for each problem."""
    yield codecs.BOM_UTF8
    yield _written([["Marking", marking], ["Title", neutral(title)], [], COLUMNS])
    lines = iter(lines)
    while some := list(islice(lines, ROWS_AT_ONCE)):
        yield _written([part, line, kind, neutral(text)] for part, line, kind, text in some)
    yield _written([[], ["Marking", marking]])


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()
