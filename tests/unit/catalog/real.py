"""The files of GCAT as they are published: they are not the project's, and are read where they lie."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from missions.catalog.reading import Source

ROOT = Path(__file__).resolve().parents[3]
# Beside the project, unless the environment says where else.
FOLDER = Path(os.environ.get("CSIS_CATALOG_DATA") or ROOT.parent / "shared" / "data") / "gcat"
PATTERNS = ("orgs_*.tsv", "psatcat_*.tsv", "launchlog_*.tsv")
FILES = [next(FOLDER.glob(one), None) for one in PATTERNS]

needs_real_files = pytest.mark.skipif(
    None in FILES,
    reason=f"GCAT's files are not in {FOLDER}: its published figures are NOT CHECKED. Set CSIS_CATALOG_DATA.",
)


@contextmanager
def sources() -> Iterator[list[Source]]:
    """The three files, open, in an order that says nothing."""
    with ExitStack() as opened:
        yield [Source(one.name, opened.enter_context(one.open("rb"))) for one in FILES if one]
