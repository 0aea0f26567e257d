"""A tab-separated part of GCAT, read line by line; errors name the line."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from missions.catalog.formats.identify import MOST_LINE, demand_columns, header
from missions.catalog.formats.vague import span
from missions.catalog.objects import CatalogPart
from missions.sheets.columns import UnreadableFile

MOST_NAMED = 5
UPDATED = "# Updated"
# The comment that marks a part as invented.
INVENTED = "# Illustrative"
Row = tuple[int, list[str]]


class GcatFile:
    """One part of GCAT: its header, the day it was updated, its rows, whether its last line is whole and it is real."""

    def __init__(self, part: CatalogPart, name: str, file: BinaryIO) -> None:
        self.part, self.name, self.file = part, name, file
        self.updated: date | None = None
        self.rows = 0
        self.whole = True
        self.invented = False

    def read(self, columns: Sequence[str]) -> Iterator[Row]:
        """Each row's line number and its cells in these columns, stripped; can be repeated.

        Raises UnreadableFile, naming lines: not UTF-8, NULs, or rows whose number of columns differs from the header.
        """
        self.file.seek(0)
        self.rows = 0
        lines = self._lines()
        names = header(next(lines, (1, ""))[1])
        demand_columns(self.part, names)
        places = [names.index(one) for one in columns]
        wrong: list[str] = []
        for number, line in lines:
            if line.startswith("#"):
                self._comment(line)
                continue
            cells = line.split("\t")
            if len(cells) != len(names):
                wrong.append(f"line {number} has {len(cells)}")
                continue
            self.rows += 1
            yield number, [cells[place].strip() for place in places]
        if wrong:
            self._refuse(wrong, len(names))

    def _refuse(self, wrong: list[str], width: int) -> None:
        named = ", ".join(wrong[:MOST_NAMED])
        more = f" and {len(wrong) - MOST_NAMED:,} more" if len(wrong) > MOST_NAMED else ""
        cut = "" if self.whole else " The file ends within a line: it seems to be cut off."
        raise UnreadableFile(f"{self.name}: the header names {width} columns, but {named}{more}.{cut}")

    def _comment(self, line: str) -> None:
        self.invented |= line.startswith(INVENTED)
        if line.startswith(UPDATED):
            # Only the day: the time after it is written in several ways.
            found = span(" ".join(line.removeprefix(UPDATED).split()[:3]))
            self.updated = found.last if found else None

    def _lines(self) -> Iterator[tuple[int, str]]:
        number = 0
        while raw := self.file.readline(MOST_LINE + 1):
            number += 1
            if len(raw) > MOST_LINE:
                raise UnreadableFile(f"{self.name}: line {number} is longer than {MOST_LINE:,} bytes.")
            self.whole = raw.endswith(b"\n")
            text = self._text(raw, number)
            if text.strip():
                yield number, text

    def _text(self, raw: bytes, number: int) -> str:
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                f"{self.name}: line {number} is not UTF-8: byte {error.start + 1} of it is 0x{raw[error.start]:02X}. "
                "Take the file as it is published."
            ) from error
        if "\0" in text:
            raise UnreadableFile(
                f"{self.name}: line {number} contains a NUL at byte {raw.index(0) + 1}; it is not text."
            )
        return text.rstrip("\r\n")
