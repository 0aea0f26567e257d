"""CSV, whatever its encoding and separator."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from missions.sheets.columns import UnreadableFile
from missions.sheets.layout import Layout
from missions.sheets.table import HEADER_WITHIN, Raw

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
# The line by which a file tells spreadsheet programs its separator.
NAMED = re.compile(r"sep=(.)\s*", re.IGNORECASE)
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
]
# A NUL, or a byte that Windows-1252 does not define.
NO_CHARACTER = re.compile(rb"[\x00\x81\x8d\x8f\x90\x9d]")
BLOCK = 1 << 16
# How many characters of a line are searched for names of columns, and the most characters of a row.
LOOKED_AT = 4_000
MOST_IN_ROW = 400_000


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is read: Python's name of its encoding, the name people know, and the separator.

    `named` says that the first line names the separator.
    """

    encoding: str
    encoding_name: str
    separator: str
    named: bool = False

    @property
    def how(self) -> str:
        """The same in words for the screen."""
        guessed = ", as it is not UTF-8" if self.encoding == "cp1252" else ""
        separator = SEPARATORS.get(self.separator, f"“{self.separator}”")
        named = ", as its first line says" if self.named else ""
        return f"CSV, {self.encoding_name}{guessed}, separated by {separator}{named}"


def sniff(file: BinaryIO, layouts: Sequence[Layout]) -> Dialect:
    """Find encoding and separator; reads the file once and rewinds it. Raises UnreadableFile if it is not text."""

    def known(cells: list[str]) -> int:
        return max(one.known(cells) for one in layouts)

    encoding, name = _encoding(file)
    source = io.TextIOWrapper(_Unclosed(file), encoding, newline="")
    head = [source.readline(BLOCK)[:LOOKED_AT] for _ in range(HEADER_WITHIN)]
    file.seek(0)
    if named := NAMED.fullmatch(head[0]):
        return Dialect(encoding, name, named[1], named=True)
    # Names of columns contain no separators, so the most frequent one in the header is it.
    separator = max(SEPARATORS, key=lambda one: (max(known(line.split(one)) for line in head), head[0].count(one)))
    return Dialect(encoding, name, separator)


def rows(file: BinaryIO, dialect: Dialect) -> Iterator[Raw]:
    """The cells of each row, with the number of its first line. Raises UnreadableFile."""
    source = _Lines(io.TextIOWrapper(_Unclosed(file), dialect.encoding, newline=""))
    reader = csv.reader(source, delimiter=dialect.separator, strict=True)
    if dialect.named:
        next(reader, None)
    while True:
        number = reader.line_num + 1
        source.begin(number)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(
                f"The row that begins on line {number} cannot be read ({error}). "
                "Check its quotation marks and how long its cells are."
            ) from error
        if cells is None:
            return
        yield number, cells


class _Lines:
    """The lines of a text, with a limit on each row, so that neither commas nor open quotes can fill memory."""

    def __init__(self, source: io.TextIOWrapper) -> None:
        self.source = source
        self.taken = self.number = 0

    def begin(self, number: int) -> None:
        """Start a new row."""
        self.taken, self.number = 0, number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.source.readline(MOST_IN_ROW + 1)
        self.taken += len(line)
        if self.taken > MOST_IN_ROW:
            raise UnreadableFile(
                f"The row that begins on line {self.number} is too long: it has over {MOST_IN_ROW:,} characters. "
                "Check its quotation marks, and delete the columns beside your table."
            )
        if not line:
            raise StopIteration
        return line


def _encoding(file: BinaryIO) -> tuple[str, str]:
    start = file.read(4)
    for mark, encoding, name in MARKS:
        if start.startswith(mark):
            _demand(file, encoding, name)
            return encoding, name
    for encoding, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        if _decodes(file, encoding):
            return encoding, name
    raise UnreadableFile(
        f"The file is not text in UTF-8, UTF-16 or Windows-1252: {_first_wrong(file)}. Save it as CSV UTF-8."
    )


def _first_wrong(file: BinaryIO) -> str:
    """The position of the first byte that is invalid in all of them."""
    number, before = 1, 0
    while piece := file.readline(BLOCK):
        if found := NO_CHARACTER.search(piece):
            return f"byte {before + found.start() + 1} of line {number} is 0x{found[0][0]:02X}"
        number, before = (number + 1, 0) if piece.endswith(b"\n") else (number, before + len(piece))
    return "it ends within a character"


def _demand(file: BinaryIO, encoding: str, name: str) -> None:
    if not _decodes(file, encoding):
        raise UnreadableFile(f"The file begins like {name} but is not. Save it as CSV UTF-8.")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Whether the whole file is text in this encoding, without NUL; rewinds the file."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while block := file.read(BLOCK):
            if "\0" in decoder.decode(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


class _Unclosed(io.RawIOBase):
    """Wraps somebody else's file without closing it; the usual wrapper would close it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        read = self.file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)
