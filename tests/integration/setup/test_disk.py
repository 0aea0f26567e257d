"""A full disk: a start says so in one line; a running program refuses writes, still reads, and recovers."""

import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg import errors

from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Session
from missions.web import database
from tests import factories
from tests.patience import ran
from tests.running.newcomer import environment
from tests.running.servers.sockets import free_port

MORE_THAN_THERE_IS = 1 << 40


@pytest.mark.parametrize("command", [["-m", "csis.run"], ["manage.py", "verify_audit"]], ids=["run", "verify"])
def test_a_start_on_a_full_disk_says_so_in_one_line(tmp_path: Path, command: list[str]) -> None:
    own = environment(tmp_path, PORT=str(free_port()), DISK_RESERVE_MB=str(MORE_THAN_THERE_IS))
    done = ran([sys.executable, *command], own)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert f"The disk of {tmp_path} is full" in done.stderr
    assert not (tmp_path / "postgres" / "cluster").exists()


@pytest.mark.django_db
def test_a_full_disk_refuses_writes_allows_reads_and_needs_no_restart(client: Client, settings) -> None:
    client.force_login(factories.user("analyst", Role.ANALYST))
    reserve, before = settings.DISK_RESERVE_BYTES, AuditEntry.objects.count()
    settings.DISK_RESERVE_BYTES = 1 << 62
    refused = [
        client.post("/areas/SATCOM/functions/new/", {"name": "New"}),
        client.get("/exports/areas.csv"),
        Client().post("/accounts/login/", {"login": "analyst", "password": factories.PASSWORD}),
    ]
    assert [answer.status_code for answer in refused] == [507, 507, 507]
    assert all("The disk is full" in answer.content.decode() for answer in refused)
    assert [client.get(path).status_code for path in ("/", "/areas/", "/reviews/", "/healthz")] == [200] * 4
    assert (AuditEntry.objects.count(), Session.objects.count()) == (before, 1)
    settings.DISK_RESERVE_BYTES = reserve
    assert client.get("/exports/areas.csv").status_code == 200
    assert AuditEntry.objects.count() == before + 1


@pytest.mark.parametrize(
    ("cause", "status"), [(errors.DiskFull, 507), (errors.LockNotAvailable, 503), (errors.QueryCanceled, 503)]
)
def test_a_write_that_the_database_cannot_do_now_has_a_page(cause: type[Exception], status: int) -> None:
    refused = OperationalError("refused")
    refused.__cause__ = cause("refused")
    answer = database.error_page(refused)
    assert answer.status_code == status
    assert "Nothing was recorded" in answer.content.decode()
