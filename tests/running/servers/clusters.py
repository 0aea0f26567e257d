"""PostgreSQL servers of a test's own: made, started, killed and copied, by any version's programs."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from csis import data, embedded
from tests import memory
from tests.patience import SECONDS, STEP_SECONDS
from tests.running.servers.sockets import HOST, free_port, listens

ATTEMPTS = 30
SYSTEM = Path("/usr/lib/postgresql")
# Tests crash the server, not the machine, so nothing has to wait for a disk.
SETTINGS = """
fsync = off
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 200
wal_level = replica
max_wal_senders = 10
wal_keep_size = '256MB'
hot_standby = on
shared_buffers = '64MB'
logging_collector = off
"""
ROLES = ("CREATE ROLE csis_owner LOGIN CREATEDB", "CREATE ROLE csis_app LOGIN", "GRANT csis_app TO csis_owner")
SUPERUSER = "GRANT SET ON PARAMETER session_replication_role TO csis_owner"


def programs(version: str = "") -> Path | None:
    """Returns the folder of a version's programs, the embedded server's by default. None where none is."""
    if not version:
        return embedded.programs()
    folder = SYSTEM / version / "bin"
    return folder if (folder / "initdb").exists() else None


@contextmanager
def place() -> Iterator[Path]:
    """A folder that the server's own user can write to, removed at the end of the block."""
    path = Path(tempfile.mkdtemp(prefix="csis-cluster-", dir=memory.place()))
    try:
        os.chown(path, account(), -1)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True)
class Cluster:
    """One server: its folder, its port on the loopback address, the folder of its programs, and its settings."""

    folder: Path
    port: int
    programs: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def pid(self) -> int:
        """The number of its main process."""
        return int((self.folder / "postmaster.pid").read_text().split("\n")[0])

    @property
    def address(self) -> str:
        """Its database `postgres`, as the superuser."""
        return self.url("postgres", "postgres")

    def url(self, role: str, name: str = "csis") -> str:
        """The address of a database, as a role."""
        return f"postgres://{role}@{HOST}:{self.port}/{name}"

    def configure(self, lines: str) -> None:
        """Add to its settings; read at its next start."""
        with (self.folder / "postgresql.conf").open("a") as file:
            file.write(f"{lines}\n")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._control("start", "-w", "-l", self.folder.with_suffix(".log"))

    def stop(self, mode: str = "fast") -> None:
        """Stop it, where it runs."""
        if (self.folder / "postmaster.pid").exists() and listens(self.port):
            self._control("stop", "-w", "-m", mode)

    def revive(self) -> None:
        """Start it again after it was killed, as soon as its last process is gone."""
        for remaining in reversed(range(ATTEMPTS)):
            try:
                self.start()
                return
            except RuntimeError:
                if not remaining:
                    raise
                time.sleep(1)

    def restart(self) -> None:
        """Stop it and start it again at once."""
        self._control("restart", "-w", "-m", "fast", "-l", self.folder.with_suffix(".log"))

    def kill(self) -> None:
        """End it as the loss of its machine would: nothing more is written."""
        os.kill(self.pid, signal.SIGKILL)

    def promote(self) -> None:
        """Make a standby the primary."""
        self._control("promote", "-w")

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        """A session in autocommit, as the superuser."""
        return psycopg.connect(self.url("postgres", name), autocommit=True, connect_timeout=STEP_SECONDS)

    def prepare(self) -> None:
        """Make the program's two roles and its database, with the rights that tests need."""
        with self.connect() as connection:
            for statement in (*ROLES, SUPERUSER, "CREATE DATABASE csis OWNER csis_owner"):
                connection.execute(statement)
        limits = (data.ROOT / "scripts" / "limits.psql").read_text(encoding="utf-8")
        for name in ("template1", "csis"):
            with self.connect(name) as connection:
                connection.execute(sql.SQL(limits))

    def _control(self, *arguments: str | Path) -> None:
        run(self.programs / "pg_ctl", "-D", self.folder, "-t", STEP_SECONDS, *arguments, **self.environment)


def made(folder: Path, where: Path | None = None, **environment: str) -> Cluster:
    """A new server in a new folder, not started yet."""
    found = where or embedded.programs()
    own = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    run(found / "initdb", "-D", folder, *own)
    return opened(folder, found, **environment)


def opened(folder: Path, where: Path | None = None, **environment: str) -> Cluster:
    """The server with the files in that folder, new or copied, at a port of its own; not started yet."""
    cluster = Cluster(folder, free_port(), where or embedded.programs(), environment)
    # If a setting is there twice, the last one counts.
    cluster.configure(SETTINGS.format(port=cluster.port))
    return cluster


def standby(of: str, folder: Path, where: Path | None = None, *, slot: str = "", **environment: str) -> Cluster:
    """A standby, in a new folder, of the server at that address (as a superuser); not started yet.

    With a slot, the server keeps its log for as long as the standby is away.
    """
    found = where or embedded.programs()
    copy = ["--pgdata", folder, "--dbname", of, "--checkpoint=fast", "--write-recovery-conf", "--no-sync"]
    if slot:
        copy += ["--create-slot", "--slot", slot]
    run(found / "pg_basebackup", *copy)
    cluster = opened(folder, found, **environment)
    cluster.configure("synchronous_standby_names = ''")
    return cluster


@contextmanager
def running(where: Path | None = None) -> Iterator[Cluster]:
    """A new server with the program's roles and an empty database, running until the block ends."""
    with place() as folder:
        cluster = made(folder / "primary", where)
        cluster.start()
        try:
            cluster.prepare()
            yield cluster
        finally:
            cluster.stop("immediate")


def run(program: Path, *arguments: object, **environment: str) -> None:
    """Run one of the server's programs; under root as the server's own user. Raises RuntimeError with its output."""
    own = {"user": embedded.SYSTEM_USER, "group": group(), "extra_groups": []} if _root() else {}
    with tempfile.TemporaryFile("w+") as said:
        # The server inherits the output of `pg_ctl`: a pipe would never end.
        command = [program, *map(str, arguments)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said}
        how = {"env": os.environ | environment, "cwd": "/", "timeout": SECONDS}
        done = subprocess.run(command, check=False, **how, **pipes, **own)
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program.name}: {said.read().strip()}")


def _root() -> bool:
    return os.geteuid() == 0


def account() -> int:
    """The number of the user that servers run as; under root, the embedded server's own is made where it is missing."""
    if not _root():
        return os.getuid()
    embedded.open_to_server(data.folder("postgres").parent)
    return pwd.getpwnam(embedded.SYSTEM_USER).pw_uid


def group() -> int:
    return pwd.getpwnam(embedded.SYSTEM_USER).pw_gid
