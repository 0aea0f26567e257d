"""psycopg, as Django's backend calls it, with sessions that say when they broke off."""

from typing import Any

import psycopg
from psycopg import *  # noqa: F403 - the backend asks for any of it by name


class Session(psycopg.Connection):
    """A connection that raises OperationalError whenever it broke off.

    psycopg names what it was at instead, such as a COPY that did not begin or two results where one was expected.
    """

    def wait(self, *arguments: Any, **options: Any) -> Any:
        """What comes of the statement at hand."""
        try:
            return super().wait(*arguments, **options)
        except (psycopg.InternalError, psycopg.ProgrammingError) as error:
            if not self.closed:
                raise
            raise psycopg.OperationalError(str(error)) from error


connect = Session.connect
