"""Databases for tests: one template, rebuilt when its sources change, and a copy for each worker.

Django's own test databases do not fit: the application's role, which the tests use, may own no table.
"""

import hashlib
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from csis import embedded

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "csis_template_"
WORKER = "csis_test_"
VACUUMS_WAITED_FOR = 20
# Settings for a server that may lose everything; each takes effect without a restart.
HASTE = (
    "fsync = off",
    "full_page_writes = off",
    "max_wal_size = '2GB'",
    "checkpoint_timeout = '1h'",
    "autovacuum = off",
)
SOURCES = tuple(f"missions/{layer}" for layer in ("migrations", "models", "storage", "actions", "management", "domain"))


class Server:
    """The PostgreSQL server of the tests: the embedded one, or the one that the environment names."""

    def __init__(self) -> None:
        if not os.environ.get("DATABASE_URL"):
            start_hasty()
        self.app_url = os.environ["DATABASE_URL"]
        self.owner_url = os.environ["DATABASE_OWNER_URL"]
        self.name = f"{WORKER}{uuid.uuid4().hex[:12]}"
        # Kept for the whole run, because somebody may edit the sources in the meantime.
        self.template = TEMPLATE + fingerprint()
        self._keeper = psycopg.connect(self.owner_url, autocommit=True)
        # Held until this process ends, a lock tells other runs that a database is in use.
        self._keeper.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.name])

    def app(self) -> str:
        """The address of this worker's database as the application's role."""
        return make_conninfo(self.app_url, dbname=self.name)

    def owner(self) -> str:
        """The address of this worker's database as the owner."""
        return make_conninfo(self.owner_url, dbname=self.name)

    def create(self) -> None:
        """Copy the template, after building it if it is out of date, and remove what ended runs left."""
        with self._alone():
            self._keeper.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [self.template])
            if self.template not in self._names(TEMPLATE):
                self._build()
            self._drop_abandoned()
            self._copy(self.name, self.template)

    def recreate(self) -> None:
        """Restore the worker's database to the template's state, ending every session in it."""
        connections.close_all()
        with self._alone():
            self._copy(self.name, self.template)

    def upgrade(self, dump: str) -> None:
        """Put a database of an earlier version in the worker's place, from an SQL dump, and prepare it."""
        connections.close_all()
        self._drop(self.name)
        self._keeper.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
        with psycopg.connect(self.owner(), autocommit=True) as connection:
            connection.execute(dump)
        self._prepare(self.name)

    @contextmanager
    def filled(self, name: str, fill: Callable[[str], None]) -> Iterator[str]:
        """The name of a database for the block, a copy of one that `fill` was applied to once under this name."""
        template, own = f"{self.template}_{name}", f"{WORKER}{uuid.uuid4().hex[:12]}"
        with self._locked(template):
            if template not in self._names(TEMPLATE):
                draft = f"{template}_draft"
                with self._alone():
                    self._copy(draft, self.template)
                fill(draft)
                self._rename(draft, template)
        with self._locked(own):
            with self._alone():
                self._copy(own, template)
            try:
                yield own
            finally:
                self._drop(own)

    def drop(self) -> None:
        self._drop(self.name)
        self._keeper.close()

    def _alone(self) -> AbstractContextManager[None]:
        """One process at a time: a template cannot be copied while another is connected to it."""
        return self._locked("csis tests")

    @contextmanager
    def _locked(self, what: str) -> Iterator[None]:
        self._keeper.execute("SELECT pg_advisory_lock(hashtext(%s))", [what])
        try:
            yield
        finally:
            self._keeper.execute("SELECT pg_advisory_unlock(hashtext(%s))", [what])

    def _build(self) -> None:
        draft = f"{self.template}_draft"
        self._drop(draft)
        self._keeper.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
        self._prepare(draft)
        self._rename(draft, self.template)

    def _rename(self, draft: str, name: str) -> None:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        self._keeper.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))

    def _prepare(self, name: str) -> None:
        environment = {
            **os.environ,
            "CSIS_CONNECT_AS": "owner",
            "DATABASE_URL": make_conninfo(self.app_url, dbname=name),
            "DATABASE_OWNER_URL": make_conninfo(self.owner_url, dbname=name),
        }
        command = [sys.executable, ROOT / "manage.py", "prepare", "--kind", "test"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"The test database could not be prepared:\n{done.stdout}{done.stderr}")

    def _copy(self, name: str, template: str) -> None:
        self._drop(name)
        # Copying file by file takes half the time of copying through the server's memory and log.
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._keeper.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        # A crash of the server may lose a test's writes, so nothing has to wait for the disk.
        hasty = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
        self._keeper.execute(hasty.format(sql.Identifier(name)))

    def _drop_abandoned(self) -> None:
        # The filled copies of a template are removed with it.
        stays = (self.name, self.template)
        for name in (*self._names(TEMPLATE), *self._names(WORKER)):
            if name.startswith(stays):
                continue
            if self._keeper.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone()[0]:
                self._drop(name)
                self._keeper.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])

    def _names(self, prefix: str) -> list[str]:
        rows = self._keeper.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        return [name for (name,) in rows]

    def _drop(self, name: str) -> None:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        for _ in range(VACUUMS_WAITED_FOR):
            try:
                self._keeper.execute(statement)
                return
            except psycopg.errors.InsufficientPrivilege:
                # The server's own vacuum may be at work there, and only a superuser may end it.
                time.sleep(0.5)
        self._keeper.execute(statement)


def start_hasty() -> None:
    """Start the embedded server of the tests, which never waits for the disk; a crash may lose everything."""
    assert os.environ["CSIS_DATA_DIR"] == os.environ["CSIS_TESTS_DATA_DIR"], "This is somebody's own record."
    embedded.start()
    own = make_conninfo(os.environ["DATABASE_OWNER_URL"], user="postgres", dbname="postgres")
    with psycopg.connect(own, autocommit=True) as connection:
        for setting in HASTE:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")


def fingerprint() -> str:
    """A digest of everything that a prepared database is made from."""
    files = [ROOT / "requirements.txt", *sorted((ROOT / "fixtures").glob("official*.json"))]
    files += sorted((ROOT / "fixtures" / "catalog").glob("*.csv"))
    for folder in SOURCES:
        files += sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".sql"})
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
