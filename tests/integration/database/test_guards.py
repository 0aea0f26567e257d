"""Attempts to get around the guards, as the application's role, and against the triggers alone as the owner."""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from missions.access import Actor
from missions.actions.chain import recording
from missions.actions.record.evidence import attach
from missions.domain.vocabulary import Category, DecisionKind, InstallationKind, Provenance, Role
from missions.models import Assessment, AuditEntry, CategoryDecision, ChainHead, Function, RoleGrant
from missions.models.catalog.snapshots import Covered
from missions.models.guards import is_insert_only
from missions.models.links import LINKS
from tests import catalogs, factories, review_factories
from tests.integration.kinds.recorded import every_kind

RIGHTS = psycopg.errors.InsufficientPrivilege
GUARD = psycopg.errors.IntegrityConstraintViolation
MODELS = [model for model in apps.get_models() if is_insert_only(model)]
TABLES = [model._meta.db_table for model in MODELS]
WITHOUT_ENTRY = {"missions_auditentry", "missions_installation", "missions_filepiece"}
COVERED = {model._meta.db_table for model in MODELS if issubclass(model, Covered)}


@contextmanager
def refused(error: type[psycopg.Error]) -> Iterator[None]:
    """The database itself refuses the block's statements, with this error."""
    with pytest.raises((DatabaseError, psycopg.Error)) as caught, transaction.atomic():
        yield
    assert isinstance(caught.value.__cause__ or caught.value, error), caught.value


def refuses(error: type[psycopg.Error], sql: str) -> bool:
    """Whether the database itself refuses a statement with this error."""
    try:
        with transaction.atomic():
            execute(sql)
    except DatabaseError as caught:
        return isinstance(caught.__cause__, error)
    return False


def execute(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def value(sql: str, *parameters: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchone()[0]


@pytest.fixture
def owner_guarded(database_server, django_db_blocker) -> Iterator[None]:
    """Django's connection as the owner, with the guards on and a row in every table."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        report = factories.evidence(behind=[factories.assessment(factories.function())])
        factories.cited()
        factories.user("somebody", Role.VIEWER)
        review_factories.every_table(review_factories.cast())
        factories.briefing()
        factories.file_piece()
        every_kind()
        analyst = factories.actor(Role.ANALYST, username="importer")
        catalogs.snapshot(by=analyst)
        for name in ("function", "area", "policy"):
            attach(by=analyst, fact=LINKS[name].fact.objects.latest("pk"), evidence=[report], reason="Seen.")
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


@pytest.fixture
def row(db) -> Assessment:
    return factories.assessment(factories.function())


def test_the_tables_of_record_are_those_that_name_an_entry_and_two_more(owner):
    found = owner.execute(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'entry_id'"
    )
    # A notice names its entry, and is marked as read; a failure to make one is deleted once it is made.
    named = {table for (table,) in found} - {"missions_notice", "missions_noticefailure"}
    assert named | WITHOUT_ENTRY | COVERED == set(TABLES)


def test_every_table_of_record_has_its_triggers_enabled(owner):
    found = owner.execute(
        "SELECT tgrelid::regclass::text, string_agg(tgname, ' ') FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled = 'O' GROUP BY 1"
    )
    switched_on = dict(found.fetchall())
    for table in TABLES:
        names = switched_on.get(table, "")
        assert "no_change" in names and "no_truncate" in names, table
        assert "before_reading" in names or "entry" in names or table in WITHOUT_ENTRY, table
        assert "chain" in names or table != "missions_auditentry"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {key} = {key}",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}",
        "MERGE INTO {table} old USING {table} new ON old.{key} = new.{key} WHEN MATCHED THEN DELETE",
        "MERGE INTO {table} old USING {table} new ON old.{key} = new.{key} WHEN MATCHED THEN UPDATE SET {key} = 0",
        "SELECT FROM {table} FOR KEY SHARE",
        "LOCK TABLE {table} IN SHARE MODE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "ALTER TABLE {table} DROP COLUMN {key}",
        "ALTER TABLE {table} OWNER TO CURRENT_USER",
        "ALTER TABLE {table} ADD FOREIGN KEY ({key}) REFERENCES missions_organization (id) ON DELETE CASCADE",
        "CREATE RULE nothing AS ON INSERT TO {table} DO INSTEAD NOTHING",
        "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE TEMP TABLE heir () INHERITS ({table})",
        "CREATE INDEX ON {table} ({key})",
        "DROP TABLE {table} CASCADE",
    ],
)
def test_the_application_may_not_change_rows_of_record(db, statement):
    asked = [statement.format(table=model._meta.db_table, key=model._meta.pk.column) for model in MODELS]
    assert [sql for sql in asked if not refuses(RIGHTS, sql)] == []


def test_the_application_cannot_drop_a_guard(db):
    trigger = "SELECT min(tgname) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
    asked = [f"DROP TRIGGER {value(trigger, table)} ON {table}" for table in TABLES]
    assert [sql for sql in asked if not refuses(RIGHTS, sql)] == []


def test_the_orm_is_refused_even_as_the_owner(owner_guarded):
    for model in MODELS:
        found = model._base_manager.first()
        assert found, f"The fixture owner_guarded must make a row of {model}."
        field = next(field.attname for field in model._meta.concrete_fields if not field.primary_key)
        with refused(GUARD):
            found.save(force_update=True)
        with refused(GUARD):
            model._base_manager.filter(pk=found.pk).update(**{field: getattr(found, field)})
        with refused(GUARD):
            model._base_manager.bulk_update([found], [field])
        with refused(GUARD):
            model._base_manager.filter(pk=found.pk)._raw_delete(found._state.db)
        with refused(GUARD):
            execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_every_trigger_is_registered_and_has_a_function_of_its_own():
    # The library would otherwise create both at every start (`missions/storage/triggers.py`).
    declared = [(model, trigger) for model in apps.get_models() for trigger in getattr(model._meta, "triggers", ())]
    assert len(pgtrigger.registered()) == len(declared) > len(MODELS)
    assert len({trigger.get_pgid(model) for model, trigger in declared}) == len(declared)


def test_the_trigger_librarys_switch_does_nothing(owner_guarded):
    names = value(
        "SELECT array_agg(relname || ':' || tgname)::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE NOT tgisinternal"
    )
    for model in MODELS:
        table = model._meta.db_table
        with pgtrigger.ignore(), refused(GUARD):
            execute(f"DELETE FROM {table}")
        with refused(GUARD):
            execute("SELECT set_config('pgtrigger.ignore', %s, true)", names)
            execute(f"UPDATE {table} SET {model._meta.pk.column} = {model._meta.pk.column}")


def test_the_trigger_librarys_switch_does_not_help_the_application(row):
    with pgtrigger.ignore(), refused(RIGHTS):
        Assessment.objects.update(rationale="Better.")
    with refused(RIGHTS):
        execute("SET LOCAL pgtrigger.ignore = '{missions_assessment:pgtrigger_no_change_9d2a1}'")
        execute("DELETE FROM missions_assessment")


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SET LOCAL session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', true)",
        "SET ROLE csis_owner",
        "SET SESSION AUTHORIZATION csis_owner",
        "GRANT csis_owner TO csis_app",
        "ALTER ROLE csis_app SUPERUSER",
        "ALTER FUNCTION csis_refuse_change() OWNER TO csis_app",
        "CREATE OR REPLACE FUNCTION csis_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE FUNCTION csis_now(integer) RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
        "CREATE SCHEMA mine",
        "CREATE TABLE mine ()",
        "UPDATE missions_chainhead SET sequence = 0",
        "INSERT INTO missions_chainhead SELECT * FROM missions_chainhead",
        "DELETE FROM missions_chainhead",
        "SELECT FROM missions_chainhead FOR UPDATE",
        "INSERT INTO missions_installation (id, kind, created_at) VALUES (1, 'demonstration', now())",
        "SELECT setval('missions_assessment_id_seq', 1)",
        "ALTER SEQUENCE missions_assessment_id_seq RESTART",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_cannot_gain_more_rights(db, statement):
    with refused(RIGHTS):
        execute(statement)


def test_the_function_that_advances_the_chain_cannot_be_attached_to_another_table(db):
    with refused(RIGHTS):
        execute("CREATE TEMP TABLE mine (LIKE missions_auditentry)")
        execute("CREATE TRIGGER mine BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION csis_chain_entry()")


def test_a_person_named_by_entries_cannot_be_removed_or_renumbered(db):
    who = factories.actor(Role.ANALYST)
    factories.assessment(factories.function(), by=who)
    with refused(psycopg.errors.ForeignKeyViolation):
        execute("DELETE FROM missions_user WHERE id = %s", who.pk)
        execute("SET CONSTRAINTS ALL IMMEDIATE")
    with refused(psycopg.errors.ForeignKeyViolation):
        execute("UPDATE missions_user SET id = id + 1000 WHERE id = %s", who.pk)
        execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("ahead", [-1, 0, 2], ids=["before the last", "the last", "after the next"])
def test_a_row_needs_its_own_new_entry(row, ahead):
    sequence = ChainHead.objects.get().sequence + ahead
    with refused(GUARD):
        execute("INSERT INTO missions_missionarea (code, entry_id) VALUES ('X', %s)", sequence)
    with (
        refused(GUARD),
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy("COPY missions_missionarea (code, entry_id) FROM STDIN") as copy,
    ):
        copy.write_row(("X", sequence))


def test_a_row_whose_entry_never_follows_is_refused(db):
    with refused(psycopg.errors.ForeignKeyViolation):
        execute("INSERT INTO missions_missionarea (code, entry_id) SELECT 'X', sequence + 1 FROM missions_chainhead")
        execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_row_cannot_use_somebody_elses_entry(real_db, app_connect):
    with app_connect() as waiting, app_connect() as other:
        waiting.execute(
            "INSERT INTO missions_missionarea (code, entry_id) SELECT 'X', sequence + 1 FROM missions_chainhead"
        )
        other.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("SELECT csis_lock_chain()")
        other.rollback()
        waiting.rollback()


def insert_entry(sequence: int) -> None:
    execute(
        "INSERT INTO missions_auditentry (sequence, recorded_at, entry_class, actor_name, action, target, reason,"
        " request_id, payload, payload_digest, previous_digest, digest)"
        " VALUES (%s, '2001-01-01', 'record', 'x', 'x', 'x', '', '', '{}', 'forged', 'forged', 'forged')",
        sequence,
    )


@pytest.mark.parametrize("ahead", [-1, 0, 2], ids=["before the last", "the last", "after the next"])
def test_an_entry_follows_its_predecessor(db, ahead):
    with refused(psycopg.errors.SerializationFailure):
        insert_entry(ChainHead.objects.get().sequence + ahead)


def test_the_database_sets_time_and_digests_of_an_entry(db):
    before = ChainHead.objects.get()
    insert_entry(before.sequence + 1)
    entry = AuditEntry.objects.get(sequence=before.sequence + 1)
    assert entry.recorded_at.year > 2001
    assert entry.previous_digest == before.digest
    assert "forged" not in {entry.digest, entry.payload_digest}
    assert ChainHead.objects.get().digest == entry.digest


def decide(**given: object) -> None:
    with recording(by=factories.SETUP, action="decide", target="area", reason="Forged.") as entry:
        usual = {"category": Category.HYBRID, "effective_on": factories.DAY, "reason": "Forged."}
        entry.add(CategoryDecision(**usual | given))


@pytest.mark.parametrize("code", ["SATCOM", "ISAM"])
@pytest.mark.parametrize("provenance", Provenance)
@pytest.mark.parametrize("kind", DecisionKind)
def test_the_application_cannot_insert_any_category_decision(db, kind, provenance, code):
    with refused(GUARD):
        decide(kind=kind, provenance=provenance, area=factories.area(code))


@pytest.mark.parametrize(
    ("code", "kind", "provenance"),
    [
        ("SATCOM", DecisionKind.INITIAL, Provenance.OFFICIAL),
        ("SATCOM", DecisionKind.SHIFT, Provenance.OFFICIAL),
        ("ISAM", DecisionKind.REAFFIRM, Provenance.OFFICIAL),
        ("ISAM", DecisionKind.INITIAL, Provenance.ASSESSMENT),
    ],
)
def test_the_owner_inserts_only_the_first_official_category_of_an_area(owner_guarded, code, kind, provenance):
    with refused(GUARD):
        decide(kind=kind, provenance=provenance, area=factories.area(code))


def test_a_fact_voids_only_an_earlier_fact_of_the_same_function(row):
    other = factories.function("T-2")
    with refused(GUARD):
        factories.assessment(other, voids=row)


def shadow(table: str, columns: str) -> None:
    """Create a temporary table that a careless search path would read in place of the real one."""
    execute(f"CREATE TEMP TABLE {table} AS SELECT {columns}")


def test_a_temporary_chain_head_is_ignored(db):
    end = ChainHead.objects.get()
    shadow("missions_chainhead", "0::bigint AS sequence, 'forged' AS digest, now() AS recorded_at")
    with refused(GUARD):
        execute("INSERT INTO missions_missionarea (code, entry_id) VALUES ('X', 1)")
    insert_entry(end.sequence + 1)
    assert AuditEntry.objects.get(sequence=end.sequence + 1).previous_digest == end.digest


def pretend_to_own(table: str) -> None:
    shadow(
        "pg_class",
        f"'{table}'::regclass::oid AS oid, (SELECT usesysid FROM pg_user WHERE usename = current_user) AS relowner",
    )


def test_a_temporary_catalog_makes_nobody_the_owner(db):
    pretend_to_own("missions_categorydecision")
    with refused(GUARD):
        decide(kind=DecisionKind.INITIAL, provenance=Provenance.OFFICIAL, area=factories.area("ISAM"))


def test_a_temporary_catalog_grants_no_role(db):
    somebody = factories.user("somebody")
    pretend_to_own("missions_rolegrant")
    with refused(GUARD), recording(by=factories.SETUP, action="grant", target="x", reason="Forged.") as entry:
        entry.add(RoleGrant(user=somebody, role=Role.STEWARD, step="active", effective_on="2025-01-01", reason="x"))


@pytest.fixture
def production(database_server, django_db_blocker) -> Iterator[Actor]:
    """The application's role in a production database with one function; gives an analyst of it."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        analyst = factories.actor(Role.ANALYST)
        factories.function()
        factories.become(InstallationKind.PRODUCTION)
        execute(f"SET LOCAL ROLE {settings.DATABASE_APP_ROLE}")
        yield analyst


def test_a_production_database_refuses_illustrative_facts(production):
    function = Function.objects.get()
    with refused(GUARD):
        factories.assessment(function, by=production, provenance=Provenance.ILLUSTRATIVE)
    shadow("missions_installation", "1 AS id, 'demonstration' AS kind")
    with refused(GUARD):
        factories.assessment(function, by=production, provenance=Provenance.ILLUSTRATIVE)


def test_a_production_database_refuses_illustrative_evidence(production):
    factories.evidence(by=production, provenance=Provenance.PUBLIC_SOURCE)
    with refused(GUARD):
        factories.evidence(by=production, provenance=Provenance.ILLUSTRATIVE)


def test_a_production_database_uses_only_its_own_clock(production):
    execute("SET LOCAL csis.clock = '2090-01-01T00:00:00Z'")
    shadow("missions_installation", "1 AS id, 'demonstration' AS kind")
    insert_entry(value("SELECT sequence + 1 FROM missions_chainhead"))
    assert AuditEntry.objects.latest("sequence").recorded_at.year < 2090
    assert value("SELECT csis_now()").year < 2090
