"""Results kept with the value they are made from, within limited memory."""

from dataclasses import dataclass, replace
from functools import partial

from missions.domain.memo import ATTRIBUTE, MOST, memoized


@dataclass(frozen=True)
class Value:
    number: int


def test_a_result_is_made_once_for_each_value_and_way() -> None:
    made, one = [], Value(1)
    for value, way in ((one, "a"), (one, "a"), (one, "b"), (replace(one), "a")):
        memoized(value, way, partial(made.append, way))
    assert made == ["a", "b", "a"]
    assert one == Value(1)


def test_many_different_ways_fill_no_memory() -> None:
    value = Value(1)
    assert [memoized(value, way, partial(int, way)) for way in range(5 * MOST)] == list(range(5 * MOST))
    assert len(vars(value)[ATTRIBUTE]) <= MOST
