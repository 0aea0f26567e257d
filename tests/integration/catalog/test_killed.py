"""If a worker is killed while it reads a catalog, another one reads it, exactly once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone

from missions import soon
from missions.actions.catalog import recording, staging
from missions.actions.errors import NotReady
from missions.actions.progress import SILENT_AFTER
from missions.domain.vocabulary import ImportState, Role
from missions.models import AuditEntry, CatalogReading, CatalogRow, StagedCatalog, StagedCatalogProblem
from missions.queries.people.verification import verify
from tests import factories
from tests.database import ROOT, Server
from tests.patience import until
from tests.unit.catalog.files import LAUNCHES, ORGANIZATIONS, PAYLOADS, payload, tsv

# So many rows that reading them takes much longer than noticing that it started.
ROWS = 30_000
# On a busy machine: the time to start a worker that then reads them.
PATIENCE = 180


@pytest.fixture
def start(real_db: None, database_server: Server) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts the worker as a deployment does; remaining workers are killed at the end."""
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": ""}

    def started() -> subprocess.Popen:
        command = [sys.executable, "-m", "csis.work"]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.kill)
        return process

    with ExitStack() as stack:
        yield started
    connection.close()


def test_another_worker_reads_the_catalog_of_a_killed_one_and_records_it_once(start) -> None:
    analyst = factories.actor(Role.ANALYST)
    rows = (payload(number, Program="-") for number in range(1, ROWS + 1))
    parts = (tsv(PAYLOADS, *rows), tsv(LAUNCHES), tsv(ORGANIZATIONS))
    staged = staging.stage(by=analyst, files=[(f"{n}.tsv", BytesIO(part)) for n, part in enumerate(parts)])
    own = StagedCatalog.objects.filter(pk=staged.pk)

    first = start()
    soon.read_catalogs()
    until(own.exclude(told_at=None).exists, PATIENCE)
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    assert own.get().state == ImportState.READING
    assert not StagedCatalogProblem.objects.exists() and not CatalogRow.objects.exists()

    # As after the minute in which the first worker might still have reported.
    own.update(told_at=timezone.now() - SILENT_AFTER - timedelta(seconds=1))
    start()
    soon.read_catalogs()
    until(own.exclude(state=ImportState.READING).exists, PATIENCE)
    made = recording.confirm(by=analyst, staged=own.get(), name="Killed", reason="Read twice.", accepted=True)
    with pytest.raises(NotReady):
        recording.confirm(by=analyst, staged=own.get(), name="Twice", reason="Again.", accepted=True)
    assert CatalogReading.objects.count() == 1 and AuditEntry.objects.filter(action="import catalog").count() == 1
    assert CatalogRow.objects.filter(reading_id=made.pk).count() == CatalogRow.objects.count() == ROWS
    assert list(verify()) == []
