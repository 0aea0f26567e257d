"""The posture: cells move from no data as records come, open what they rest on, and fall with a loss."""

import re
from datetime import date

import pytest
from django.test import Client

from missions.domain.commercial.vocabulary import (
    Known,
    Level,
    Phase,
    SafeguardKind,
    Sector,
    Stage,
    Substitutable,
    TrialResult,
    UseState,
)
from missions.domain.vocabulary import Performer, Role
from tests.factories import actor, assessment, function
from tests.integration.kinds.recorded import provider, record

pytestmark = pytest.mark.django_db
PAGES = ("/posture/", "/posture/loss/", "/posture/access/", "/posture/protection/", "/posture/pipeline/")


@pytest.fixture
def viewer(signed) -> Client:
    return signed(actor(Role.VIEWER))


def committed() -> None:
    """A function of SATCOM that one provider's relay performs under an assured commitment, tried in an exercise."""
    assessment(function("T-1"), performer=Performer.EITHER)
    provider("PRV-001", name="Orbital Works")
    record(
        "solution",
        "SOL-001",
        name="Relay",
        provider="PRV-001",
        stage=Stage.OFFERED,
        owned_by=Sector.COMMERCIAL,
        lines={"dependencies": [{"name": "Falcon 9", "substitutable": Substitutable.NO}]},
    )
    record("use", "USE-001", solution="SOL-001", function="T-1", state=UseState.IN_USE)
    promise = {"use": "USE-001", "phase": Phase.CONFLICT, "level": Level.ASSURED}
    record(
        "agreement",
        "AGR-001",
        title="Relay contract",
        provider="PRV-001",
        parties_withheld=Known.NO,
        ends_on=date(2099, 1, 1),
        lines={"commitments": [promise]},
    )
    tried = {"use": "USE-001", "phase": Phase.CRISIS, "result": TrialResult.WORKED}
    record("exercise", "EXE-001", name="Wargame", lines={"trials": [tried]})


def cell(page: str, area: str, column: str) -> str:
    """What the grid says of an area in a column."""
    found = re.search(rf"cell={area}\.{column}#cell\".*?</a>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0].partition(">")[2]).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_posture_is_there_without_a_record(viewer, page):
    answer = viewer.get(page)
    assert answer.status_code == 200
    assert "Not an official statement" in answer.content.decode()


def test_cells_have_no_data_until_records_come(viewer):
    assessment(function("T-1"), performer=Performer.EITHER)
    page = viewer.get("/posture/").content.decode()
    assert cell(page, "SATCOM", "access").startswith("? No data")
    assert "no cell has data" in page
    # What is not known is never shown as zero.
    assert cell(page, "SATCOM", "access").startswith("? No data 1 unknown")
    area = viewer.get("/posture/areas/SATCOM/").content.decode()
    assert "No data, 1 unknown" in area
    assert "0 of" not in area


def test_a_commitment_and_a_trial_move_the_cells_and_open_their_records(viewer):
    committed()
    page = viewer.get("/posture/?as_of=2025-06-01").content.decode()
    assert "1 of 1 open function has an offer, 1 from one parent" in page
    assert "access in conflict is recorded for 1" in page
    assert not cell(page, "SATCOM", "access").startswith("?")
    opened = viewer.get("/posture/?as_of=2025-06-01&cell=SATCOM.access").content.decode()
    assert "What would change it" in opened
    assert "/agreements/AGR-001/?as_of=2025-06-01" in opened
    fragment = viewer.get(
        "/posture/?as_of=2025-06-01&cell=SATCOM.balance", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in fragment
    assert "/providers/PRV-001/?as_of=2025-06-01" in fragment


def test_the_overview_takes_the_sentence_alone(viewer):
    committed()
    assert 'hx-get="/posture/?as_of=2025-06-01"' in viewer.get("/overview/?as_of=2025-06-01").content.decode()
    said = viewer.get("/posture/?as_of=2025-06-01", headers={"HX-Request": "true"}).content.decode()
    assert said.strip().startswith("1 of 1 open function has an offer")
    assert "<" not in said


def test_two_dates_are_compared(viewer):
    committed()
    page = viewer.get("/posture/?as_of=2025-06-01&since=2025-01-01").content.decode()
    assert "was no data" in page
    assert viewer.get("/posture/?as_of=2025-06-01&since=2026-01-01").status_code == 400


def test_the_loss_of_a_parent_or_a_launcher_takes_the_function_along(viewer):
    committed()
    page = viewer.get("/posture/loss/?as_of=2025-06-01").content.decode()
    assert 'value="launcher:Falcon 9"' in page
    lost = viewer.get("/posture/loss/", {"as_of": "2025-06-01", "loss": "launcher:Falcon 9"}).content.decode()
    assert "0 of 1 open functions with an offer keep one" in lost
    assert "/solutions/SOL-001/?as_of=2025-06-01" in lost
    assert "1 loses every offer for certain." in lost
    assert 'href="/areas/SATCOM/functions/T-1/?as_of=2025-06-01"' in lost
    unknown = viewer.get("/posture/loss/", {"loss": "launcher:Nobody"})
    assert unknown.status_code == 400


def test_access_protection_and_pipeline_list_what_is_recorded(viewer):
    committed()
    asked = {"as_of": "2025-06-01"}
    access = viewer.get("/posture/access/", asked).content.decode()
    assert "Assured" in access
    assert "until 1 Jan 2099" in access
    protection = viewer.get("/posture/protection/", asked).content.decode()
    assert "1 provider has a solution in use; who bears the risk of war is recorded for none" in protection
    assert re.search(r"No data for 1 provider: <a[^>]+><bdi>Orbital Works", protection)
    record("safeguard", "SFG-001", provider="PRV-001", kind=SafeguardKind.COMMERCIAL_INSURANCE, covers="Its fleet")
    insured = viewer.get("/posture/protection/", asked).content.decode()
    assert "No data for" not in insured
    assert 'href="/safeguards/SFG-001/?as_of=2025-06-01"' in insured
    pipeline = viewer.get("/posture/pipeline/", asked).content.decode()
    assert "No solutions are recorded as on their way, 1 as offered." in pipeline
    assert 'href="/areas/SATCOM/functions/T-1/?as_of=2025-06-01"' in pipeline


def test_a_cell_that_is_not_there_is_not_found(viewer):
    assert viewer.get("/posture/?cell=SATCOM.luck").status_code == 404
    assert viewer.get("/posture/?cell=NOWHERE.access").status_code == 404


def test_an_area_shows_its_cells_and_the_solutions_of_each_function(viewer):
    committed()
    page = viewer.get("/posture/areas/SATCOM/?as_of=2025-06-01").content.decode()
    assert "Relay" in page
    assert "cell=SATCOM.access&amp;as_of=2025-06-01#cell" in page
    assert 'hx-get="/posture/areas/SATCOM/' in viewer.get("/areas/SATCOM/").content.decode()
    fragment = viewer.get("/posture/areas/SATCOM/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert viewer.get("/posture/areas/NOWHERE/").status_code == 404


def test_the_posture_is_taken_away_measure_by_measure(viewer):
    committed()
    answer = viewer.get("/exports/posture.csv?as_of=2025-06-01")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    assert "SATCOM,Access" in text
    assert "no official statement" in text
    assert viewer.get("/exports/posture.xlsx").status_code == 200
    assert 'href="/exports/posture.csv?as_of=2025-06-01"' in viewer.get("/posture/?as_of=2025-06-01").content.decode()
