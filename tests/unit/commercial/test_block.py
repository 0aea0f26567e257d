"""The posture block of a brief, line by line: what is counted, and missing data stated as such."""

from dataclasses import replace

import pytest

from missions.domain.commercial.portfolio import CommercialPortfolio, in_force
from missions.domain.commercial.posture.block import BlockLine, PostureBlock, block, read_block
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.vocabulary import JudgmentSubject, Level, Phase, UseState, YesNo
from missions.domain.vocabulary import Performer, Risk, RiskOfNot
from tests.unit.commercial import made
from tests.unit.record import states

KEYS = ("single", "access", "lapse", "untried", "bearer", "risk", "risk_of_not", "moved", "oldest")
JUDGED = states.area("A", states.function("F1", states.assessed()))


def posture(**records: object) -> Posture:
    given = {"areas": ("A",), "functions": (made.function("F1"), made.function("F2")), **records}
    return Posture(in_force(CommercialPortfolio(made.ON, **given)))


def used(**records: object) -> Posture:
    """A solution of one company in use for the first of two functions."""
    usual = {
        "providers": (made.provider(),),
        "solutions": (made.solution(),),
        "uses": (made.use(state=UseState.IN_USE),),
    }
    return posture(**usual | records)


def said(now: Posture, *, then: Posture | None = None, changing: tuple[str, ...] = ("F1", "F2")) -> dict[str, str]:
    found = block(JUDGED, now, then, sequence=7, changing=changing)
    return {line.key: line.words for line in found.lines}


def test_without_records_the_block_says_no_data_and_never_zero():
    words = said(posture())
    assert tuple(words) == KEYS
    for key in ("single", "lapse", "untried", "bearer"):
        assert words[key].startswith("No data: "), key
    assert words["access"].startswith("Day to day no data for 2; crisis no data for 2; conflict no data for 2.")
    assert words["moved"] == "No decision to compare with."


def test_an_area_without_functions_has_no_data_at_all():
    words = said(posture(functions=()))
    assert words["access"] == "No data: no function is assessed as open to commercial solutions."
    assert words["oldest"] == "No data: nothing is recorded."


def test_functions_that_would_change_are_counted_by_single_parent():
    assert said(used())["single"] == "1 of 1 with an offer, of 2 functions that would change: F1."
    assert said(used(), changing=("F2",))["single"].startswith("No data: no offer is recorded for 1 function ")
    assert said(used(), changing=())["single"] == "No function changed since the last decision."
    other = {
        "providers": (made.provider(), made.provider("P2")),
        "solutions": (made.solution(), made.solution("S2", "P2")),
    }
    two = used(**other, uses=(made.use(), made.use("U2", "S2")))
    assert said(two)["single"] == "0 of 1 with an offer, of 2 functions that would change."


def test_access_and_its_next_lapse_are_listed_by_phase():
    promise = made.commitment(phase=Phase.CONFLICT, level=Level.ASSURED)
    ends = made.ending(made.ON.replace(year=2027))
    words = said(used(agreements=(made.agreement("A1", "P1", promise, stated=ends),)))
    assert words["access"].startswith("Day to day 0 of 2, 1 not known; crisis 0 of 2, 1 not known; conflict 1 of 2, 1 ")
    assert words["lapse"] == "30 Jun 2027: F1, conflict."
    endless = said(used(agreements=(made.agreement("A1", "P1", promise),)))
    assert endless["lapse"] == "No end is recorded of what is ensured."


def test_the_bearer_of_the_risk_is_listed_by_provider_in_use():
    assert said(used())["bearer"] == "Unknown: Firm P1."
    assert said(posture())["bearer"] == "No data: no solution is recorded in use."


def test_risks_are_counted_by_answer_the_gravest_first():
    functions = [
        states.function(f"F{number}", states.assessed(risk=risk, risk_of_not=RiskOfNot.NOT_ASSESSED))
        for number, risk in enumerate((Risk.LOW, Risk.HIGH, Risk.LOW))
    ]
    found = block(states.area("A", *functions), posture(), None, sequence=7, changing=())
    words = {line.key: line.words for line in found.lines}
    assert words["risk"] == "High 1, low 2. Functions by answer."
    assert words["risk_of_not"] == "Not assessed 3. Functions by answer."


def test_cells_that_moved_are_named_with_both_states():
    before = replace(posture(), portfolio=replace(posture().portfolio, on=made.ON.replace(year=2025)))
    moved = said(used(), then=before)["moved"]
    assert moved == "Since 30 Jun 2025, no data → not met: Balance, Interoperability, Resilience."
    assert said(used(), then=used())["moved"] == "No cell since 30 Jun 2026."


@pytest.mark.parametrize("judged", [True, False])
def test_an_area_in_which_nothing_is_sought_says_why(judged):
    functions = (made.function("F1", None if judged else Performer.GOVERNMENT_ONLY),)
    judgments = (made.judgment(JudgmentSubject.SOUGHT, YesNo.NO),) if judged else ()
    words = said(posture(functions=functions, judgments=judgments))
    assert words["sought"].startswith("Not sought. ")
    assert "single" not in words


def test_an_emerging_area_is_not_counted():
    found = block(states.area("NEW", emerging=True), posture(), None, sequence=7, changing=())
    assert found.lines[0].words == "No data: nothing is counted for this area."


def test_its_text_is_parsed_and_changes_are_found():
    kept = block(JUDGED, posture(), None, sequence=7, changing=("F1",))
    assert read_block(kept.text) == kept
    now = block(JUDGED, used(), None, sequence=8, changing=("F1",))
    assert kept.moved_to(kept) == {}
    assert "single" in kept.moved_to(now) and "risk" not in kept.moved_to(now)
    assert kept.hash != now.hash


def test_each_line_links_to_its_cell_or_to_the_area():
    one = PostureBlock("A", made.ON, 7, ())
    assert one.url(BlockLine("access", "Access", "", "access")) == "/posture/?cell=A.access#cell"
    assert one.url(BlockLine("risk", "Risk", ""), "as_of=2026-06-30") == "/posture/areas/A/?as_of=2026-06-30"
