"""What was made of a value, kept with that value.

It is never stale, as such a value never changes, and it is gone with it.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")
KEPT = "_made"
# Of one value; what is asked for in ever other ways, such as with ever other addresses, does not fill the memory.
MOST = 16


def made_of(value: object, by: Hashable, make: Callable[[], T]) -> T:
    """What `make` returns, made once for this value and whatever else it is made by.

    The value is a frozen dataclass without slots, or a form that was read. Two threads may both make it the first time.
    """
    made = value.__dict__.setdefault(KEPT, {})
    found = made.get(by, made)
    if found is made:
        if len(made) >= MOST:
            made.clear()
        found = made[by] = make()
    return found
