"""Runs SQL and returns named rows, for reads that the ORM cannot express in one statement."""

from collections import namedtuple
from collections.abc import Mapping
from functools import cache
from typing import Any

from missions.storage.connections import prepared, replanned

FIRST, SECOND = "place_in_first", "place_in_second"
# Two statements with different columns.
TOGETHER = f"""
SELECT one.*, other.*
FROM (SELECT row_number() OVER () AS {FIRST}, asked.* FROM ({{first}}) asked) one
FULL JOIN (SELECT row_number() OVER () AS {SECOND}, asked.* FROM ({{second}}) asked) other ON false
ORDER BY {FIRST}, {SECOND}
"""


def rows(sql: str, parameters: Mapping[str, Any]) -> list[Any]:
    """All rows of a statement, as named tuples. `sql` is written in this code base, never input."""

    columns, found = _read(sql, parameters)
    row = _row_of(columns)
    return [row(*values) for values in found]


def both(first: str, second: str, parameters: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """The rows of two statements in one round trip, each as from `rows`, in the statement's own order."""
    columns, found = _read(_together(first, second), parameters)
    middle = columns.index(SECOND)
    row, other = _row_of(columns[1:middle]), _row_of(columns[middle + 1 :])
    return (
        [row(*values[1:middle]) for values in found if values[0] is not None],
        [other(*values[middle + 1 :]) for values in found if values[0] is None],
    )


@cache
def _together(first: str, second: str) -> str:
    return TOGETHER.format(first=first, second=second)


def _read(sql: str, parameters: Mapping[str, Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The names of the columns, and the rows."""

    def read() -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        with prepared() as cursor:
            cursor.execute(sql, parameters)
            result = cursor.pgresult
            # `cursor.description` says more about each column, but takes longer than its rows.
            names = tuple(result.fname(place).decode() for place in range(result.nfields))
            return names, cursor.fetchall()

    return replanned(read)


@cache
def _row_of(columns: tuple[str, ...]) -> Any:
    """The type of rows with these columns; making one costs more than reading a row."""
    return namedtuple("Row", columns)
