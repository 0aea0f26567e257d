"""Days and moments in words, counting in months, and how far the record reaches."""

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from missions.domain.typed import bare

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The day of the strategy, before which the record says nothing.
FIRST_DAY = date(2024, 4, 2)
YEARS_AHEAD = 10
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PRINTED_DAY = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9}) ([0-9]{4})")
NUMBERED_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
WRITE_A_DAY = "Write a day as 2025-03-01."


class Ambiguous(ValueError):
    """A day in numbers that can be read in two ways; `why` says so, without the readings and the advice."""

    def __init__(self, text: str, readings: Iterable[str]) -> None:
        self.why = f"“{text}” is ambiguous"
        super().__init__(f"{self.why}: {' or '.join(dict.fromkeys(readings))}. {WRITE_A_DAY}")


class NoSuchDay(ValueError):
    """A well-written day of a month that has fewer days."""


def day(value: date | None) -> str:
    """A date as "23 Nov 2026"; empty for None."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


BEFORE_STRATEGY = f"Choose {day(FIRST_DAY)} or later; the strategy is of that day."


def month(value: date | None) -> str:
    """A month as "Nov 2026"; empty for None."""
    return f"{MONTHS[value.month - 1]} {value.year}" if value else ""


def moment(value: datetime | None) -> str:
    """A moment as "23 Nov 2026, 14:05 UTC"; empty for None."""
    if not value:
        return ""
    at = value.astimezone(UTC)
    return f"{day(at)}, {at:%H:%M} UTC"


def recorded_later(recorded_at: datetime, effective_on: date | None) -> bool:
    """Whether a fact was recorded after the day it took effect (backdated)."""
    return effective_on is not None and recorded_at.date() > effective_on


def read_day(text: str) -> date:
    """The day in the form 2025-03-01, or as pages print it, 1 Mar 2025.

    Raises ValueError, with a message for the person, for anything else; Ambiguous for a day in numbers that can be read
    in two ways.
    """
    text = bare(text)
    try:
        if ISO_DAY.fullmatch(text):
            return _dated(*(int(part) for part in text.split("-")))
        if printed := PRINTED_DAY.fullmatch(text):
            return _dated(int(printed[3]), _month(printed[2]), int(printed[1]))
        if numbered := NUMBERED_DAY.fullmatch(text):
            one, other, year = (int(part) for part in numbered.groups())
            raise Ambiguous(text, [day(date(year, one, other)), day(date(year, other, one))])
    except (Ambiguous, NoSuchDay):
        raise
    except ValueError as error:
        raise ValueError(WRITE_A_DAY) from error
    raise ValueError(WRITE_A_DAY)


def _dated(year: int, month: int, number: int) -> date:
    """That day; raises NoSuchDay if only the day's number is too large, else ValueError."""
    try:
        return date(year, month, number)
    except ValueError as error:
        if date.min.year <= year and 1 <= month <= 12:
            raise NoSuchDay(f"There is no {number} {MONTHS[month - 1]} {year}.") from error
        raise


def _month(word: str) -> int:
    """The number of the month that a word begins or names; raises ValueError if there is none."""
    found = [number for number in range(1, 13) if calendar.month_name[number].casefold().startswith(word.casefold())]
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def months_after(value: date, months: int) -> date:
    """The same day `months` later, or the last day of that month if it is shorter."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def latest(today: date) -> date:
    """The last day that the record allows."""
    return months_after(today, 12 * YEARS_AHEAD)


def too_far(value: date, today: date) -> str:
    """The message for a day too far ahead; empty if it can be used."""
    last = latest(today)
    return f"Choose a day up to {day(last)}; the record looks {YEARS_AHEAD} years ahead." if value > last else ""


def out_of_reach(value: date, today: date) -> str:
    """The message for an effective date before the strategy or too far ahead; empty if it can be used."""
    return BEFORE_STRATEGY if value < FIRST_DAY else too_far(value, today)
