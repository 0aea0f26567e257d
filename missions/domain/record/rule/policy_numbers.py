"""The numbers of a policy, declared once with their labels and units.

Every policy states the numbers of the rule, the cadence and the quorum. The thresholds of the posture have defaults,
which hold until two people change them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number of the policy; `unit` is what it counts."""

    name: str
    title: str
    unit: str

    @property
    def label(self) -> str:
        """Its label where no unit is shown beside it."""
        return f"{self.title} (%)" if self.unit == "%" else self.title


POLICY_NUMBERS = {
    number.name: number
    for number in (
        PolicyNumber("government_over", "Government Primary: government over", "%"),
        PolicyNumber("commercial_government_at_most", "Commercial Primary: government at most", "%"),
        PolicyNumber("commercial_demonstrated_over", "Commercial Primary: demonstrated over", "%"),
        PolicyNumber("cadence_government_primary", "Months between evaluations, Government Primary", "months"),
        PolicyNumber("cadence_hybrid", "Months between evaluations, Hybrid", "months"),
        PolicyNumber("cadence_commercial_primary", "Months between evaluations, Commercial Primary", "months"),
        PolicyNumber("shift_supports", "Supports for a shift", "votes"),
        PolicyNumber("shift_organizations", "Organizations among them", "organizations"),
        PolicyNumber("reaffirm_supports", "Supports for a reaffirmation", "votes"),
    )
}

Limits = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a threshold counts, and the lowest and highest value that people can give it."""

    unit: str
    lowest: int
    highest: int


PERCENT = "%"
AT_LEAST, AT_MOST = Bounds(PERCENT, 1, 100), Bounds(PERCENT, 0, 99)
MONTHS, DAYS, LEVELS = Bounds("months", 1, 120), Bounds("days", 1, 3650), Bounds("level", 0, 3)


@dataclass(frozen=True, slots=True)
class PostureThreshold:
    """A threshold of the posture: its column, its label there, and its default."""

    name: str
    column: str
    words: str
    bounds: Bounds
    default: int

    @property
    def number(self) -> PolicyNumber:
        """The same as a number of the policy, labeled with its column."""
        return PolicyNumber(self.name, f"{self.column}: {self.words}", self.bounds.unit)

    @property
    def heading(self) -> str:
        """Its heading among the thresholds of its column."""
        return f"{self.words[0].upper()}{self.words[1:]}"

    @property
    def label(self) -> str:
        """The heading with its unit."""
        return self.heading if self.bounds is LEVELS else f"{self.heading} ({self.bounds.unit})"

    def said(self, value: int) -> str:
        """A value with its unit, such as 75% or 24 months."""
        if self.bounds is LEVELS:
            return str(value)
        unit = self.bounds.unit
        return f"{value}%" if unit == PERCENT else f"{value} {unit.removesuffix('s') if value == 1 else unit}"


THRESHOLDS = {
    name: PostureThreshold(name, column, words, bounds, default)
    for name, column, words, bounds, default in (
        ("single_parent_at_most", "Balance", "open functions with one parent, at most", AT_MOST, 25),
        ("largest_parent_at_most", "Balance", "dollars to the largest parent, at most", AT_MOST, 50),
        ("government_path_at_least", "Balance", "offers with a government path too, at least", AT_LEAST, 50),
        ("open_interface_at_least", "Interoperability", "uses not proprietary, at least", AT_LEAST, 75),
        ("tested_interface_at_least", "Interoperability", "uses not proprietary and tested, at least", AT_LEAST, 50),
        ("survives_at_least", "Resilience", "functions that survive the worst single loss, at least", AT_LEAST, 75),
        ("cyber_at_least", "Resilience", "solutions with a current cyber assessment, at least", AT_LEAST, 75),
        ("cyber_months", "Resilience", "how old a cyber assessment may be", MONTHS, 12),
        ("conduct_at_least", "Responsible conduct", "providers with current statements, at least", AT_LEAST, 75),
        ("day_to_day_at_least", "Access", "open functions ensured day to day, at least", AT_LEAST, 50),
        ("crisis_at_least", "Access", "open functions ensured in crisis, at least", AT_LEAST, 50),
        ("conflict_at_least", "Access", "open functions ensured in conflict, at least", AT_LEAST, 50),
        ("lapse_days", "Access", "how far ahead to look for a lapse", DAYS, 180),
        ("lapse_at_most", "Access", "ensured functions that lose their cover, at most", AT_MOST, 10),
        ("clauses_at_least", "Access", "agreements with all three clauses, at least", AT_LEAST, 75),
        ("tried_at_least", "Integration before crisis", "uses tried, at least", AT_LEAST, 50),
        ("tried_months", "Integration before crisis", "how long ago a trial may be", MONTHS, 24),
        ("allies_at_least", "Integration before crisis", "tried uses tried with allies, at least", AT_LEAST, 25),
        ("finding_days", "Integration before crisis", "how long a finding may stay open", DAYS, 180),
        ("overdue_at_most", "Integration before crisis", "findings open and overdue, at most", AT_MOST, 10),
        ("sharing_level", "Security", "level of threat information needed, 0 unclassified to 3 Top Secret", LEVELS, 0),
        ("channel_at_least", "Security", "providers with a two-way channel, at least", AT_LEAST, 75),
        (
            "bearer_at_least",
            "Security",
            "committed providers whose bearer of war risk is known, at least",
            AT_LEAST,
            75,
        ),
        ("covered_at_least", "Security", "committed providers covered against war risk, at least", AT_LEAST, 50),
        ("funded_at_least", "New solutions", "functions without an offer with a funded effort, at least", AT_LEAST, 50),
        ("stage_days", "New solutions", "days a solution may stay in a stage", DAYS, 730),
        ("moving_at_least", "New solutions", "solutions that move on in time, at least", AT_LEAST, 50),
        ("instruments_at_least", "New solutions", "kinds of instruments used, at least", AT_LEAST, 25),
        (
            "property_at_least",
            "New solutions",
            "agreements with known intellectual property terms, at least",
            AT_LEAST,
            75,
        ),
    )
}

EVERY_NUMBER = POLICY_NUMBERS | {name: threshold.number for name, threshold in THRESHOLDS.items()}


def limits(**changed: int) -> Limits:
    """The defaults with the given values in their place; ValueError, with a message, if unknown or out of range."""
    for name, value in changed.items():
        if name not in THRESHOLDS:
            raise ValueError(f"There is no threshold {name}.")
        bounds = THRESHOLDS[name].bounds
        if type(value) is not int or not bounds.lowest <= value <= bounds.highest:
            raise ValueError(f"{name} must be a whole number from {bounds.lowest} to {bounds.highest}, not {value!r}.")
    return {name: changed.get(name, threshold.default) for name, threshold in THRESHOLDS.items()}


def limits_in(row: Any) -> Limits:
    """The thresholds in a policy's row; an empty column means the default."""
    said = {name: getattr(row, name) for name in THRESHOLDS}
    return limits(**{name: value for name, value in said.items() if value is not None})


def thresholds_by_column() -> dict[str, tuple[PostureThreshold, ...]]:
    """The thresholds, by the column of the posture that they are about."""
    columns = dict.fromkeys(threshold.column for threshold in THRESHOLDS.values())
    return {column: tuple(one for one in THRESHOLDS.values() if one.column == column) for column in columns}
