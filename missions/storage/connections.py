"""Connections that broke off while idle, and statements that a connection plans once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from django.db import NotSupportedError, OperationalError, connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.pq import Format

T = TypeVar("T")

# More than a pool holds by default: after a restart of the server each of its connections is broken.
STALE_AT_MOST = 12


def patiently(read: Callable[[], T]) -> T:
    """The result of `read`, on another connection if this one had broken off in the pool.

    For the first read of a request, which tests the connection without a query of its own. Raises
    OperationalError if no connection can be made.
    """
    for _ in range(STALE_AT_MOST):
        try:
            return read()
        except OperationalError:
            session = connection.connection
            if connection.in_atomic_block or session is None or not session.closed:
                raise
            connection.close()
    return read()


def replanned(read: Callable[[], T]) -> T:
    """The result of `read`, on another connection if this one had planned it for columns of other types.

    This happens when a migration changes a column while the program runs: the plan would fail at every request after
    that. Within a transaction the error is raised, and the plans end with the transaction.
    """
    try:
        return read()
    except NotSupportedError:
        if connection.in_atomic_block:
            raise
        # Closed first, as the pool would hand out the same connection again.
        connection.connection.close()
        connection.close()
    return read()


def prepared() -> AbstractContextManager[CursorWrapper]:
    """A cursor whose statements a connection plans only once (`prepare_threshold` in the settings).

    For the few statements that are written out; those of the ORM are sent as Django sends them, but for `planned_once`.
    """
    connection.ensure_connection()
    cursor = Cursor(connection.connection)
    cursor.format = Format.BINARY
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


def planned_once(read: Callable[[], T]) -> T:
    """The result of `read`, whose statements of the ORM a connection plans only once too, given their parameters apart.

    For statements that join much and find little: to plan one takes ten times as long as to answer it. A parameter
    whose type the server could not tell, such as an empty list, raises ProgrammingError.
    """

    def apart() -> T:
        connection.ensure_connection()
        session = connection.connection
        usual, session.cursor_factory = session.cursor_factory, Cursor
        try:
            return read()
        finally:
            session.cursor_factory = usual

    return replanned(apart)
