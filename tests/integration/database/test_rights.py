"""The application's role has exactly the rights it needs, and owns nothing."""

import pytest
from django.apps import apps
from django.db import connection

from missions.models.guards import is_insert_only

pytestmark = pytest.mark.django_db


def value(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_the_rights_of_the_application_are_exactly_these():
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, array_agg(given ORDER BY place) FROM pg_class,"
            " unnest(%s::text[]) WITH ORDINALITY AS asked(given, place)"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'f', 'p')"
            " AND (has_table_privilege(oid, given)"
            "      OR given IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(oid, given))"
            " GROUP BY relname",
            [list(rights)],
        )
        held = {table: tuple(given) for table, given in cursor.fetchall()}
    of_record = {model._meta.db_table for model in apps.get_models() if is_insert_only(model)}
    kept = {"missions_installation", "missions_chainhead", "missions_reviewstate", "missions_proposalstate"}
    reading = kept | {"django_migrations", "missions_backup"}
    expected = (
        dict.fromkeys(held, rights[:4]) | dict.fromkeys(of_record, rights[:2]) | dict.fromkeys(reading, rights[:1])
    )
    assert held == expected


def test_the_application_owns_nothing_and_creates_nothing():
    owned = "SELECT count(*) FROM {} WHERE {} = (SELECT usesysid FROM pg_user WHERE usename = current_user)"
    for catalog, column in (("pg_class", "relowner"), ("pg_proc", "proowner"), ("pg_namespace", "nspowner")):
        assert value(owned.format(catalog, column)) == 0
    assert not value("SELECT has_schema_privilege('public', 'CREATE')")
    assert not value("SELECT has_database_privilege(current_database(), 'CREATE')")
    assert not value(
        "SELECT bool_or(has_sequence_privilege(oid, 'UPDATE')) FROM pg_class"
        " WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
    )
