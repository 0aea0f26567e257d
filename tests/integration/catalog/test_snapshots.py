"""Snapshots of catalogs in the database: recorded completely or not at all, read back unchanged, never altered."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from missions.access import Actor, Refused
from missions.actions.catalog import recording, staging
from missions.actions.catalog.lines import packed
from missions.actions.errors import NotReady, Unfit
from missions.actions.setup.catalog_rules import load_catalog_rules
from missions.catalog.objects import ProblemKind, Publisher, Span
from missions.catalog.rules import shipped_rules
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import ImportState, Role
from missions.models import CatalogProblem, CatalogReading, CatalogRow, CatalogSnapshot, StagedCatalog
from missions.queries.catalog import readings
from missions.queries.catalog.rules import rules_at
from missions.queries.people.audit import head
from missions.queries.people.verification import verify
from missions.storage.folder import place
from tests import catalogs, factories

pytestmark = pytest.mark.django_db

# Everything that a text in COPY has to escape, and a value in every column.
HOSTILE = "a\tb\\c\\N \b\f\v\r\n'\"<b>é"
FULL = {
    "name": HOSTILE,
    "program": None,
    "launch": None,
    "launched": Span(date(1957, 10, 4), date(1957, 12, 31)),
    "ended": Span(date(2029, 1, 1), date(2029, 12, 31)),
    "area": None,
    "commercial": False,
    "owner_code": None,
    "operator": None,
    "state": None,
    "mass": Decimal("1234.5"),
    "geo": True,
}


@pytest.fixture
def analyst() -> Actor:
    return factories.actor(Role.ANALYST)


def moment(sequence: int | None = None) -> Moment:
    today = date(2026, 1, 1)
    known = head().sequence if sequence is None else sequence
    return Moment(as_of=today, sequence=known, known=None, today=today)


def test_a_snapshot_is_read_back_unchanged_and_verified(analyst):
    rows = (catalogs.row(2), catalogs.row(7, **FULL))
    reading = catalogs.snapshot(by=analyst, found=catalogs.read(rows, catalogs.problem(text=HOSTILE)))
    assert readings.objects_of(reading.pk, reading.digest) == rows
    found = readings.snapshot(moment(), "GCAT 2025-07-30")
    assert (found.publisher, found.dated_on, found.credit) == (Publisher.GCAT, catalogs.DATED, Publisher.GCAT.credit)
    assert [one.part for one in found.files] == ["payloads"] and place(found.files[0].sha256).exists()
    assert (
        found.readings[0] == readings.latest_reading(moment(), Publisher.GCAT) == readings.reading(moment(), reading.pk)
    )
    assert found.readings[0].counts["areas"]["SATCOM"] == {"rows": 1, "not_ended": 1, "commercial": 1}
    assert CatalogProblem.objects.get().text == HOSTILE
    assert list(verify()) == []


def test_a_snapshot_is_known_from_its_entry_on(analyst):
    before = head().sequence
    reading = catalogs.snapshot(by=analyst)
    assert readings.snapshots(moment(before)) == [] and readings.reading(moment(before), reading.pk) is None
    assert readings.latest_reading(moment(before), Publisher.GCAT) is None
    assert [one.name for one in readings.snapshots(moment())] == ["GCAT 2025-07-30"]


def test_illustrative_snapshots_count_only_if_there_are_no_others(analyst):
    newer = catalogs.read([catalogs.row()], edition=date(2026, 1, 1), invented=True)
    invented = catalogs.snapshot("Invented", by=analyst, found=newer)
    assert readings.latest_reading(moment(), Publisher.GCAT).pk == invented.pk
    assert "Invented for" in readings.snapshot(moment(), "Invented").credit
    real = catalogs.snapshot("Real", by=analyst)
    assert readings.latest_reading(moment(), Publisher.GCAT).pk == real.pk


def test_both_readings_of_a_snapshot_are_kept(analyst):
    first = catalogs.snapshot(by=analyst)
    second = catalogs.again(first.snapshot, by=analyst, found=catalogs.read([catalogs.row(2, operator="Other")]))
    found = readings.snapshot(moment(), first.snapshot.name)
    assert [one.pk for one in found.readings] == [second.pk, first.pk]
    assert readings.latest_reading(moment(), Publisher.GCAT).pk == second.pk
    assert [len(readings.objects_of(one.pk, one.digest)) for one in (first, second)] == [2, 1]
    assert CatalogSnapshot.objects.count() == 1


@pytest.mark.parametrize("table", ["missions_catalogrow", "missions_catalogproblem"])
def test_nothing_is_added_to_a_recorded_reading(analyst, table):
    catalogs.snapshot(by=analyst)
    columns = [one.column for one in (CatalogRow if table.endswith("row") else CatalogProblem)._meta.concrete_fields]
    moved = {"id", "line"} if table.endswith("row") else {"id", "position"}
    copied = ", ".join(f"{name} + 100" if name in moved else name for name in columns)
    with pytest.raises(IntegrityError, match="Nothing is added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {copied} FROM {table}")


def test_a_reading_has_exactly_its_stated_number_of_rows(analyst):
    staged = catalogs.held(by=analyst)
    StagedCatalog.objects.filter(pk=staged.pk).update(content=packed([])[0])
    with pytest.raises(IntegrityError, match="as many rows"):
        recording.confirm(by=analyst, staged=staged, name="A", reason="Seen.")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.AUTHORITY, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_cannot_import(analyst, role):
    other = factories.actor(role)
    for act in (
        lambda: catalogs.held(by=other),
        lambda: staging.stage_again(by=other, snapshot=CatalogSnapshot()),
        lambda: recording.confirm(by=other, staged=StagedCatalog(), reason="Seen."),
        lambda: staging.discard(by=other, staged=StagedCatalog()),
    ):
        with pytest.raises(Refused):
            act()


def test_the_database_refuses_a_snapshot_by_a_reviewer():
    pretender = factories.actor(Role.REVIEWER)
    pretending = Actor(pretender.pk, pretender.username, pretender.name, "", frozenset({Role.ANALYST}))
    catalogs.snapshot(by=pretending)
    with pytest.raises(IntegrityError, match="An analyst or a steward"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_steward_can_import():
    assert catalogs.snapshot(by=factories.actor(Role.STEWARD)).rows == 2


def test_a_name_in_use_is_reported_beside_its_field_and_leaves_nothing(analyst):
    catalogs.snapshot(by=analyst)
    staged = catalogs.held(by=analyst, content=b"#JCAT other\n")
    with pytest.raises(Unfit, match="this name already") as told:
        recording.confirm(by=analyst, staged=staged, name="GCAT 2025-07-30", reason="Seen.")
    assert told.value.field == "name"
    assert CatalogReading.objects.count() == 1 and CatalogRow.objects.count() == 2
    staged.refresh_from_db()
    assert staged.state == ImportState.READY
    assert recording.confirm(by=analyst, staged=staged, name="GCAT again", reason="Seen.").rows == 2


def test_the_same_files_are_recognized_by_their_content(analyst):
    catalogs.snapshot("First", by=analyst)
    with pytest.raises(Unfit, match="“First” holds these files already"):
        catalogs.held(by=analyst, content=b"#JCAT First\n")


def test_unusual_files_are_recorded_only_after_confirmation(analyst):
    odd = catalogs.problem(0, ProblemKind.WARNING, "The parts are of different days.")
    staged = catalogs.held(catalogs.read([catalogs.row()], odd), by=analyst)
    with pytest.raises(Unfit) as told:
        recording.confirm(by=analyst, staged=staged, name="Odd", reason="Seen.")
    assert told.value.field == "accepted"
    assert recording.confirm(by=analyst, staged=staged, name="Odd", reason="Seen.", accepted=True).rows == 1
    with pytest.raises(NotReady):
        recording.confirm(by=analyst, staged=staged, name="Twice", reason="Seen.", accepted=True)


def test_a_recorded_import_keeps_no_second_copy(analyst):
    reading = catalogs.snapshot(by=analyst)
    staged = StagedCatalog.objects.get(reading=reading)
    assert bytes(staged.content) == b"" and not staged.files.exists() and not staged.problems.exists()


def test_the_shipped_rules_are_the_rules_of_the_record():
    assert load_catalog_rules() is False
    found, shipped = rules_at(head().sequence), shipped_rules()
    for name in ("categories", "aliases", "parents", "owners"):
        assert sorted(getattr(found, name), key=lambda one: one.key) == sorted(
            getattr(shipped, name), key=lambda one: one.key
        )
    assert rules_at(0).categories == ()
