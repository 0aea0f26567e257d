"""Closed reviews: their outcomes in each quarter, and how long they took."""

from datetime import date, timedelta
from statistics import median
from typing import Any

from missions.charts.chart import Chart, ChartRow
from missions.domain import addresses
from missions.domain.dates import FIRST_DAY, months_after
from missions.domain.leadership.summary import Leadership
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.sentences import counted, listed
from missions.domain.vocabulary import DecisionKind

NO_REVIEWS = "No reviews yet."
OUTCOMES = {
    DecisionKind.REAFFIRM: "Reaffirmed",
    DecisionKind.SHIFT: "Shifted",
    DecisionKind.INITIAL: "Given a first category",
    None: "Closed without a decision",
}
# Five quarters: a year and the current quarter.
Quarter = tuple[int, int]


def throughput(lead: Leadership) -> Chart:
    """Reviews closed in each quarter, from the first one to the day shown, quarters without any included."""
    closed = [review for review in lead.shown_reviews if review.is_closed(lead.today)]
    first = min((_quarter(review.closed_on) for review in closed), default=None)
    rows = tuple(_row(lead, closed, quarter) for quarter in _until(first, _quarter(lead.today))) if first else ()
    header = ("Quarter", *OUTCOMES.values(), "Median days to decision")
    return Chart("throughput", "Reviews decided, by quarter", _words(lead, closed), None, header, rows)


def _quarter(on: date) -> Quarter:
    return on.year, (on.month + 2) // 3


def _until(first: Quarter, last: Quarter) -> list[Quarter]:
    """Every quarter from one to the other."""
    numbers = range(4 * first[0] + first[1] - 1, 4 * last[0] + last[1])
    return [(number // 4, number % 4 + 1) for number in numbers]


def _row(lead: Leadership, closed: list[ReviewSpan], quarter: Quarter) -> ChartRow:
    own = [review for review in closed if _quarter(review.closed_on) == quarter]
    counts = [sum(review.outcome is outcome for review in own) for outcome in OUTCOMES]
    year, number = quarter
    return ChartRow((f"{year} Q{number}", *counts, _median_days(own)), _quarter_url(lead, year, number))


def _quarter_url(lead: Leadership, year: int, number: int) -> str:
    """The comparison of the quarter's first and last day, up to the day shown."""
    start = date(year, 3 * number - 2, 1)
    end = months_after(start, 3) - timedelta(days=1)
    days = {"from": max(start - timedelta(days=1), FIRST_DAY), "to": min(end, lead.today)}
    return addresses.compared_dates(lead.portfolio.moment.parameters, **days)


def _days_to_decision(closed: list[ReviewSpan]) -> list[int]:
    """Days from opening to closing of the reviews that ended in a decision."""
    return [(review.closed_on - review.opened_on).days for review in closed if review.outcome]


def _median_days(closed: list[ReviewSpan]) -> Any:
    days = _days_to_decision(closed)
    return round(median(days)) if days else ""


def _words(lead: Leadership, closed: list[ReviewSpan]) -> str:
    if not any(review.opened_on <= lead.today for review in lead.shown_reviews):
        return NO_REVIEWS
    if not closed:
        return "No review has been closed."
    parts = [
        f"{number:,} {label.lower()}"
        for outcome, label in OUTCOMES.items()
        if (number := sum(r.outcome is outcome for r in closed))
    ]
    days = _days_to_decision(closed)
    took = f"; those decided took a median of {counted(round(median(days)), 'day')}" if days else ""
    return f"{counted(len(closed), 'review')} closed: {listed(parts)}{took}."
