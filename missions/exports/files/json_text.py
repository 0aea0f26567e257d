"""The record as JSON; `docs/export-schema.md` documents every key."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from missions.domain import canonical
from missions.domain.commercial.posture.cited import measured
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.sentence import SENSITIVE
from missions.domain.exchange.structure import structure
from missions.exports.document import PORTFOLIO, Document, Table

# Tables that the structure of the portfolio already contains.
IN_PORTFOLIO = {"areas", "functions", "policy"}
ROWS_AT_ONCE = 200


def render(document: Document) -> Iterator[bytes]:
    """The header, and the rows of each table by name, in pieces; for the portfolio, the structure that is hashed."""
    content: dict[str, Any] = {"export": _header(document)}
    said = set()
    if document.name == PORTFOLIO:
        content["portfolio"] = structure(document.portfolio, document.records)
        if document.posture:
            content["posture"] = _posture(document.posture)
        said = IN_PORTFOLIO
    yield _encoded(_text(content).removesuffix("\n}"))
    for table in document.tables:
        if table.name not in said:
            yield from map(_encoded, _rows(table))
    yield b"\n}\n"


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
        "schema": header.schema,
        "filters": header.filters,
    }


def _posture(held: Posture) -> dict[str, Any]:
    cells = [
        {
            "area": cell.area,
            "column": cell.column.value,
            "state": cell.state.value,
            "why": cell.why,
            "illustrative": cell.illustrative,
            "oldest": canonical.plain(cell.oldest),
            "measures": [measured(one) for one in cell.results],
        }
        for cell in held.cells.values()
    ]
    return {"on": held.portfolio.on.isoformat(), "notice": SENSITIVE, "cells": cells}


def _rows(table: Table) -> Iterator[str]:
    """The table as one more key of the object, some rows at a time."""
    keys = [column.key for column in table.columns]
    yield f",\n  {_text(table.name)}: ["
    separator = ""
    left = iter(table.rows)
    while rows := list(islice(left, ROWS_AT_ONCE)):
        objects = [_text(dict(zip(keys, canonical.plain(row), strict=True))) for row in rows]
        # Texts contain no line breaks of their own, because JSON escapes them.
        yield separator + ",".join(f"\n{one}".replace("\n", "\n    ") for one in objects)
        separator = ","
    yield "\n  ]" if separator else "]"


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
