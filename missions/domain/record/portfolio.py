"""The portfolio as one frozen value, which every page, chart, export and API answer is made from.

Nothing here reads a clock or a database; `missions.queries.record.portfolio` builds these values.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import TextChoices

from missions.domain.dates import recorded_later
from missions.domain.record.rule.criteria import CRITERIA, Criterion, Favor, favor_of
from missions.domain.record.rule.policy_numbers import Limits, limits
from missions.domain.vocabulary import (
    Availability,
    Category,
    Contribution,
    DecisionKind,
    Fit,
    Performer,
    Provenance,
    Risk,
    RiskOfNot,
    Standing,
)

NO_NEW_FUNCTIONS = "An emerging area gets new functions once it becomes a mission area."


@dataclass(frozen=True, slots=True)
class Moment:
    """The state of the record that is shown: what holds on `as_of`, as known at audit entry `sequence`.

    `known` is the time that the reader asked for, None for "now"; `chosen` says that the reader asked for a date.
    """

    as_of: date
    sequence: int
    known: datetime | None
    today: date
    chosen: bool = False

    @property
    def is_past(self) -> bool:
        """Whether it differs from today's record as known now."""
        return self.as_of != self.today or self.known is not None

    @property
    def suffix(self) -> str:
        """The query string that keeps this moment in a link: empty for today, else `?as_of=…`."""
        return f"?{self.parameters}" if self.parameters else ""

    @property
    def parameters(self) -> str:
        """The same without the question mark, for links that carry other parameters too."""
        parts = []
        if self.chosen or self.as_of != self.today:
            parts.append(f"as_of={self.as_of.isoformat()}")
        if self.known is not None:
            parts.append(f"known={self.known.replace(tzinfo=None).isoformat()}Z")
        return "&".join(parts)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who recorded a fact, when, why, and its provenance: shown with every fact."""

    sequence: int
    effective_on: date
    recorded_at: datetime
    by: str
    reason: str
    provenance: Provenance
    source: str

    @property
    def recorded_later(self) -> bool:
        """Whether the fact was recorded after the day it took effect (backdated)."""
        return recorded_later(self.recorded_at, self.effective_on)


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment: six answers, a rationale, who recorded it, and how many items of evidence it rests on."""

    performer: Performer
    availability: Availability
    fit: Fit
    contribution: Contribution
    risk: Risk
    risk_of_not: RiskOfNot
    rationale: str
    said: Attribution
    evidence: int = 0

    @property
    def answers(self) -> tuple[tuple[Criterion, TextChoices], ...]:
        """Each criterion with its answer, in the order of the criteria."""
        return tuple((criterion, getattr(self, name)) for name, criterion in CRITERIA.items())


@dataclass(frozen=True, slots=True)
class FunctionState:
    """A function at a moment; `assessed` is None if nobody has assessed it.

    `solutions` is the number of different commercial solutions recorded for it.
    """

    code: str
    area: str
    name: str
    description: str
    retired: bool
    said: Attribution
    assessed: Assessed | None
    standing: Standing
    solutions: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """The category decision in force, and the day since which the category has held without a break."""

    category: Category
    kind: DecisionKind
    since: date
    section: str
    quote: str
    said: Attribution


@dataclass(frozen=True)
class AreaState:
    """A mission area at a moment. `decided` is None if no category was in force."""

    code: str
    name: str
    abbreviation: str
    code_is_local: bool
    emerging: bool
    position: int
    said: Attribution
    decided: Decided | None
    functions: tuple[FunctionState, ...]

    @property
    def category(self) -> Category | None:
        return self.decided.category if self.decided else None

    @cached_property
    def standings(self) -> dict[Standing, int]:
        """Number of functions by standing, in the order of `Standing`, zeros included."""
        counted = Counter(function.standing for function in self.functions)
        return {standing: counted[standing] for standing in Standing}

    @cached_property
    def favor(self) -> Favor:
        """How many of its assessments in force favor integration, by criterion."""
        return favor_of(function.assessed for function in self.functions if function.assessed)

    @cached_property
    def last_assessed(self) -> date | None:
        """Effective date of the newest assessment in force; None while nothing is assessed."""
        dates = [f.assessed.said.effective_on for f in self.functions if f.assessed]
        return max(dates, default=None)

    @property
    def has_illustrative(self) -> bool:
        """Whether anything shown for this area is sample data."""
        return any(f.said.provenance is Provenance.ILLUSTRATIVE for f in self.functions)


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The policy in force: thresholds in percent, cadence in months per category, quorum, thresholds of the posture."""

    number: int
    government_over: int
    commercial_government_at_most: int
    commercial_demonstrated_over: int
    cadence_government_primary: int
    cadence_hybrid: int
    cadence_commercial_primary: int
    shift_supports: int
    shift_organizations: int
    reaffirm_supports: int
    said: Attribution
    # All numbers count for equality; the dictionary keeps only those that are not fields.
    limits: Limits = field(default_factory=limits, hash=False)

    def value_of(self, name: str) -> int:
        """The number of that name."""
        return self.limits[name] if name in self.limits else getattr(self, name)

    def cadence(self, category: Category) -> int:
        """Months between two evaluations of an area in this category."""
        return {
            Category.GOVERNMENT_PRIMARY: self.cadence_government_primary,
            Category.HYBRID: self.cadence_hybrid,
            Category.COMMERCIAL_PRIMARY: self.cadence_commercial_primary,
        }[category]


@dataclass(frozen=True)
class Portfolio:
    """All areas at a moment: `areas` are the mission areas, `emerging` those that are named without a category."""

    moment: Moment
    policy: PolicyState | None
    areas: tuple[AreaState, ...]
    emerging: tuple[AreaState, ...]

    @property
    def limits(self) -> Limits:
        """The thresholds of the posture by the policy in force; the declared defaults if there is none."""
        return self.policy.limits if self.policy else limits()

    @property
    def uncategorized(self) -> tuple[AreaState, ...]:
        """Mission areas with no category in force at this moment."""
        return tuple(a for a in self.areas if a.category is None)

    def area(self, code: str) -> AreaState | None:
        """The area or emerging area of that code, or None."""
        return next((a for a in self.everything if a.code == code), None)

    @property
    def everything(self) -> Iterable[AreaState]:
        return (*self.areas, *self.emerging)

    @property
    def provenances(self) -> Iterator[Provenance]:
        """The provenance of every fact: areas, categories, functions, assessments, the policy."""
        for area in self.everything:
            yield area.said.provenance
            if area.decided:
                yield area.decided.said.provenance
            for function in area.functions:
                yield function.said.provenance
                if function.assessed:
                    yield function.assessed.said.provenance
        if self.policy:
            yield self.policy.said.provenance
