"""What prevents the program from serving a production: checked once, before the server or the worker starts."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from csis.settings import DATABASE_URL, LOCAL

# If the clocks differ by more, times of sign-ins, links and backups mean different moments here and in the record.
CLOCKS_APART = timedelta(seconds=30)
KIND = "SELECT kind FROM missions_installation"
# Tables of record are those with the refusing trigger.
ALTERS = """
SELECT coalesce(bool_or(has_table_privilege(tgrelid, 'UPDATE, DELETE, TRUNCATE')
  OR pg_has_role(relowner, 'MEMBER')), false)
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE 'pgtrigger_no_change%'
"""
PREPARED = "SELECT to_regclass('missions_installation') IS NOT NULL"


def demand() -> None:
    """Ends the program, with a line for each reason, if it must not serve; on a developer's machine it always may."""
    if LOCAL:
        return
    try:
        with psycopg.connect(DATABASE_URL, connect_timeout=10) as connection:
            reasons = list(unfit(connection, datetime.now(UTC)))
    except psycopg.Error:
        # The error itself may contain the address.
        reasons = ["The database does not answer: check DATABASE_URL."]
    if reasons:
        sys.exit("\n".join(reasons))


def unfit(connection: psycopg.Connection, now: datetime) -> Iterator[str]:
    """Yields the reasons why a program with this connection, at this time, must not serve; none if it may."""
    role, theirs = connection.execute("SELECT current_user, now()").fetchone()
    if abs(theirs - now) > CLOCKS_APART:
        yield f"The clocks of this machine and of the database are {abs(theirs - now)} apart: set them right."
    if not connection.execute(PREPARED).fetchone()[0]:
        yield "The database is not prepared: run `manage.py prepare` as its owner."
        return
    if connection.execute(ALTERS).fetchone()[0]:
        yield f"The role {role} could alter the record: connect as the application's role."
    if connection.execute(KIND).fetchone() == ("demonstration",):
        yield "The database is a demonstration's: the passwords of its accounts are public."
