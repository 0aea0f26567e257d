"""A record with a file of evidence, a backup of it, and empty databases to restore it into."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from missions.actions.operation.backups import back_up
from missions.models import AuditEntry, Backup, ChainHead
from tests import factories
from tests.database import Server
from tests.running.owning import new_database, owning

CONTENT = b"Seen at sea.\n"


@dataclass(frozen=True)
class Kept:
    """A backup, its file, and the head and the number of entries of the chain in it."""

    path: Path
    row: Backup
    chain: str
    entries: int


@pytest.fixture(scope="module", autouse=True)
def _programs(database_server: Server) -> Iterator[None]:
    """Use PostgreSQL's programs of the server that the tests run on."""
    kept = settings.POSTGRES_PROGRAMS
    settings.POSTGRES_PROGRAMS = os.environ.get("CSIS_POSTGRES_PROGRAMS", "")
    yield
    settings.POSTGRES_PROGRAMS = kept


@pytest.fixture(scope="module")
def kept(
    committing: Callable[[], AbstractContextManager[None]],
    database_server: Server,
    evidence_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Kept]:
    """A backup of a small record, kept while the tests of a file run."""
    folder = tmp_path_factory.mktemp("backups")
    with committing():
        factories.evidence(upload=factories.upload(CONTENT), behind=[factories.assessment(factories.function())])
        chain, entries = str(ChainHead.objects.get()), AuditEntry.objects.count()
        with owning(database_server, database_server.name):
            row = back_up(folder)
        yield Kept(folder / row.name, row, chain, entries)


@pytest.fixture
def emptied(database_server: Server, django_db_blocker, tmp_path: Path, settings) -> Iterator[str]:
    """The name of an empty database, with a connection as its owner and an empty folder of evidence."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    with django_db_blocker.unblock(), new_database(database_server) as name, owning(database_server, name):
        yield name


@pytest.fixture
def at_source(
    kept: Kept, database_server: Server, evidence_folder: Path, settings
) -> Callable[[], AbstractContextManager[None]]:
    """Opens blocks with the owner's connection to the record that was backed up."""

    @contextmanager
    def block() -> Iterator[None]:
        here, settings.EVIDENCE_DIR = settings.EVIDENCE_DIR, evidence_folder
        with owning(database_server, database_server.name):
            yield
        settings.EVIDENCE_DIR = here

    return block
