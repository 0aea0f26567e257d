"""Importing catalogs over HTTP and by command: upload, reading by the worker, preview, confirm, discard."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from missions.access import Actor
from missions.actions.catalog import reading, staging
from missions.actions.catalog.staged_readings import hold
from missions.actions.errors import Unfit
from missions.catalog.objects import ProblemKind
from missions.domain.vocabulary import ImportState, Role
from missions.models import (
    CatalogProblem,
    CatalogReading,
    CatalogRow,
    CatalogSnapshot,
    StagedCatalog,
    StagedCatalogFile,
    StagedCatalogPiece,
    StagedCatalogProblem,
)
from missions.queries.people.audit import head
from missions.queries.people.verification import verify
from tests import catalogs, factories
from tests.integration.catalog.uploads import GCAT, IMPORTS, SAMPLE, sample, text, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Actor:
    return factories.actor(Role.ANALYST)


@pytest.fixture
def client(signed: Callable[[Actor], Client], analyst: Actor) -> Client:
    return signed(analyst)


def test_a_catalog_is_uploaded_read_and_recorded(client: Client) -> None:
    staged = uploaded(client, sample(*GCAT))
    page = client.get(f"{IMPORTS}{staged.pk}/")
    assert "Nothing is recorded yet." in text(page) and "SATCOM" in text(page)
    assert CatalogSnapshot.objects.count() == CatalogRow.objects.count() == 0
    typed = {"name": "GCAT one", "reason": "First look.", "accepted": "on"}
    answer = client.post(f"{IMPORTS}{staged.pk}/confirm/", typed)
    assert answer["Location"] == "/catalogs/snapshots/GCAT%20one/"
    shown = text(client.get(answer["Location"]))
    assert all(digest in shown for digest in CatalogSnapshot.objects.get().files.values_list("sha256", flat=True))
    assert "Invented for the demonstration" in shown and "Illustrative" in shown and "McDowell" not in shown
    recorded = CatalogReading.objects.get()
    assert recorded.rows == CatalogRow.objects.count() > 0
    assert recorded.problems == CatalogProblem.objects.count()
    assert list(verify()) == []
    rules = text(client.get("/catalogs/rules/"))
    assert "GCAT one" in rules and "Not read yet" not in rules
    assert "Recorded in entry" in text(client.get(f"{IMPORTS}{staged.pk}/"))


def test_a_recorded_catalog_is_read_again_with_newer_rules(client: Client, analyst: Actor) -> None:
    first = _recorded(client, "GCAT")
    assert client.post("/catalogs/snapshots/GCAT/again/")["Location"].startswith(IMPORTS)
    reading.read_waiting()
    staged = StagedCatalog.objects.get(state=ImportState.READY)
    page = text(client.get(f"{IMPORTS}{staged.pk}/"))
    assert 'name="name"' not in page
    client.post(f"{IMPORTS}{staged.pk}/confirm/", {"reason": "Rules changed.", "accepted": "on"})
    second = CatalogReading.objects.latest("pk")
    assert second.snapshot_id == first.snapshot_id and second.digest == first.digest
    assert second.rules_sequence > first.rules_sequence
    assert "No reading replaces another." in text(client.get("/catalogs/snapshots/GCAT/"))


def test_the_same_files_are_refused_with_a_link_to_their_snapshot(client: Client) -> None:
    _recorded(client, "GCAT one")
    answer = client.post(IMPORTS, {"files": sample(*reversed(GCAT))})
    assert answer.status_code == 400 and "“GCAT one” holds these files already" in text(answer)


def test_a_name_in_use_is_reported_beside_its_field(client: Client) -> None:
    _recorded(client, "GCAT")
    staged = uploaded(client, sample("ucs.txt"))
    answer = client.post(f"{IMPORTS}{staged.pk}/confirm/", {"name": "GCAT", "reason": "x", "accepted": "on"})
    assert answer.status_code == 409
    assert answer.context["form"].errors["name"] == ["There is a snapshot of this name already; choose another."]
    answer = client.post(f"{IMPORTS}{staged.pk}/confirm/", {"name": "a/b", "reason": "x"})
    assert answer.status_code == 400 and "Use letters" in answer.context["form"].errors["name"][0]


def test_problems_are_paged_by_kind_and_downloaded(client: Client, analyst: Actor) -> None:
    many = [catalogs.problem(line, text=f"=Odd {line}") for line in range(1, 251)]
    often = [catalogs.problem(line, text="SCI is of no area.") for line in (301, 302, 303)]
    found = catalogs.read([catalogs.row()], *many, *often, catalogs.problem(400, ProblemKind.DUPLICATE, "Twice."))
    staged = catalogs.held(found, by=analyst)
    address = f"{IMPORTS}{staged.pk}/"
    page = client.get(address)
    assert "=Odd 1<" in text(page) and "Odd 101" not in text(page)
    assert page.context["listed"]["most"] == [("SCI is of no area.", 3)]
    after = client.get(page.context["listed"]["next_url"])
    assert "Odd 101" in text(after) and "Odd 201" not in text(after)
    assert "Twice." in text(client.get(address, {"kind": "duplicate"}))
    for wrong in ({"kind": "nothing"}, {"after": "x"}):
        assert client.get(address, wrong).status_code == 404
    file = b"".join(client.get(f"{address}problems.csv?kind=unmapped").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(file)))
    assert rows[3] == ["Part", "Line", "Problem", "What"] and rows[4][3] == "'=Odd 1" and len(rows) == 3 + 1 + 253 + 2


def test_a_discarded_import_leaves_nothing(client: Client) -> None:
    staged = uploaded(client, sample(*GCAT))
    before = head().sequence
    assert client.post(f"{IMPORTS}{staged.pk}/discard/")["Location"] == IMPORTS
    for model in (StagedCatalog, StagedCatalogFile, StagedCatalogPiece, CatalogSnapshot, CatalogRow, CatalogProblem):
        assert not model.objects.exists(), model
    assert head().sequence == before


def test_an_import_discarded_during_its_reading_leaves_nothing(client: Client, analyst: Actor) -> None:
    client.post(IMPORTS, {"files": sample(*GCAT)})
    staged = StagedCatalog.objects.get()
    progress = reading.Progress(staged, 10)
    assert client.post(f"{IMPORTS}{staged.pk}/discard/").status_code == 302
    with pytest.raises(reading.Discarded):
        progress.tell()
    with pytest.raises(StagedCatalog.DoesNotExist):
        hold(staged, catalogs.read([catalogs.row()], catalogs.problem()), head().sequence)
    reading.read(staged)
    assert not StagedCatalog.objects.exists() and not StagedCatalogProblem.objects.exists()


def test_a_reading_starts_again_if_its_worker_falls_silent(client: Client) -> None:
    client.post(IMPORTS, {"files": sample(*GCAT)})
    staged = StagedCatalog.objects.get()
    StagedCatalog.objects.update(told_at="2020-01-01T00:00Z", lines=7)
    reading.read_waiting()
    staged.refresh_from_db()
    assert staged.state == ImportState.READY
    StagedCatalog.objects.update(state=ImportState.READING)
    staged.refresh_from_db()
    reading.read(staged)
    staged.refresh_from_db()
    assert staged.state == ImportState.READING, "Another worker told just now that it reads it."


def test_uploads_are_limited(client: Client, analyst: Actor, settings) -> None:
    five = [SimpleUploadedFile(f"{n}.tsv", str(n).encode()) for n in range(5)]
    assert "one to 4 files" in text(client.post(IMPORTS, {"files": five}))
    twice = [SimpleUploadedFile("a.tsv", b"x"), SimpleUploadedFile("b.tsv", b"x")]
    assert "chosen twice" in text(client.post(IMPORTS, {"files": twice}))
    assert "Choose the files." in text(client.post(IMPORTS))
    assert "empty" in text(client.post(IMPORTS, {"files": [SimpleUploadedFile("a.tsv", b"")]}))
    settings.IMPORT_MAX_BYTES = 10
    answer = client.post(IMPORTS, {"files": [SimpleUploadedFile("a.tsv", b"x" * 11)]})
    assert answer.status_code == 400 and "at most 10 bytes" in text(answer)
    for number in range(staging.MOST_WAITING):
        catalogs.held(by=analyst, content=f"{number}".encode())
    with pytest.raises(Unfit, match="imports waiting"):
        catalogs.held(by=analyst, content=b"more")


def test_nobody_finds_somebody_elses_import(client: Client) -> None:
    staged = catalogs.held(by=factories.actor(Role.STEWARD))
    for part in ("", "problems.csv"):
        assert client.get(f"{IMPORTS}{staged.pk}/{part}").status_code == 404
    for part in ("confirm", "discard"):
        assert client.post(f"{IMPORTS}{staged.pk}/{part}/", {"reason": "x"}).status_code == 404


def test_old_imports_are_deleted(analyst: Actor) -> None:
    catalogs.held(by=analyst)
    assert staging.discard_expired() == 0
    StagedCatalog.objects.update(staged_at="2020-01-01T00:00Z")
    assert staging.discard_expired() == 1 and not StagedCatalog.objects.exists()


def test_the_command_prints_a_preview_and_records_with_a_reason(analyst: Actor) -> None:
    files = [str(SAMPLE / name) for name in GCAT]
    said = StringIO()
    call_command("import_catalog", *files, "--as", "analyst", stdout=said)
    assert "General Catalog of Artificial Space Objects, data of" in said.getvalue() and "SATCOM:" in said.getvalue()
    assert not CatalogSnapshot.objects.exists() and not StagedCatalog.objects.exists()
    with pytest.raises(CommandError, match="--reason: Enter a reason"):
        call_command("import_catalog", *files, "--as", "analyst", "--confirm", stdout=StringIO())
    call_command(
        "import_catalog", *files, "--as", "analyst", "--confirm", "--reason", "Yearly.", "--name", "A", stdout=said
    )
    assert CatalogSnapshot.objects.get().name == "A" and "Recorded as A" in said.getvalue()
    with pytest.raises(CommandError, match="holds these files already"):
        call_command("import_catalog", *files, "--as", "analyst", stdout=StringIO())
    with pytest.raises(CommandError, match="missing: launch log"):
        call_command("import_catalog", files[0], "--as", "analyst", stdout=StringIO())
    with pytest.raises(CommandError, match="no active account nobody"):
        call_command("import_catalog", *files, "--as", "nobody", stdout=StringIO())


def _recorded(client: Client, name: str) -> CatalogReading:
    staged = uploaded(client, sample(*GCAT))
    client.post(f"{IMPORTS}{staged.pk}/confirm/", {"name": name, "reason": "Seen.", "accepted": "on"})
    return CatalogReading.objects.get()
