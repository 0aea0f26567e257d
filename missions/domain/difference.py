"""One value before and after, in any comparison of two versions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One value with its label; a side is empty if there was no value."""

    label: str
    before: str
    after: str
