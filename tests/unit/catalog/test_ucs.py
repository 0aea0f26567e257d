"""The UCS database in its three layouts, with cells as people typed them."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from missions.catalog.concentration import measure
from missions.catalog.objects import Span
from missions.domain.catalog.vocabulary import By, Owners, Scope, Unit
from missions.sheets.columns import UnreadableFile
from tests.unit.catalog.files import RULES, SAMPLE, UCS, read_files, satellite, ucs_text, ucs_workbook

# The edition of 2020 had the same data in fewer columns, some with other names.
UCS_2020 = [one.replace("(kg.)", "(kg.) ").replace(", Alternate Names", "") for one in UCS]
ROWS = [satellite(1), satellite(2, Purpose="Earth Observation", Detailed="Optical Imaging", Launch="", Class="LEo")]


@pytest.mark.parametrize(
    "content",
    [
        ucs_text(*ROWS),
        ucs_text(*ROWS, separator=","),
        ucs_text(*ROWS, encoding="utf-16"),
        ucs_text(*ROWS, columns=UCS_2020),
        ucs_text(*[tuple(reversed(row)) for row in ROWS], columns=UCS[::-1]),
        ucs_workbook(*ROWS),
        ucs_workbook(*[(*row, "", "a source", "") for row in ROWS], columns=(*UCS, "Comments", "", "Source")),
    ],
    ids=["tab-separated", "commas", "utf-16", "2020", "columns turned round", "workbook", "unnamed columns"],
)
def test_every_layout_gives_the_same(content: bytes) -> None:
    first, second = read_files(content).objects
    assert (first.identifier, first.name, first.area, first.state) == ("45001", "Relay 1", "SATCOM", "US")
    assert (first.launch, first.launched, first.ended) == ("2020-001", Span(date(2020, 3, 1), date(2020, 3, 1)), None)
    assert (first.mass, first.geo, first.commercial) == (Decimal(5000), True, True)
    assert (second.area, second.mass, second.geo) == ("ISR", None, False)
    assert second.category == "Earth Observation: Optical Imaging"


def test_cells_are_read_as_people_typed_them() -> None:
    row = satellite(
        1, **{"Operator/Owner": "\xa0Planet  Labs,\xa0Inc. "}, Users="Government/Commercial", Country="UK/Spain"
    )
    for content in (ucs_text(row, encoding="cp1252"), ucs_workbook(row)):
        found = read_files(content).objects[0]
        assert (found.owner_code, found.operator, found.state) == ("Planet Labs, Inc.", "Planet Labs", "UK")
        assert found.commercial and found.owner_basis == "joined"


@pytest.mark.parametrize(
    ("text", "read"),
    [("2020-03-01", date(2020, 3, 1)), ("11/30/2018", date(2018, 11, 30)), ("3/1/98", date(1998, 3, 1)),
     ("43891", date(2020, 3, 1)), ("1-Mar-20", date(2020, 3, 1)), ("1-Xyz-20", None),
     ("30/11/2018", None), ("soon", None), ("11/29/018", None), ("", None)],
)  # fmt: skip
def test_days_are_read_as_spreadsheets_write_them(text: str, read: date | None) -> None:
    reading = read_files(ucs_text(satellite(1), satellite(2, Date=text)))
    assert [one.launched.first for one in reading.objects[1:]] == ([read] if read else [])
    assert [(one.line, one.kind) for one in reading.problems] == ([] if read else [(3, "odd")])


def test_days_in_cells_of_a_workbook_are_read() -> None:
    row = list(satellite(1))
    row[UCS.index("Date of Launch")] = date(2019, 5, 24)
    assert read_files(ucs_workbook(row)).edition == date(2019, 5, 24)


@pytest.mark.parametrize(
    ("purpose", "detail", "area"),
    [("communications", "", "SATCOM"), ("Navigation/Global Positioning", "", "PNT"),
     ("Mission Extension Technology", "", "SAML"),
     ("Space Observation", "", "SDA"), ("Surveillance", "", "SDA"), ("Surveillance", "Electronic", "ISR"),
     ("Meteorological", "", "EM"),
     ("Earth Science", "", "EM"), ("Earth Observation", "Early Warning", "MW"),
     ("Earth/Space Observation", "Meteorology", "EM"),
     ("Earth Observation", "Radiometer, Imaging", "ISR"), ("Earth Observation", "Earth Science", "EM"),
     ("Earth Observation", "", "ISR"),
     ("Technology Development", "", None)],
)  # fmt: skip
def test_purposes_mean_areas(purpose: str, detail: str, area: str | None) -> None:
    reading = read_files(ucs_text(satellite(1, Purpose=purpose, Detailed=detail)))
    assert reading.objects[0].area == area
    assert [one.kind for one in reading.problems] == ([] if area else ["unmapped"])


@pytest.mark.parametrize(
    ("name", "operator"),
    [("SpaceX", "SpaceX"), ("Space X", "SpaceX"), ("SpaceX Partners", "SpaceX Partners"),
     ("SES S.A.", "SES (incl. O3b)"),
     ("O3b Networks Ltd.", "SES (incl. O3b)"), ("PanAmSat/Intelsat", "Intelsat"), ("Unknown", None), ("", None)],
)  # fmt: skip
def test_names_mean_operators(name: str, operator: str | None) -> None:
    reading = read_files(ucs_text(satellite(1, **{"Operator/Owner": name})))
    assert reading.objects[0].operator == operator
    assert [one.kind for one in reading.problems] == ([] if operator else ["unjoined"])


@pytest.mark.parametrize("mass", ["-5", "0", "heavy", "NaN", "1e999999", "5-6"])
def test_an_invalid_mass_is_not_counted(mass: str) -> None:
    reading = read_files(ucs_text(satellite(1, Launch=mass), satellite(2)))
    assert [one.mass for one in reading.objects] == [None, 5000]
    assert [(one.line, one.kind) for one in reading.problems] == [(2, "odd")]


def test_duplicate_numbers_are_reported() -> None:
    rows = [
        satellite(1),
        satellite(1),
        satellite(2, NORAD="45001"),
        satellite(3, NORAD="", COSPAR=""),
        satellite(4, NORAD=""),
    ]
    reading = read_files(ucs_text(*rows))
    assert [one.identifier for one in reading.objects] == ["45001", "2020-002A", "2020-004A"]
    assert [(one.line, one.kind) for one in reading.problems] == [(3, "duplicate"), (4, "duplicate"), (5, "odd")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ucs_text(satellite(1), columns=[one.replace("Users", "User") for one in UCS]), "lacks Users"),
        (ucs_text(satellite(1), columns=[one.replace("Number", "No.") for one in UCS]), "Number or COSPAR Number"),
        (ucs_text((*satellite(1), "x"), columns=(*UCS, "Users")), "names Users more than once"),
        (ucs_text(satellite(1)).replace(b"Relay 1", b"Rel\0y 1"), "byte 4 of line 2 is 0x00"),
        (ucs_text(), "No row of the file can be used"),
        (b"PK\x03\x04 cut off", "The workbook cannot be read."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Save it as .xlsx or .csv."),
        (ucs_text(satellite(1)) + b'"an open quote\r\n', "line 3"),
    ],
)  # fmt: skip
def test_an_unusable_file_is_refused_as_a_whole(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_files(content)
    assert said in str(refused.value)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ucs_workbook(*ROWS))) as book,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for part in book.infolist():
            bomb.writestr(part.filename, book.read(part))
        bomb.writestr("xl/media/image1.png", b"\0" * 50_000_000)
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        read_files(held.getvalue())


def test_other_sheets_of_the_workbook_are_not_read() -> None:
    with pytest.raises(UnreadableFile, match="lacks"):
        read_files(ucs_workbook(("a", "b"), columns=("x", "y")))


def test_the_result_of_the_sample_depends_on_the_unit() -> None:
    reading = read_files((SAMPLE / "ucs.txt").read_bytes())

    def share(unit: Unit) -> tuple[str, float]:
        found = measure(reading.objects, RULES, reading.edition, unit, Scope.COMMERCIAL, Owners.ALL, By.OPERATOR)
        return found.areas["SATCOM"].largest, float(round(found.areas["SATCOM"].share, 1))

    assert share(Unit.SATELLITES) == ("Example Orbit Communications", 80.0)
    assert share(Unit.MASS) == ("Example Orbit Communications", 58.3)
    assert share(Unit.GEO) == ("Example Orbit Communications", 50.0)
    assert share(Unit.LAUNCHES) == ("Example Orbit Communications", 66.7)
