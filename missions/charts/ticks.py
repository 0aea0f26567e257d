"""The ticks of an axis of days: on the first of months, at equal distances."""

from collections.abc import Iterator
from datetime import date

from missions.domain.dates import MONTHS

YEAR = len(MONTHS)
# Months between ticks; longer axes use ten times as many, and so on.
STEPS = (1, 2, 3, 6, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR, 20 * YEAR, 50 * YEAR)


def month_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """The ticks from one day to another, as close as `most` of them allow, with their labels.

    Months name their year on a second line if it differs from the previous one; ticks years apart show the year.
    """
    start, end = _months(first) + (first.day > 1), _months(last)
    step = next(one for one in _steps() if end // one - (start - 1) // one <= most)
    found, year = [], 0
    for number in range(-(-start // step) * step, end + 1, step):
        on = date(number // YEAR, number % YEAR + 1, 1)
        month = MONTHS[on.month - 1]
        words = str(on.year) if step >= YEAR else month if on.year == year else f"{month}<br>{on.year}"
        found.append((on, words))
        year = on.year
    return found


def _months(on: date) -> int:
    """Months since the year 0."""
    return on.year * YEAR + on.month - 1


def _steps() -> Iterator[int]:
    scale = 1
    while True:
        yield from (one * scale for one in STEPS if scale == 1 or one >= 10 * YEAR)
        scale *= 10
