"""What a briefing says of what moves: decisions of reviews newest first, and the reviews under way."""

from datetime import date, timedelta

from missions.domain.leadership.summary import Leadership
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind
from missions.exports.briefings.progress import moved, reviewed
from tests.unit.leadership.figures import FIRST, TODAY, area, decision, leadership, past

GOVERNMENT, HYBRID, COMMERCIAL = Category


def lead() -> Leadership:
    initial = decision(FIRST, HYBRID, DecisionKind.INITIAL)
    return leadership(
        area("A", COMMERCIAL, position=1),
        area("B", HYBRID, position=2),
        pasts={
            "A": past(initial, decision(date(2025, 1, 1), COMMERCIAL, sequence=8)),
            "B": past(
                initial,
                decision(date(2025, 5, 1), HYBRID, DecisionKind.REAFFIRM, sequence=9),
                decision(date(2030, 1, 1), GOVERNMENT, sequence=10),
            ),
        },
        reviews=(
            ReviewSpan("A", date(2026, 5, 1), TODAY + timedelta(days=9), None, None, HYBRID),
            ReviewSpan("B", date(2026, 3, 1), TODAY - timedelta(days=1), None, None, None),
        ),
    )


def test_decisions_of_reviews_are_told_newest_first_without_those_to_come():
    slide = moved(lead())
    assert slide.title == "Reviews decided 1 shift and 1 reaffirmation since 2 Apr 2024"
    assert [row[:2] + row[3:] for row in slide.body.rows] == [
        ("1 May 2025", "B", "Reaffirmation", "Hybrid", "entry 9"),
        ("1 Jan 2025", "A", "Shift", "Commercial Primary", "entry 8"),
    ]


def test_open_reviews_are_told_by_their_due_day_with_what_is_proposed():
    slide = reviewed(lead())
    assert slide.title == "2 reviews are open, 1 past its own due date; 1 shift proposed"
    assert [row[:1] + row[3:] for row in slide.body.rows] == [
        ("B", "31 May 2026", "1 day past due", "nothing yet"),
        ("A", "10 Jun 2026", "", "Hybrid"),
    ]


def test_without_reviews_both_say_so():
    bare = leadership(area("A"))
    assert (moved(bare).title, reviewed(bare).title) == (
        "No category has been shifted or reaffirmed",
        "No review is open",
    )
