"""A server with a prepared database: making one takes a minute, copying it a second."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from csis import data
from tests.database import fingerprint
from tests.running.kept import kept
from tests.running.servers import clusters
from tests.running.servers.clusters import Cluster

SECRET = "for servers of tests only: 0123456789abcdefghijklmnopqrstuvwxyz-ABCDEF"


def prepared(folder: Path, **environment: str) -> Cluster:
    """A server in a new folder within this one, with the program's roles and its database; not yet started."""
    found = kept("test-cluster", hashlib.sha256(fingerprint().encode()).hexdigest(), _prepare)
    subprocess.run(["cp", "-a", found / "primary", folder], check=True)
    return clusters.opened(folder / "primary", **environment)


def _prepare(folder: Path) -> None:
    with clusters.running() as made:
        manage(made, "prepare", "--kind", "test")
        made.stop()
        subprocess.run(["cp", "-a", made.folder, folder], check=True)


def manage(cluster: Cluster, *command: str, name: str = "csis") -> str:
    """Run a command of the program as the owner, on a database of that server; returns its output. RuntimeError."""
    line = [sys.executable, "manage.py", *command]
    done = subprocess.run(line, cwd=data.ROOT, env=owning(cluster, name), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def owning(cluster: Cluster, name: str = "csis") -> dict[str, str]:
    """The environment of a command of the owner."""
    return {
        **os.environ,
        "CSIS_CONNECT_AS": "owner",
        "CSIS_EVIDENCE_STORE": "database",
        "CSIS_POSTGRES_PROGRAMS": str(cluster.programs),
        "SECRET_KEY": SECRET,
        "DATABASE_URL": cluster.url("csis_app", name),
        "DATABASE_OWNER_URL": cluster.url("csis_owner", name),
    }
