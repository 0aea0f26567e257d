"""Django's PostgreSQL backend behind a pooler that lends a session for one transaction."""

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper


class DatabaseWrapper(base.DatabaseWrapper):
    """Reads long results piece by piece only where one transaction holds the session, if a pooler lends it."""

    def chunked_cursor(self) -> CursorWrapper:
        lent = self.settings_dict.get("POOLER", False) and self.get_autocommit()
        return self.cursor() if lent else super().chunked_cursor()
