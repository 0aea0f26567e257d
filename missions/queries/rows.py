"""Plain SQL to named rows, for the reads that the ORM cannot say in one statement."""

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

from django.db import connection


def rows(sql: str, parameters: Mapping[str, Any]) -> list[Any]:
    """All rows of a statement, as named tuples. `sql` is written in this code base, never input."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = namedtuple("Row", [column.name for column in cursor.description])
        return [row(*values) for values in cursor.fetchall()]
