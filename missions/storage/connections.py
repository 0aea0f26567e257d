"""Connections that broke off while nobody used them, and statements that a connection plans once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from django.db import NotSupportedError, OperationalError, connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.pq import Format

T = TypeVar("T")

# As many as a pool holds by default, and some: after a restart of the server each of them is broken.
STALE_AT_MOST = 12


def patiently(read: Callable[[], T]) -> T:
    """What `read` returns, on another connection where the one at hand had broken off in the pool.

    For the first thing a request asks for, which so tests its connection without a query of its own. Raises
    OperationalError where no connection can be made.
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
    """What `read` returns, on another connection where the one at hand had planned it for columns of other types.

    So it is in programs that run on while a migration changes a column: the plan would fail at every request from then
    on. Within a transaction that error is raised, and the plans go with its end.
    """
    try:
        return read()
    except NotSupportedError:
        if connection.in_atomic_block:
            raise
        # Closed first: the pool would hand the same connection out again.
        connection.connection.close()
        connection.close()
    return read()


def prepared() -> AbstractContextManager[CursorWrapper]:
    """A cursor whose statements a connection plans once (`prepare_threshold` in the settings), not at each run.

    For statements written out, which come with few texts; what the ORM writes is sent as Django sends it.
    """
    connection.ensure_connection()
    cursor = Cursor(connection.connection)
    cursor.format = Format.BINARY
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
