"""The rows and problems of a reading in PostgreSQL's COPY format, compressed, and the digest that covers them."""

import gzip
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

from missions.actions.prepared import copied
from missions.catalog.objects import CatalogObject
from missions.domain import canonical

# In the form of the table's column.
GRAMS = Decimal("0.001")


def row_line(one: CatalogObject) -> str:
    """A payload as a line of `CatalogRow`, without the key of its reading."""
    values = (
        one.line,
        one.identifier,
        one.name,
        one.program,
        one.launch,
        one.launched.first,
        one.launched.last,
        one.ended and one.ended.first,
        one.ended and one.ended.last,
        one.category,
        one.area,
        one.commercial,
        one.owner_code,
        one.owner_basis.value,
        one.operator,
        one.state,
        None if one.mass is None else one.mass.quantize(GRAMS),
        one.geo,
    )
    return _line(values)


def problem_line(position: int, part: str, line: int, kind: str, text: str) -> str:
    """A problem as a line of `CatalogProblem`, without the key of its reading."""
    return _line((position, str(part), line, str(kind), text))


def packed(objects: Iterable[CatalogObject]) -> tuple[bytes, str]:
    """The payloads as lines, compressed while they wait, and the SHA-256 of the lines."""
    held, told = BytesIO(), sha256()
    with gzip.GzipFile(fileobj=held, mode="wb", compresslevel=1, mtime=0) as out:
        for one in objects:
            line = row_line(one).encode()
            told.update(line)
            out.write(line)
    return held.getvalue(), told.hexdigest()


def unpacked(content: bytes) -> Iterator[bytes]:
    """The lines of compressed payloads, one after another."""
    with gzip.GzipFile(fileobj=BytesIO(content)) as lines:
        yield from lines


def digest_of(rows: str, problems: Iterable[str]) -> str:
    """The digest of a reading: over the SHA-256 of its rows, and its problems in COPY format."""
    told = sha256()
    for line in problems:
        told.update(line.encode())
    return canonical.chained([rows, told.hexdigest()])


def _line(values: Iterable[Any]) -> str:
    return "\t".join(map(copied, values)) + "\n"
