"""psycopg for Django's backend, with sessions that report that they broke off and keep their plans."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import *  # noqa: F403 - the backend asks for any of it by name
from psycopg._preparing import PrepareManager


class WatchedConnection(psycopg.Connection):
    """A connection that raises OperationalError whenever it broke off.

    psycopg otherwise raises errors about the interrupted step, such as a COPY that did not begin or two results instead
    of one.
    """

    # Whether a statement was planned for columns that have changed their types since.
    outdated = False

    def wait(self, *arguments: Any, **options: Any) -> Any:
        """The result of the statement."""
        try:
            return super().wait(*arguments, **options)
        except psycopg.errors.FeatureNotSupported:
            self.outdated = True
            raise
        except Exception as error:
            if not self.closed or isinstance(error, psycopg.OperationalError):
                raise
            raise psycopg.OperationalError(str(error)) from error

    @contextmanager
    def keeping_plans(self) -> Iterator[None]:
        """Within the block, psycopg rolls back without forgetting its prepared statements.

        It would forget them because tables may have been created and rolled back; here none are, and the server keeps
        its plans. Outdated plans are dropped.
        """
        if self.outdated:
            self.outdated = False
            yield
            return
        prepared, self._prepared = self._prepared, PrepareManager()
        try:
            yield
        finally:
            self._prepared = prepared


connect = WatchedConnection.connect
