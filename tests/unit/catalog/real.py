"""The published files of GCAT, read from their folder because they are not part of the project."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from missions.catalog.reading import SourceFile
from tests.unit.catalog.published import FILES, FOLDER

needs_real_files = pytest.mark.skipif(
    None in FILES,
    reason=f"GCAT's files are not in {FOLDER}: its published figures are NOT CHECKED. Set CSIS_CATALOG_DATA.",
)


@contextmanager
def sources() -> Iterator[list[SourceFile]]:
    """The three files, open, in an arbitrary order."""
    with ExitStack() as opened:
        yield [SourceFile(one.name, opened.enter_context(one.open("rb"))) for one in FILES if one]
