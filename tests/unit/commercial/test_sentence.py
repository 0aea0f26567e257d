"""The sentence at the top says what the numbers say, and no more."""

import re

from hypothesis import given

from missions.domain.commercial.posture.columns import CellState
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.sentence import sentence
from missions.domain.record.rule.policy_numbers import limits
from missions.domain.vocabulary import Performer
from tests.unit.commercial import made
from tests.unit.commercial.at_random import portfolios
from tests.unit.commercial.slow import Slow, ensured, single_parent


def told(*records: object, areas: tuple[str, ...] = ("A",)) -> str:
    return sentence(Posture(made.portfolio(*records, areas=areas)))


def number(pattern: str, text: str) -> int | None:
    """The number before these words, "none" as 0; None if they do not occur."""
    found = re.search(rf"(none|[\d,]+) {pattern}", text, re.IGNORECASE)
    if not found:
        return None
    return 0 if found[1].lower() == "none" else int(found[1].replace(",", ""))


@given(portfolios)
def test_every_number_in_it_is_counted(portfolio):
    posture = Posture(portfolio)
    text = sentence(posture)
    slow = [Slow(portfolio, area.code, limits()) for area in posture.areas if not area.not_sought]
    total = sum(len(one.open()) for one in slow)
    if total:
        offered = sum(len(one.offered()) for one in slow)
        assert number(rf"of {total} open functions? (has|have) an offer", text) == offered
        alone = sum(single_parent(one).count(True) for one in slow)
        assert number("from one parent", text) == (alone if offered else None)
        conflict = sum(ensured(one, "conflict").count(True) for one in slow)
        assert f"access in conflict is recorded for {conflict or 'none'}" in text
    without = sum(cell.state is CellState.NO_DATA for cell in posture.cells.values())
    if without and without != len(posture.cells):
        assert number("cells? (has|have) no data", text) == without
    assert ("no cell has data" in text.lower()) == (without == len(posture.cells))


def test_with_no_areas_it_says_so():
    assert told(areas=()) == "The record has no mission areas on this date."


def test_with_nothing_recorded_it_claims_nothing():
    assert told() == "No function is recorded as open to commercial solutions; no cell has data."


def test_unassessed_functions_are_named_separately():
    text = told(made.function(performer=None))
    assert text == (
        "No function is recorded as open to commercial solutions, and 1 function is not assessed; no cell has data."
    )


def test_if_nothing_is_sought_it_says_only_that():
    assert told(made.function(performer=Performer.GOVERNMENT_ONLY)) == (
        "Commercial solutions are sought for none of 1 area."
    )


def test_open_functions_without_an_offer_are_shown_without_parents():
    assert told(made.function()) == (
        "None of 1 open function has an offer; access in conflict is recorded for none; no cell has data."
    )


def test_one_area_with_offers():
    records = (made.function(), made.function("F2"), made.provider(), made.solution(), made.use())
    assert told(*records, areas=("A", "B")) == (
        "1 of 2 open functions have an offer, 1 from one parent; access in conflict is recorded for none; "
        "13 cells have no data."
    )


def test_an_area_that_is_not_sought_is_counted_separately():
    records = (made.function(), made.function("F2", Performer.GOVERNMENT_ONLY, "B"))
    assert told(*records, areas=("A", "B")) == (
        "None of 1 open function has an offer; access in conflict is recorded for none; "
        "commercial solutions are not sought for 1 area; 8 cells have no data."
    )
