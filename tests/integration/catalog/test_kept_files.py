"""The files of a snapshot can be downloaded unchanged by people who may."""

from collections.abc import Callable

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from missions.models import AuditEntry, CatalogFile
from missions.storage.folder import place
from tests import catalogs, factories

pytestmark = pytest.mark.django_db

CONTENT = b"#JCAT GCAT 2025-07-30\n"


@pytest.fixture
def file(settings, tmp_path) -> CatalogFile:
    """A file of a snapshot, in a folder of its own."""
    settings.EVIDENCE_DIR = tmp_path
    return catalogs.snapshot(by=factories.actor(Role.ANALYST)).snapshot.files.get()


@pytest.fixture
def auditor(signed: Callable) -> Client:
    return signed(factories.actor(Role.AUDITOR))


def test_a_download_is_unchanged_and_recorded(file: CatalogFile, auditor: Client) -> None:
    before = AuditEntry.objects.latest("sequence").sequence
    head = auditor.head(f"/catalogs/files/{file.pk}/")
    assert (head.status_code, head["Content-Length"]) == (200, str(len(CONTENT)))
    assert not AuditEntry.objects.filter(sequence__gt=before).exists()
    answer = auditor.get(f"/catalogs/files/{file.pk}/")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer["Content-Disposition"] == 'attachment; filename="psatcat.tsv"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"] and "private" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(sequence__gt=before)
    assert (entry.entry_class, entry.action, entry.target) == ("access", "download file", f"catalog-file:{file.pk}")
    assert file.sha256 in entry.payload


@pytest.mark.parametrize("altered", [True, False])
def test_an_altered_file_cannot_be_downloaded(file, auditor: Client, altered: bool) -> None:
    stored = place(file.sha256)
    stored.chmod(0o600)
    if altered:
        stored.write_bytes(b"Something else.")
    else:
        stored.unlink()
    answer = auditor.get(f"/catalogs/files/{file.pk}/")
    shown = answer.content.decode()
    assert answer.status_code == 409 and file.sha256 in shown and "Something else." not in shown
    assert 'href="/catalogs/snapshots/GCAT%202025-07-30/"' in shown


def test_the_snapshot_page_links_to_the_file_for_people_who_may_download_it(file, auditor: Client, signed) -> None:
    page, link = "/catalogs/snapshots/GCAT 2025-07-30/", f'href="/catalogs/files/{file.pk}/"'
    assert link in auditor.get(page).content.decode()
    assert link not in signed(factories.actor(Role.VIEWER)).get(page).content.decode()
