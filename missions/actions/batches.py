"""Many rows, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

BATCH = 1000


def batches(many: Iterable[T]) -> Iterator[list[T]]:
    """The same in lists of at most `BATCH`."""
    many = iter(many)
    while batch := list(islice(many, BATCH)):
        yield batch
