"""Plain SQL to named rows, for the reads that the ORM cannot say in one statement."""

from collections import namedtuple
from collections.abc import Mapping
from functools import cache
from typing import Any

from missions.storage.connections import prepared, replanned


def rows(sql: str, parameters: Mapping[str, Any]) -> list[Any]:
    """All rows of a statement, as named tuples. `sql` is written in this code base, never input."""

    def read() -> list[Any]:
        with prepared() as cursor:
            cursor.execute(sql, parameters)
            row = _row_of(tuple(column.name for column in cursor.description))
            return [row(*values) for values in cursor.fetchall()]

    return replanned(read)


@cache
def _row_of(columns: tuple[str, ...]) -> Any:
    """The type of rows with these columns; making one costs more than reading a row."""
    return namedtuple("Row", columns)
