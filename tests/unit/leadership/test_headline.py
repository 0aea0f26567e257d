"""The opening sentences: singular and plural, and nothing that is not true."""

from dataclasses import replace
from datetime import date

from missions.domain.leadership.headline import headline
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind, State
from tests.unit.leadership.figures import FIRST, area, decision, leadership, past

GOVERNMENT, HYBRID, COMMERCIAL = Category
SOON = date(2024, 6, 1)
LATE = date(2026, 6, 1)


def proposed(code: str, target: Category | None, due: date = LATE) -> ReviewSpan:
    return ReviewSpan(code, date(2024, 5, 1), due, None, None, target)


def test_an_approved_shift_is_not_told_as_proposed():
    reviews = (replace(proposed("A", COMMERCIAL), state=State.APPROVED), proposed("B", GOVERNMENT))
    told = leadership(area("A"), area("B"), today=SOON, reviews=reviews)
    assert "1 shift is approved but not yet in effect: A to Commercial Primary. 1 shift is proposed: B to" in headline(
        told
    )
    assert [item.pending_word for item in told.watched] == ["approved", "proposed"]


def shifted(*days: date) -> object:
    """An area that moved back and forth on these days."""
    categories = (COMMERCIAL, HYBRID)
    moves = (decision(on, categories[n % 2]) for n, on in enumerate(days))
    return past(decision(FIRST, HYBRID, DecisionKind.INITIAL), *moves)


def test_one_area_without_events():
    words = "1 mission area: 0 Government Primary, 1 Hybrid, 0 Commercial Primary. No shift since 2 Apr 2024."
    assert headline(leadership(area("A"), today=SOON)) == words


def test_without_areas_it_says_only_that():
    assert headline(leadership()) == "The record has no mission areas on this date."


def test_areas_without_a_category_are_counted_too():
    told = headline(leadership(area("A"), area("B", None), today=SOON))
    assert told.startswith(
        "2 mission areas: 0 Government Primary, 1 Hybrid, 0 Commercial Primary, 1 with no category in"
    )


def test_the_last_shift_includes_round_trips_but_no_future_shift():
    pasts = {"A": shifted(date(2024, 5, 1), date(2024, 5, 9)), "B": shifted(date(2024, 5, 9), date(2027, 1, 1))}
    told = headline(leadership(area("A"), area("B", COMMERCIAL), today=SOON, pasts=pasts))
    assert "The last shift was on 9 May 2024: A to Hybrid and B to Commercial Primary." in told


def test_many_shifts_of_one_day_are_counted():
    pasts = {code: shifted(date(2024, 5, 1)) for code in "ABCD"}
    told = headline(leadership(*(area(code, COMMERCIAL) for code in "ABCD"), today=SOON, pasts=pasts))
    assert "The last shift was on 1 May 2024: 4 areas." in told


def test_proposed_shifts_are_listed_but_not_reaffirmations():
    told = headline(leadership(area("A"), area("B"), today=SOON, reviews=(proposed("A", COMMERCIAL),)))
    assert "1 shift is proposed: A to Commercial Primary." in told
    reviews = (proposed("A", COMMERCIAL), proposed("B", GOVERNMENT))
    told = headline(leadership(area("A"), area("B"), today=SOON, reviews=reviews))
    assert "2 shifts are proposed: A to Commercial Primary and B to Government Primary." in told
    assert "proposed" not in headline(leadership(area("A"), today=SOON, reviews=(proposed("A", HYBRID),)))


def test_an_area_is_late_until_a_decision_even_during_a_review():
    on = date(2026, 6, 2)
    assert "1 evaluation is overdue." in headline(leadership(area("A"), today=on))
    assert "1 evaluation is overdue, under review." in headline(
        leadership(area("A"), today=on, reviews=(proposed("A", None),))
    )
    early = leadership(area("A"), today=date(2026, 4, 9), reviews=(proposed("A", None, due=SOON),))
    assert "overdue" not in headline(early)
    both = leadership(area("A"), area("B"), today=on, reviews=(proposed("A", None),))
    assert "2 evaluations are overdue, 1 of them under review." in headline(both)
    looked_at = (proposed("A", None), proposed("B", None))
    every = leadership(area("A"), area("B"), today=on, reviews=looked_at)
    assert "2 evaluations are overdue, all of them under review." in headline(every)


def test_drift_is_counted():
    assert "In 1 area the assessments no longer support the category: A." in headline(
        leadership(area("A", HYBRID, (3, 0, 0, 0)))
    )
    drifting = (area("A", HYBRID, (3, 0, 0, 0)), area("B", HYBRID, (3, 0, 0, 0)))
    assert "In 2 areas the assessments no longer support the category: A and B." in headline(leadership(*drifting))
