"""Random portfolios with few codes, so that references meet, and some references to nothing."""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from missions.domain.commercial.portfolio import CommercialPortfolio, in_force
from missions.domain.commercial.records import (
    Agreement,
    Clauses,
    Commitment,
    Dependency,
    Exercise,
    FunctionInForce,
    Judgment,
    Provider,
    Safeguard,
    Solution,
    Stated,
    Trial,
    Use,
)
from missions.domain.commercial.vocabulary import (
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
from missions.domain.vocabulary import Availability, Performer, Provenance
from tests.unit.commercial.made import ON

AREAS = ("A", "B")
OPEN = (Performer.EITHER, Performer.COMMERCIAL_CAPABLE)


class Maker:
    """Draws a portfolio from a seed, always the same one. Some portfolios have much of everything, some little."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.functions = self.codes("F", 8)
        self.providers = self.codes("P", 5)
        self.solutions = self.codes("S", 8)
        self.uses = self.codes("U", 20)

    def codes(self, letter: str, most: int) -> list[str]:
        least = self.of((0, most // 2, most))
        return [f"{letter}{number}" for number in range(self.random.randint(least, most))]

    def of(self, choices: Any) -> Any:
        return self.random.choice(list(choices))

    def ref(self, codes: list[str]) -> str:
        """One of these codes, sometimes one that does not exist."""
        return self.of([*codes, *codes, *codes, *codes, "gone"])

    def maybe(self, value: Any) -> Any:
        return self.of((value, value, None))

    def day(self, earliest: int = -1000, latest: int = 0) -> date:
        return ON + timedelta(days=self.random.randint(earliest, latest))

    def stated(self) -> Stated:
        """A period of validity, usually in force."""
        ends_on = self.of((None, self.day(-20, 400), self.day(0, 400)))
        return Stated(
            self.day(-900, self.of((0, 0, 0, 20))),
            ends_on,
            self.of((Provenance.PUBLIC_SOURCE, Provenance.ILLUSTRATIVE)),
        )

    def some(self, make: Any, most: int = 3) -> tuple:
        return tuple(make() for _ in range(self.random.randint(0, most)))

    def portfolio(self) -> CommercialPortfolio:
        """What is in force of everything drawn."""
        return in_force(
            CommercialPortfolio(
                ON,
                AREAS,
                tuple(map(self.function, self.functions)),
                tuple(map(self.provider, self.providers)),
                tuple(map(self.solution, self.solutions)),
                tuple(map(self.use, self.uses)),
                tuple(map(self.agreement, self.codes("G", 9))),
                tuple(map(self.exercise, self.codes("E", 5))),
                tuple(map(self.safeguard, self.codes("W", self.of((12, 90))))),
                tuple(map(self.judgment, self.codes("J", 1))),
            )
        )

    def function(self, code: str) -> FunctionInForce:
        performer = self.of((None, Performer.GOVERNMENT_ONLY, *OPEN, *OPEN))
        return FunctionInForce(code, self.of(AREAS), performer, Availability.NONE, self.stated())

    def provider(self, code: str) -> Provider:
        """A provider whose parent, if any, has a lower number, so that there is no loop."""
        parent = self.of((None, None, self.ref(self.providers[: self.providers.index(code)])))
        return Provider(code, f"Firm {code}", self.of(("US", "FR", "JP")), parent, self.stated())

    def need(self) -> Dependency:
        kind = self.of(DependencyKind)
        on = self.ref(self.solutions) if kind is DependencyKind.SOLUTION else self.of(("US", "JP", "X"))
        return Dependency(kind, on, self.of((*Substitutable, Substitutable.YES)))

    def solution(self, code: str) -> Solution:
        return Solution(
            code,
            f"Service {code}",
            self.ref(self.providers),
            SolutionKind.SERVICE,
            self.of((*Stage, *[Stage.OFFERED] * 5)),
            self.day(-1500),
            self.of((Sector.COMMERCIAL, Sector.COMMERCIAL, Sector.COMMERCIAL, Sector.GOVERNMENT)),
            self.stated(),
            self.some(self.need),
        )

    def use(self, code: str) -> Use:
        return Use(
            code,
            self.ref(self.solutions),
            self.ref(self.functions),
            self.of(UseRole),
            UseFit.MEETS,
            self.of(Interface),
            self.of(YesNo),
            self.of((*UseState, UseState.COULD, UseState.IN_USE)),
            self.stated(),
        )

    def commitment(self) -> Commitment:
        return Commitment(self.ref(self.uses), self.of(Phase), self.of(Level))

    def agreement(self, code: str) -> Agreement:
        known = (YesNo.YES, YesNo.YES, *YesNo)
        return Agreement(
            code,
            f"Agreement {code}",
            self.of(Instrument),
            self.maybe(self.ref(self.providers)),
            self.stated(),
            obligated=self.maybe(self.random.randint(0, 9)),
            clauses=Clauses(self.of(known), self.of(known), self.of(known)),
            property_terms=self.of(PropertyTerms),
            commitments=self.some(self.commitment, 6),
        )

    def trial(self) -> Trial:
        closed_on = self.maybe(self.day(-200, 50))
        return Trial(self.ref(self.uses), self.of(Phase), self.of(TrialResult), self.of(("", "Slow.")), closed_on)

    def exercise(self, code: str) -> Exercise:
        first_day = self.day(-1200, 30)
        last_day = first_day + timedelta(days=self.random.randint(0, 30))
        allies = self.of(((), ("Ally",)))
        stated = self.stated()
        kind = self.of(ExerciseKind)
        return Exercise(code, code, kind, first_day, last_day, stated, allies, self.some(self.trial, 6))

    def safeguard(self, code: str) -> Safeguard:
        of_provider = {"provider": self.ref(self.providers)}
        whose = self.of((of_provider, of_provider, {"solution": self.ref(self.solutions)}))
        return Safeguard(
            code,
            self.of(SafeguardKind),
            self.of((*SafeguardState, *[SafeguardState.IN_PLACE] * 8)),
            self.of(VerifiedBy),
            self.stated(),
            **whose,
            level=self.maybe(self.of(SharingLevel)),
            direction=self.maybe(self.of((*Direction, Direction.TWO_WAY))),
            war_risk=self.of(WarRisk),
        )

    def judgment(self, code: str) -> Judgment:
        subject = self.of((JudgmentSubject.SOUGHT, JudgmentSubject.STATUTE))
        area = self.of((None, *AREAS))
        answer = self.of((YesNo.YES, YesNo.YES, *YesNo))
        return Judgment(code, subject, "statement.all_areas", area, answer, "Seen.", ON, self.stated())


def random_portfolio(seed: int) -> CommercialPortfolio:
    """The portfolio of a seed."""
    return Maker(seed).portfolio()


# Drawn from the seed alone: drawing each field as a strategy takes a hundred times as long and leaves most empty.
portfolios = st.integers(0, 2**32).map(random_portfolio)
