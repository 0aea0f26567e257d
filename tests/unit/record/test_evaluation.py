"""When an area is next to be evaluated."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from missions.domain.dates import months_after
from missions.domain.record.portfolio import AreaState, Attribution, Decided, Moment, PolicyState, Portfolio
from missions.domain.record.rule.evaluation import evaluation, evaluations, review_due
from missions.domain.vocabulary import Category, DecisionKind, Provenance

DECIDED_ON = date(2024, 4, 2)
SAID = Attribution(1, DECIDED_ON, datetime(2024, 4, 2, 12, tzinfo=UTC), "csis", "Why.", Provenance.OFFICIAL, "")
POLICY = PolicyState(1, 50, 25, 50, 36, 24, 12, 2, 2, 1, SAID)


def area(kind: DecisionKind | None, category: Category = Category.HYBRID, position: int = 3) -> AreaState:
    decided = Decided(category, kind, DECIDED_ON, "IV", "", SAID) if kind else None
    return AreaState("X", "X", "", True, False, position, SAID, decided, ())


def portfolio(on: date, *areas: AreaState, policy: PolicyState | None = POLICY) -> Portfolio:
    return Portfolio(Moment(on, 1, None, on), policy, areas, ())


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2024, 4, 2), 24, date(2026, 4, 2)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(start, months, expected):
    assert months_after(start, months) == expected


@pytest.mark.parametrize(
    ("category", "due"),
    [
        (Category.GOVERNMENT_PRIMARY, date(2027, 4, 2)),
        (Category.HYBRID, date(2026, 4, 2)),
        (Category.COMMERCIAL_PRIMARY, date(2025, 4, 2)),
    ],
)
def test_the_cadence_is_that_of_the_category(category, due):
    shown = area(DecisionKind.REAFFIRM, category)
    assert evaluation(portfolio(DECIDED_ON, shown), shown).due == due


def test_first_evaluations_are_spread_a_week_for_each_position():
    shown = area(DecisionKind.INITIAL)
    assert evaluation(portfolio(DECIDED_ON, shown), shown).due == date(2026, 4, 23)


def test_the_first_evaluation_is_counted_from_the_day_of_installation():
    installed = replace(SAID, recorded_at=datetime(2026, 11, 29, 8, tzinfo=UTC))
    shown = replace(area(DecisionKind.INITIAL), decided=replace(area(DecisionKind.INITIAL).decided, said=installed))
    found = evaluation(portfolio(date(2026, 11, 29), shown), shown)
    assert (found.due, found.overdue_days) == (date(2028, 12, 20), 0)


def test_a_later_decision_counts_from_its_own_day_however_late_it_was_recorded():
    late = replace(SAID, recorded_at=datetime(2026, 11, 29, 8, tzinfo=UTC))
    decided = replace(area(DecisionKind.REAFFIRM).decided, said=late)
    shown = replace(area(DecisionKind.REAFFIRM), decided=decided)
    assert evaluation(portfolio(DECIDED_ON, shown), shown).due == date(2026, 4, 2)


@pytest.mark.parametrize(("on", "days"), [(date(2026, 4, 1), 0), (date(2026, 4, 2), 0), (date(2026, 4, 5), 3)])
def test_overdue_begins_the_day_after_it_is_due(on, days):
    shown = area(DecisionKind.SHIFT)
    assert evaluation(portfolio(on, shown), shown).overdue_days == days


def test_nothing_is_due_without_a_category_or_a_policy():
    uncategorized, decided = area(None), area(DecisionKind.SHIFT)
    assert evaluations(portfolio(date(2030, 1, 1), uncategorized))[0].due is None
    assert evaluations(portfolio(date(2030, 1, 1), decided, policy=None))[0].due is None


def test_a_review_is_due_with_the_evaluation_and_again_a_cadence_after_it_was_closed():
    shown = area(DecisionKind.REAFFIRM)
    found = evaluation(portfolio(date(2026, 4, 2), shown), shown)
    assert review_due(found, POLICY, None) == date(2026, 4, 2)
    assert review_due(found, POLICY, date(2024, 1, 1)) == date(2026, 4, 2)
    assert review_due(found, POLICY, date(2026, 5, 1)) == date(2028, 5, 1)


def test_no_review_is_due_for_an_area_without_a_category():
    shown = area(None)
    assert review_due(evaluation(portfolio(date(2030, 1, 1), shown), shown), POLICY, date(2026, 5, 1)) is None
