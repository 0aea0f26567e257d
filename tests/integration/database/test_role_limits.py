"""Limits of the application's role outside its tables, and on how long it waits and holds locks."""

import psycopg
import pytest

LIMITS = {"lock_timeout": "30s", "statement_timeout": "5min", "idle_in_transaction_session_timeout": "2min"}
LARGE_OBJECTS = [
    "SELECT lo_create(0)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_open(1, 131072)",
    "SELECT lo_unlink(1)",
]


@pytest.mark.parametrize("statement", LARGE_OBJECTS)
def test_large_objects_cannot_be_made_or_used(app_connect, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied for function"):
        app_connect().execute(statement)


def test_waits_statements_and_idle_transactions_are_limited(app_connect) -> None:
    session = app_connect()
    assert {name: session.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS} == LIMITS


def test_a_stalled_session_loses_the_lock_of_the_chain(real_db, app_connect) -> None:
    idle, next_one = app_connect(), app_connect()
    idle.execute("SET idle_in_transaction_session_timeout = '100ms'")
    idle.commit()
    idle.execute("SELECT csis_lock_chain()")
    assert next_one.execute("SELECT csis_lock_chain()").fetchone()
    with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
        idle.execute("SELECT 1")
