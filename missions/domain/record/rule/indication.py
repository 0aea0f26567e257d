"""The rule applied to an area at a moment: what is indicated, how firmly, and whether the record has drifted."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from missions.domain.record.portfolio import AreaState, PolicyState
from missions.domain.record.rule.categorization import (
    Indication,
    Pivot,
    drift,
    indicate,
    margin,
    margin_sentence,
    pivotal,
)
from missions.domain.record.rule.thresholds import StandingCounts, Thresholds
from missions.domain.vocabulary import Category


@dataclass(frozen=True)
class RuleResult:
    """An area with the rule's result under the thresholds of a policy revision."""

    area: AreaState
    indication: Indication
    drifts: bool

    def __getstate__(self) -> dict[str, Any]:
        """Only its fields are pickled; cached values are computed again where it is unpickled."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def margins(self) -> Mapping[Category, int | None]:
        """For each other category, the fewest functions whose standing must change to reach it."""
        return margin(self.indication.counts, self.indication.thresholds)

    @property
    def margin(self) -> str:
        """The nearest other category, such as "2 functions from Hybrid"."""
        return margin_sentence(self.margins)

    @cached_property
    def pivots(self) -> tuple[Pivot, ...]:
        """Single changes of standing that make the rule indicate another category."""
        standings = {function.code: function.standing for function in self.area.functions}
        return pivotal(standings, self.indication.thresholds)


def thresholds_of(policy: PolicyState) -> Thresholds:
    """The thresholds a policy sets."""
    return Thresholds(
        government_over=policy.government_over,
        commercial_government_at_most=policy.commercial_government_at_most,
        commercial_demonstrated_over=policy.commercial_demonstrated_over,
    )


def rule_result(area: AreaState, policy: PolicyState | None) -> RuleResult | None:
    """The result of the rule for the area; None for an emerging area or without a policy."""
    if area.emerging or policy is None:
        return None
    return rule_result_under(area, thresholds_of(policy), policy.number)


def rule_result_under(area: AreaState, thresholds: Thresholds, policy: int | None = None) -> RuleResult:
    """The result of the rule under these thresholds; `policy` is their revision, if they come from one."""
    counts = StandingCounts(**{standing.value: number for standing, number in area.standings.items()})
    indication = indicate(counts, thresholds, policy)
    return RuleResult(area, indication, drift(area.category, indication))
