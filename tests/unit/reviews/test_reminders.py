"""The steps of reminders: which one applies on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.reviews.reminders import in_words, is_late, step_reached

DUE = date(2026, 12, 12)


@pytest.mark.parametrize(
    ("left", "step"),
    [
        *[(31, None), (30, 30), (29, 30), (14, 14), (13, 14), (8, 14), (7, 7), (2, 7), (1, 1), (0, 0)],
        *[(-1, 0), (-6, 0), (-7, -7), (-13, -7), (-14, -14)],
    ],
)
def test_the_step_reached_with_this_many_days_left(left, step):
    assert step_reached(DUE, DUE - timedelta(days=left)) == step


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_a_step_is_reached_on_its_day_and_stays_until_the_next(due, days):
    today = due + timedelta(days=days)
    step = step_reached(due, today)
    if step is None:
        assert (due - today).days > 30
        return
    its_day = due - timedelta(days=step)
    assert its_day <= today
    assert step_reached(due, its_day) == step


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_each_step_of_a_long_wait_comes_once(due):
    days = [due + timedelta(days=number) for number in range(-40, 60)]
    seen = [step for step in (step_reached(due, today) for today in days) if step is not None]
    changes = [step for place, step in enumerate(seen) if place == 0 or seen[place - 1] != step]
    assert changes == [30, 14, 7, 1, 0, -7, -14, -21, -28, -35, -42, -49, -56]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (30, "due in 30 days"),
        (1, "due tomorrow"),
        (0, "due today"),
        (-1, "1 day past due"),
        (-21, "21 days past due"),
    ],
)
def test_days_left_in_words(left, words):
    assert in_words(left) == words


def test_the_steward_is_reminded_from_a_week_late():
    assert [step for step in (30, 0, -7, -14) if is_late(step)] == [-7, -14]
