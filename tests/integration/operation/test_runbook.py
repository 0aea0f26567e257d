"""The runbook, docs/operations.md: every command in it is run as written, in order, on one deployment."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.database import ROOT
from tests.drill.prepared import owning, prepared
from tests.office import needs
from tests.patience import ran, until
from tests.running.collected import collected
from tests.running.servers import clusters, pooler
from tests.running.servers.sockets import free_port
from tests.running.serving import served

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:^\*Not run by the tests: ([^*]+)\*\n\n)?^```(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
NOT_RUN = {
    "make drill": "it takes minutes; `tests/integration/operation/test_drill.py` runs a short one.",
    "make elsewhere": "it takes many minutes, and is run apart from them.",
    "make image": "it needs a container engine.",
    "make sbom": "`tests/architecture/test_supply.py` makes the list.",
    "make vulnerabilities": "it asks an address on the Internet.",
}
# As root, they run as the server's own user, as the page says.
OF_SERVER = ("pg_basebackup", "pg_ctl")
AS_SERVER = '#!/bin/sh\nexec setpriv --reuid={user} --regid={group} --clear-groups "{program}" "$@"\n'


@pytest.fixture(scope="module")
def deployment() -> Iterator[dict[str, str]]:
    """The environment of a deployment: a server, a web process, folders, and the variables that the page names."""
    with ExitStack() as closing:
        folder = closing.enter_context(clusters.place())
        primary = prepared(folder)
        primary.start()
        closing.callback(primary.stop, "immediate")
        own = {
            **owning(primary),
            "CSIS_CONNECT_AS": "",
            "CSIS_EVIDENCE_STORE": "folder",
            "CSIS_DATA_DIR": str(folder / "data"),
            "CSIS_STATIC_ROOT": str(collected()),
            "CSIS_HTTPS": "false",
            "CSIS_METRICS_PORT": str(free_port()),
            "CSIS_WITNESS_FILE": str(folder / "witness"),
            "CSIS_WITNESS_MAIL": "witness@example.mil",
            "CSIS_WORKER_SILENT_SECONDS": "0",
            "ALLOWED_HOSTS": "127.0.0.1",
            "WEB_WORKERS": "1",
        }
        for name in ("data", "backups", "bin"):
            (folder / name).mkdir()
        site = closing.enter_context(served("csis.serve", "/healthz", own))
        pool = closing.enter_context(pooler.pooling(primary.address))
        for name in OF_SERVER if os.geteuid() == 0 else ():
            user, group = clusters.account(), clusters.group()
            shim = folder / "bin" / name
            shim.write_text(AS_SERVER.format(user=user, group=group, program=primary.programs / name))
            shim.chmod(0o755)
        standby = folder / "standby"
        yield own | {
            "PATH": f"{folder / 'bin'}:{Path(sys.executable).parent}:{primary.programs}:{os.environ['PATH']}",
            "SITE": f"http://127.0.0.1:{site.port}",
            "WEB": str(site.process.pid),
            "KIND": "test",
            "BACKUPS": str(folder / "backups"),
            "MAILS": str(folder / "data" / "mail"),
            "PRIMARY": primary.address,
            "AGAIN": primary.url("csis_app", "csis_again"),
            "AGAIN_OWNER": primary.url("csis_owner", "csis_again"),
            "STANDBY": str(standby),
            "STANDBY_PORT": str(free_port()),
            "POOLER": str(pool.process.pid),
            "POOLER_SETTINGS": str(pool.settings),
            "POOLED": pool.address(primary.url("csis_app")),
        }
        if (standby / "postmaster.pid").exists():
            clusters.run(primary.programs / "pg_ctl", "stop", "--mode=immediate", f"--pgdata={standby}")


@needs("curl", "pgbouncer")
def test_every_command_of_the_runbook_works(deployment: dict[str, str]) -> None:
    blocks = BLOCK.findall(TEXT)
    assert {kind for _, kind, _ in blocks} == {"sh"}
    assert {commands.strip(): reason for reason, _, commands in blocks if reason} == NOT_RUN
    script = "\n".join(f"echo '== {n}' >&2\n{commands}" for n, (reason, _, commands) in enumerate(blocks) if not reason)
    bash = ["/bin/bash", "-euo", "pipefail", "-c", script]
    done = ran(bash, deployment)
    assert done.returncode == 0, f"{done.stderr}\n{done.stdout}"
    assert re.search(r"standby .* sync", done.stdout)
    # The pooler leads to the standby, which accepts writes.
    until(lambda: _led_to(deployment["POOLED"]) == (int(deployment["STANDBY_PORT"]), False))


def _led_to(address: str) -> tuple[int, bool]:
    """The port that a pooler leads to, and whether the server there is a standby."""
    with psycopg.connect(address, autocommit=True) as session:
        return session.execute("SELECT inet_server_port(), pg_is_in_recovery()").fetchone()
