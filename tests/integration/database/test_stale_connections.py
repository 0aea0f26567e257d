"""Connections that broke while in the pool are noticed by a request's first statement and replaced."""

import psycopg
import pytest
from django.conf import settings
from django.db import DataError, NotSupportedError, OperationalError, connection, transaction
from django.test import Client

from missions.domain.vocabulary import Role
from missions.queries.rows import rows
from missions.storage.connections import STALE_AT_MOST, patiently
from missions.views.bodies import bodies
from missions.views.remembered import records
from tests import factories
from tests import review_factories as made
from tests.database import Server


def end_sessions(server: Server) -> None:
    """End every session, as a restart of the database does."""
    with psycopg.connect(server.owner_url, autocommit=True) as outside:
        outside.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [server.name]
        )


def asked() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()[0]


def test_a_page_is_not_affected(real_db: None, database_server: Server) -> None:
    client = Client()
    client.force_login(factories.user("viewer", Role.VIEWER))
    assert client.get("/areas/").status_code == 200
    end_sessions(database_server)
    assert client.get("/areas/").status_code == 200


@pytest.mark.skipif(settings.DATABASE_POOLER, reason="A pooler replaces the sessions it lends by itself.")
def test_the_first_statement_is_repeated_until_a_connection_works(real_db: None, database_server: Server) -> None:
    tries = []

    def read() -> int:
        asked()
        tries.append(1)
        if len(tries) < STALE_AT_MOST:
            end_sessions(database_server)
        return asked()

    assert patiently(read) == 1
    assert len(tries) == STALE_AT_MOST


def test_a_transaction_is_never_started_again(real_db: None, database_server: Server) -> None:
    @transaction.atomic
    def broken_off() -> None:
        asked()
        end_sessions(database_server)
        patiently(asked)

    with pytest.raises(OperationalError):
        broken_off()


def test_a_session_that_ends_during_a_copy_says_that_it_broke_off(real_db: None, database_server: Server) -> None:
    """Behind a pooler, psycopg finds two results where it expects one: the reason for the end, and the end itself."""

    @transaction.atomic
    def broken_off() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE copied (number int)")
            with cursor.copy("COPY copied FROM STDIN") as copy:
                copy.write_row([1])
                end_sessions(database_server)

    with pytest.raises(psycopg.OperationalError):
        broken_off()


def test_a_refused_statement_is_not_repeated(real_db: None) -> None:
    tries = []

    def read() -> None:
        tries.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 200; SELECT pg_sleep(60)")

    with pytest.raises(OperationalError, match="timeout"):
        patiently(read)
    assert len(tries) == 1


def test_a_migration_under_a_running_program_breaks_no_page(
    real_db: None, database_server: Server, owner: psycopg.Connection
) -> None:
    client, people = Client(), made.cast()
    client.force_login(made.account(people.analyst))
    draft = made.draft(people)

    def visit(page: str) -> None:
        bodies.clear()
        records.clear()
        assert client.get(page).status_code == 200

    for page, table, column in (
        ("/areas/", "organization", "name"),
        ("/areas/", "arearevision", "name"),
        ("/evidence/", "evidence", "title"),
        (f"/proposals/{draft.pk}/", "draft", "rationale"),
    ):
        visit(page)
        visit(page)
        owner.execute(f"ALTER TABLE missions_{table} ALTER {column} TYPE varchar(900)")
        visit(page)


@pytest.mark.skipif(settings.DATABASE_POOLER, reason="A session that is lent keeps no plans.")
def test_an_outdated_plan_within_a_transaction_ends_the_transaction(
    real_db: None, database_server: Server, owner: psycopg.Connection
) -> None:
    def titles() -> list:
        return rows("SELECT title FROM missions_evidence", {})

    titles()
    titles()
    owner.execute("ALTER TABLE missions_evidence ALTER title TYPE varchar(900)")
    with pytest.raises(NotSupportedError), transaction.atomic():
        titles()
    with transaction.atomic():
        assert titles() == []


@pytest.mark.skipif(settings.DATABASE_POOLER, reason="A session that is lent keeps no plans.")
def test_a_rollback_leaves_a_session_its_plans(real_db: None) -> None:
    def plans() -> set[str]:
        return {row.name for row in rows("SELECT name FROM pg_prepared_statements", {})}

    plans()
    plans()
    before = plans()
    assert before
    with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert plans() == before
    assert plans() == before
