"""How an area came to its category, and what is proposed."""

from datetime import date
from types import SimpleNamespace

import pytest

from missions.domain.record.rule.criteria import CRITERIA, favor_of
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind
from tests.unit.leadership.figures import FIRST, TODAY, area, decision, leadership, past

GOVERNMENT, HYBRID, COMMERCIAL = Category
OPENED, DUE = date(2026, 4, 1), date(2026, 5, 1)


def runs(found: tuple) -> list[tuple]:
    return [(run.category, run.start, run.end) for run in found]


def test_a_round_trip_is_three_periods() -> None:
    there, back = date(2025, 1, 1), date(2025, 7, 1)
    told = past(decision(FIRST, HYBRID), decision(back, HYBRID), decision(there, COMMERCIAL))
    assert runs(told.runs(TODAY)) == [(HYBRID, FIRST, there), (COMMERCIAL, there, back), (HYBRID, back, None)]
    assert runs(told.runs(date(2025, 3, 1))) == [(HYBRID, FIRST, there), (COMMERCIAL, there, None)]
    assert [told.category(on) for on in (date(2024, 1, 1), FIRST, there, back)] == [None, HYBRID, COMMERCIAL, HYBRID]


def test_a_reaffirmation_does_not_break_a_period_but_is_an_evaluation() -> None:
    again = date(2025, 1, 1)
    told = past(decision(FIRST, HYBRID, DecisionKind.INITIAL), decision(again, HYBRID, DecisionKind.REAFFIRM))
    assert runs(told.runs(TODAY)) == [(HYBRID, FIRST, None)]
    assert told.evaluated_on(TODAY) == again
    assert told.evaluated_on(date(2024, 12, 31)) is None


def test_of_two_decisions_on_one_day_the_one_recorded_later_holds() -> None:
    told = past(decision(FIRST, COMMERCIAL, sequence=7), decision(FIRST, HYBRID, sequence=3))
    assert runs(told.runs(TODAY)) == [(COMMERCIAL, FIRST, None)]


@pytest.mark.parametrize(
    ("closed", "target", "pending"),
    [
        (None, COMMERCIAL, {"A": COMMERCIAL}),
        (None, HYBRID, {}),
        (None, None, {}),
        (TODAY, COMMERCIAL, {}),
        (date(2026, 6, 2), COMMERCIAL, {"A": COMMERCIAL}),
    ],
)
def test_pending_is_another_category_proposed_by_an_open_review(closed, target, pending) -> None:
    review = ReviewSpan("A", OPENED, DUE, closed, None, target)
    assert leadership(area("A"), reviews=(review,)).pending == pending


def test_a_review_is_past_due_from_the_day_after_it_is_due() -> None:
    review = ReviewSpan("A", OPENED, DUE, None, None, None)
    assert (review.past_due(DUE), review.past_due(date(2026, 5, 3)), review.waiting(DUE)) == (0, 2, 30)
    assert not review.is_open(date(2026, 3, 31))


def test_a_category_narrows_areas_and_reviews() -> None:
    review = ReviewSpan("B", OPENED, DUE, None, None, GOVERNMENT)
    lead = leadership(area("A", COMMERCIAL), area("B"), reviews=(review,), category=COMMERCIAL)
    assert ([a.code for a in lead.areas], lead.shown_reviews, lead.pending) == (["A"], (), {})


def test_the_comparison_starts_on_the_first_day_of_the_record_by_default() -> None:
    assert leadership(area("A")).compared_with == FIRST
    assert leadership(area("A"), since=date(2025, 1, 1)).compared_with == date(2025, 1, 1)
    assert leadership(area("A"), today=FIRST).compared_with is None
    assert leadership().compared_with is None


def test_favorable_answers_are_counted_by_criterion() -> None:
    found = favor_of(
        SimpleNamespace(**(dict.fromkeys(CRITERIA, "x") | {"risk": risk})) for risk in ("low", "high", "low")
    )
    assert (found.assessed, found.by) == (3, {name: 2 if name == "risk" else 0 for name in CRITERIA})
