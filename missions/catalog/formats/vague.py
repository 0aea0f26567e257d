"""Dates as GCAT writes them: as precise as a second or as vague as a decade, with a mark if uncertain."""

import re
from datetime import date, timedelta
from functools import lru_cache

from missions.catalog.objects import Span

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
DECADE = re.compile(r"(\d{3}0)s")
PLAIN = re.compile(
    r"(\d{4})(?: (?:q([1-4])|([a-z]{3})(?: (\d{1,2})(?:\.\d+| \d{3,4}(?::\d\d(?:\.\d+)?)?| \d{1,2}h)?)?))?"
)


@lru_cache(maxsize=1 << 15)
def span(text: str) -> Span | None:
    """From the first to the last day that the text can mean; None if it is not a date."""
    folded = " ".join(text.casefold().replace("?", " ").split())
    try:
        if found := DECADE.fullmatch(folded):
            return Span(date(int(found[1]), 1, 1), date(int(found[1]) + 9, 12, 31))
        if found := PLAIN.fullmatch(folded):
            return _plain(int(found[1]), *found.groups()[1:])
    except ValueError:
        return None
    return None


def _plain(year: int, quarter: str | None, name: str | None, day: str | None) -> Span | None:
    if quarter:
        return _months(year, 3 * int(quarter) - 2, 3)
    if name is None:
        return _months(year, 1, 12)
    if name not in MONTHS:
        return None
    if day is None:
        return _months(year, MONTHS[name], 1)
    exact = date(year, MONTHS[name], int(day))
    return Span(exact, exact)


def _months(year: int, month: int, length: int) -> Span:
    """The months from this one on, all within one year."""
    after = month + length
    end = date(year, 12, 31) if after > 12 else date(year, after, 1) - timedelta(days=1)
    return Span(date(year, month, 1), end)
