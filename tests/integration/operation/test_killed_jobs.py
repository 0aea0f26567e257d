"""A worker that is killed in the middle of a job: another takes it up, and what it does is done once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

from csis.schedules import SCHEDULES
from missions.actions.operation.stalled import take_up
from missions.domain.vocabulary import Role
from missions.models import JobRun
from missions.soon import run, send_link
from tests import factories, raw
from tests.database import ROOT, Server
from tests.running.worker import work

DOING = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s"
# As a worker that was killed a while ago leaves it.
GONE = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
TASKS = [*SCHEDULES, "send_link"]


@pytest.fixture
def started(real_db: None, database_server: Server, tmp_path) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts workers, which are gone at the end of the test."""
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_DATA_DIR": str(tmp_path)}
    made = []

    def start() -> subprocess.Popen:
        command = [sys.executable, "-m", "csis.work"]
        made.append(subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=subprocess.DEVNULL))
        return made[-1]

    yield start
    for process in made:
        process.kill()
        process.wait()
    connection.close()


@pytest.mark.parametrize("name", TASKS)
def test_a_job_left_in_the_middle_waits_again_once(real_db: None, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, args)"
            " VALUES ('default', %s, 'doing', %s, '{}')",
            [name, name],
        )
        assert take_up() == 1
        cursor.execute("SELECT status FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo",)]
        # Where the next one waits already, that does what was left.
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        if name != "send_link":
            run(name)
            assert take_up() == 1
            cursor.execute("SELECT status FROM procrastinate_jobs")
            assert cursor.fetchall() == [("todo",)]
    connection.close()


def test_a_worker_killed_in_a_job_is_followed_by_one_that_does_it(
    started, owner: psycopg.Connection, database_server: Server
) -> None:
    factories.user("analyst", Role.ANALYST)
    send_link("analyst")
    with psycopg.connect(database_server.owner()) as holding:
        # The job stands still in the middle: at the account.
        holding.execute("LOCK TABLE missions_user IN ACCESS EXCLUSIVE MODE")
        first = started()
        raw.until(lambda: owner.execute(DOING, ["send_link"]).fetchone()[0])
        first.send_signal(signal.SIGKILL)
        first.wait()
        holding.rollback()
    assert owner.execute(DOING, ["send_link"]).fetchone()[0] == 1
    owner.execute(GONE)
    assert take_up() >= 1
    second = started()
    raw.until(lambda: not owner.execute("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'send_link'").fetchone())
    assert second.poll() is None
    assert owner.execute("SELECT count(*) FROM csis_cache WHERE cache_key LIKE '%link:%'").fetchone()[0] == 1


def test_the_worker_does_so_by_itself(real_db: None) -> None:
    run("take_up")
    work()
    assert JobRun.objects.get(name="take_up").failures == 0
    connection.close()
