"""An unreachable database: a plain page with status 503, and everything works again once it is back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import InternalError, OperationalError, connection, transaction
from django.test import Client
from psycopg import sql

from missions.domain.vocabulary import Role
from missions.models import MissionArea, User
from missions.web.database import is_away
from tests import factories
from tests.database import Server

# A drill loses a server behind one, too.
pytestmark = pytest.mark.skipif(settings.DATABASE_POOLER, reason="A pooler answers for a server that is away.")


@contextmanager
def away(server: Server) -> Iterator[None]:
    """The worker's database ends every session and accepts no new one."""
    name = sql.Identifier(server.name)
    with psycopg.connect(server.owner_url, autocommit=True) as outside:
        outside.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        try:
            ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
            outside.execute(ended, [server.name])
            yield
        finally:
            outside.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))


@pytest.fixture
def viewer(real_db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.user("viewer", Role.VIEWER))
    return client


def test_pages_say_so_and_recover_without_a_restart(viewer: Client, database_server: Server) -> None:
    assert viewer.get("/areas/").status_code == 200
    with away(database_server):
        # The first request meets a broken connection, the second one cannot connect.
        for _ in range(2):
            answer = viewer.get("/areas/")
            assert answer.status_code == 503
            assert "The database is not responding." in answer.content.decode()
            assert int(answer["Retry-After"]) > 0
            assert answer["Cache-Control"] == "no-store"
    assert viewer.get("/areas/").status_code == 200


@pytest.mark.parametrize("path", ["/areas/", "/accounts/login/"])
def test_the_log_contains_the_status_of_the_answer(viewer: Client, database_server: Server, caplog, path: str) -> None:
    with away(database_server), caplog.at_level("INFO", "django_structlog"):
        assert viewer.get(path).status_code == 503
    told = [record.msg for record in caplog.records if record.name.startswith("django_structlog")]
    assert [(one["event"], one["code"]) for one in told if "code" in one] == [("request_finished", 503)]


def test_a_sign_in_in_the_meantime_says_so_too(viewer: Client, database_server: Server) -> None:
    somebody = Client(raise_request_exception=False)
    fields = {"login": "viewer", "password": factories.PASSWORD}
    with away(database_server):
        assert somebody.post("/accounts/login/", fields).status_code == 503
    assert somebody.post("/accounts/login/", fields).status_code == 302


def test_it_is_alive_but_not_ready(viewer: Client, database_server: Server) -> None:
    watcher = Client()
    assert (watcher.get("/healthz").status_code, watcher.get("/readyz").status_code) == (200, 200)
    with away(database_server):
        for _ in range(2):
            answer = watcher.get("/readyz")
            assert (answer.status_code, answer.json()) == (503, {"ready": False, "reason": "database"})
            assert watcher.get("/healthz").status_code == 200
    assert watcher.get("/readyz").json() == {"ready": True}


def test_a_database_without_its_migrations_is_not_ready(
    real_db: None, owner: psycopg.Connection, database_server: Server
) -> None:
    owner.execute("DELETE FROM django_migrations WHERE app = 'missions'")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reason": "migrations"})


def copying() -> None:
    with connection.cursor() as cursor, cursor.copy("COPY missions_submission FROM STDIN"):
        pass


def reading() -> None:
    # More than is read at once.
    rows = MissionArea.objects.iterator(1)
    next(rows)
    broken_off()
    list(rows)


def committing() -> None:
    with transaction.atomic():
        User.objects.count()
        broken_off()


def broken_off() -> None:
    """The server ends this thread's session, as if it were killed."""
    pid = connection.connection.info.backend_pid
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@pytest.mark.parametrize("act", [copying, reading, committing])
def test_an_ended_session_counts_as_broken_off_at_every_step(viewer: Client, act: Callable[[], None]) -> None:
    User.objects.count()
    if act is copying:
        broken_off()
    with pytest.raises(Exception) as raised:  # noqa: PT011 - of which kind it is, the driver chooses
        act()
    connection.close()
    assert is_away(raised.value), raised.value


@pytest.mark.parametrize(
    ("kind", "cause", "away"),
    [
        (OperationalError, psycopg.errors.AdminShutdown(), True),
        # A session that ends right after its commit, through a pooler.
        (InternalError, psycopg.InternalError("received 2 results from command 'COMMIT'"), True),
        (InternalError, psycopg.errors.ReadOnlySqlTransaction(), False),
        (OperationalError, psycopg.errors.LockNotAvailable(), False),
    ],
)
def test_a_broken_connection_is_told_apart_from_a_refusal(kind: type[Exception], cause: Exception, away: bool) -> None:
    error = kind(str(cause))
    error.__cause__ = cause
    assert is_away(error) is away
