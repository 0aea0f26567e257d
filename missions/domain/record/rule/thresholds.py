"""What the rule compares: the counts of an area's standings, and the thresholds of the policy in force.

The strategy gives no numbers, so the thresholds are settings and are printed with every result.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from missions.domain.vocabulary import Standing


class FunctionLimits(NamedTuple):
    """The thresholds in whole functions of one area: the most functions that do not exceed each percentage."""

    government: int
    commercial_government: int
    demonstrated: int


@dataclass(frozen=True)
class Thresholds:
    """Whole percentages of an area's functions; ValueError, with a message, if out of range or overlapping."""

    government_over: int = 50
    commercial_government_at_most: int = 25
    commercial_demonstrated_over: int = 50

    def __post_init__(self) -> None:
        self._refuse_out_of_range("government_over", highest=99)
        self._refuse_out_of_range("commercial_government_at_most", highest=100)
        self._refuse_out_of_range("commercial_demonstrated_over", highest=99)
        leaves_room = self.government_over + self.commercial_demonstrated_over < 100
        if self.government_over < self.commercial_government_at_most and leaves_room:
            raise ValueError(
                "The thresholds overlap: one area could be both Government Primary "
                f"(more than {self.government_over}% government) and Commercial Primary "
                f"(at most {self.commercial_government_at_most}% government and "
                f"more than {self.commercial_demonstrated_over}% demonstrated)."
            )

    def _refuse_out_of_range(self, name: str, *, highest: int) -> None:
        value = getattr(self, name)
        if type(value) is not int or not 0 <= value <= highest:
            raise ValueError(f"{name} must be a whole percentage from 0 to {highest}, not {value!r}.")

    def limits(self, total: int) -> FunctionLimits:
        """The thresholds in whole functions, for an area of `total` functions."""
        return FunctionLimits(
            self.government_over * total // 100,
            self.commercial_government_at_most * total // 100,
            self.commercial_demonstrated_over * total // 100,
        )


@dataclass(frozen=True)
class StandingCounts:
    """How many functions of an area have each standing; ValueError if a number is negative."""

    government: int = 0
    open: int = 0
    demonstrated: int = 0
    unassessed: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) < 0:
                raise ValueError(f"{field.name} must not be negative.")

    @classmethod
    def of(cls, standings: Iterable[str]) -> "StandingCounts":
        """The counts of these standings; ValueError for an unknown standing."""
        counted = Counter(Standing(standing) for standing in standings)
        return cls(**{standing.value: number for standing, number in counted.items()})

    @property
    def total(self) -> int:
        return self.government + self.open + self.demonstrated + self.unassessed

    def moved(self, was: Standing, becomes: Standing, number: int = 1) -> "StandingCounts":
        """The counts after `number` functions changed standing; ValueError if there are not that many."""
        left = replace(self, **{was.value: getattr(self, was.value) - number})
        return replace(left, **{becomes.value: getattr(left, becomes.value) + number})
