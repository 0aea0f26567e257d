"""The problems of a catalog's files as rows of a file, or as CSV before they are on record."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from missions.domain.catalog.vocabulary import CatalogPart, ProblemKind
from missions.domain.vocabulary import Provenance
from missions.exports.document import FilledColumn
from missions.exports.words import neutral

COLUMNS = ("Part", "Line", "Problem", "What")
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A row that needs attention, and its reading: entry, snapshot, date of the data and credit."""

    part: CatalogPart
    line: int
    kind: ProblemKind
    text: str
    reading: Any

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """The provenance of its one fact: a catalog, or the sample."""
        return (self.reading.provenance,)


PROBLEMS = (
    FilledColumn("part", "Part", 20, of=attrgetter("part.label")),
    FilledColumn("line", "Line", 10, of=attrgetter("line")),
    FilledColumn("kind", "Problem", 30, of=attrgetter("kind.label")),
    FilledColumn("text", "What", 70, of=attrgetter("text")),
    FilledColumn("snapshot", "Snapshot", 24, of=attrgetter("reading.snapshot")),
    FilledColumn("entry", "Entry of the reading", 12, of=attrgetter("reading.sequence")),
    FilledColumn("data_date", "Date of the data", 14, of=attrgetter("reading.dated_on")),
    FilledColumn("license", "License", 14, of=attrgetter("reading.license")),
    FilledColumn("credit", "Credit", 40, of=attrgetter("reading.credit")),
)


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
