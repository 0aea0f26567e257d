"""Ticks of an axis of days: on the first of months, at equal distances, never more than fit."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.charts.ticks import month_ticks


@pytest.mark.parametrize(
    ("first", "last", "most", "expected"),
    [
        (date(2026, 3, 10), date(2027, 10, 20), 4, ["Jul<br>2026", "Jan<br>2027", "Jul"]),
        (date(2026, 3, 10), date(2026, 6, 20), 4, ["Apr<br>2026", "May", "Jun"]),
        (date(2026, 12, 1), date(2027, 2, 1), 3, ["Dec<br>2026", "Jan<br>2027", "Feb"]),
        (date(2018, 1, 1), date(2026, 6, 30), 6, ["2018", "2020", "2022", "2024", "2026"]),
        (date(1957, 10, 4), date(2026, 6, 30), 6, ["1960", "1980", "2000", "2020"]),
    ],
)
def test_labels_of_ticks_are_what_a_reader_expects(first: date, last: date, most: int, expected: list[str]) -> None:
    assert [words for _, words in month_ticks(first, last, most)] == expected


@given(st.dates(), st.integers(60, 3_000_000), st.integers(2, 8))
def test_any_axis_has_a_tick_and_never_too_many(first: date, days: int, most: int) -> None:
    last = first + min(timedelta(days=days), date.max - first)
    if last - first < timedelta(days=60):
        first = last - timedelta(days=60)
    ticks = [on for on, _ in month_ticks(first, last, most)]
    assert 1 <= len(ticks) <= most
    assert all(first <= on <= last and on.day == 1 for on in ticks)
    apart = {12 * (later.year - one.year) + later.month - one.month for one, later in pairwise(ticks)}
    assert len(apart) <= 1
