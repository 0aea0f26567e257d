"""Keeps results with the value that they were made from.

A result is never stale, because such a value never changes, and it disappears together with the value.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")
ATTRIBUTE = "_made"
# For one value: results for ever new arguments, such as addresses, must not fill the memory.
MOST = 16


def memoized(value: object, by: Hashable, make: Callable[[], T]) -> T:
    """The result of `make`, computed once for this value and these other arguments.

    The value is a frozen dataclass without slots, or a form that was read. Two threads may both compute it the first
    time.
    """
    made = value.__dict__.setdefault(ATTRIBUTE, {})
    found = made.get(by, made)
    if found is made:
        if len(made) >= MOST:
            made.clear()
        found = made[by] = make()
    return found


def handed_on(earlier: object, later: T, names: Iterable[str]) -> T:
    """The later value with those of these cached properties that the earlier one has already computed."""
    later.__dict__.update((name, earlier.__dict__[name]) for name in names if name in earlier.__dict__)
    return later
