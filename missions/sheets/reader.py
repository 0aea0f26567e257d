"""Read a file row by row: text into lines and problems; `workbook` reads workbooks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from missions.sheets import text
from missions.sheets.columns import FileLimits, FileLine, UnreadableFile
from missions.sheets.functions import FUNCTIONS
from missions.sheets.layout import Layout
from missions.sheets.table import find, lines, settled

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names that an encrypted workbook has in the old container format.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class OpenedFile:
    """An opened file: how it was read, in words for the screen, what it is of, and its lines, to be iterated once."""

    how: str
    layout: Layout
    lines: Iterator[FileLine]


def is_workbook(file: BinaryIO) -> bool:
    """Whether the file starts like a workbook; rewinds it."""
    file.seek(0)
    start = file.read(len(ZIP))
    file.seek(0)
    return start == ZIP


def open_text(
    file: BinaryIO, name: str, limits: FileLimits, _chosen: str | None = None, layouts: Sequence[Layout] = (FUNCTIONS,)
) -> OpenedFile:
    """A CSV file with the layout that its header fits; its lines are read while they are iterated.

    Raises UnreadableFile here or while the lines are read, if the file as a whole cannot be used.
    """
    demand_size(file, limits)
    start = file.read(len(OLE))
    file.seek(0)
    if start == OLE:
        _refuse_old_container(file)
    if name_ending(name) == "xlsx":
        raise UnreadableFile(
            "The file is named .xlsx but is not a workbook. Save it as .xlsx from a spreadsheet program."
        )
    dialect = text.sniff(file, layouts)
    rows = settled(text.rows(file, dialect), limits)
    table = find(rows, layouts)
    return OpenedFile(f"{dialect.how}{table.how}", table.layout, lines(table, rows, limits))


def demand_size(file: BinaryIO, limits: FileLimits) -> None:
    """Raise Unreadable if the file is empty or too large; rewinds it."""
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise UnreadableFile("The file is empty. Start from one of the templates.")
    if size > limits.size:
        raise UnreadableFile(
            f"The file has {size:,} bytes; at most {limits.size:,} are read. Divide it into several files."
        )


def name_ending(name: str) -> str:
    """What follows the last dot of a file's name, in lower case."""
    return name.rpartition(".")[2].casefold()


def _refuse_old_container(file: BinaryIO) -> None:
    """Raise Unreadable: files in the container of old Office programs cannot be read."""
    while block := file.read(1 << 20):
        if ENCRYPTED in block:
            raise UnreadableFile("The workbook is protected by a password. Remove the password and save it again.")
    raise UnreadableFile("This is a workbook of an old format (.xls). Save it as .xlsx or .csv.")
