"""Fixtures every test may use: the database as the application's role and as the owner, a running site, a browser."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread

from csis.settings import database
from missions.queries.catalog.readings import objects_of
from missions.views.bodies import bodies
from missions.views.remembered import forget, moments
from missions.web.context import count_amendments, count_awaiting, count_confirming, count_owned, remembered_header
from tests.database import Server
from tests.running.browsers.chromium import chromium, skip_without_browser
from tests.running.collected import collected
from tests.running.serving import Site, served

# The longest files start first; otherwise one process would still run them after the others have finished. The first
# one makes a database of its own, while another process makes the template that the others wait for.
LONG = (
    "tests/integration/setup/test_run.py",
    "tests/browser/accessibility/",
    "tests/integration/operation/test_drill.py",
    "tests/browser/journeys/test_role_journeys.py",
    "tests/browser/test_signed_out.py",
    "tests/integration/operation/test_runbook.py",
    "tests/integration/operation/test_replica.py",
    "tests/integration/stress/test_machine.py",
    "tests/integration/votes/test_hidden_votes.py",
    "tests/integration/reviews/test_http.py",
    "tests/integration/pages/test_query_counts.py",
    "tests/integration/pages/test_permissions.py",
    "tests/integration/pages/test_bad_input.py",
)

# No test fails because the machine is busy; `make stress` tries more examples.
hypothesis.settings.register_profile(
    "untimed",
    deadline=None,
    max_examples=int(os.environ.get("CSIS_EXAMPLES", "40")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("untimed")


def pytest_configure() -> None:
    # Slow on purpose in production, but here every test signs in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Static files are served from their source folder, so nothing has to be collected first.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT = None
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: tests that wait for servers of their own leave theirs to others."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip_without_browser(items)
    items.sort(key=lambda item: next((n for n, begins in enumerate(LONG) if item.nodeid.startswith(begins)), len(LONG)))
    # Loaded modules and collected tests stay until the end; scanning them took the garbage collector a tenth of the
    # time.
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _no_garbage_looked_for_twice() -> Iterator[None]:
    """Exempt from garbage collection what the tests of a file leave permanently."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Each test reads and renders its pages itself."""
    bodies.clear()
    forget()
    moments.clear()
    count_amendments.cache_clear()
    count_awaiting.cache_clear()
    count_confirming.cache_clear()
    count_owned.cache_clear()
    remembered_header.cache_clear()
    objects_of.cache_clear()


@pytest.fixture(scope="session")
def database_server(django_test_environment: None) -> Iterator[Server]:
    """The PostgreSQL server, with this worker's own database in it."""
    server = Server()
    server.create()
    settings.DATABASES["default"].update(database(server.app(), pooler=settings.DATABASE_POOLER))
    yield server
    connections.close_all()
    server.drop()


@pytest.fixture(scope="session", autouse=True)
def evidence_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of evidence go into a folder of this run."""
    settings.EVIDENCE_DIR = tmp_path_factory.mktemp("evidence")
    return settings.EVIDENCE_DIR


@pytest.fixture(scope="session")
def django_db_setup(database_server: Server) -> None:
    """Replaces pytest-django's fixture: the database is a copy of the template, and the application owns nothing."""


@pytest.fixture(scope="session")
def committing(database_server: Server, django_db_blocker) -> Callable[[], AbstractContextManager[None]]:
    """Opens blocks without a transaction; at the end of each, the database is restored.

    Only one block at a time, because restoring would remove what another depends on. A second one raises
    AssertionError.
    """
    alone = Lock()

    @contextmanager
    def block() -> Iterator[None]:
        assert alone.acquire(blocking=False), "Tests of one file either share a record or each have their own."
        try:
            with django_db_blocker.unblock():
                yield
            database_server.recreate()
        finally:
            alone.release()

    return block


@pytest.fixture
def real_db(committing: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The database without a transaction around the test; restored afterward."""
    with committing():
        yield


@pytest.fixture
def owner(database_server: Server) -> Iterator[psycopg.Connection]:
    """A connection in autocommit mode as the owner of the tables, who may switch triggers off."""
    with psycopg.connect(database_server.owner(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def app_connect(database_server: Server) -> Iterator[Callable[..., psycopg.Connection]]:
    """Makes connections as the application's role; takes psycopg's own options."""
    made = []

    def connect(**options: object) -> psycopg.Connection:
        made.append(psycopg.connect(database_server.app(), **options))
        if settings.DATABASE_POOLER:
            made[-1].prepare_threshold = None
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


@pytest.fixture(scope="session")
def site_address(database_server: Server) -> Iterator[str]:
    """The address of the running site; the caller commits what it shows, and restores the database."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def site(real_db: None, site_address: str) -> str:
    """The address of the running site, with a database that is restored afterward."""
    return site_address


@pytest.fixture(scope="session")
def static_files() -> str:
    """A folder of the static files as a deployment collects them; without them, the program cannot render a page."""
    return str(collected())


@pytest.fixture
def program(real_db: None, database_server: Server, static_files: str) -> Iterator[Site]:
    """The server program as in production, with a database that is restored afterward."""
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    with served("csis.serve", "/healthz", own) as site:
        yield site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium; as root it runs only without its sandbox.

    When headless, it would align letters to whole pixels, which makes lines longer than on screens and paper.
    """
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    # Pages of tests do not live long enough for optimizing compilation to pay off.
    scripts = "--js-flags=--no-turbofan --no-maglev"
    own = {"executable_path": chromium(), "args": ["--font-render-hinting=none", scripts, *sandbox]}
    return {**browser_type_launch_args, **own}
