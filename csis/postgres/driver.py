"""psycopg, as Django's backend calls it, with sessions that say when they broke off and keep their plans."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import *  # noqa: F403 - the backend asks for any of it by name
from psycopg._preparing import PrepareManager


class Session(psycopg.Connection):
    """A connection that raises OperationalError whenever it broke off.

    psycopg names what it was at instead, such as a COPY that did not begin or two results where one was expected.
    """

    # Whether a statement was planned for columns that are of other types by now.
    outdated = False

    def wait(self, *arguments: Any, **options: Any) -> Any:
        """What comes of the statement at hand."""
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
        """Within the block psycopg rolls back without forgetting what it has prepared.

        It forgets for the sake of tables that were made and are gone again; here none are, and the server keeps its
        plans. Those that are outdated go.
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


connect = Session.connect
