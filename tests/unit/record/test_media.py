"""Recognizing files by their content, and every way in which a file can misrepresent itself."""

import struct
import zipfile
from io import BytesIO

import pytest

from missions.domain.record import media
from missions.domain.record.media import NotAccepted, media_type_of

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\nstartxref\n0\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17) + media.END_OF_PNG
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(9) + b"\xff\xda\0\x02" + bytes(20) + b"\xff\xd9"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
TYPES_PART = "[Content_Types].xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def content_types(*types: str) -> str:
    listed = "".join(f'<Override PartName="/part{place}" ContentType="{one}"/>' for place, one in enumerate(types))
    return f'<?xml version="1.0" encoding="UTF-8"?><Types>{listed}</Types>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def office(one: media.MediaType, **parts: str | bytes) -> bytes:
    return archive({TYPES_PART: content_types(one.main_part.decode()), "body.xml": "<body/>"} | parts)


def told(content: bytes, name: str, claimed: str = "") -> media.MediaType:
    return media_type_of(BytesIO(content), name=name, claimed=claimed)


def refusal(content: bytes, name: str, claimed: str = "") -> str:
    file = BytesIO(content)
    with pytest.raises(NotAccepted) as refused:
        media_type_of(file, name=name, claimed=claimed)
    assert file.tell() == 0
    return str(refused.value)


HONEST = {
    "report.pdf": (PDF, media.PDF),
    "REPORT.PDF": (PDF, media.PDF),
    "chart.png": (PNG, media.PNG),
    "photo.jpg": (JPEG, media.JPEG),
    "photo.jpeg": (JPEG, media.JPEG),
    "padded.jpg": (JPEG + b"\0\0" + b"<html>" * 400, media.JPEG),
    "filled.jpg": (b"\xff\xd8\xff\xff" + JPEG[3:-2] + b"\xff\0\xff\xd4\0\xff\xd9", media.JPEG),
    "marked.pdf": (b"\xef\xbb\xbf" + PDF, media.PDF),
    "mailed.pdf": (b"\r\n \r\n" + PDF, media.PDF),
    "note.txt": ("Sea state 4 – “calm”\r\n\tsecond line\f".encode(), media.TEXT),
    "bom.txt": (b"\xef\xbb\xbfWith a mark", media.TEXT),
    "counts.csv": (b"month,tracks\n2025-06,12\n", media.CSV),
    "plan.docx": (office(media.DOCX), media.DOCX),
    "table.xlsx": (office(media.XLSX), media.XLSX),
    "deck.pptx": (office(media.PPTX), media.PPTX),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_has_the_type_of_its_name(name: str) -> None:
    content, expected = HONEST[name]
    assert told(content, name) is expected
    assert told(content, name, "application/octet-stream") is expected
    for claimed in expected.claims:
        assert told(content, name, f"{claimed}; charset=utf-8") is expected


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (HTML, "report.pdf"),
        (HTML, "note.txt"),
        (b"\xef\xbb\xbf \n" + HTML, "counts.csv"),
        (b"<?xml version='1.0'?><svg onload='x'/>", "chart.png"),
        (b"<script>1</script>", "photo.jpg"),
        (b"{\\rtf1 text}", "note.txt"),
        (b"#!/bin/sh\nrm -r .\n", "note.txt"),
        (b"just words", "plan.docx"),
        (b"MZ\x90\0\x03", "note.txt"),
        (b"\x7fELF\x02\x01", "counts.csv"),
        (PNG, "report.pdf"),
        (PDF, "note.txt"),
        (JPEG, "chart.png"),
        (office(media.XLSX), "plan.docx"),
        (office(media.DOCX), "report.pdf"),
        (b" " + PDF, "report.pdf"),
        (b"GIF89a/*" + PDF, "report.pdf"),
    ],
)
def test_a_wrong_name_is_refused(content: bytes, name: str) -> None:
    assert refusal(content, name)


@pytest.mark.parametrize(
    ("name", "claimed"),
    [("report.pdf", "text/html"), ("note.txt", "application/pdf"), ("chart.png", "image/svg+xml")],
)
def test_a_wrong_claimed_type_is_refused(name: str, claimed: str) -> None:
    assert "sent as another type" in refusal(HONEST[name][0], name, claimed)


@pytest.mark.parametrize(
    "name", ["page.html", "chart.svg", "run.exe", "macro.docm", "old.doc", "pack.zip", "none", ".pdf"]
)
def test_other_names_are_refused_with_the_accepted_types(name: str) -> None:
    assert "Attach PDF, PNG" in refusal(PDF, name)


def test_an_empty_file_is_refused_as_such() -> None:
    assert refusal(b"", "note.txt") == "The file is empty. Choose one with content."


@pytest.mark.parametrize("name", ["report.pdf", "chart.png", "plan.docx"])
def test_truncated_files_and_files_with_a_tail_are_refused(name: str) -> None:
    content = HONEST[name][0]
    assert "follows" in refusal(content + HTML * 40, name)
    assert refusal(content[:-8], name)


@pytest.mark.parametrize("preview", [b"", JPEG])
def test_a_truncated_picture_with_a_complete_preview_is_refused(preview: bytes) -> None:
    part = b"\xff\xd8\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview
    assert told(part + JPEG[2:], "photo.jpg") is media.JPEG
    for cut in (part, part + JPEG[2:-8], part + JPEG[2:10]):
        assert "cut off" in refusal(cut, "photo.jpg")


@pytest.mark.parametrize("content", [b"caf\xe9", b"\xff\xfea\0b\0", b"\xed\xa0\x80", "é".encode()[:1]])
def test_text_in_another_encoding_is_refused_as_such(content: bytes) -> None:
    assert "UTF-8" in refusal(content, "note.txt")
    assert "UTF-8" in refusal(content, "counts.csv")


@pytest.mark.parametrize("at", [0, media.CHUNK - 1, media.CHUNK])
def test_a_character_split_between_two_chunks_is_accepted(at: int) -> None:
    assert told(b"a" * at + "é".encode(), "note.txt") is media.TEXT


def test_text_with_a_nul_far_inside_is_refused() -> None:
    assert refusal(b"a" * 3 * media.CHUNK + b"\0", "note.txt")


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"\xd0\xcf"},
        {"xl/VBAPROJECT.BIN": b"\xd0\xcf"},
        {"word/vbaData.xml": "<x/>"},
        {"xl/activeX/activeX1.bin": b"x"},
        {"xl/macrosheets/sheet1.xml": "<x/>"},
        {TYPES_PART: content_types(media.DOCX.main_part.decode(), MACRO_TYPE)},
        {TYPES_PART: content_types(media.DOCX.main_part.decode(), "application/vnd.ms-office.vbaProject")},
    ],
)
def test_macros_are_refused(parts: dict[str, str | bytes]) -> None:
    assert "macros" in refusal(office(media.DOCX, **parts), "plan.docx")


@pytest.mark.parametrize(
    "listed",
    [
        '<!DOCTYPE t [<!ENTITY a "b">]>' + content_types(media.DOCX.main_part.decode()),
        content_types(media.DOCX.main_part.decode()).replace("main", "&#109;ain"),
        "<!-- " + content_types(media.DOCX.main_part.decode()) + " -->",
        content_types(media.DOCX.main_part.decode()).encode("utf-16"),
        content_types(media.DOCX.main_part.decode()) + " " * (media.LONGEST_PART_LIST + 1),
    ],
    ids=["entities", "references", "comment", "utf-16", "long"],
)
def test_a_list_of_parts_that_could_hide_something_is_refused(listed: str | bytes) -> None:
    assert refusal(office(media.DOCX, **{TYPES_PART: listed}), "plan.docx")


@pytest.mark.parametrize(
    "content",
    [
        archive({"a.txt": "a"}),
        archive({TYPES_PART: content_types("text/xml")}),
        archive({TYPES_PART: content_types(media.DOCX.main_part.decode(), media.XLSX.main_part.decode())}),
    ],
)
def test_an_archive_that_is_no_document_is_refused(content: bytes) -> None:
    assert "zip archive" in refusal(content, "plan.docx")


def test_a_document_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    assert "more than is safe" in refusal(office(media.XLSX, **{"sheet.xml": b"0" * 30_000_000}), "table.xlsx")


def test_a_document_that_declares_a_huge_part_is_refused() -> None:
    content = bytearray(office(media.XLSX))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", media.MOST_UNPACKED + 1)
    assert "more than is safe" in refusal(bytes(content), "table.xlsx")


def test_a_document_with_too_many_parts_is_refused() -> None:
    many = {f"p{number}": b"" for number in range(media.MOST_PARTS)}
    assert "too many parts" in refusal(office(media.XLSX, **many), "table.xlsx")


def test_a_long_directory_is_refused_before_it_is_read() -> None:
    content = bytearray(office(media.XLSX))
    content[-10:-6] = struct.pack("<I", media.MOST_DIRECTORY + 1)
    assert "too many parts" in refusal(bytes(content), "table.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_named_twice_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for kind in (media.DOCX, media.XLSX):
            made.writestr(TYPES_PART, content_types(kind.main_part.decode()))
    assert "names a part twice" in refusal(file.getvalue(), "plan.docx")


def test_a_protected_document_is_refused_as_such() -> None:
    content = bytearray(office(media.DOCX))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(content), "plan.docx")
    assert "password" in refusal(media.OLD_OFFICE + bytes(600), "plan.docx")


@pytest.mark.parametrize("place", range(0, 400, 7))
def test_a_damaged_document_is_refused_without_an_error(place: int) -> None:
    content = bytearray(office(media.DOCX))
    content[place % len(content)] ^= 0xFF
    try:
        found = told(bytes(content), "plan.docx")
    except NotAccepted:
        found = media.DOCX
    assert found is media.DOCX
