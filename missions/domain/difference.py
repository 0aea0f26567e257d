"""One value before and after, wherever two versions of something are held against each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One value with its label; a side is empty where nothing stood."""

    label: str
    before: str
    after: str
