"""The verification of the record reports what was altered in a snapshot despite the guards."""

from collections.abc import Iterator

import pytest
from django.db import connection

from missions.domain.vocabulary import Role
from missions.models import CatalogFile, CatalogReading
from missions.queries.people.verification import verify
from missions.queries.people.verification.evidence_files import verify_files
from missions.storage.folder import place
from tests import catalogs, factories


@pytest.fixture
def reading(database_server, django_db_blocker) -> Iterator[CatalogReading]:
    """A reading in an honest record, for the owner with the guards off."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        made = catalogs.snapshot(by=factories.actor(Role.ANALYST))
        assert list(verify()) == [] and list(verify_files()) == []
        factories.unguard(connection.cursor())
        yield made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_catalogrow SET operator = 'Other' WHERE line = 2",
        "UPDATE missions_catalogrow SET mass = 1 WHERE line = 2",
        "DELETE FROM missions_catalogrow WHERE line = 4",
        "UPDATE missions_catalogproblem SET text = ''",
        "INSERT INTO missions_catalogproblem (reading_id, position, part, line, kind, text)"
        " SELECT reading_id, 2, part, line, kind, text FROM missions_catalogproblem",
    ],
)
def test_an_altered_row_is_reported(reading, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert [one.what for one in verify()] == [
        f"Rows or problems of reading {reading.pk} of entry {reading.entry_id} differ from its digest."
    ]


def test_a_digest_adjusted_to_the_alteration_differs_from_the_entry(reading):
    CatalogReading.objects.update(digest="0" * 64)
    assert "missions_catalogreading" in {one.where for one in verify()}


def test_a_missing_file_is_reported(reading):
    file = CatalogFile.objects.get()
    content = place(file.sha256).read_bytes()
    place(file.sha256).unlink()
    try:
        assert [one.what for one in verify_files()] == [
            f"File of a catalog {file.pk} of entry {file.entry_id}, psatcat.tsv: "
            "The file is missing from the folder of evidence."
        ]
    finally:
        place(file.sha256).write_bytes(content)
