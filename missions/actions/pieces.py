"""An uploaded file as rows of the database, in pieces, until it is read."""

from typing import BinaryIO

from django.db import models

from missions.storage.connections import prepared

PIECE = 1 << 20
INSERT = "INSERT INTO {table} ({columns}) VALUES (%s, %s, %s)"


def keep_pieces(model: type[models.Model], of: int, file: BinaryIO) -> None:
    """Store the file, from its current position, as rows of a model of pieces under the key of the row it belongs to.

    Sent as COPY: a connection keeps the text of its last statement in memory, and the ORM's would contain the file.
    """
    columns = ", ".join(column.column for column in model._meta.concrete_fields if not column.primary_key)
    said = INSERT.format(table=model._meta.db_table, columns=columns)
    with prepared() as cursor:
        for number, content in enumerate(iter(lambda: file.read(PIECE), b"")):
            cursor.execute(said, [of, number, content])


def write_pieces(pieces: models.QuerySet[models.Model], target: BinaryIO) -> None:
    """Write pieces, one after another, where the file can then be read from its start."""
    for content in pieces.order_by("number").values_list("content", flat=True).iterator(1):
        target.write(content)
    target.seek(0)
