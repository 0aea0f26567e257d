"""Records of the commercial side made by hand: the least that tests of measures need."""

from datetime import date

from missions.domain.commercial.portfolio import CommercialPortfolio
from missions.domain.commercial.records import (
    Agreement,
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
    ExerciseKind,
    Instrument,
    Interface,
    JudgmentSubject,
    Level,
    Phase,
    SafeguardKind,
    SafeguardState,
    Sector,
    SolutionKind,
    Stage,
    Substitutable,
    UseFit,
    UseRole,
    UseState,
    VerifiedBy,
    YesNo,
)
from missions.domain.vocabulary import Availability, Performer

ON = date(2026, 6, 30)
STATED = Stated(date(2026, 1, 1))
LAUNCHER = Dependency(DependencyKind.LAUNCHER, "Heavy", Substitutable.YES)


def ending(on: date) -> Stated:
    return Stated(STATED.effective_on, on)


def function(code: str = "F1", performer: Performer | None = Performer.EITHER, area: str = "A") -> FunctionInForce:
    return FunctionInForce(code, area, performer, Availability.LIMITED if performer else None, STATED)


def provider(code: str = "P1", parent: str | None = None, country: str = "US") -> Provider:
    return Provider(code, f"Firm {code}", country, parent, STATED)


def solution(code: str = "S1", owner: str = "P1", *needs: Dependency, **changed: object) -> Solution:
    """A service on offer that depends on a replaceable launcher, unless other values are given."""
    usual = {
        "kind": SolutionKind.SERVICE,
        "stage": Stage.OFFERED,
        "stage_since": date(2026, 1, 1),
        "owned_by": Sector.COMMERCIAL,
        "stated": STATED,
    }
    return Solution(code, f"Service {code}", owner, dependencies=needs or (LAUNCHER,), **usual | changed)


def use(code: str = "U1", of: str = "S1", of_function: str = "F1", **changed: object) -> Use:
    """A possible use with a commercial standard interface that was not tested."""
    usual = {
        "role": UseRole.PRIMARY,
        "fit": UseFit.MEETS,
        "interface": Interface.COMMERCIAL,
        "interface_tested": YesNo.NO,
        "state": UseState.COULD,
        "stated": STATED,
    }
    return Use(code, of, of_function, **usual | changed)


def commitment(of: str = "U1", phase: Phase = Phase.CONFLICT, level: Level = Level.ASSURED) -> Commitment:
    return Commitment(of, phase, level)


def agreement(code: str = "G1", by: str | None = "P1", *lines: Commitment, **changed: object) -> Agreement:
    usual = {"instrument": Instrument.CONTRACT, "stated": STATED}
    return Agreement(code, f"Agreement {code}", provider=by, commitments=lines, **usual | changed)


def exercise(code: str = "E1", *lines: Trial, last_day: date = date(2026, 5, 2), **changed: object) -> Exercise:
    usual = {"kind": ExerciseKind.WARGAME, "stated": STATED}
    return Exercise(code, f"Exercise {code}", first_day=last_day, last_day=last_day, trials=lines, **usual | changed)


def safeguard(code: str = "W1", kind: SafeguardKind = SafeguardKind.CYBER_ASSESSMENT, **changed: object) -> Safeguard:
    """A safeguard in place for provider P1, verified by a third party."""
    usual = {
        "state": SafeguardState.IN_PLACE,
        "verified_by": VerifiedBy.THIRD_PARTY,
        "stated": STATED,
        "provider": None if "solution" in changed else "P1",
    }
    return Safeguard(code, kind, **usual | changed)


def judgment(
    subject: JudgmentSubject = JudgmentSubject.SOUGHT, answer: YesNo = YesNo.NO, **changed: object
) -> Judgment:
    usual = {"area": "A", "reason": "No market.", "review_by": date(2027, 1, 1), "stated": STATED}
    return Judgment("J1", subject, "statement.all_areas", answer=answer, **usual | changed)


def portfolio(*records: object, areas: tuple[str, ...] = ("A",)) -> CommercialPortfolio:
    """The portfolio of these records."""
    names = {
        FunctionInForce: "functions",
        Provider: "providers",
        Solution: "solutions",
        Use: "uses",
        Agreement: "agreements",
        Exercise: "exercises",
        Safeguard: "safeguards",
        Judgment: "judgments",
    }
    held = {name: tuple(one for one in records if type(one) is kind) for kind, name in names.items()}
    return CommercialPortfolio(ON, areas, **held)
