"""PostgreSQL's own programs on the database of the settings: dump and restore."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

# Not dumped: sessions, because an old cookie would work again; pieces of files, which a backup contains anyway; and
# data of the moment.
PASSING = (
    "missions_session",
    "usersessions_usersession",
    "missions_allowance",
    "missions_filepiece",
    "csis_cache",
    "procrastinate_*",
)
TABLES = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')"


class ProgramFailed(Exception):
    """One of PostgreSQL's programs is missing or failed; the message is its last line."""


def dump(path: Path, *, snapshot: str) -> None:
    """Dump the database as of a snapshot that a transaction has exported. Raises `ProgramFailed`."""
    left_out = [f"--exclude-table-data={table}" for table in PASSING]
    _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges", *left_out, at=path)


def restore(path: Path) -> None:
    """Restore a dump into the empty database, all of it or nothing. Raises `ProgramFailed`."""
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(path))


def is_empty() -> bool:
    """Whether the database has no objects yet."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return cursor.fetchone()[0] == 0


def empty() -> None:
    """Remove everything from the database, as its owner."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _run(program: str, *arguments: str, at: Path | None = None) -> None:
    found = shutil.which(program, path=settings.POSTGRES_PROGRAMS or None)
    if found is None:
        raise ProgramFailed(f"{program} is not installed: set CSIS_POSTGRES_PROGRAMS to the folder it is in.")
    asked = connection.get_connection_params()
    known = {default.keyword.decode() for default in Conninfo.get_defaults()}
    # The password goes into the environment: everybody on the machine can see arguments.
    password = asked.pop("password", "")
    address = make_conninfo(**{name: value for name, value in asked.items() if name in known})
    done = subprocess.run(
        [found, f"--dbname={address}", *([f"--file={at}"] if at else []), *arguments],
        env={**os.environ, "PGPASSWORD": password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = [line for line in done.stderr.strip().splitlines() if "error:" in line] or [done.stderr.strip()]
        raise ProgramFailed(said[0] or f"{program} failed.")
