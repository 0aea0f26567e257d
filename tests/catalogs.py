"""Snapshots of catalogs made from given rows, through the actions that people use."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from missions.access import Actor
from missions.actions.catalog import recording, staged_readings, staging
from missions.catalog.objects import (
    CatalogObject,
    CatalogPart,
    OwnerBasis,
    PartRead,
    ProblemKind,
    Publisher,
    RowProblem,
    Span,
)
from missions.catalog.objects import Reading as Read
from missions.models import CatalogReading, CatalogSnapshot, StagedCatalog
from missions.queries.people.audit import head
from tests.factories import SETUP

DATED = date(2025, 7, 30)
REASON = "A test needs it."


def row(line: int = 2, **said: Any) -> CatalogObject:
    """A commercial satellite of SATCOM that has not ended."""
    usual = {
        "line": line,
        "identifier": f"S{line:05}",
        "name": f"Relay {line}",
        "program": "Relay",
        "launch": f"2025-{line:03}",
        "launched": Span(date(2025, 3, 1), date(2025, 3, 31)),
        "ended": None,
        "category": "COM",
        "area": "SATCOM",
        "commercial": True,
        "owner_code": "RLAY",
        "owner_basis": OwnerBasis.JOINED,
        "operator": "Relay Corp",
        "state": "US",
        "mass": None,
        "geo": None,
    }
    return CatalogObject(**usual | said)


def read(
    rows: Iterable[CatalogObject], *problems: RowProblem, publisher: Publisher = Publisher.GCAT, **said: Any
) -> Read:
    """The reading of files with these rows."""
    usual = {
        "publisher": publisher,
        "edition": DATED,
        "edition_stated": True,
        "parts": (),
        "objects": tuple(rows),
        "problems": problems,
        "touched": {"category:gcat:COM:::": 1},
    }
    return Read(**usual | said)


def problem(line: int = 3, kind: ProblemKind = ProblemKind.UNMAPPED, text: str = "SCI is of no area.") -> RowProblem:
    """A row that needs attention."""
    return RowProblem(CatalogPart.PAYLOADS, line, kind, text)


def held(found: Read | None = None, *, by: Actor = SETUP, content: bytes = b"#JCAT\n") -> StagedCatalog:
    """An import of one file that is read and waits to be recorded; its owner must be an account."""
    staged = staging.stage(by=by, files=[("psatcat.tsv", BytesIO(content))])
    digest = staged.files.get().sha256
    found = found or read([row(2), row(4)], problem())
    part = PartRead(CatalogPart.PAYLOADS, "psatcat.tsv", len(content), digest, len(found.objects), DATED)
    given = {name: getattr(found, name) for name in found.__slots__}
    return staged_readings.hold(staged, Read(**given | {"parts": (part,)}), head().sequence)


def snapshot(name: str = "GCAT 2025-07-30", *, by: Actor, found: Read | None = None) -> CatalogReading:
    """A snapshot of that name with one file; returns its reading."""
    content = f"#JCAT {name}\n".encode()
    return recording.confirm(by=by, staged=held(found, by=by, content=content), name=name, reason=REASON)


def again(of: CatalogSnapshot, *, by: Actor, found: Read) -> CatalogReading:
    """Another reading of a snapshot."""
    staged = staged_readings.hold(staging.stage_again(by=by, snapshot=of), found, head().sequence)
    return recording.confirm(by=by, staged=staged, reason=REASON)
