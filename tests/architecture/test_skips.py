"""No test is skipped unnoticed: what it needs is installed, and under CI the test fails without it."""

import re
from pathlib import Path

from tests.office import PACKAGES

ROOT = Path(__file__).resolve().parents[2]


def test_what_the_tests_need_is_installed_for_them() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert [package for package in PACKAGES.values() if not all(one in script for one in package.split(" and "))] == []


def test_no_test_checks_by_itself_for_a_program() -> None:
    """A test asks `tests.office.needs`, which skips nothing under CI."""
    asks = re.compile(r"shutil\.which|skipif\([^)]*PROGRAM")
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if file != Path(__file__).resolve()]
    assert [file.name for file in files if asks.search(file.read_text())] == []
