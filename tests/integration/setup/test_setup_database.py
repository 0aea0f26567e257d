"""The database's roles, and what happens when it goes away."""

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from missions.web import database


@pytest.mark.django_db
def test_tests_run_as_the_applications_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("csis_app",)


def test_the_owner_is_no_superuser(owner):
    assert owner.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)


def test_the_applications_role_may_not_create_tables(app_connect):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connect().execute("CREATE TABLE intruder ()")


def test_a_database_is_restored_after_a_test_with_real_transactions(database_server, owner):
    owner.execute("CREATE TABLE passing ()")
    database_server.recreate()
    with psycopg.connect(database_server.owner()) as fresh:
        assert fresh.execute("SELECT to_regclass('passing')").fetchone() == (None,)


@pytest.mark.django_db
def test_ready_when_the_database_has_every_migration(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True})


def test_alive_without_any_database(client):
    assert client.get("/healthz").status_code == 200


def test_not_ready_while_a_migration_is_missing(real_db, owner, client):
    owner.execute("DELETE FROM django_migrations WHERE app = 'missions'")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["reason"]) == (503, "migrations")


@pytest.fixture
def away(real_db, settings):
    """The database at an address where nothing listens, until the block ends."""
    here = settings.DATABASES["default"]["PORT"]
    connection.close()
    settings.DATABASES["default"]["PORT"] = "1"

    def back() -> None:
        settings.DATABASES["default"]["PORT"] = here

    yield back
    connection.close()
    back()


def test_a_plain_503_while_the_database_is_away_and_recovery_without_a_restart(away, settings):
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    response = client.get("/accounts/login/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get("/readyz").json()["reason"] == "database"
    assert client.get("/healthz").status_code == 200
    away()
    assert client.get("/readyz").status_code == 200
    assert client.get("/accounts/login/").status_code != 503


def test_a_refused_statement_does_not_count_as_an_absent_database():
    refused = OperationalError("lock timeout")
    refused.__cause__ = psycopg.errors.LockNotAvailable("lock timeout")
    assert not database.is_away(refused)
