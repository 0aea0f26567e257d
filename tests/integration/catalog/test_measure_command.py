"""`measure_catalog`: the figures of files without a database, and of a recorded snapshot."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from missions.catalog.objects import INVENTED
from missions.domain.vocabulary import Role
from tests import catalogs, factories
from tests.unit.catalog.files import OF_GCAT, SAMPLE
from tests.unit.catalog.real import FILES, needs_real_files

ROOT = Path(__file__).resolve().parents[3]
SAMPLE_FILES = [str(SAMPLE / name) for name in OF_GCAT]
UCS = str(SAMPLE / "ucs.txt")
SATCOM = {
    "satellites": 22,
    "known": 20,
    "unknown": 2,
    "operators": 3,
    "largest": {"name": "Example Orbit Communications", "share": 75.0},
    "hhi": 5950,
    "hhi_low": 4959,
    "hhi_high": 6240,
}


def measured(*asked: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("measure_catalog", *asked, stdout=out, stderr=StringIO())
    return out.getvalue()


def alone(folder: Path, *asked: str, database: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a separate program, without a database or with one at an address where nothing answers."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    environment |= {"CSIS_DATA_DIR": str(folder)} | ({"DATABASE_URL": database} if database else {})
    command = [sys.executable, "manage.py", "measure_catalog", *asked]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("database", [None, "postgres://nobody@127.0.0.1:1/none"])
def test_files_are_measured_without_a_database(tmp_path: Path, database: str | None) -> None:
    asked = (
        "--on",
        "2026-06-30",
        "--scope",
        "commercial",
        "--owners",
        "all",
        "--by",
        "operator",
        "--unit",
        "satellites",
    )
    done = alone(tmp_path, *reversed(SAMPLE_FILES), *asked, "--format", "json", database=database)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["on", "not_ended", "unknown_owner", "areas"]
    assert (found["on"], found["not_ended"], found["unknown_owner"]) == ("2026-06-30", 35, 3)
    assert found["areas"]["SATCOM"] == SATCOM
    assert set(found["areas"]) == {"EM", "ISR", "PNT", "SATCOM"}
    assert "different dates" in done.stderr
    assert not (tmp_path / "postgres").exists() and [one.name for one in tmp_path.iterdir()] in ([], ["secret-key"])


@needs_real_files
def test_the_command_reproduces_the_published_figures() -> None:
    found = json.loads(measured(*map(str, FILES), "--on", "2025-07-30", "--format", "json"))
    assert (found["not_ended"], found["unknown_owner"]) == (12_516, 312)
    assert found["areas"]["SATCOM"] == {
        "satellites": 9656,
        "known": 9628,
        "unknown": 28,
        "operators": 157,
        "largest": {"name": "SpaceX", "share": 83.7},
        "hhi": 7049,
        "hhi_low": 7008,
        "hhi_high": 7056,
    }


def test_the_table_explains_its_numbers() -> None:
    said = measured(UCS, "--unit", "mass")
    for words in (
        f"UCS Satellite Database, data of 2026-02-12. Credit: {INVENTED}.\nOn",
        "Unit: Launch mass. Scope: commercial payloads; All owners; by operator.",
        "Example Orbit Communications   58.3%",
        "5,119 to 5,140",
        "kilograms at launch",
        "No usable data:\n  C2: ",
        "MW: No payload is commercial missile warning",
    ):
        assert words in said
    allied = measured(*SAMPLE_FILES, "--owners", "allied")
    assert f"Credit: {INVENTED}.\nOn" in allied
    assert "whose owner's state is not known are left out of this scope" in allied


def test_the_day_is_that_of_the_data_unless_another_is_given() -> None:
    assert json.loads(measured(*SAMPLE_FILES, "--format", "json"))["on"] == "2026-06-30"
    earlier = json.loads(measured(*SAMPLE_FILES, "--format", "json", "--on", "2015-01-01"))
    assert (earlier["not_ended"], list(earlier["areas"])) == (3, ["SATCOM"])


def test_files_without_a_date_say_so_and_can_be_counted_for_later_days(tmp_path: Path) -> None:
    unsaid = tmp_path / "payloads.tsv"
    unsaid.write_text(Path(SAMPLE_FILES[0]).read_text().replace("# Updated 2026 Jun 30 1200:00\n", ""))
    for asked in ([str(unsaid), *SAMPLE_FILES[1:]], [UCS]):
        out, beside = StringIO(), StringIO()
        call_command("measure_catalog", *asked, "--on", "2026-03-01", "--format", "json", stdout=out, stderr=beside)
        assert json.loads(out.getvalue())["on"] == "2026-03-01"
        assert "The files do not state their date. Their latest launch is of 2026-02-12." in beside.getvalue()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "Give either files or --snapshot."),
        ([UCS, "--snapshot", "x"], "Give either files or --snapshot."),
        ([*SAMPLE_FILES, "--unit", "mass"], "mass and GEO are counted from UCS alone"),
        ([*SAMPLE_FILES, "--on", "2026-07-01"], "Ask for a day up to 2026-06-30."),
        ([UCS, "--on", "2020-01-01"], "so it counts only for its own date, 2026-02-12"),
        ([UCS, "--on", "yesterday"], "yesterday is not a date; write it as 2025-07-30"),
        ([UCS, UCS], "both hold the same part: satellite database"),
        ([SAMPLE_FILES[0]], "missing: launch log, organizations"),
        ([str(SAMPLE / "none.tsv")], "No such file"),
        ([str(SAMPLE)], "directory"),
    ],
)
def test_a_refusal_to_measure_says_why(asked: list[str], said: str) -> None:
    with pytest.raises(CommandError) as refused:
        measured(*asked)
    assert said in str(refused.value)


@pytest.mark.django_db
def test_a_snapshot_is_measured_by_name_and_by_number() -> None:
    reading = catalogs.snapshot(
        "GCAT of July",
        by=factories.actor(Role.ANALYST),
        found=catalogs.read([catalogs.row(2), catalogs.row(3), catalogs.row(4, operator=None, owner_code=None)]),
    )
    by_name = measured("--snapshot", "GCAT of July", "--format", "json")
    assert by_name == measured("--snapshot", str(reading.snapshot_id), "--format", "json")
    found = json.loads(by_name)
    assert (found["on"], found["not_ended"], found["unknown_owner"]) == (catalogs.DATED.isoformat(), 3, 1)
    assert found["areas"]["SATCOM"]["hhi_low"] == 5556
    with pytest.raises(CommandError, match="Snapshots: GCAT of July"):
        measured("--snapshot", "another")
