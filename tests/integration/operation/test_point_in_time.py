"""Point-in-time recovery on real servers: a dropped record is restored to the moment before."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from csis import embedded
from tests.database import ROOT
from tests.integration.operation.conftest import Kept
from tests.patience import until
from tests.running.newcomer import data_folder, environment

START = "from csis import embedded; embedded.start()"
HOLD = f"{START}; print('up', flush=True); input()"
ARCHIVING = """
wal_level = replica
archive_mode = on
archive_command = 'cp %p "{archive}/%f"'
"""
RECOVERING = """
archive_mode = off
hot_standby = off
restore_command = 'cp "{archive}/%f" %p'
recovery_target_name = 'before'
recovery_target_action = 'promote'
"""
ACCOUNT = ("create_account", "later", "--name=Later", "--organization=Space Systems Command", "--password-file=-")
LAST_ARCHIVED = "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver"


def manage(folder: Path, *command: str, typed: str = "") -> str:
    """The output of a command, with the server of a data folder running."""
    own = environment(folder, CSIS_CONNECT_AS="owner", CSIS_EVIDENCE_DIR=str(folder / "evidence"))
    said = {"input": typed, "capture_output": True, "text": True}
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=own, check=False, **said)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def configure(folder: Path, lines: str, archive: Path) -> None:
    with (folder / "postgres/cluster/postgresql.conf").open("a") as file:
        file.write(lines.format(archive=archive))


@contextmanager
def running(folder: Path) -> Iterator[psycopg.Connection]:
    """The server of a data folder, and a connection to its database as a superuser."""
    command = [sys.executable, "-c", HOLD]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment(folder), text=True, **pipes) as holder:
        try:
            assert holder.stdout.readline() == "up\n"
            address = embedded.address("postgres", "csis", folder / "postgres/cluster")
            with psycopg.connect(address, autocommit=True) as superuser:
                yield superuser
        finally:
            holder.stdin.write("\n")
            holder.stdin.flush()


def copied(source: Path, target: Path) -> None:
    """A base backup of a running server, for another data folder."""
    (target / "postgres").mkdir(parents=True)
    subprocess.run(
        [
            embedded.programs() / "pg_basebackup",
            f"--pgdata={target / 'postgres/cluster'}",
            f"--host={source / 'postgres/cluster'}",
            "--username=postgres",
            "--checkpoint=fast",
            "--wal-method=none",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    owner = (source / "postgres/cluster").stat()
    for path in (target / "postgres/cluster", *(target / "postgres/cluster").rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    shutil.copytree(source / "evidence", target / "evidence")


def test_a_dropped_record_is_restored_with_everything_after_the_base_backup(kept: Kept) -> None:
    with data_folder() as folder, data_folder() as other:
        archive = folder / "archive"
        manage(folder, "restore", str(kept.path), "--expect", kept.chain)
        archive.mkdir()
        owner = (folder / "postgres/cluster").stat()
        os.chown(archive, owner.st_uid, owner.st_gid)
        configure(folder, ARCHIVING, archive)
        with running(folder) as superuser:
            copied(folder, other)
            manage(folder, *ACCOUNT, typed="a long password of one's own")
            recorded = superuser.execute("SELECT sequence || ':' || digest FROM missions_chainhead").fetchone()[0]
            superuser.execute("SELECT pg_create_restore_point('before')")
            superuser.execute("DROP TABLE missions_assessment CASCADE")
            last = superuser.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()[0]
            until(lambda: superuser.execute(LAST_ARCHIVED).fetchone()[0] >= last)
        configure(other, RECOVERING, archive)
        asked = other / "postgres/cluster/recovery.signal"
        asked.touch()
        os.chown(asked, owner.st_uid, owner.st_gid)
        # It is told to start, and accepts connections only after it has recovered.
        subprocess.run(
            [sys.executable, "-c", START], cwd=ROOT, env=environment(other), capture_output=True, check=False
        )
        until(lambda: not asked.exists())
        assert manage(other, "verify_audit", "--expect", recorded).endswith(f"1 files, {recorded}")
