"""The commercial side of the sample: its records are as in its file, with their history."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.posture.columns import CellState
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.vocabulary import JudgmentSubject, Sector, Stage, YesNo
from missions.domain.kinds.registry import KINDS
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Provenance
from missions.models import ChainHead
from missions.models.kinds import TABLES
from missions.queries.commercial.portfolio import posture
from missions.queries.kinds.history import revisions
from missions.queries.kinds.names import Names
from missions.queries.kinds.states import states
from missions.queries.record.portfolio import portfolio
from tests import sample

SAMPLE_DAY = date(2026, 11, 29)
EVENTS = sample.read("commercial")["events"]


@pytest.fixture(scope="module")
def sampled(database_server, django_db_blocker):
    """A demonstration with its sample."""
    with django_db_blocker.unblock(), sample.sampled(database_server), transaction.atomic():
        yield


def at(on: date = SAMPLE_DAY) -> Moment:
    return Moment(as_of=on, sequence=ChainHead.objects.get().sequence, known=None, today=SAMPLE_DAY)


def test_every_record_of_the_file_has_its_provenance_and_none_is_official(sampled):
    recorded = Counter(event["kind"] for event in EVENTS if event["action"] == "record" for _ in event["records"])
    assert {name: len(states(name, at())) for name in KINDS if name in recorded} == recorded
    said = {row.provenance for name in recorded for row in TABLES[name].revision.objects.all()}
    assert said == {Provenance.PUBLIC_SOURCE, Provenance.ILLUSTRATIVE}


def test_illustrative_records_say_so_in_their_text(sampled):
    for name in ("agreement", "exercise", "safeguard", "judgment"):
        for one in states(name, at()):
            text = " ".join(str(value) for value in one.values.values())
            assert ("Illustrative" in text) == (one.said.provenance is Provenance.ILLUSTRATIVE), one.code


def test_no_party_of_the_reserve_pilot_is_named(sampled):
    (pilot,) = [one for one in states("agreement", at()) if one.values["parties_withheld"] is YesNo.YES]
    assert pilot.values["provider"] is None
    assert pilot.lines["commitments"] == ()


def test_what_the_government_owns_is_recorded_as_such(sampled):
    (owned,) = [one for one in states("solution", at()) if one.values["owned_by"] is Sector.GOVERNMENT]
    assert owned.code == "SOL-002"
    assert owned.values["operated_by"] is Sector.GOVERNMENT


def test_history_shows_a_new_owner_a_retired_use_and_a_withdrawn_mistake(sampled):
    named = {one.values["name"]: one for one in states("provider", at())}
    assert named["Intelsat General"].values["parent"] == named["SES"].code
    before = {one.code: one for one in states("provider", at(date(2025, 7, 16)))}
    assert before[named["Intelsat General"].code].values["parent"] is None
    assert [Names(at()).called(one) for one in states("use", at()) if one.retired] == [
        "RF reconnaissance data for Radio-frequency mapping"
    ]
    withdrawn = revisions("safeguard", at(), "SFG-008").rows
    assert [row.what for row in withdrawn] == ["Safeguard withdrawn", "Safeguard revised", "Safeguard recorded"]


def test_there_are_a_pipeline_and_a_judgment_that_nothing_is_sought(sampled):
    stages = Counter(one.values["stage"] for one in states("solution", at()))
    assert stages.keys() == {Stage.PROTOTYPE, Stage.DEMONSTRATED, Stage.OFFERED, Stage.WITHDRAWN}
    sought = [one for one in states("judgment", at()) if one.values["subject"] is JudgmentSubject.SOUGHT]
    assert {one.values["area"] for one in sought if one.values["answer"] is YesNo.NO} == {"EW", "MW", "NUDET"}


def posture_on(on: date) -> Posture:
    return posture(portfolio(at(on), None))


def test_every_measure_has_data_in_one_area_and_most_have_none_in_another(sampled):
    found: dict[str, set[CellState]] = {key: set() for key in MEASURES}
    for cell in posture_on(SAMPLE_DAY).cells.values():
        for result in cell.results:
            found[result.measure].add(result.state)
    assert [key for key, held in found.items() if held <= {CellState.NO_DATA}] == []
    # Measures of offers have data wherever there is an offer.
    assert {key for key, held in found.items() if CellState.NO_DATA not in held} == {
        "single_parent",
        "government_path",
        "survives",
    }


def test_the_grid_shows_every_state_and_a_trend(sampled):
    now, earlier = posture_on(SAMPLE_DAY), posture_on(date(2025, 6, 1))
    assert {cell.state for cell in now.cells.values()} == set(CellState)
    moved = [key for key, cell in earlier.cells.items() if cell.state is not now.cells[key].state]
    assert len(moved) > 10
    assert earlier.cells["SDA", "balance"].state is not now.cells["SDA", "balance"].state


def test_some_cover_lapses_within_half_a_year(sampled):
    scope = posture_on(SAMPLE_DAY).row("SATCOM")
    (lapses,) = [result for cell in scope for result in cell.results if result.measure == "access_lapses"]
    assert lapses.n > 0
