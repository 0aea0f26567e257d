"""Input in the date bar, and its meaning."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.http import QueryDict

from missions.forms.moment import MomentAsked, read_moment

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def read(query: str) -> MomentAsked:
    return read_moment(QueryDict(query), NOW)


def test_an_empty_input_means_today_as_known_now():
    assert read("") == MomentAsked(NOW.date(), None, chosen=False, as_of_text="", known_text="")


def test_a_day_is_chosen():
    asked = read("as_of=+2025-03-01+")
    assert (asked.as_of, asked.chosen, asked.errors) == (date(2025, 3, 1), True, {})


@pytest.mark.parametrize("text", ["yesterday", "2025-02-30", "20250301", "2025-3-1", "2025-W09-6", "٢٠٢٥-03-01x"])
def test_an_invalid_day_is_reported_beside_the_field_and_kept(text):
    asked = read_moment(QueryDict(f"as_of={text}"), NOW)
    assert set(asked.errors) == {"as_of"}
    assert asked.as_of_text == text


def test_the_record_looks_ten_years_ahead_and_no_further():
    assert read("as_of=2036-11-23").errors == {}
    assert "23 Nov 2036" in read("as_of=2036-11-24").errors["as_of"]


def test_a_day_as_known_means_its_end():
    assert read("known=2025-03-01").known == datetime.combine(date(2025, 3, 1), time.max, tzinfo=UTC)


def test_a_day_begins_and_ends_in_the_time_zone_of_dates(settings):
    settings.TIME_ZONE = "America/New_York"
    evening = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert read_moment(QueryDict(""), evening).as_of == date(2026, 11, 23)
    ended = read_moment(QueryDict("known=2026-11-22"), evening).known
    assert ended == datetime(2026, 11, 23, 4, 59, 59, 999999, tzinfo=UTC)
    assert (ended.utcoffset(), read_moment(QueryDict("known=2026-11-23"), evening).known) == (timedelta(0), None)
    assert "in the future" in read_moment(QueryDict("known=2026-11-24"), evening).errors["known"]
    assert read_moment(QueryDict("known=2026-11-22T20:00"), evening).known == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_the_end_of_today_is_now():
    asked = read("known=2026-11-23")
    assert asked.known is None
    assert asked.errors == {}


@pytest.mark.parametrize(
    "typed",
    [
        "2025-03-01T14:00:00Z",
        "2025-03-01T14:00",
        "2025-03-01T16:00%2B02:00",
        "2025-03-01T16:00+02:00",
        "2025-03-01T16:00+0200",
        "2025-03-01T09:00-05:00",
    ],
    ids=["UTC", "no offset", "plus escaped", "plus turned to a space", "no colon", "minus"],
)
def test_one_moment_in_every_notation(typed):
    asked = read(f"known={typed}")
    assert asked.errors == {}
    # Links print it with a Z, so the offset must be gone.
    assert (asked.known, asked.known.tzinfo) == (datetime(2025, 3, 1, 14, tzinfo=UTC), UTC)


@pytest.mark.parametrize("typed", ["soon", "2025-13-01", "2025-03-01T25:00", "2026-11-24", "9999-12-31T23:59Z"])
def test_an_invalid_or_future_moment_is_reported_beside_the_field(typed):
    asked = read(f"known={typed}")
    assert set(asked.errors) == {"known"}
    assert asked.known_text == typed


@pytest.mark.parametrize("typed", ["0001-01-01T00:00%2B14:00", "9999-12-31T23:59-14:00"])
def test_a_moment_at_the_edge_of_the_calendar_is_reported_and_does_not_crash(typed):
    assert set(read(f"known={typed}").errors) == {"known"}
