"""The rights of the application's role, set by the owner after every migration."""

from django.conf import settings
from django.db import connections

# Tables that only triggers write, that nobody changes after they are filled, or that only the owner fills.
READ_ONLY = {
    "missions_installation",
    "missions_chainhead",
    "missions_reviewstate",
    "missions_proposalstate",
    "missions_backup",
    "django_migrations",
}
# Tables whose rows can never change are those that carry the refusing trigger (`models/guards.py`).
GUARDED = """
SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname LIKE 'pgtrigger_no_change%' AND relnamespace = 'public'::regnamespace
"""


def grant_application_role(app_config, using: str, **_kwargs) -> None:
    """Give the application's role the rights that it needs and no others.

    Rows of record: read and insert. Tables that only triggers write: read. Everything else: all four.
    """
    if app_config.label != "missions":
        return
    role = settings.DATABASE_APP_ROLE
    connection = connections[using]
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s", [role])
        if cursor.fetchone()[0]:
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        tables = connection.introspection.table_names(cursor)
        cursor.execute(GUARDED)
        guarded = {name for (name,) in cursor.fetchall()}
        for table in tables:
            rights = _rights(table, guarded)
            cursor.execute(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {quoted}")


def _rights(table: str, guarded: set[str]) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in guarded:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
