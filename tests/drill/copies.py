"""Copies of the record that a drill makes under load: a restored backup, a point in time, an older program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from csis import data
from tests.drill.counting import counted
from tests.drill.load import Load
from tests.drill.prepared import SECRET, manage
from tests.drill.stack import Stack, until
from tests.running.newcomer import status
from tests.running.servers import clusters
from tests.running.servers.sockets import free_port

POINT = "drill"
ARCHIVED = "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver"
RECOVERING = """
archive_mode = off
synchronous_standby_names = ''
primary_conninfo = ''
restore_command = 'cp "{archive}/%f" %p'
recovery_target_name = 'drill'
recovery_target_action = 'promote'
"""
HEAD = "SELECT sequence || ':' || digest FROM missions_chainhead"


def restore(stack: Stack, load: Load) -> str:
    """Back the record up while people write, and restore it into an empty database."""
    known = _known(load)
    said = manage(stack.primary, "backup", str(stack.folder))
    path, _, chain = said.rsplit(" ", 2)
    with stack.primary.connect() as session:
        session.execute("CREATE DATABASE restored OWNER csis_owner")
    manage(stack.primary, "restore", path, "--expect", chain, name="restored")
    missing = known - set(counted(stack.primary, "restored"))
    with stack.primary.connect() as session:
        session.execute("DROP DATABASE restored WITH (FORCE)")
    return f"backup of {Path(path).stat().st_size / 1e6:.1f} MB put back and verified, {len(missing)} missing"


def point_in_time(stack: Stack, load: Load) -> str:
    """Copy the primary, go on writing, name a moment, and recover the copy to it."""
    folder = stack.folder / "recovered"
    copy = clusters.standby(stack.primary.address, folder, **stack.environment)
    (folder / "standby.signal").unlink()
    with stack.primary.connect("csis") as session:
        session.execute(f"ALTER SYSTEM SET archive_command = 'cp %p \"{stack.archive}/%f\"'")
        session.execute("SELECT pg_reload_conf()")
        known, chain = _known(load), session.execute(HEAD).fetchone()[0]
        session.execute("SELECT pg_create_restore_point(%s)", [POINT])
        last = session.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()[0]
        until(lambda: session.execute(ARCHIVED).fetchone()[0] >= last)
    copy.configure(RECOVERING.format(archive=stack.archive))
    signal = folder / "recovery.signal"
    signal.touch()
    shutil.chown(signal, clusters.account())
    copy.start()
    try:
        until(lambda: not signal.exists())
        missing = known - set(counted(copy))
        manage(copy, "verify_audit", "--expect", chain)
    finally:
        copy.stop("immediate")
    return f"recovered to {chain.split(':')[0]} and verified, {len(missing)} missing"


def upgrade(stack: Stack, old: str) -> str:
    """Run an older program, migrate its database meanwhile, and let it go on before the new one takes over.

    The older program is the revision `old`, by default the last one before the newest migration. Raises RuntimeError
    if git does not have it.
    """
    old = old or _before_newest_migration()
    packed = subprocess.run(["git", "archive", old], cwd=data.ROOT, check=False, capture_output=True)
    if packed.returncode:
        raise RuntimeError(f"There is no revision {old} here: {packed.stderr.decode().strip()}")
    program = stack.folder / "older"
    program.mkdir()
    subprocess.run(["tar", "--extract", "--directory", program], input=packed.stdout, check=True)
    with stack.primary.connect() as session:
        session.execute("CREATE DATABASE rolling OWNER csis_owner")
    older = _environment(stack, "rolling")
    prepare = [sys.executable, "manage.py", "prepare", "--kind", "test"]
    subprocess.run(prepare, cwd=program, env=older | {"CSIS_CONNECT_AS": "owner"}, check=True, capture_output=True)
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=program, env=older, check=True, capture_output=True)
    port = free_port()
    web = subprocess.Popen(
        [sys.executable, "-m", "csis.serve"],
        cwd=program,
        env=older | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: status(port, "/readyz") in {200, 503})
        manage(stack.primary, "prepare", "--kind", "test", name="rolling")
        seen = [status(port, page) for page in ("/healthz", "/accounts/login/", "/readyz")]
    finally:
        web.terminate()
        web.wait()
    with stack.primary.connect() as session:
        session.execute("DROP DATABASE rolling WITH (FORCE)")
    if seen[:2] != [200, 200]:
        raise RuntimeError(f"The older program answered {seen} on the new schema.")
    return f"program of {old} served on the new schema"


def _before_newest_migration() -> str:
    newest = max((data.ROOT / "missions" / "migrations").glob("[0-9]*.py"))
    asked = ["git", "log", "-1", "--format=%h^", "--diff-filter=A", "--", str(newest)]
    return subprocess.run(asked, cwd=data.ROOT, check=False, capture_output=True, text=True).stdout.strip()


def _environment(stack: Stack, name: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": stack.primary.url("csis_app", name),
        "DATABASE_OWNER_URL": stack.primary.url("csis_owner", name),
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "localhost",
        "CSIS_HTTPS": "false",
        "CSIS_WORKER_SILENT_SECONDS": "0",
        "CSIS_STATIC_ROOT": str(stack.folder / "older-static"),
        "CSIS_EVIDENCE_DIR": str(stack.folder / "older-evidence"),
        "HOST": clusters.HOST,
    }


def _known(load: Load) -> set[str]:
    with load.ledger.lock:
        return set(load.ledger.confirmed)
