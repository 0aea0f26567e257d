"""What was made of a value, kept with that value.

It is never stale, as such a value never changes, and it is gone with it.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")
KEPT = "_made"


def made_of(value: object, by: Hashable, make: Callable[[], T]) -> T:
    """What `make` returns, made once for this value and whatever else it is made by.

    The value is a frozen dataclass without slots. Two threads may both make it the first time.
    """
    made = value.__dict__.setdefault(KEPT, {})
    if by not in made:
        made[by] = make()
    return made[by]
