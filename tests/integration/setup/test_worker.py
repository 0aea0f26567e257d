"""The worker survives broken connections to its database, and its absence is noticed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg import sql

from missions import jobs
from missions.domain.vocabulary import Role
from missions.models import Heartbeat
from tests import factories
from tests.database import ROOT, Server
from tests.patience import STEP_SECONDS, kill, until
from tests.running.worker import work

SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name LIKE 'work.py%%'"
ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@pytest.fixture
def worker(real_db: None, database_server: Server) -> Iterator[subprocess.Popen]:
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": ""}
    command = [sys.executable, "-m", "csis.work"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=subprocess.DEVNULL)
    yield process
    kill(process)


def test_it_comes_back_after_its_connections_broke_and_ends_when_told(worker, database_server: Server) -> None:
    name = sql.Identifier(database_server.name)
    with psycopg.connect(database_server.owner_url, autocommit=True) as outside:

        def connected() -> bool:
            return outside.execute(SESSIONS, [database_server.name]).fetchone()[0] > 0

        until(connected)
        outside.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        outside.execute(ENDED, [database_server.name])
        until(lambda: not connected())
        outside.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))
        until(connected)
    assert worker.poll() is None
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(STEP_SECONDS) == 0


@pytest.fixture
def silent(db: None, settings) -> None:
    """A worker that was last heard from long ago."""
    settings.WORKER_SILENT_SECONDS = 60
    Heartbeat.objects.update(at="2020-01-02T03:04:00Z")


@pytest.mark.parametrize(("role", "path"), [(Role.STEWARD, "/reviews/"), (Role.ADMINISTRATOR, "/people/")])
def test_a_silent_worker_shows_on_the_desk_of_people_who_can_act(silent, client: Client, role, path) -> None:
    client.force_login(factories.user("desk", role))
    assert "last heard from on 2 Jan 2020, 03:04 UTC" in client.get(path).content.decode()
    jobs.beat(0)
    assert "last heard of" not in client.get(path).content.decode()


def test_a_silent_worker_shows_in_readiness_but_not_in_liveness(silent, client: Client, settings) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reason": "worker"})
    assert client.get("/healthz").status_code == 200
    jobs.beat(0)
    assert client.get("/readyz").json() == {"ready": True}


def test_no_worker_is_missed_if_none_is_expected(silent, client: Client, settings) -> None:
    settings.WORKER_SILENT_SECONDS = 0
    assert client.get("/readyz").status_code == 200


def test_in_tests_the_worker_does_only_what_was_queued(real_db: None) -> None:
    scheduled = dict(app.periodic_registry.periodic_tasks)
    assert scheduled, "Some are due each minute."
    jobs.tell.defer(timestamp=0)
    work()
    assert list(ProcrastinateJob.objects.values_list("task_name", "status")) == [("tell", "succeeded")]
    assert app.periodic_registry.periodic_tasks == scheduled
