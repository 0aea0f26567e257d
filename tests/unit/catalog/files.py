"""Files of catalogs made for tests, and the project's own sample."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from missions.catalog.objects import Reading
from missions.catalog.reading import SourceFile, read
from missions.catalog.rules import shipped_rules

SAMPLE = Path(__file__).resolve().parents[3] / "fixtures" / "catalog" / "sample"
OF_GCAT = ("payloads.tsv", "launches.tsv", "organizations.tsv")
RULES = shipped_rules()
PAYLOADS = ("JCAT", "Piece", "Name", "LDate", "TDate", "Program", "Class", "Category")
LAUNCHES = ("Launch_Tag", "Launch_Date", "JCAT", "SatOwner", "SatState")
ORGANIZATIONS = ("Code", "StateCode", "Name", "EName")
UCS = (
    "Name of Satellite, Alternate Names", "Country of Operator/Owner", "Operator/Owner", "Users", "Purpose",
    "Detailed Purpose", "Class of Orbit", "Launch Mass (kg.)", "Date of Launch", "COSPAR Number", "NORAD Number",
)  # fmt: skip


def tsv(columns: Sequence[str], *rows: Sequence[str]) -> bytes:
    """A part of GCAT with these columns and rows."""
    lines = ["#" + "\t".join(columns), "# Updated 2025 Jul 30 2329:45", *("\t".join(row) for row in rows)]
    return "".join(f"{line}\n" for line in lines).encode()


def payload(number: int, **said: str) -> tuple[str, ...]:
    """A commercial satellite of SATCOM that has not ended."""
    usual = {
        "JCAT": f"S{number:05}",
        "Piece": f"2020-{number:03}A",
        "Name": f"Relay {number}",
        "LDate": "2020 Mar  1",
        "TDate": "*",
        "Program": "Relay",
        "Class": "B",
        "Category": "COM",
    }
    return tuple((usual | said)[name] for name in PAYLOADS)


def launch(number: int, owner: str, state: str = "US") -> tuple[str, ...]:
    """A row of the launch log about a payload."""
    return f"2020-{number:03}", "2020 Mar  1 1200:00", f"S{number:05}", owner, state


def gcat(
    payloads: Sequence[Sequence[str]], launches: Sequence[Sequence[str]] = (), names: Sequence[Sequence[str]] = ()
) -> Reading:
    """The reading of the three parts with these rows."""
    return read_files(tsv(PAYLOADS, *payloads), tsv(LAUNCHES, *launches), tsv(ORGANIZATIONS, *names))


def read_files(*contents: bytes, step: Callable[[], None] = lambda: None) -> Reading:
    """The reading of files with these contents under the shipped rules; they are named `file 1`, `file 2` and so on."""
    sources = [SourceFile(f"file {place}", BytesIO(content)) for place, content in enumerate(contents, 1)]
    return read(sources, RULES, step)


def sample() -> list[bytes]:
    """The three parts of the project's own sample."""
    return [(SAMPLE / name).read_bytes() for name in OF_GCAT]


def satellite(number: int, **said: str) -> tuple[str, ...]:
    """A commercial satellite of SATCOM in the UCS database; the parameters are the first words of its columns."""
    usual = {
        "Name": f"Relay {number}",
        "Country": "USA",
        "Operator/Owner": "Relay Corp",
        "Users": "Commercial",
        "Purpose": "Communications",
        "Detailed": "",
        "Class": "GEO",
        "Launch": "5,000",
        "Date": "3/1/2020",
        "COSPAR": f"2020-{number:03}A",
        "NORAD": str(45000 + number),
    }
    return tuple((usual | said).values())


def ucs_text(
    *rows: Sequence[str], columns: Sequence[str] = UCS, separator: str = "\t", encoding: str = "utf-8"
) -> bytes:
    """The UCS database as text."""
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in (columns, *rows)]
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def ucs_workbook(*rows: Sequence[object], columns: Sequence[str] = UCS) -> bytes:
    """The UCS database as a workbook."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "mm/dd/yyyy"}) as book:
        sheet = book.add_worksheet("Sheet1")
        for place, row in enumerate((columns, *rows)):
            sheet.write_row(place, 0, row)
    return file.getvalue()
