"""Lists as files: any text of the record, no formula, real dates and numbers, and a header in each."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from missions.exports.files.lists import COLUMNS
from missions.exports.registry import FORMATS, LISTS, TABULAR
from missions.models import AuditEntry
from missions.views import downloads
from missions.views.exchange.lists import MADE
from tests import factories, listed
from tests.integration.conftest import settled
from tests.listed import ADDRESSES, HOSTILE
from tests.office import as_pdf, needs, printed

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).parents[3] / "docs" / "export-schema.md"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# The comparison and the posture contain no typed text; the list of operators starts with one.
TYPED = [name for name in LISTS if name not in {"compared", "posture", "concentration"}]
NUMBERS = {
    "counted",
    "index",
    "known",
    "rank",
    "entry",
    "place",
    "review",
    "reviews",
    "closed",
    "opportunity",
    "amendment",
    "cast",
    "needed",
    "overdue_days",
    "past_due_days",
}


@pytest.fixture(scope="module")
def reader(around: Callable[[], AbstractContextManager[None]]) -> Iterator[Client]:
    """Somebody who may read all lists, and a hostile record, created once for the tests of this file."""
    with around():
        listed.hostile_record()
        client = Client()
        client.force_login(factories.user("reader", Role.ANALYST, Role.AUDITOR, Role.STEWARD))
        settled()
        yield client


def test_the_tables_name_every_list() -> None:
    assert set(ADDRESSES) == set(COLUMNS) == set(LISTS)


def test_csv_has_a_header_and_no_formula(reader: Client) -> None:
    for name in LISTS:
        found = listed.lines(reader.get(listed.address(name, "csv")))
        start = found.index([])
        head = dict(found[:start])
        assert (head["Title"], head["Classification"]) == (LISTS[name].title, "UNCLASSIFIED"), name
        assert len(head["Content hash (SHA-256)"]) == 64 and head["Policy"] == "revision 1", name
        assert head["As of"] and head["As known by"] and head["Provenance"] and head["Source"], name
        assert found[start + 1] == [column.label for column in COLUMNS[name]], name
        assert found[-2:] == [[], ["Classification", "UNCLASSIFIED"]], name
        cells = [cell for line in found for cell in line]
        assert [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)] == [], name
        if name in TYPED:
            assert f"'{HOSTILE['=']}" in cells, name
    assert {f"'{text}" for text in HOSTILE.values()} <= {
        cell for line in listed.lines(reader.get(listed.address("evidence", "csv"))) for cell in line
    }


def test_json_keeps_every_text_as_typed(reader: Client) -> None:
    for name in LISTS:
        content = json.loads(listed.body(reader.get(listed.address(name, "json"))))
        assert set(content) == {"export", name}
        assert (content["export"]["name"], content["export"]["policy"]) == (name, 1)
        assert content[name], name
        assert all(list(row) == [column.key for column in COLUMNS[name]] for row in content[name]), name
        if name in TYPED:
            assert HOSTILE["="] in {value for row in content[name] for value in row.values()}, name


def test_workbooks_have_real_dates_and_numbers_and_no_formula(reader: Client) -> None:
    kinds: dict[str, set[type]] = {}
    for name in LISTS:
        sheet = listed.sheet(reader.get(listed.address(name, "xlsx")))
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == [], name
        if name in TYPED:
            assert HOSTILE["="] in {cell.value for cell in cells}, name
        head, *found = list(sheet.iter_rows(min_row=2, values_only=True))[:-2]
        assert list(head) == [column.label for column in COLUMNS[name]], name
        for row in found:
            for column, value in zip(COLUMNS[name], row, strict=True):
                if value is not None:
                    kinds.setdefault(column.key, set()).add(type(value))
    for key, found in kinds.items():
        if key.endswith(("_on", "_at")):
            assert found == {datetime}, key
        if key in NUMBERS:
            assert found == {int}, key
    assert {"due_on", "recorded_at", "dated_on", "entry", "cast", "overdue_days"} <= set(kinds)


@needs("soffice", "pdfinfo")
def test_libreoffice_opens_the_workbooks_and_shows_the_texts(reader: Client, tmp_path: Path) -> None:
    files = []
    for name in ("evidence", "reviews", "audit", "grants"):
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(listed.body(reader.get(listed.address(name, "xlsx"))))
    for file in as_pdf(tmp_path, *files):
        text = printed("pdftotext", file, "-")
        assert all(page.count("UNCLASSIFIED") >= 2 for page in text.split("\f")[:-1]), file.stem
        assert "=cmd|' /C calc'!A0" in " ".join(text.split()), file.stem
        assert "Err:" not in text and "#NAME?" not in text, file.stem


def test_each_download_is_an_entry_with_its_filters(reader: Client) -> None:
    for name in LISTS:
        for ending in TABULAR:
            answer = reader.get(listed.address(name, ending))
            assert answer["Content-Type"] == FORMATS[ending].media_type
            assert answer["Content-Disposition"].startswith(f'attachment; filename="csis-{name}-')
            assert "private" in answer["Cache-Control"]
            assert answer.streaming is FORMATS[ending].streams
            entry = AuditEntry.objects.latest("sequence")
            assert (entry.entry_class, entry.target) == ("access", f"export:{name}.{ending}")
    reader.get("/exports/evidence.csv?q=cmd&kind=document")
    assert json.loads(AuditEntry.objects.latest("sequence").payload)["detail"]["filters"] == "q: cmd; kind: document"


def test_every_list_is_documented_with_its_filters_and_keys() -> None:
    listed_there = SCHEMA.read_text().partition("## Lists")[2]
    rows = {
        line.split("|")[1].strip(" `"): line.split("|")[2:4] for line in re.findall(r"^\| `.*$", listed_there, re.M)
    }
    told = {name: tuple(tuple(re.findall(r"`(\w+)`", cell)) for cell in cells) for name, cells in rows.items()}
    assert told == {name: (MADE[name].filters, tuple(column.key for column in COLUMNS[name])) for name in LISTS}


def test_slow_readers_do_not_hold_every_thread(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE_BYTES", 1)
    monkeypatch.setattr(downloads, "turns", BoundedSemaphore(1))
    unread = reader.get("/exports/policy.csv")
    before = AuditEntry.objects.count()
    other = reader.get("/exports/policy.json")
    assert (other.status_code, other["Retry-After"]) == (503, "30")
    assert "Try again in a minute" in other.content.decode()
    assert AuditEntry.objects.count() == before
    # It lets the next one come once it is read to its end or broken off.
    assert listed.body(unread)
    downloads.Pieces(iter([b"never read"]))
    downloads.Pieces(iter([b"never read"])).close()
    assert listed.body(reader.get("/exports/policy.json"))


def test_a_file_sent_at_once_waits_for_nobody(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "turns", BoundedSemaphore(1))
    unread = [reader.get("/exports/policy.csv") for _ in range(3)]
    assert [answer.status_code for answer in unread] == [200, 200, 200]
    assert [len(list(answer.streaming_content)) for answer in unread] == [1, 1, 1]
