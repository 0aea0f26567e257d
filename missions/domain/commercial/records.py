"""The records of the commercial side as frozen values: each one as of a day.

References are codes. A reference to something not in force is a gap, never an error.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices

from missions.domain.commercial.vocabulary import (
    CapacityUnit,
    DependencyKind,
    Direction,
    ExerciseKind,
    Instrument,
    Interface,
    JudgmentSubject,
    Level,
    Phase,
    PropertyTerms,
    SafeguardKind,
    SafeguardState,
    Sector,
    SharingLevel,
    SolutionKind,
    Stage,
    Substitutable,
    TrialResult,
    UseFit,
    UseRole,
    UseState,
    VerifiedBy,
    WarRisk,
    YesNo,
)
from missions.domain.vocabulary import Availability, Certainty, Performer, Provenance


class RecordKind(TextChoices):
    """The kind of a record behind a number."""

    FUNCTION = "function", "Function"
    PROVIDER = "provider", "Provider"
    SOLUTION = "solution", "Solution"
    USE = "use", "Use"
    AGREEMENT = "agreement", "Agreement"
    EXERCISE = "exercise", "Exercise"
    SAFEGUARD = "safeguard", "Safeguard"
    JUDGMENT = "judgment", "Judgment"

    # The enumeration's own hash is computed in Python, and one grid looks up thousands of references.
    __hash__ = str.__hash__


class Ref(NamedTuple):
    """A record by its kind and code."""

    kind: RecordKind
    code: str


_FUNCTION, _PROVIDER, _SOLUTION, _USE, _AGREEMENT, _EXERCISE, _SAFEGUARD, _JUDGMENT = RecordKind


def _ref(kind: RecordKind, code: str) -> Ref:
    """A reference, made without a call in Python: a grid of ten thousand records needs twenty thousand."""
    return tuple.__new__(Ref, (kind, code))


@dataclass(frozen=True, slots=True)
class Stated:
    """A record's period of validity and its provenance; `ends_on` is the last day, None if no end is stated."""

    effective_on: date
    ends_on: date | None = None
    provenance: Provenance = Provenance.PUBLIC_SOURCE
    certainty: Certainty | None = None
    sequence: int = 0

    def in_force(self, on: date) -> bool:
        """Whether the record is valid on a day; expiry needs no new fact."""
        return self.effective_on <= on and (self.ends_on is None or on <= self.ends_on)

    @property
    def illustrative(self) -> bool:
        return self.provenance is Provenance.ILLUSTRATIVE


@dataclass(frozen=True, slots=True)
class FunctionInForce:
    """A function in force, with what the commercial side needs; performer and availability are None if unassessed."""

    code: str
    area: str
    performer: Performer | None
    availability: Availability | None
    stated: Stated

    @property
    def unassessed(self) -> bool:
        return self.performer is None

    @property
    def open(self) -> bool:
        """Whether its assessment permits a performer other than the government."""
        return self.performer is not None and self.performer is not Performer.GOVERNMENT_ONLY

    @property
    def ref(self) -> Ref:
        return _ref(_FUNCTION, self.code)


@dataclass(frozen=True, slots=True)
class Provider:
    """A company or agency that offers solutions; `country` is an ISO 3166 code, `parent` the code of its owner."""

    code: str
    name: str
    country: str
    parent: str | None
    stated: Stated

    @property
    def ref(self) -> Ref:
        return _ref(_PROVIDER, self.code)


@dataclass(frozen=True, slots=True)
class Dependency:
    """What a solution needs: `on` names a launcher, bus, ground or cloud, a country's code, or a solution's code."""

    kind: DependencyKind
    on: str
    substitutable: Substitutable


@dataclass(frozen=True, slots=True)
class Solution:
    """A system, capability or service; `stage_since` is the day since which it has been in its stage."""

    code: str
    name: str
    provider: str
    kind: SolutionKind
    stage: Stage
    stage_since: date
    owned_by: Sector
    stated: Stated
    dependencies: tuple[Dependency, ...] = ()

    @property
    def commercial(self) -> bool:
        """Whether it is commercial: a solution that the government owns is not, no matter who designed it."""
        return self.owned_by is Sector.COMMERCIAL

    @property
    def ref(self) -> Ref:
        return _ref(_SOLUTION, self.code)


@dataclass(frozen=True, slots=True)
class Use:
    """A solution applied to a function: its part in it, its fit, and the kind of interface."""

    code: str
    solution: str
    function: str
    role: UseRole
    fit: UseFit
    interface: Interface
    interface_tested: YesNo
    state: UseState
    stated: Stated

    @property
    def ref(self) -> Ref:
        return _ref(_USE, self.code)


@dataclass(frozen=True, slots=True)
class Commitment:
    """What an agreement promises for a use in a phase; capacity and hours are None if not stated."""

    use: str
    phase: Phase
    level: Level
    capacity: int | None = None
    unit: CapacityUnit | None = None
    hours: int | None = None
    activated_by: str = ""

    @property
    def firm(self) -> bool:
        """Whether it ensures access; best effort does not."""
        return self.level is not Level.BEST_EFFORT


@dataclass(frozen=True, slots=True)
class Clauses:
    """The requirements that agreements will address (III.1.a)."""

    cyber: YesNo = YesNo.UNKNOWN
    data: YesNo = YesNo.UNKNOWN
    supply_chain: YesNo = YesNo.UNKNOWN


@dataclass(frozen=True, slots=True)
class Agreement:
    """How access is ensured. Amounts are whole U.S. dollars; `provider` is None if the parties are withheld.

    Its period is that of `stated`. A ceiling, or a seat on a contract vehicle, is not capacity.
    """

    code: str
    title: str
    instrument: Instrument
    provider: str | None
    stated: Stated
    vehicle: str = ""
    ceiling: int | None = None
    obligated: int | None = None
    clauses: Clauses = Clauses()
    property_terms: PropertyTerms = PropertyTerms.UNKNOWN
    commitments: tuple[Commitment, ...] = ()

    @property
    def parties_withheld(self) -> bool:
        return self.provider is None

    @property
    def ref(self) -> Ref:
        return _ref(_AGREEMENT, self.code)


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of trying a use; `finding` is empty if there is none, `closed_on` is None while it is open."""

    use: str
    phase: Phase
    result: TrialResult
    finding: str = ""
    closed_on: date | None = None

    @property
    def tried(self) -> bool:
        """Whether it was tried at all, whatever the result."""
        return self.result is not TrialResult.NOT_TRIED


@dataclass(frozen=True, slots=True)
class Exercise:
    """An event at which uses were tried, with the allies and partners who took part."""

    code: str
    title: str
    kind: ExerciseKind
    first_day: date
    last_day: date
    stated: Stated
    allies: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()

    @property
    def ref(self) -> Ref:
        return _ref(_EXERCISE, self.code)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """What protects exactly one provider or solution; ValueError if it names both or neither.

    `limit` is whole U.S. dollars.
    """

    code: str
    kind: SafeguardKind
    state: SafeguardState
    verified_by: VerifiedBy
    stated: Stated
    provider: str | None = None
    solution: str | None = None
    level: SharingLevel | None = None
    direction: Direction | None = None
    war_risk: WarRisk = WarRisk.UNKNOWN
    limit: int | None = None

    def __post_init__(self) -> None:
        if (self.provider is None) == (self.solution is None):
            raise ValueError("A safeguard protects one provider or one solution.")

    @property
    def in_place(self) -> bool:
        return self.state is SafeguardState.IN_PLACE

    @property
    def ref(self) -> Ref:
        return _ref(_SAFEGUARD, self.code)


@dataclass(frozen=True, slots=True)
class Judgment:
    """What no count can say: an analyst's dated answer to a passage, about one area, or about all if None.

    `review_by` is when to look at it again.
    """

    code: str
    subject: JudgmentSubject
    passage: str
    area: str | None
    answer: YesNo
    reason: str
    review_by: date
    stated: Stated

    @property
    def ref(self) -> Ref:
        return _ref(_JUDGMENT, self.code)


CommercialRecord = FunctionInForce | Provider | Solution | Use | Agreement | Exercise | Safeguard | Judgment
