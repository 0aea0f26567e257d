"""Readings of catalogs with payloads to count."""

from datetime import date
from typing import Any

from missions.catalog.objects import CatalogObject, OwnerBasis, Span
from tests import catalogs

DAY = date(2020, 1, 5)


def payload(line: int, operator: str | None, **said: Any) -> CatalogObject:
    """A commercial payload for SATCOM, from the United States, launched alone on `DAY` and not ended."""
    usual = {
        "operator": operator,
        "launch": f"2020-{line:03}",
        "launched": Span(DAY, DAY),
        "owner_code": operator and operator[:4].upper(),
        "owner_basis": OwnerBasis.JOINED if operator else OwnerBasis.UNKNOWN,
    }
    return catalogs.row(line, **usual | said)


def many(**numbers: int) -> list[CatalogObject]:
    """This many payloads of each operator; payloads of `Unknown` have no owner."""
    names = [None if name == "Unknown" else name for name, number in numbers.items() for _ in range(number)]
    return [payload(line, name) for line, name in enumerate(names, start=2)]
