"""Files of evidence kept in the database: stored once, complete and unchangeable; alterations are reported."""

import hashlib
import threading
from io import BytesIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from missions.actions import errors
from missions.domain.vocabulary import Role
from missions.models import Evidence, FilePiece
from missions.storage.files import CHUNK, UnreadableEvidence, checked, store
from missions.storage.folder import place
from tests import factories

REPORT = b"Seen at sea.\n"
LONG = bytes(range(256)) * (3 * CHUNK // 256) + b"and some"


@pytest.fixture(autouse=True)
def _kept_there(settings, tmp_path) -> None:
    settings.EVIDENCE_STORE = "database"
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def altered(owner: psycopg.Connection, sha256: str, statement: str) -> None:
    """Change stored pieces as somebody could who switches the triggers off."""
    owner.execute("SET session_replication_role = replica")
    owner.execute(statement, [sha256])
    owner.execute("RESET session_replication_role")


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, len(LONG)])
def test_a_file_is_read_as_it_was_stored(size: int) -> None:
    content = LONG[:size]
    stored = store(BytesIO(content))
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), size)
    with checked(stored.sha256, stored.size) as file:
        assert file.read() == content


@pytest.mark.django_db
def test_the_same_file_is_kept_once_and_the_folder_stays_empty(settings) -> None:
    first, second = (factories.evidence(upload=factories.upload(REPORT, name)) for name in ("one.txt", "two.txt"))
    assert first.sha256 == second.sha256
    assert FilePiece.objects.count() == 1
    assert not settings.EVIDENCE_DIR.exists()
    call_command("verify_audit")


@pytest.mark.django_db
def test_a_file_that_breaks_off_leaves_nothing() -> None:
    class Broken(BytesIO):
        def read(self, size: int = -1) -> bytes:
            if self.tell() >= CHUNK and sought:
                raise OSError("gone")
            return super().read(size)

        def seek(self, *where: int) -> int:
            sought.extend([True] if self.tell() else [])
            return super().seek(*where)

    sought: list[bool] = []
    with pytest.raises(OSError, match="gone"):
        store(Broken(LONG))
    assert not FilePiece.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE missions_filepiece SET content = 'x'", "DELETE FROM missions_filepiece"])
def test_the_program_cannot_alter_or_remove_pieces(change: str) -> None:
    store(BytesIO(REPORT))
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(change)


def test_two_people_who_store_a_file_at_once_keep_it_once(real_db: None) -> None:
    found = []

    def one() -> None:
        found.append(store(BytesIO(LONG)))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stored.sha256 for stored in found}) == 1
    assert (len(found), FilePiece.objects.count()) == (4, 4)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE missions_filepiece SET content = 'Seen at sea!' WHERE sha256 = %s", "not the one that was recorded"),
        ("DELETE FROM missions_filepiece WHERE sha256 = %s", "The file is missing from the database"),
    ],
)
def test_an_altered_file_is_reported_not_delivered_and_not_overwritten(
    real_db: None, owner: psycopg.Connection, capsys, statement: str, said: str
) -> None:
    row = factories.evidence(upload=factories.upload(REPORT))
    altered(owner, row.sha256, statement)
    with pytest.raises(UnreadableEvidence, match=said):
        checked(row.sha256, row.size)
    with pytest.raises(CommandError, match="1 finding"):
        call_command("verify_audit")
    assert said in capsys.readouterr().out
    if "UPDATE" in statement:
        with pytest.raises(errors.Unfit, match=said):
            factories.evidence(upload=factories.upload(REPORT))
        assert Evidence.objects.count() == 1


@pytest.mark.django_db
def test_a_piece_added_after_the_end_changes_no_file() -> None:
    stored = store(BytesIO(REPORT))
    FilePiece.objects.create(sha256=stored.sha256, number=1, content=b"more")
    with checked(stored.sha256, stored.size) as file:
        assert file.read() == REPORT


@pytest.mark.django_db
def test_a_page_delivers_the_file(client: Client) -> None:
    row = factories.evidence(upload=factories.upload(REPORT * (2 * CHUNK // len(REPORT)), "long.txt"))
    client.force_login(factories.user("analyst", Role.ANALYST))
    answer = client.get(f"/evidence/{row.pk}/file/")
    assert hashlib.sha256(b"".join(answer)).hexdigest() == row.sha256


@pytest.mark.django_db
def test_files_move_from_a_folder_into_the_database_and_back(settings, capsys) -> None:
    settings.EVIDENCE_STORE = "folder"
    row = factories.evidence(upload=factories.upload(REPORT))
    settings.EVIDENCE_STORE = "database"
    call_command("copy_evidence", "folder")
    place(row.sha256).unlink()
    call_command("verify_audit")
    settings.EVIDENCE_STORE = "folder"
    call_command("copy_evidence", "database")
    assert place(row.sha256).read_bytes() == REPORT
    place(row.sha256).unlink()
    settings.EVIDENCE_STORE = "database"
    with pytest.raises(CommandError, match="The file is missing from the folder"):
        call_command("copy_evidence", "folder")
