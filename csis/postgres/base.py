"""Django's PostgreSQL backend, for sessions that may break off or that a pooler lends for one transaction."""

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper

from csis.postgres import driver


class DatabaseWrapper(base.DatabaseWrapper):
    """Reads long results in pieces only within a transaction if a pooler lends the session.

    A rollback leaves the session its plans.
    """

    Database = driver

    def chunked_cursor(self) -> CursorWrapper:
        lent = self.settings_dict.get("POOLER", False) and self.get_autocommit()
        return self.cursor() if lent else super().chunked_cursor()

    def _rollback(self) -> None:
        if self.connection is not None:
            with self.connection.keeping_plans():
                super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        with self.connection.keeping_plans():
            super()._savepoint_rollback(sid)
