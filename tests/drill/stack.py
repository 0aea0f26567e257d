"""The servers of a drill: primary, synchronous standby, replica, pooler, two web processes, worker, proxy with TLS."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg

from csis import data
from tests.drill.prepared import SECRET, prepared
from tests.running.collected import collected
from tests.running.servers import clusters
from tests.running.servers.clusters import Cluster
from tests.running.servers.pooler import Pooler, pooling
from tests.running.servers.proxy import Proxy, proxied
from tests.running.servers.sockets import free_port, listens

FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
DISK_MB = 1500
LOOK_SECONDS = 0.2
PATIENCE_SECONDS = 120
ARCHIVING = "archive_mode = on\narchive_command = 'cp %p \"{archive}/%f\"'"
FOLLOWS = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND application_name = %s"
IN_STEP = f"{FOLLOWS} AND sync_state = 'sync'"


class Kept:
    """A process that is started again whenever it ends, as a service manager does."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self._ending = threading.Event()
        self.restarts = 0
        self._start()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, cwd=data.ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )

    def _keep(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            if self.process.poll() is not None:
                self.restarts += 1
                self._start()

    def kill(self) -> None:
        """Kill it and what it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """End it for good."""
        self._ending.set()
        self._keeper.join()
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()


class Stack:
    """All servers, over one folder; `close` ends them."""

    def __init__(self, folder: Path) -> None:
        self._closing = ExitStack()
        self.folder = folder
        self.archive = folder / "archive"
        self.disk = folder / "disk"
        self.clock = folder / "clock" if FAKETIME.exists() else None
        self._number = 0
        self.primary: Cluster
        self.standby: Cluster
        self.replica: Cluster
        self.pooler: Pooler
        self.proxy: Proxy
        self.webs: list[Kept] = []
        self.ports: list[int] = []
        self.worker: Kept

    def start_databases(self) -> None:
        """Start the primary on a small disk of its own, prepare it, and start its two copies."""
        for made in (self.archive, self.disk):
            made.mkdir()
            shutil.chown(made, clusters.account())
        self.is_small = self._mount()
        shutil.chown(self.disk, clusters.account())
        environment = {}
        if self.clock:
            self.clock.write_text("+0")
            environment = {
                "LD_PRELOAD": str(FAKETIME),
                "FAKETIME_TIMESTAMP_FILE": str(self.clock),
                "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
        self.environment = environment
        self.primary = prepared(self.disk, **environment)
        self.primary.configure(ARCHIVING.format(archive=self.archive))
        self.primary.start()
        self._closing.callback(self._stop_databases)
        self.standby = self.copied("standby")
        self.replica = self.copied("replica")
        self.in_step(self.primary, "standby")

    def start_program(self) -> None:
        """Start the pooler, two web processes, the worker and the proxy."""
        self.pooler = self._closing.enter_context(pooling(self.primary.address))
        self.ports = [free_port(), free_port()]
        self.proxy = self._closing.enter_context(proxied(self.ports))
        for port in self.ports:
            self.webs.append(self.web(port))
        self.worker = self._kept("csis.work", "worker")
        for port in self.ports:
            until(lambda port=port: listens(port))

    def environ(self, **more: str) -> dict[str, str]:
        """The environment of the program's processes."""
        own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **own,
            "DATABASE_URL": self.pooler.address(self.primary.url("csis_app")),
            "DATABASE_POOLER": "true",
            "DATABASE_POOL": "true",
            "DATABASE_REPLICA_URL": self.replica.url("csis_app"),
            "DATABASE_REPLICA_POOLER": "false",
            "CSIS_EVIDENCE_STORE": "database",
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "localhost",
            "CSIS_TRUST_PROXY": "true",
            "CSIS_PROXIES": "1",
            "CSIS_BACKUP_LATE_HOURS": "0",
            "CSIS_SECOND_FACTOR_ROLES": "",
            # The simulated people work faster than the allowances permit.
            "CSIS_ALLOWANCES": "false",
            # Otherwise the worker would open, at some minutes of the hour, the reviews that the groups open.
            "CSIS_SCHEDULES": "open_reviews=0 0 1 1 *",
            "CSIS_STATIC_ROOT": str(collected()),
            "WEB_WORKERS": "1",
            "HOST": clusters.HOST,
            **more,
        }

    def web(self, port: int, **more: str) -> Kept:
        """A web process that listens on that port."""
        return self._kept("csis.serve", f"web-{port}", PORT=str(port), **more)

    def _kept(self, module: str, name: str, **more: str) -> Kept:
        process = Kept([sys.executable, "-m", module], self.environ(**more), self.folder / f"{name}.log")
        self._closing.callback(process.end)
        return process

    def copied(self, name: str, **more: str) -> Cluster:
        """A started copy of the primary that follows it under that name."""
        self._number += 1
        of = f"{self.primary.address}?application_name={name}"
        copy = clusters.standby(of, self.folder / f"{name}-{self._number}", **self.environment)
        for setting, value in {"archive_mode": "off", "wal_retrieve_retry_interval": "500ms", **more}.items():
            copy.configure(f"{setting} = '{value}'")
        copy.start()
        return copy

    def in_step(self, primary: Cluster, name: str) -> None:
        """Make the primary confirm only what the standby of that name has; with an empty name, confirm at once."""
        with primary.connect() as session:
            if name:
                until(lambda: session.execute(FOLLOWS, [name]).fetchone()[0])
            session.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
            session.execute("SELECT pg_reload_conf()")
            if name:
                until(lambda: session.execute(IN_STEP, [name]).fetchone()[0])

    def fail_over(self) -> None:
        """Lose the primary: its standby takes its place."""
        self.primary.kill()
        self.standby.promote()
        self.primary = self.standby
        self.pooler.lead_to(self.primary.address)

    def follow(self) -> None:
        """Make the replica and a new standby follow the new primary."""
        self.replica.stop("immediate")
        port = self.replica.port
        self.replica = self.copied_at(port)
        self.standby = self.copied("standby")
        self.in_step(self.primary, "standby")

    def copied_at(self, port: int) -> Cluster:
        """A new replica at the address of the one before."""
        made = self.copied("replica")
        made.stop()
        made.configure(f"port = {port}")
        moved = Cluster(made.folder, port, made.programs, made.environment)
        moved.start()
        return moved

    def _mount(self) -> bool:
        """Give the primary's folder a small disk of its own; returns whether that was possible."""
        options = ["-t", "tmpfs", "-o", f"size={DISK_MB}m", "csis-drill", self.disk]
        done = subprocess.run(["mount", *options], check=False, capture_output=True)
        if done.returncode == 0:
            self._closing.callback(subprocess.run, ["umount", "-l", self.disk], check=False)
        return done.returncode == 0

    def _stop_databases(self) -> None:
        for cluster in (self.primary, *filter(None, (getattr(self, name, None) for name in ("standby", "replica")))):
            with suppress(RuntimeError):
                cluster.stop("immediate")

    def complaints(self) -> list[str]:
        """The tracebacks in the logs of the web processes."""
        lines = [line for log in self.folder.glob("web-*.log") for line in log.read_text(errors="replace").splitlines()]
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return [one["exception"].strip() for one in told if one.get("event") == "request_failed"]

    def close(self) -> None:
        """End everything."""
        self._closing.close()


def until(condition, seconds: float = PATIENCE_SECONDS) -> None:
    """Returns once the condition holds; a database that is away counts as not yet. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(psycopg.OperationalError, OSError):
            if condition():
                return
        time.sleep(LOOK_SECONDS)
    raise TimeoutError("Waited in vain.")
