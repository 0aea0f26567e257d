"""Files of functions and assessments stay the same, byte for byte, now that declarations define their columns.

The files beside this one were made by the earlier code.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from missions.exports.files.prefilled import prefilled
from missions.exports.registry import render
from missions.sheets.functions import FUNCTIONS
from missions.sheets.template import as_csv, as_xlsx
from tests import portfolios

BEFORE = Path(__file__).parent / "before"
DAY = date(2026, 11, 23)


def exported(ending: str) -> bytes:
    return b"".join(render(portfolios.document("functions", portfolios.usual()), ending))


def parts(workbook: bytes) -> bytes:
    """The sheet of the table in a workbook, with the texts of all."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as files:
        names = sorted(name for name in files.namelist() if "worksheets/sheet" in name)
        return files.read(names[-1])


def table_of_csv() -> bytes:
    """The lines below the header, which describes the record as a whole."""
    return exported("csv").partition(b"\r\n\r\n")[2]


def table_of_json() -> bytes:
    return exported("json").rpartition(b'"functions"')[2]


def filled(ending: str) -> bytes:
    """The template that starts with the functions of an area."""
    rows = prefilled(portfolios.usual().area("SAML"), DAY, ending, "UNCLASSIFIED")
    return as_csv(DAY, "UTC", rows) if ending == "csv" else parts(as_xlsx(DAY, "UTC", rows))


FILES: dict[str, Callable[[], bytes]] = {
    "functions.csv": table_of_csv,
    "functions.json": table_of_json,
    "functions.xml": lambda: parts(exported("xlsx")),
    "template.csv": lambda: as_csv(DAY, "UTC"),
    "template.xml": lambda: parts(as_xlsx(DAY, "UTC")),
    "filled.csv": lambda: filled("csv"),
    "filled.xml": lambda: filled("xlsx"),
    "headers.txt": lambda: "\n".join(f"{word} {column}" for word, column in sorted(FUNCTIONS.names.items())).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_unchanged(name: str) -> None:
    assert FILES[name]() == (BEFORE / name).read_bytes()
