"""Identifies which part of which catalog a file is, by its content; its name does not matter."""

import codecs
import re
from collections.abc import Iterable
from typing import BinaryIO

from missions.catalog.objects import CatalogPart
from missions.sheets.columns import UnreadableFile, plain, shortened
from missions.sheets.reader import OLE, is_workbook

MOST_BYTES = 64 << 20
# The header must be within this many bytes of a file.
LOOKED_AT = 1 << 16
MOST_LINE = 1 << 16
# The columns that each part of GCAT must have.
NEEDED = {
    CatalogPart.PAYLOADS: ("JCAT", "Piece", "Name", "LDate", "TDate", "Program", "Class", "Category"),
    CatalogPart.LAUNCHES: ("Launch_Tag", "Launch_Date", "JCAT", "SatOwner", "SatState"),
    CatalogPart.ORGANIZATIONS: ("Code", "StateCode", "Name", "EName"),
}
UCS_NEEDED = ("Country of Operator/Owner", "Operator/Owner", "Users", "Purpose", "Date of Launch")
UCS_IDENTIFIERS = ("NORAD Number", "COSPAR Number")
PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
SEPARATED = re.compile(r"[\t,;|\"\n\r]+")


def catalog_part_of(file: BinaryIO) -> CatalogPart:
    """The part of a catalog that the file contains; rewinds it.

    Raises UnreadableFile if it is empty, too large, a web page, or without the columns of any part, which it names.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise UnreadableFile("The file is empty.")
    if size > MOST_BYTES:
        raise UnreadableFile(f"The file has {size:,} bytes; a part of a catalog has at most {MOST_BYTES:,}.")
    start = file.read(LOOKED_AT)
    file.seek(0)
    # Only the UCS database comes as a workbook.
    if is_workbook(file) or start.startswith(OLE):
        return CatalogPart.SATELLITES
    text = _decoded(start)
    if PAGE.match(text):
        raise UnreadableFile("The file is a web page, not a table. Save the file that the page offers, not the page.")
    columns = header(text.split("\n", 1)[0])
    part = max(NEEDED, key=lambda one: len(set(NEEDED[one]) & set(columns)))
    if len(set(NEEDED[part]) & set(columns)) > 1:
        demand_columns(part, columns)
        return part
    if _names_ucs(text):
        return CatalogPart.SATELLITES
    raise UnreadableFile(
        "The file is not part of a known catalog. Its first line must name the columns of GCAT's payload "
        f"catalog ({', '.join(NEEDED[CatalogPart.PAYLOADS])}, …), launch log or organizations, or of the UCS Satellite "
        f"Database ({', '.join(UCS_NEEDED)}, …); it reads “{shortened(text.split(chr(10), 1)[0])}”."
    )


def header(line: str) -> list[str]:
    """The column names in the first line of a part of GCAT."""
    return [name.strip() for name in line.lstrip("\ufeff").lstrip("#").strip("\r\n").split("\t")]


def demand_columns(part: CatalogPart, columns: list[str]) -> None:
    """Raise Unreadable if the header of a part of GCAT lacks a column or names one twice."""
    missing = [name for name in NEEDED[part] if name not in columns]
    if missing:
        raise UnreadableFile(
            f"The header looks like that of the {part.label.lower()}, but lacks {_listed(missing)}. "
            f"It names {', '.join(columns)}."
        )
    if twice := [name for name in NEEDED[part] if columns.count(name) > 1]:
        raise UnreadableFile(f"The header names {_listed(twice)} more than once.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{shortened(name)}”" for name in names)


def _names_ucs(text: str) -> bool:
    named = {plain(cell) for cell in SEPARATED.split(text)}
    # Titles contain commas, so one is enough to identify the file; missing ones are named while reading.
    return sum(plain(name) in named for name in (*UCS_NEEDED, *UCS_IDENTIFIERS)) > 1


def _decoded(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    return start.decode("utf-8", "replace")
