"""The pure parts of the decision brief: its question, its gauge, the risks, and what changed in a function."""

from dataclasses import replace
from datetime import date

import pytest

from missions.domain.record.rule.thresholds import Thresholds
from missions.domain.reviews.brief.compared import compared
from missions.domain.reviews.brief.gauge import gauge
from missions.domain.reviews.brief.question import consequence, question
from missions.domain.reviews.brief.risks import risks
from missions.domain.vocabulary import Category, Performer, ProposalKind, Risk, State
from tests.unit.record import states

TODAY = date(2026, 11, 29)
SHIFT, REAFFIRM = ProposalKind.SHIFT, ProposalKind.REAFFIRM
HYBRID, COMMERCIAL = Category.HYBRID, Category.COMMERCIAL_PRIMARY


@pytest.mark.parametrize(
    ("held", "kind", "target", "on", "asked"),
    [
        (HYBRID, SHIFT, COMMERCIAL, TODAY, "Should C2 move from Hybrid to Commercial Primary on 29 Nov 2026?"),
        (HYBRID, REAFFIRM, HYBRID, None, "Should C2 be reaffirmed as Hybrid?"),
        (None, SHIFT, HYBRID, TODAY, "Should C2 become Hybrid on 29 Nov 2026?"),
        (HYBRID, SHIFT, HYBRID, TODAY, "Should C2 become Hybrid on 29 Nov 2026?"),
        (HYBRID, SHIFT, None, None, "Which category should C2 be in?"),
    ],
)
def test_the_question_is_one_sentence(held, kind, target, on, asked):
    assert question("C2", held, kind, target, on) == asked


@pytest.mark.parametrize(
    ("state", "kind", "on", "said"),
    [
        (State.IN_REVIEW, SHIFT, date(2027, 1, 1), "Approval changes the category on 1 Jan 2027. Nothing in force"),
        (State.IN_REVIEW, SHIFT, TODAY, "Approval takes effect now. It changes the category as of"),
        (State.IN_REVIEW, SHIFT, date(2026, 11, 1), "Approval takes effect now. It changes the category as of 1 Nov"),
        (State.DRAFT, REAFFIRM, None, "Approval reaffirms the category; no effective date is chosen yet."),
        (State.APPROVED, REAFFIRM, date(2027, 1, 1), "It is approved and reaffirms the category on 1 Jan 2027."),
        (State.APPROVED, SHIFT, TODAY, "It is approved and its day has come, 29 Nov 2026, but it could not take"),
        (State.REJECTED, SHIFT, TODAY, "It was rejected; the category stayed as it was."),
        (State.EFFECTIVE, SHIFT, TODAY, "It was approved and took effect."),
    ],
)
def test_the_consequence_of_approval_and_its_day_are_stated(state, kind, on, said):
    assert consequence(state, kind, on, TODAY).startswith(said)


def area(*performers: Performer, **answers: object):
    """An area with one assessed function for each performer."""
    functions = tuple(
        states.function(f"F-{number}", states.assessed(performer=performer, **answers))
        for number, performer in enumerate(performers)
    )
    return states.area("A", *functions)


def crossings(government: int):
    """The distance of an area of eight functions to each threshold, with this many government functions."""
    performers = [Performer.GOVERNMENT_ONLY] * government + [Performer.EITHER] * (8 - government)
    found = gauge([("Now", TODAY, area(*performers))], Thresholds())
    assert [point.government for point in found.points] == [government]
    return found.crossings


@pytest.mark.parametrize("government", range(9))
def test_a_crossing_says_how_many_functions_are_between_it_and_the_other_side(government):
    for number, found in enumerate(crossings(government)[:2]):
        others = [other for other in range(9) if crossings(other)[number].met is not found.met]
        assert found.functions == min(abs(government - other) for other in others)
    assert crossings(government)[2].words == "not met, 5 functions from meeting it"


def test_there_is_no_gauge_without_functions():
    assert gauge([("Now", TODAY, area())], Thresholds()) is None
    assert gauge([("Last decided", TODAY, None)], Thresholds()) is None


def test_both_risks_are_listed_the_gravest_first():
    high, low = area(Performer.EITHER, risk=Risk.HIGH), area(Performer.EITHER, risk=Risk.LOW)
    both = replace(high, functions=(*low.functions, *high.functions))
    integrating, without = risks(both)
    assert [one.answer for one in integrating.seen] == [Risk.HIGH, Risk.LOW]
    assert sum(len(one.functions) for one in without.seen) == 2
    assert risks(area())[0].seen == ()


def test_changed_words_of_a_rationale_are_marked():
    before = area(Performer.EITHER, rationale="Two firms serve this.")
    now = area(Performer.GOVERNMENT_ONLY, rationale="Three firms serve this.")
    [one] = compared(before, None, now)
    assert one.differs
    assert [piece.text for piece in one.rationale.after if piece.changed] == ["Three"]
    assert [piece.text for piece in one.rationale.before if piece.changed] == ["Two"]
