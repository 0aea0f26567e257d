"""Days and moments in words, counting in months, and how far the record reaches."""

import calendar
from datetime import UTC, date, datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The day of the strategy, before which the record says nothing.
FIRST_DAY = date(2024, 4, 2)
YEARS_AHEAD = 10


def day(value: date | None) -> str:
    """A date as "23 Nov 2026"; nothing for None."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def month(value: date | None) -> str:
    """A month as "Nov 2026"; nothing for None."""
    return f"{MONTHS[value.month - 1]} {value.year}" if value else ""


def moment(value: datetime | None) -> str:
    """A moment as "23 Nov 2026, 14:05 UTC"; nothing for None."""
    if not value:
        return ""
    at = value.astimezone(UTC)
    return f"{day(at)}, {at:%H:%M} UTC"


def months_after(value: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has none."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def out_of_reach(value: date, today: date) -> str:
    """What to do about an effective date before the strategy or too far ahead; nothing where it can be used."""
    latest = months_after(today, 12 * YEARS_AHEAD)
    if value < FIRST_DAY:
        return f"Choose {day(FIRST_DAY)} or later; the strategy is of that day."
    if value > latest:
        return f"Choose a day up to {day(latest)}; the record looks {YEARS_AHEAD} years ahead."
    return ""
