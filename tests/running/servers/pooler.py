"""PgBouncer in transaction mode in front of a server, in a process of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from csis import embedded
from tests.patience import kill, until
from tests.running.servers.sockets import HOST, free_port, listens

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SETTINGS = """
[databases]
* = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
max_client_conn = 500
default_pool_size = 20
server_fast_close = 1
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
logfile = {folder}/log
pidfile = {folder}/pid
"""


@dataclass(frozen=True)
class Pooler:
    """A running pooler: its port, its process and the file of its settings."""

    port: int
    process: subprocess.Popen
    settings: Path

    def address(self, url: str) -> str:
        """Returns the same database and role, reached through the pooler."""
        return make_conninfo(url, host=HOST, port=self.port)

    def lead_to(self, url: str) -> None:
        """Send every new transaction to the server at another address."""
        self.settings.write_text(_said(url, self.port, self.settings.parent))
        self.process.send_signal(signal.SIGHUP)


@contextmanager
def pooling(url: str) -> Iterator[Pooler]:
    """A pooler for every database and role of the server at that address, until the block ends.

    It accepts the program's roles without a password, so the server must trust connections from this machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="csis-pooler-"))
    port = free_port()
    settings = folder / "settings.ini"
    settings.write_text(_said(url, port, folder))
    (folder / "users").write_text('"csis_app" ""\n"csis_owner" ""\n')
    own = {}
    if os.geteuid() == 0:
        shutil.chown(folder, embedded.SYSTEM_USER)
        own = {"user": embedded.SYSTEM_USER, "extra_groups": []}
    # It must not inherit a pipe: its reader would wait until the pooler ends.
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([PROGRAM, "-q", settings], cwd=folder, **silent, **own)
    try:
        until(lambda: listens(port))
        yield Pooler(port, process, settings)
    finally:
        kill(process)
        shutil.rmtree(folder)


def _said(url: str, port: int, folder: Path) -> str:
    parts = conninfo_to_dict(url)
    server = f"host={parts['host']} port={parts.get('port', 5432)}"
    return SETTINGS.format(server=server, port=port, folder=folder)
