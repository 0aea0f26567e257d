"""A backup is the whole record, and is restored only if it is complete and unchanged."""

import io
import json
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import errors
from psycopg.conninfo import make_conninfo

from missions.domain.operation.manifest import MANIFEST
from missions.models import Assessment, AuditEntry, Backup, ChainHead, Session
from missions.storage import postgres
from missions.storage.files import checked
from tests import memory
from tests.database import Server
from tests.integration.operation.conftest import CONTENT, Kept
from tests.office import needs

GPG = "backups@example.mil"


def refused(source: Path, **options: str) -> str:
    """Why a restore is refused; it must leave nothing in the database or among the files."""
    with pytest.raises(CommandError, match=r"^Nothing was restored\. ") as failed:
        call_command("restore", str(source), **options)
    assert postgres.is_empty()
    return str(failed.value)


def test_it_is_recorded_and_named_by_its_time_and_entry(kept: Kept) -> None:
    assert Backup.objects.get().name == kept.path.name
    assert (f"{kept.row.sequence}:{kept.row.digest}", kept.row.files, kept.row.encrypted) == (kept.chain, 1, False)
    assert kept.row.size == kept.path.stat().st_size
    last = AuditEntry.objects.latest("sequence")
    assert (last.action, last.target) == ("back up", f"backup:{kept.path.name}")
    assert [path.name for path in kept.path.parent.iterdir()] == [kept.path.name]


def test_a_restored_backup_is_the_same_record_with_the_same_rights(
    kept: Kept, emptied: str, database_server: Server, capsys
) -> None:
    call_command("restore", str(kept.path), expect=kept.chain)
    assert capsys.readouterr().out.strip().endswith(f"1 files, {kept.chain}")
    # One more entry: the restore.
    assert AuditEntry.objects.count() == kept.entries + 1
    assert not Session.objects.exists()
    sha256 = connection.cursor().execute("SELECT sha256 FROM missions_evidence WHERE sha256 <> ''").fetchone()[0]
    with checked(sha256, len(CONTENT)) as file:
        assert file.read() == CONTENT
    call_command("verify_audit", expect=kept.chain)
    with psycopg.connect(make_conninfo(database_server.app(), dbname=emptied)) as app:
        assert app.execute("SELECT count(*) FROM missions_assessment").fetchone()[0] == Assessment.objects.count()
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute("UPDATE missions_assessment SET rationale = 'Better.'")


def test_it_is_restored_only_into_an_empty_database(kept: Kept, emptied: str) -> None:
    connection.cursor().execute("CREATE TABLE something (id int)")
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(kept.path))
    assert connection.introspection.table_names() == ["something"]


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive.getmembers()}


def packed(path: Path, parts: dict[str, bytes]) -> None:
    with tarfile.open(path, "w") as archive:
        for name, content in parts.items():
            one = tarfile.TarInfo(name)
            one.size = len(content)
            archive.addfile(one, io.BytesIO(content))


def altered(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def evidence_of(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("evidence/"))


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda parts: {key: content for key, content in parts.items() if key != name}


def says(**said: object) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda parts: {**parts, MANIFEST: json.dumps({**json.loads(parts[MANIFEST]), **said}).encode()}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda parts: {**parts, "database.dump": altered(parts["database.dump"])}, "database.dump is not what"),
        (lambda parts: {**parts, evidence_of(parts): altered(parts[evidence_of(parts)])}, "is not what the manifest"),
        (lambda parts: without(evidence_of(parts))(parts), "is missing"),
        (without("database.dump"), "database.dump is missing"),
        (without(MANIFEST), "does not begin with a manifest"),
        (lambda parts: {**parts, "../evil": b"x"}, "'../evil', which its manifest does not name"),
        (says(format="csis-backup/0"), "another version of the program"),
        (says(parts=[]), "manifest cannot be read"),
        (says(parts=[{"name": "../evil", "size": 1, "sha256": "0" * 64}]), "a part that no backup has"),
        (says(digest="0" * 64), "was expected by its manifest"),
        (says(sequence=10**6), "was expected and does not exist"),
    ],
    ids=["dump", "file", "no file", "no dump", "no manifest", "more", "version", "none", "path", "head", "end"],
)
def test_a_tampered_backup_is_refused(kept: Kept, emptied: str, tmp_path: Path, settings, change, why) -> None:
    packed(tmp_path / "backup.tar", change(members(kept.path)))
    assert why in refused(tmp_path / "backup.tar")
    assert not Path(settings.EVIDENCE_DIR).exists()


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.97])
def test_a_truncated_backup_is_refused(kept: Kept, emptied: str, tmp_path: Path, share: float) -> None:
    whole = kept.path.read_bytes()
    (tmp_path / "backup.tar").write_bytes(whole[: int(len(whole) * share)])
    assert "truncated" in refused(tmp_path / "backup.tar") or share == 0


def test_other_files_and_backups_of_another_record_are_refused(kept: Kept, emptied: str, tmp_path) -> None:
    (tmp_path / "backup.tar").write_bytes(b"nothing of the kind" * 1000)
    assert "not a backup" in refused(tmp_path / "backup.tar")
    assert "No such file" in refused(tmp_path / "nowhere.tar")
    assert "was expected." in refused(kept.path, expect=f"{kept.row.sequence}:{'0' * 64}")


def forge(**columns: str) -> None:
    """Alter the assessments, with the triggers off for this session."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Assessment.objects.update(**columns)
        cursor.execute("SET session_replication_role = origin")


def test_a_backup_of_an_altered_record_is_not_restored(emptied: str, at_source, tmp_path: Path) -> None:
    with at_source():
        said = Assessment.objects.get().rationale
        forge(rationale="Better.")
        call_command("backup", str(tmp_path))
        forge(rationale=said)
    assert "rationale" in refused(next(tmp_path.glob("*.tar")))


def test_only_the_owner_makes_one(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^No backup was made\. Only the owner"):
        call_command("backup", str(tmp_path))
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("backup", str(tmp_path / "nowhere"))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_of_evidence_is_reported_and_leaves_no_partial_backup(
    at_source, tmp_path: Path, settings
) -> None:
    with at_source():
        settings.EVIDENCE_DIR = tmp_path / "nowhere"
        with pytest.raises(CommandError, match="The file is missing"):
            call_command("backup", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_missing_programs_are_reported(at_source, tmp_path: Path, settings, monkeypatch) -> None:
    with at_source():
        with monkeypatch.context() as bare:
            bare.setenv("PATH", str(tmp_path))
            with pytest.raises(CommandError, match=r"^No backup was made\. age is not installed"):
                call_command("backup", str(tmp_path), recipient="age1nobody")
        settings.POSTGRES_PROGRAMS = str(tmp_path)
        with pytest.raises(CommandError, match="pg_dump is not installed: set CSIS_POSTGRES_PROGRAMS"):
            call_command("backup", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def age_key(folder: Path) -> tuple[str, str]:
    """The public key, and the file of the secret key."""
    key = folder / "key.txt"
    made = subprocess.run(["age-keygen", "-o", str(key)], capture_output=True, text=True, check=True)
    return made.stderr.split()[-1], str(key)


def gpg_key(folder: Path) -> tuple[str, str]:
    make = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", GPG]
    subprocess.run(make, capture_output=True, check=True)
    return GPG, ""


KEYS = {"age": age_key, "gpg": gpg_key}


@pytest.fixture
def keyrings() -> Iterator[list[str]]:
    """Two folders for keys. They contain the socket of their agent, whose path may have at most 107 characters."""
    # The agent ends by itself once its folder is deleted.
    short = {"dir": memory.place(), "ignore_cleanup_errors": True}
    with TemporaryDirectory(**short) as one, TemporaryDirectory(**short) as another:
        yield [one, another]


@pytest.mark.parametrize("program", [pytest.param(name, marks=needs(name)) for name in KEYS])
def test_an_encrypted_backup_is_read_only_with_its_key(
    kept: Kept, emptied: str, at_source, tmp_path: Path, monkeypatch, keyrings: list[str], program: str
) -> None:
    monkeypatch.setenv("GNUPGHOME", keyrings[0])
    recipient, identity = KEYS[program](tmp_path)
    with at_source():
        call_command("backup", str(tmp_path), recipient=recipient)
    (made,) = tmp_path.glob(f"*.tar.{program}")
    assert b"PGDMP" not in made.read_bytes()
    monkeypatch.setenv("GNUPGHOME", keyrings[1])
    refused(made)
    monkeypatch.setenv("GNUPGHOME", keyrings[0])
    (tmp_path / f"cut.tar.{program}").write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    refused(tmp_path / f"cut.tar.{program}", identity=identity)
    call_command("restore", str(made), identity=identity)
    assert ChainHead.objects.get().sequence > kept.row.sequence
