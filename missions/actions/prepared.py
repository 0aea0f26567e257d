"""Many rows of record prepared before the head of the chain is locked, so that others wait only for their insert."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import connection

from missions.actions.chain import Entry, row_values
from missions.domain import canonical
from missions.models.base import Record

# The placeholder of a column that is still empty: no quoted text can contain it unescaped.
NO_ENTRY = '"entry_id":null'
ESCAPES = str.maketrans({"\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"})
KEYS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


class Prepared:
    """Rows with their keys, in COPY format and as the payload has them, except for the number of the entry.

    A key that is drawn and not used leaves a gap, which has no meaning.
    """

    def __init__(self) -> None:
        self._lines: dict[type[Record], list[str]] = {}
        self._said: dict[type[Record], list[str]] = {}

    def add_all(self, model: type[Record], rows: Iterable[Record]) -> None:
        """Give rows of one model their keys and prepare them; models are inserted in the order of their first rows."""
        rows = list(rows)
        if not rows:
            return
        with connection.cursor() as cursor:
            cursor.execute(KEYS, [model._meta.db_table, len(rows)])
            for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = key
        lines, said = self._lines.setdefault(model, []), self._said.setdefault(model, [])
        columns = _columns(model)
        for row in rows:
            values = row_values(row)
            lines.append("\t".join(copied(values[name]) for name in columns))
            said.append(canonical.text(values))

    def insert(self, entry: Entry) -> None:
        """Insert everything as part of the current entry."""
        ended = f"\t{entry.sequence}\n"
        for model, lines in self._lines.items():
            columns = ", ".join(f'"{name}"' for name in (*_columns(model), "entry_id"))
            copying = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
            with connection.cursor() as cursor, cursor.copy(copying) as copy:
                copy.write(ended.join([*lines, ""]))
            numbered = "\0".join(self._said[model]).replace(NO_ENTRY, f'"entry_id":{entry.sequence}')
            entry.rows[model] += numbered.split("\0")


def _columns(model: type[Record]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if column.attname != "entry_id"]


def copied(value: str | int | bool | date | Decimal | None) -> str:
    """A value in PostgreSQL's text format of COPY."""
    match value:
        case None:
            return r"\N"
        case bool():
            return "t" if value else "f"
        case str():
            return str(value).translate(ESCAPES)
    return str(value)
