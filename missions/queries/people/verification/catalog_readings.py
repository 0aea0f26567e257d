"""Compares the rows and problems of each reading of a catalog with the digest in its entry."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connection

from missions.domain import canonical
from missions.models import CatalogProblem, CatalogReading, CatalogRow

COVERED = "COPY (SELECT {columns} FROM {table} WHERE reading_id = {reading:d} ORDER BY {first}) TO STDOUT"
STRAY = """
SELECT DISTINCT covered.reading_id FROM {table} covered
WHERE NOT EXISTS (SELECT FROM missions_catalogreading reading WHERE reading.id = covered.reading_id)
"""


def altered() -> Iterator[tuple[int | None, str, str]]:
    """Entry, table and a sentence for each reading whose rows or problems differ from what was recorded."""
    for reading in CatalogReading.objects.order_by("entry_id").defer("counts").iterator(chunk_size=50):
        if canonical.chained([_digest(CatalogRow, reading.pk), _digest(CatalogProblem, reading.pk)]) != reading.digest:
            what = f"Rows or problems of reading {reading.pk} of entry {reading.entry_id} differ from its digest."
            yield reading.entry_id, CatalogReading._meta.db_table, what
    for model in (CatalogRow, CatalogProblem):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(STRAY.format(table=table))
            for (key,) in cursor.fetchall():
                yield None, table, f"Rows of {table} belong to reading {key}, which does not exist."


def _digest(model: type[CatalogRow | CatalogProblem], reading: int) -> str:
    """The digest of the current rows, as the database copies them out, with constant memory."""
    columns = model.covered()
    sql = COVERED.format(
        columns=", ".join(f'"{name}"' for name in columns),
        table=model._meta.db_table,
        reading=reading,
        first=columns[0],
    )
    found = sha256()
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for block in copy:
            found.update(block)
    return found.hexdigest()
