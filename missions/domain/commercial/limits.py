"""The thresholds of the measures: policy numbers, declared once with their defaults. The strategy gives none."""

from collections.abc import Mapping
from dataclasses import dataclass

from missions.domain.record.rule.policy_numbers import PolicyNumber

PERCENT, MONTHS, DAYS, LEVEL = "%", "months", "days", "level"
HIGHEST = {PERCENT: 100, MONTHS: 120, DAYS: 3650, LEVEL: 3}

Limits = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of the policy with the value it has until two people change it."""

    number: PolicyNumber
    default: int

    @property
    def highest(self) -> int:
        """The highest value that makes sense; the lowest is 0."""
        return HIGHEST[self.number.unit]


THRESHOLDS = {
    name: Threshold(PolicyNumber(name, title, unit), default)
    for name, title, unit, default in (
        ("single_parent_at_most", "Balance: open functions with one parent, at most", PERCENT, 25),
        ("largest_parent_at_most", "Balance: dollars to the largest parent, at most", PERCENT, 50),
        ("government_path_at_least", "Balance: offers with a government path too, at least", PERCENT, 50),
        ("open_interface_at_least", "Interoperability: uses not proprietary, at least", PERCENT, 75),
        ("tested_interface_at_least", "Interoperability: uses not proprietary and tested, at least", PERCENT, 50),
        ("survives_at_least", "Resilience: functions that survive the worst single loss, at least", PERCENT, 75),
        ("cyber_at_least", "Resilience: solutions with a current cyber assessment, at least", PERCENT, 75),
        ("cyber_months", "Resilience: how old a cyber assessment may be", MONTHS, 12),
        ("conduct_at_least", "Responsible conduct: providers with current statements, at least", PERCENT, 75),
        ("day_to_day_at_least", "Access: open functions ensured day to day, at least", PERCENT, 50),
        ("crisis_at_least", "Access: open functions ensured in crisis, at least", PERCENT, 50),
        ("conflict_at_least", "Access: open functions ensured in conflict, at least", PERCENT, 50),
        ("lapse_days", "Access: how far ahead a lapse is looked for", DAYS, 180),
        ("lapse_at_most", "Access: ensured functions that lose their cover, at most", PERCENT, 10),
        ("clauses_at_least", "Access: agreements with all three clauses, at least", PERCENT, 75),
        ("tried_at_least", "Integration: uses tried, at least", PERCENT, 50),
        ("tried_months", "Integration: how long ago a trial may be", MONTHS, 24),
        ("allies_at_least", "Integration: tried uses tried with allies, at least", PERCENT, 25),
        ("finding_days", "Integration: how long a finding may stay open", DAYS, 180),
        ("overdue_at_most", "Integration: findings open and overdue, at most", PERCENT, 10),
        ("sharing_level", "Security: level of threat information needed, 0 unclassified to 3 Top Secret", LEVEL, 0),
        ("channel_at_least", "Security: providers with a two-way channel, at least", PERCENT, 75),
        ("bearer_at_least", "Security: committed providers whose bearer of war risk is known, at least", PERCENT, 75),
        ("covered_at_least", "Security: committed providers covered against war risk, at least", PERCENT, 50),
        ("funded_at_least", "New solutions: functions without an offer with a funded effort, at least", PERCENT, 50),
        ("stage_days", "New solutions: days a solution may stay in a stage", DAYS, 730),
        ("moving_at_least", "New solutions: solutions that move on in time, at least", PERCENT, 50),
        ("instruments_at_least", "New solutions: kinds of instruments used, at least", PERCENT, 25),
        (
            "property_at_least",
            "New solutions: agreements with known intellectual property terms, at least",
            PERCENT,
            75,
        ),
    )
}

DEFAULTS: Limits = {name: threshold.default for name, threshold in THRESHOLDS.items()}


def limits(**changed: int) -> Limits:
    """The defaults but for what is given; ValueError, saying what is wrong, for an unknown or impossible number."""
    for name, value in changed.items():
        if name not in THRESHOLDS:
            raise ValueError(f"There is no threshold {name}.")
        highest = THRESHOLDS[name].highest
        if type(value) is not int or not 0 <= value <= highest:
            raise ValueError(f"{name} must be a whole number from 0 to {highest}, not {value!r}.")
    return {**DEFAULTS, **changed}
