"""Recognize a file by its content: the few types accepted as evidence, and why any other file is refused.

Nothing is unpacked except the short list of parts of an Office document. Source of the signatures: ISO 32000 (PDF), PNG
and JPEG (ISO 10918), APPNOTE 6.3 (zip), ECMA-376 part 2 (parts of an Office document).
"""

import codecs
import re
import struct
import zlib
from dataclasses import dataclass
from io import SEEK_END, SEEK_SET
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

CHUNK = 64 * 1024
# Limits on what an Office document declares; ordinary documents stay far below.
MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_DIRECTORY = 1024 * 1024
HIGHEST_RATIO = 200
LONGEST_PART_LIST = 1024 * 1024

OFFICE = "application/vnd.openxmlformats-officedocument."
GENERIC = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
END_OF_ZIP = b"PK\x05\x06"
LOCATOR_OF_ZIP64 = b"PK\x06\x07"
END_OF_PNG = b"\x00\x00\x00\x00IEND\xaeB`\x82"
# Readers of PDF look for its first line, even after a byte-order mark or blank line that an editor or mail added.
AHEAD_OF_PDF = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*[\r\n]+)*")
# Within image data, a marker is written FF 00 or restarts the data; any other marker ends it.
END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|\{\\rtf|%!ps|#!)", re.IGNORECASE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Everything that Python's zip reader raises for a damaged archive.
DAMAGE = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error)
CONTENT_TYPE = re.compile(rb"""ContentType\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class NotAccepted(ValueError):
    """A file that is not accepted as evidence; the message says why and what to do."""


@dataclass(frozen=True)
class MediaType:
    """One type of file: how it is served, the endings its name may have, and what browsers call it."""

    label: str
    media_type: str
    endings: tuple[str, ...]
    claims: frozenset[str]
    main_part: bytes = b""


def _office(label: str, ending: str, kind: str) -> MediaType:
    media_type = OFFICE + kind
    main = f"{media_type}.main+xml"
    return MediaType(label, media_type, (ending,), frozenset({media_type, "application/zip"}), main.encode())


PDF = MediaType("PDF", "application/pdf", (".pdf",), frozenset({"application/pdf", "application/x-pdf"}))
PNG = MediaType("PNG image", "image/png", (".png",), frozenset({"image/png"}))
JPEG = MediaType("JPEG image", "image/jpeg", (".jpg", ".jpeg"), frozenset({"image/jpeg", "image/pjpeg"}))
TEXT = MediaType("plain text", "text/plain; charset=utf-8", (".txt",), frozenset({"text/plain"}))
CSV = MediaType(
    "CSV",
    "text/csv; charset=utf-8",
    (".csv",),
    # Windows reports the program that opens CSV files.
    frozenset({"text/csv", "text/plain", "application/csv", "application/vnd.ms-excel"}),
)
DOCX = _office("Word document", ".docx", "wordprocessingml.document")
XLSX = _office("Excel workbook", ".xlsx", "spreadsheetml.sheet")
PPTX = _office("PowerPoint presentation", ".pptx", "presentationml.presentation")

TYPES = (PDF, PNG, JPEG, TEXT, CSV, DOCX, XLSX, PPTX)
OFFICE_TYPES = (DOCX, XLSX, PPTX)
BY_ENDING = {ending: one for one in TYPES for ending in one.endings}
ACCEPTED = "PDF, PNG, JPEG, plain text or CSV in UTF-8, DOCX, XLSX or PPTX"


def media_type_of(file: BinaryIO, *, name: str, claimed: str = "") -> MediaType:
    """The type of a seekable file by its content; its name and the type claimed for it must agree.

    Raises `NotAccepted`. The file is left at its beginning.
    """
    try:
        expected = BY_ENDING.get(PurePosixPath(name).suffix.lower())
        if expected is None:
            raise NotAccepted(f"Files with this name are not accepted. Attach {ACCEPTED}.")
        found = _by_content(file, expected)
        if found is not expected:
            raise NotAccepted(f"The name ends in {expected.endings[0]}, but the content is {found.label}. Rename it.")
        if claimed.partition(";")[0].strip().lower() not in GENERIC | found.claims:
            raise NotAccepted(f"The content is {found.label}, but it was sent as another type. Choose the file again.")
        return found
    finally:
        file.seek(0)


def _by_content(file: BinaryIO, expected: MediaType) -> MediaType:
    size = file.seek(0, SEEK_END)
    if size == 0:
        raise NotAccepted("The file is empty. Choose one with content.")
    start, end = _read(file, 0, 1024), _read(file, max(size - 1024, 0), 1024)
    if AHEAD_OF_PDF.sub(b"", start, count=1).startswith(b"%PDF-"):
        return _demand_whole(PDF, b"%%EOF" in end)
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return _demand_whole(PNG, end.endswith(END_OF_PNG))
    if start.startswith(b"\xff\xd8\xff"):
        file.seek(0)
        return _demand_whole(JPEG, _ends_as_jpeg(file.read()))
    if start.startswith(b"PK\x03\x04"):
        return _office_type(file, size)
    if start.startswith(OLD_OFFICE):
        raise NotAccepted("It is an old or password-protected Office file. Save it as DOCX, XLSX or PPTX, unprotected.")
    _demand_text(file, start, expected)
    # The content does not tell CSV from other text, so the name decides.
    return CSV if expected is CSV else TEXT


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at, SEEK_SET)
    return file.read(size)


def _demand_whole(found: MediaType, whole: bool) -> MediaType:
    if not whole:
        raise NotAccepted(f"The {found.label} is cut off, or something follows its end. Save it again.")
    return found


def _ends_as_jpeg(content: bytes) -> bool:
    """Whether the picture itself ends (not only a preview in it); nothing may follow that end."""
    at = 2
    while len(content) >= at + 2 and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == END_OF_IMAGE:
            return True
        if marker == 0xFF:
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == START_OF_SCAN:
            end = END_OF_SCAN.search(content, at)
            at = end.start() if end else len(content)
    return False


def _demand_text(file: BinaryIO, start: bytes, expected: MediaType) -> None:
    """Raise `NotAccepted` unless all of it is text in UTF-8 without markup or program code."""
    if MARKUP.match(start.removeprefix(codecs.BOM_UTF8)):
        raise NotAccepted(f"The content is markup or a program, not {expected.label}. Attach {ACCEPTED}.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if NOT_TEXT.search(decoder.decode(chunk)):
                raise NotAccepted(f"The content is not {expected.label}. Attach {ACCEPTED}.")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise NotAccepted(_not_utf8(expected)) from None


def _not_utf8(expected: MediaType) -> str:
    if expected in {TEXT, CSV}:
        return "The text is not in UTF-8. Save it with that encoding."
    return f"The content is not {expected.label}. Attach {ACCEPTED}."


def _office_type(file: BinaryIO, size: int) -> MediaType:
    _demand_plain_directory(file, size)
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
            _demand_modest(parts, size)
            _demand_no_macros([part.filename for part in parts])
            with archive.open("[Content_Types].xml") as listed:
                types = _content_types(listed.read(LONGEST_PART_LIST + 1))
    except KeyError:
        raise NotAccepted("It is a zip archive, not an Office document. Attach what is in it.") from None
    except NotAccepted:
        raise
    except DAMAGE as error:
        raise NotAccepted("The Office document is damaged. Save it again.") from error
    found = [one for one in OFFICE_TYPES if one.main_part in types]
    if len(found) != 1:
        raise NotAccepted("It is a zip archive, not a Word, Excel or PowerPoint document. Attach what is in it.")
    return found[0]


def _demand_plain_directory(file: BinaryIO, size: int) -> None:
    """Before reading the archive's list of parts, raise `NotAccepted` unless it is short and ends the file."""
    end = _read(file, max(size - 42, 0), 42)
    record = end[-22:]
    if len(record) < 22 or not record.startswith(END_OF_ZIP) or record[20:22] != b"\0\0":
        raise NotAccepted("The Office document is cut off, or something follows its end. Save it again.")
    length, offset = int.from_bytes(record[12:16], "little"), int.from_bytes(record[16:20], "little")
    if end.startswith(LOCATOR_OF_ZIP64) or length > MOST_DIRECTORY:
        raise NotAccepted(f"The Office document has too many parts: more than {MOST_PARTS:,}.")
    if offset + length != size - 22:
        raise NotAccepted("The Office document is damaged. Save it again.")


def _demand_modest(parts: list[ZipInfo], size: int) -> None:
    """Raise `NotAccepted` if it is protected, or if unpacking it would cost more than any document should."""
    if len(parts) > MOST_PARTS:
        raise NotAccepted(f"The Office document has too many parts: more than {MOST_PARTS:,}.")
    if len({part.filename for part in parts}) != len(parts):
        raise NotAccepted("The Office document names a part twice. Save it again.")
    if any(part.flag_bits & 1 for part in parts):
        raise NotAccepted("The Office document is protected by a password. Save it without one.")
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise NotAccepted("The Office document is packed in an unusual way. Save it again.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > HIGHEST_RATIO * size:
        raise NotAccepted(f"The Office document unpacks to {unpacked:,} bytes, more than is safe. Save it again.")


def _demand_no_macros(names: list[str]) -> None:
    for name in names:
        lowered = name.lower()
        if lowered.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in lowered or "/macrosheets/" in lowered:
            raise NotAccepted("The Office document contains macros. Save it without them, for example as PDF.")


def _content_types(listed: bytes) -> set[bytes]:
    """The content types that a document declares; a list that could hide one from a simple reader is refused."""
    if len(listed) > LONGEST_PART_LIST or any(hidden in listed for hidden in (b"<!", b"&", b"\0")):
        raise NotAccepted("The Office document's list of parts cannot be read. Save it again.")
    types = {double or single for double, single in CONTENT_TYPE.findall(listed)}
    if any(b"macroenabled" in one.lower() or b"vba" in one.lower() for one in types):
        raise NotAccepted("The Office document contains macros. Save it without them, for example as PDF.")
    return types
