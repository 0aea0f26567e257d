"""CSV, whatever its encoding and separator."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from missions.sheets.columns import Limits, Line, Unreadable, header, line

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
]
BLOCK = 1 << 16


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is read: Python's name of its encoding, the name people know, and the separator."""

    encoding: str
    encoding_name: str
    separator: str

    @property
    def how(self) -> str:
        """The same in words for the screen."""
        guessed = ", as it is not UTF-8" if self.encoding == "cp1252" else ""
        return f"CSV, {self.encoding_name}{guessed}, separated by {SEPARATORS[self.separator]}"


def sniff(file: BinaryIO) -> Dialect:
    """Find encoding and separator; reads the file once and rewinds it. Raises Unreadable where it is no text."""
    encoding, name = _encoding(file)
    first = io.TextIOWrapper(_Unclosed(file), encoding, newline="").readline(BLOCK)
    file.seek(0)
    # Names of columns hold none of the separators, so the commonest is it.
    separator = max(SEPARATORS, key=first.count)
    return Dialect(encoding, name, separator)


def lines(file: BinaryIO, dialect: Dialect, limits: Limits) -> Iterator[Line]:
    """The rows below the header, with the line each begins on. Raises Unreadable."""
    source = io.TextIOWrapper(_Unclosed(file), dialect.encoding, newline="")
    reader = csv.reader(source, delimiter=dialect.separator, strict=True)
    names, found = None, 0
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unreadable(
                f"The row that begins on line {number} cannot be read ({error}). "
                "Check its quotation marks and how long its cells are."
            ) from error
        if cells is None:
            break
        if names is None:
            names = header(cells)
            continue
        read = line(number, names, cells, limits)
        if read is None:
            continue
        found += 1
        if found > limits.rows:
            raise Unreadable(f"The file has more than {limits.rows:,} rows. Divide it into several files.")
        yield read
    if names is None:
        raise Unreadable("The file has no rows. Start from one of the templates.")


def _encoding(file: BinaryIO) -> tuple[str, str]:
    start = file.read(4)
    for mark, encoding, name in MARKS:
        if start.startswith(mark):
            _demand(file, encoding, name)
            return encoding, name
    for encoding, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        if _decodes(file, encoding):
            return encoding, name
    raise Unreadable("The file is no text: neither UTF-8, UTF-16 nor Windows-1252. Save it as CSV UTF-8.")


def _demand(file: BinaryIO, encoding: str, name: str) -> None:
    if not _decodes(file, encoding):
        raise Unreadable(f"The file begins like {name} but is not. Save it as CSV UTF-8.")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Whether all of it is text in this encoding, with no NUL; rewinds the file."""
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
    """Another's file, read through a wrapper that would close its own."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        read = self.file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)
