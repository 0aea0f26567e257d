"""What the rule makes of an area at a moment: what is indicated, how firmly, and whether the record has drifted."""

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
from missions.domain.record.rule.thresholds import Counts, Thresholds
from missions.domain.vocabulary import Category


@dataclass(frozen=True)
class Reading:
    """An area read by the rule under the thresholds of a policy revision."""

    area: AreaState
    indication: Indication
    drifts: bool

    def __getstate__(self) -> dict[str, Any]:
        """What it is made of: what was worked out is worked out again where it is handed on to."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def margins(self) -> Mapping[Category, int | None]:
        """Fewest functions whose standing must change to reach each other category."""
        return margin(self.indication.counts, self.indication.thresholds)

    @property
    def margin(self) -> str:
        """The nearest other category, such as "2 functions from Hybrid"."""
        return margin_sentence(self.margins)

    @cached_property
    def pivots(self) -> tuple[Pivot, ...]:
        """Single changes of standing after which another category is indicated."""
        standings = {function.code: function.standing for function in self.area.functions}
        return pivotal(standings, self.indication.thresholds)


def thresholds_of(policy: PolicyState) -> Thresholds:
    """The thresholds a policy sets."""
    return Thresholds(
        government_over=policy.government_over,
        commercial_government_at_most=policy.commercial_government_at_most,
        commercial_demonstrated_over=policy.commercial_demonstrated_over,
    )


def reading_of(area: AreaState, policy: PolicyState | None) -> Reading | None:
    """The area read by the rule; None for an emerging area, for which nothing is computed, and without a policy."""
    if area.emerging or policy is None:
        return None
    return reading_under(area, thresholds_of(policy), policy.number)


def reading_under(area: AreaState, thresholds: Thresholds, policy: int | None = None) -> Reading:
    """The area read by the rule under these thresholds; `policy` is the revision they come from, if any."""
    counts = Counts(**{standing.value: number for standing, number in area.standings.items()})
    indication = indicate(counts, thresholds, policy)
    return Reading(area, indication, drift(area.category, indication))
