"""Fixtures for tests that start the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.newcomer import data_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder of its own."""
    with data_folder() as path:
        yield path
