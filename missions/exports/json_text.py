"""The record as JSON; `docs/export-schema.md` documents every key."""

import json
from collections.abc import Iterator
from typing import Any

from missions.domain import canonical
from missions.domain.structure import structure
from missions.exports.document import PORTFOLIO, Document, Table

# What the structure of the portfolio says already.
IN_PORTFOLIO = {"areas", "functions", "policy"}


def render(document: Document) -> Iterator[bytes]:
    """The header with the rows of each table under its name; for the portfolio, the structure that is hashed."""
    content: dict[str, Any] = {"export": _header(document)}
    said = set()
    if document.name == PORTFOLIO:
        content["portfolio"] = structure(document.portfolio)
        said = IN_PORTFOLIO
    content |= {table.name: _rows(table) for table in document.tables if table.name not in said}
    yield json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _header(document: Document) -> dict[str, Any]:
    header = document.header
    return {
        "name": document.name,
        "classification": header.banner,
        "as_of": header.as_of.isoformat(),
        "sequence": header.sequence,
        "recorded_at": canonical.plain(header.known_at),
        "policy": header.policy,
        "provenance": header.provenance,
        "source": header.source,
        "content_hash": header.content_hash,
        "filters": header.filters,
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, canonical.plain(row), strict=True)) for row in table.rows]
