"""The date bar: which day is shown, and as known when."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from django.http import QueryDict
from django.utils import timezone

from missions.domain.dates import Ambiguous, NoSuchDay, read_day, too_far

# The beginning of a moment that is more than a day.
TIMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*")
WRITE_A_MOMENT = "Write a moment as 2025-03-01 or 2025-03-01T14:00Z."


@dataclass(frozen=True)
class MomentAsked:
    """The values of the bar. With `errors` (a message by field name), the dates must not be used."""

    as_of: date
    known: datetime | None
    chosen: bool
    as_of_text: str
    known_text: str
    errors: dict[str, str] = field(default_factory=dict)


def read_moment(query: QueryDict, now: datetime) -> MomentAsked:
    """Read `as_of=YYYY-MM-DD` and `known=<ISO time>`; a day alone as `known` means its end."""
    as_of_text, known_text = query.get("as_of", "").strip()[:60], query.get("known", "").strip()[:60]
    errors: dict[str, str] = {}
    today = timezone.localdate(now)
    as_of, known = today, None
    if as_of_text:
        try:
            as_of = _day(as_of_text, today)
        except ValueError as error:
            errors["as_of"] = str(error)
    if known_text:
        try:
            known = _instant(known_text, now)
        except ValueError as error:
            errors["known"] = str(error)
    return MomentAsked(as_of, known, bool(as_of_text), as_of_text, known_text, errors)


def _day(text: str, today: date) -> date:
    chosen = read_day(text)
    if problem := too_far(chosen, today):
        raise ValueError(problem)
    return chosen


def _instant(text: str, now: datetime) -> datetime | None:
    """The moment that is meant; None for the end of today, which means now."""
    try:
        if TIMED.fullmatch(text):
            # A plus sign that was not escaped in an address arrives as a space.
            moment = datetime.fromisoformat(re.sub(r" (\d{2}:?\d{2})$", r"+\1", text))
        else:
            moment = _end_of(read_day(text))
        moment = moment if moment.tzinfo else timezone.make_aware(moment)
        # In UTC, as links print it; an offset at the edge of the calendar may lead out of it.
        moment = moment.astimezone(UTC)
    except Ambiguous as error:
        raise ValueError(f"{error.why}. {WRITE_A_MOMENT}") from None
    except NoSuchDay:
        raise
    except (ValueError, OverflowError):
        raise ValueError(WRITE_A_MOMENT) from None
    if now < moment <= _end_of(timezone.localdate(now)):
        return None
    if moment > now:
        raise ValueError("This time is in the future. Leave the field empty for what is known now.")
    return moment


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
