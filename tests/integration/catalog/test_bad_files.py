"""Unusable files, sent over HTTP or named to the command: clear messages with row numbers, all or nothing."""

import io
import os
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from missions.access import Actor
from missions.domain.vocabulary import ImportState, Role
from missions.models import CatalogRow, CatalogSnapshot, StagedCatalog
from tests import factories
from tests.integration.catalog.uploads import GCAT, IMPORTS, SAMPLE, content, sample, text, uploaded
from tests.unit.catalog.files import LAUNCHES, ORGANIZATIONS, PAYLOADS, UCS, payload, satellite, tsv, ucs_text
from tests.unit.catalog.files import ucs_workbook as workbook

pytestmark = pytest.mark.django_db

GIGABYTE = 1 << 30


@pytest.fixture
def analyst() -> Actor:
    return factories.actor(Role.ANALYST)


@pytest.fixture
def client(signed: Callable[[Actor], Client], analyst: Actor) -> Client:
    return signed(analyst)


def gcat(*payloads: tuple[str, ...], **altered: bytes) -> list[SimpleUploadedFile]:
    """The three parts with these payloads, or with parts that are given in full."""
    parts = {
        "payloads": tsv(PAYLOADS, *payloads),
        "launches": tsv(LAUNCHES),
        "organizations": tsv(ORGANIZATIONS),
    } | altered
    return [SimpleUploadedFile(f"{name}.tsv", held) for name, held in parts.items()]


def bomb() -> bytes:
    """A workbook that unpacks to a thousand times its size."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(satellite(1)))) as book,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in book.infolist():
            packed.writestr(part.filename, book.read(part))
        packed.writestr("xl/worksheets/sheet2.xml", b"<row/>" * 10_000_000)
    return held.getvalue()


def rows(count: int) -> list[tuple[str, ...]]:
    return [payload(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (lambda: sample("payloads.tsv"), "missing: launch log, organizations"),
        (lambda: sample("payloads.tsv", "ucs.txt"), "two catalogs"),
        (lambda: gcat(payloads=tsv(PAYLOADS, *rows(3))[:-30]), "line 5 has 3. The file ends within a line"),
        (lambda: gcat(payloads=b"<!DOCTYPE html><html></html>"), "payloads.tsv: The file is a web page"),
        (lambda: gcat(payloads=b"a\tb\n1\t2\n"), "payloads.tsv: The file is not part of a known catalog"),
        (lambda: gcat(payloads=tsv(PAYLOADS[:-1], payload(1)[:-1])), "payloads.tsv: The header looks like"),
        (lambda: gcat(payloads=tsv(PAYLOADS, *rows(2)).replace(b"Relay 2", b"Rel\xe9")), "line 4 is not UTF-8"),
        (lambda: gcat(payloads=b"\xff\xfe\x00\x00garbage"), "payloads.tsv"),
        (lambda: gcat(payload(1), payload(2)[:5]), "the header names 8 columns, but line 4 has 5"),
        (lambda: [SimpleUploadedFile("ucs.xlsx", bomb())], "ucs.xlsx: The workbook unpacks to far more"),
        (lambda: [SimpleUploadedFile("ucs.xlsx", workbook(satellite(1))[:700])], "ucs.xlsx: The workbook cannot be"),
        (
            lambda: [SimpleUploadedFile("ucs.txt", ucs_text(satellite(1), columns=[*UCS[:3], "Who", *UCS[4:]]))],
            "ucs.txt: The header of the UCS Satellite Database lacks Users.",
        ),
    ],
    ids=[
        "parts missing", "two catalogs", "cut off", "web page", "another table", "column missing", "mis-encoded",
        "garbage", "row too short", "bomb", "workbook cut off", "column of another name",
    ],
)  # fmt: skip
def test_unusable_files_are_refused_as_a_whole(client: Client, files: Callable, said: str) -> None:
    staged = uploaded(client, files())
    assert (staged.state, said in staged.problem) == (ImportState.REFUSED, True), staged.problem
    page = text(client.get(f"{IMPORTS}{staged.pk}/"))
    assert "These files cannot be used" in page
    assert client.post(f"{IMPORTS}{staged.pk}/confirm/", {"reason": "x"}).status_code == 302
    assert not CatalogSnapshot.objects.exists() and not CatalogRow.objects.exists()


def test_columns_in_another_order_give_the_same_reading(client: Client) -> None:
    usual = uploaded(client, gcat(*rows(3)))
    turned = uploaded(client, gcat(payloads=tsv(PAYLOADS[::-1], *[one[::-1] for one in rows(3)])))
    assert (turned.state, turned.digest) == (ImportState.READY, usual.digest)


def test_vague_dates_and_repeated_identifiers_are_listed_with_their_lines(client: Client) -> None:
    given = [
        payload(1, LDate="2020s", TDate="2024 Q3?"),
        payload(1, Name="Again"),
        payload(2, TDate="someday"),
        payload(3, LDate="-"),
    ]
    staged = uploaded(client, gcat(*given))
    assert (staged.state, staged.found["rows"]) == (ImportState.READY, 1)
    page = text(client.get(f"{IMPORTS}{staged.pk}/"))
    for said in (
        "JCAT S00001 stands on line 3 already; this one is left out.",
        "TDate “someday” is not a date; left out.",
        "LDate “-” is not a date; left out.",
    ):
        assert said in page
    duplicates = client.get(f"{IMPORTS}{staged.pk}/?kind=duplicate").context["listed"]["rows"]
    assert [one.line for one in duplicates] == [4]


def test_a_negative_mass_is_listed_and_not_counted(client: Client) -> None:
    file = SimpleUploadedFile("ucs.txt", ucs_text(satellite(1, Launch="-5,000"), satellite(2)))
    staged = uploaded(client, [file])
    assert "Launch mass “-5,000” is not a mass in kilograms" in text(client.get(f"{IMPORTS}{staged.pk}/"))
    assert staged.found["problems"] == {"odd": 1}


def test_parts_of_different_dates_are_recorded_only_after_confirmation(client: Client) -> None:
    older = content("payloads.tsv").replace(b"Updated 2026 Jun 30", b"Updated 2026 May 15")
    staged = uploaded(client, sample(*GCAT, payloads=older))
    address = f"{IMPORTS}{staged.pk}/"
    assert "The parts are of different dates: payload catalog of 2026-05-15" in text(client.get(address))
    answer = client.post(f"{address}confirm/", {"name": "Odd", "reason": "Seen."})
    assert answer.status_code == 409 and not CatalogSnapshot.objects.exists()
    assert "Confirm that you have read the warnings" in answer.context["form"].errors["accepted"][0]
    assert 'value="Odd"' in text(answer)
    assert client.post(f"{address}confirm/", {"name": "Odd", "reason": "Seen.", "accepted": "on"}).status_code == 302
    assert CatalogSnapshot.objects.get().name == "Odd"


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(analyst: Actor, tmp_path: Path) -> None:
    large = tmp_path / "large.tsv"
    with large.open("wb") as file:
        file.write(tsv(PAYLOADS, payload(1)))
        os.truncate(file.fileno(), GIGABYTE)
    others = [str(SAMPLE / name) for name in GCAT[1:]]
    for command, more in (("import_catalog", ["--as", "analyst"]), ("measure_catalog", [])):
        with pytest.raises(CommandError, match=r"1,073,7\d\d,\d\d\d bytes"):
            call_command(command, str(large), *others, *more, stdout=StringIO(), stderr=StringIO())
    assert not StagedCatalog.objects.exists()
