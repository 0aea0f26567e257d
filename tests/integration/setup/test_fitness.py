"""A production that is not safe to serve does not start, and says why."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from csis.fitness import unfit
from missions.domain.vocabulary import InstallationKind
from tests import factories
from tests.database import ROOT, Server
from tests.running.owning import new_database

KEY = "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJ"


def start(module: str, address: str) -> subprocess.CompletedProcess:
    """Start a part of the program as in production; it must end at once."""
    own = {"PATH": os.environ["PATH"], "DATABASE_URL": address, "SECRET_KEY": KEY, "CSIS_WORKER_SILENT_SECONDS": "0"}
    command = [sys.executable, "-m", module]
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("module", ["csis.serve", "csis.work"])
def test_a_role_that_could_alter_the_record_is_refused(database_server: Server, module: str) -> None:
    done = start(module, database_server.owner())
    assert done.returncode == 1
    assert "could alter the record: connect as the application's role." in done.stderr


def test_an_unreachable_database_is_reported_without_its_password() -> None:
    done = start("csis.serve", "postgres://csis_app:hunter2@127.0.0.1:9/csis")
    assert (done.returncode, done.stderr.strip()) == (1, "The database does not answer: check DATABASE_URL.")


def test_the_application_role_with_the_right_time_is_accepted(app_connect) -> None:
    session, now = app_connect(), datetime.now(UTC)
    assert list(unfit(session, now)) == []
    for apart in (timedelta(minutes=1), timedelta(hours=-1)):
        assert [said for said in unfit(session, now + apart) if "clocks" in said]


def test_a_database_that_was_never_prepared_is_reported(database_server: Server) -> None:
    with new_database(database_server) as name, psycopg.connect(database_server.owner_url, dbname=name) as session:
        assert list(unfit(session, datetime.now(UTC))) == [
            "The database is not prepared: run `manage.py prepare` as its owner."
        ]


def test_a_demonstration_is_not_a_production(database_server: Server, django_db_blocker) -> None:
    with django_db_blocker.unblock(), factories.as_owner(database_server):
        factories.become(InstallationKind.DEMONSTRATION)
        assert "The database is a demonstration's: the passwords of its accounts are public." in unfit(
            connection.connection, datetime.now(UTC)
        )
