"""The rows and problems of a reading as PostgreSQL copies them, and the digest that covers them."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from missions.actions.prepared import copied
from missions.catalog.objects import CatalogObject
from missions.domain import canonical

# As the column of the table keeps it.
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


def digest_of(content: bytes, problems: Iterable[str]) -> str:
    """The digest of a reading: of its rows and of its problems as they are copied."""
    told = sha256()
    for line in problems:
        told.update(line.encode())
    return canonical.chained([sha256(content).hexdigest(), told.hexdigest()])


def _line(values: Iterable[Any]) -> str:
    return "\t".join(map(copied, values)) + "\n"
