"""The table in a file: finds its header, and makes each row below and above it a line with its position."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from missions.domain.typed import bare, trimmed
from missions.sheets.columns import NOT_TAKEN, FileLimits, FileLine, UnreadableFile, shortened
from missions.sheets.layout import Layout, meant, nearest

# The header must be among the first rows with content, this many.
HEADER_WITHIN = 30
# Spreadsheet programs keep rows that only look empty; after this many in a row, the file is refused.
MOST_EMPTY = 1000
# The number of columns with at most two letters.
MOST_COLUMNS = 702
TOO_WIDE = "Row {number} has more than {most} columns. Delete the columns beside your table and save the file again."
# How the remarks of our own template begin; nothing that is recorded does.
REMARK = "[Template remark]"
# Our exports put an apostrophe before what a spreadsheet could take for a formula.
GUARDED = re.compile("'(?=[' ]*[=+@\\t\\r\\n\uff1d\uff0b\uff0d\uff20-])")

Raw = tuple[int, list[str]]


@dataclass(frozen=True)
class FoundTable:
    """The file's kind, the header's position, the column of each cell below it, and the filled rows above it."""

    layout: Layout
    header: int
    names: list[str | None]
    above: list[Raw]

    @property
    def how(self) -> str:
        """What is special about the table, in words for the screen, separated by semicolons; empty if nothing is."""
        said = []
        if self.above:
            rows = "row 1 is a title" if [number for number, _ in self.above] == [1] else "rows above it are left out"
            said.append(f"{rows}; the header was found in row {self.header}")
        if NOT_TAKEN in self.names:
            said.append("columns computed from the record are ignored")
        return "".join(f"; {one}" for one in said)


def settled(rows: Iterable[Raw], limits: FileLimits) -> Iterator[Raw]:
    """The rows with content, their cells trimmed. Raises UnreadableFile beyond the limits on what is read."""
    until, empty = time.monotonic() + limits.seconds, 0
    for number, cells in rows:
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFile(TOO_WIDE.format(number=number, most=MOST_COLUMNS))
        if time.monotonic() > until:
            raise UnreadableFile(
                f"Reading the file took longer than {limits.seconds:g} seconds. Divide it, or save it as CSV."
            )
        trim = [trimmed(_plain(cell)) if cell else "" for cell in cells]
        if any(trim):
            empty = 0
            yield number, trim
            continue
        empty += 1
        if empty > MOST_EMPTY:
            raise UnreadableFile(
                f"Row {number - MOST_EMPTY} begins more than {MOST_EMPTY:,} empty rows. "
                "Delete the rows below your table and save the file again."
            )


def find(rows: Iterator[Raw], layouts: Sequence[Layout]) -> FoundTable:
    """The table whose header is among the next rows and fits a layout; the rows are then those below it.

    Raises UnreadableFile.
    """
    above: list[Raw] = []
    for number, cells in rows:
        if layout := meant(layouts, cells):
            return FoundTable(layout, number, layout.header(cells), above)
        above.append((number, cells))
        if len(above) == HEADER_WITHIN:
            break
    if not above:
        raise UnreadableFile("The file has no rows. Start from one of the templates.")
    layout, cells = nearest(layouts, [cells for _, cells in above])
    return FoundTable(layout, 0, layout.header(cells), [])


def lines(table: FoundTable, rows: Iterator[Raw], limits: FileLimits) -> Iterator[FileLine]:
    """Every row of the file except the header, each as a line. Raises UnreadableFile."""
    for number, cells in table.above:
        yield FileLine(number, {}, left_out=f"It stands above the header: “{_shown(cells)}”.")
    markings = {tuple(filter(None, cells)): number for number, cells in table.above}
    for found, (number, cells) in enumerate(rows, start=1):
        if found > limits.rows:
            raise UnreadableFile(f"The file has more than {limits.rows:,} rows. Divide it into several files.")
        filled = tuple(filter(None, cells))
        if filled in markings:
            yield FileLine(number, {}, left_out=f"It repeats row {markings[filled]}: “{_shown(cells)}”.")
        elif len(filled) == 1 and filled[0].startswith(REMARK):
            yield FileLine(number, {}, left_out="It is a remark of the template.")
        else:
            yield _line(number, table, cells, limits)


def _line(number: int, table: FoundTable, cells: list[str], limits: FileLimits) -> FileLine:
    names, columns = table.names, table.layout.columns
    # An empty cell of an existing column counts; without a column, the recorded value stays.
    found = {name: "" for name in names if name in columns}
    problems = []
    for place, text in enumerate(cells):
        name = names[place] if place < len(names) else None
        if not text or name == NOT_TAKEN:
            continue
        if name is None:
            problems.append(f"Column {place + 1} has no name in the header, but holds a value here.")
            continue
        if "\0" in text:
            problems.append(f"{columns[name].label} contains a character that is not text.")
            text = text.replace("\0", "")
        if len(text) > limits.cell:
            problems.append(
                f"{columns[name].label} has {len(text):,} characters; a cell may have {limits.cell:,} at most."
            )
            text = f"{text[:100]}…"
        found[name] = bare(text) if columns[name].exact else text
    return FileLine(number, found, tuple(problems))


def _plain(cell: str) -> str:
    """A cell as it was recorded: without the apostrophe that an export added, with one kind of line end."""
    cell = cell[1:] if GUARDED.match(cell) else cell
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _shown(cells: list[str]) -> str:
    return shortened(" · ".join(filter(None, cells)))
