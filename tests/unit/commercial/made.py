"""Records of the commercial side made by hand, the least that a test of a measure needs, and portfolios at random."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from missions.domain.commercial.portfolio import Portfolio, in_force
from missions.domain.commercial.records import (
    Agreement,
    Clauses,
    Commitment,
    Dependency,
    Exercise,
    Function,
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
    Eligibility,
    ExerciseKind,
    Instrument,
    Interface,
    JudgmentSubject,
    Known,
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
)
from missions.domain.vocabulary import Availability, Performer, Provenance

ON = date(2026, 6, 30)
STATED = Stated(date(2026, 1, 1))
LAUNCHER = Dependency(DependencyKind.LAUNCHER, "Heavy", Substitutable.YES)


def ending(on: date) -> Stated:
    return Stated(STATED.effective_on, on)


def function(code: str = "F1", performer: Performer | None = Performer.EITHER, area: str = "A") -> Function:
    return Function(code, area, performer, Availability.LIMITED if performer else None, STATED)


def provider(code: str = "P1", parent: str | None = None, country: str = "US") -> Provider:
    return Provider(code, f"Firm {code}", country, parent, Eligibility.US, STATED)


def solution(code: str = "S1", owner: str = "P1", *needs: Dependency, **changed: object) -> Solution:
    """A service on offer that depends on a launcher which can be replaced, but for what is given."""
    usual = {
        "kind": SolutionKind.SERVICE,
        "stage": Stage.OFFERED,
        "stage_since": date(2026, 1, 1),
        "owned_by": Sector.COMMERCIAL,
        "operated_by": Sector.COMMERCIAL,
        "stated": STATED,
    }
    return Solution(code, f"Service {code}", owner, dependencies=needs or (LAUNCHER,), **usual | changed)


def use(code: str = "U1", of: str = "S1", of_function: str = "F1", **changed: object) -> Use:
    """A use that could be, by a commercial standard that was not tested."""
    usual = {
        "role": UseRole.PRIMARY,
        "fit": UseFit.MEETS,
        "interface": Interface.COMMERCIAL,
        "interface_tested": Known.NO,
        "state": UseState.COULD,
        "stated": STATED,
    }
    return Use(code, of, of_function, **usual | changed)


def commitment(of: str = "U1", phase: Phase = Phase.CONFLICT, level: Level = Level.ASSURED) -> Commitment:
    return Commitment(of, phase, level)


def agreement(code: str = "G1", by: str | None = "P1", *lines: Commitment, **changed: object) -> Agreement:
    usual = {"instrument": Instrument.CONTRACT, "buyer": "Office", "stated": STATED}
    return Agreement(code, f"Agreement {code}", provider=by, commitments=lines, **usual | changed)


def exercise(code: str = "E1", *lines: Trial, last_day: date = date(2026, 5, 2), **changed: object) -> Exercise:
    usual = {"kind": ExerciseKind.WARGAME, "host": "Command", "stated": STATED}
    return Exercise(code, f"Exercise {code}", first_day=last_day, last_day=last_day, trials=lines, **usual | changed)


def safeguard(code: str = "W1", kind: SafeguardKind = SafeguardKind.CYBER_ASSESSMENT, **changed: object) -> Safeguard:
    """A safeguard in place of provider P1, verified by a third party."""
    usual = {
        "state": SafeguardState.IN_PLACE,
        "verified_by": VerifiedBy.THIRD_PARTY,
        "stated": STATED,
        "provider": None if "solution" in changed else "P1",
    }
    return Safeguard(code, kind, **usual | changed)


def judgment(
    subject: JudgmentSubject = JudgmentSubject.SOUGHT, answer: Known = Known.NO, **changed: object
) -> Judgment:
    usual = {"area": "A", "reason": "No market.", "review_by": date(2027, 1, 1), "stated": STATED}
    return Judgment("J1", subject, "statement.all_areas", answer=answer, **usual | changed)


def portfolio(*records: object, areas: tuple[str, ...] = ("A",)) -> Portfolio:
    """The portfolio of these records, each in its place."""
    names = {
        Function: "functions",
        Provider: "providers",
        Solution: "solutions",
        Use: "uses",
        Agreement: "agreements",
        Exercise: "exercises",
        Safeguard: "safeguards",
        Judgment: "judgments",
    }
    held = {name: tuple(one for one in records if type(one) is kind) for kind, name in names.items()}
    return Portfolio(ON, areas, **held)


# At random: few codes, so that references meet, and some that lead nowhere.

AREAS = ("A", "B", "C")
FUNCTIONS, PROVIDERS, SOLUTIONS, USES = (
    tuple(f"{letter}{number}" for number in range(count)) for letter, count in (("F", 6), ("P", 5), ("S", 6), ("U", 9))
)
days = st.integers(-1000, 400).map(lambda number: ON + timedelta(days=number))
endings = st.one_of(st.none(), st.integers(-5, 400).map(lambda number: ON + timedelta(days=number)))
stated = st.builds(
    Stated,
    st.integers(-900, 3).map(lambda number: ON + timedelta(days=number)),
    endings,
    st.sampled_from((Provenance.PUBLIC_SOURCE, Provenance.ILLUSTRATIVE)),
)
amounts = st.one_of(st.none(), st.integers(0, 40))
knowns = st.sampled_from(Known)
dependencies = st.builds(
    Dependency,
    st.sampled_from(DependencyKind),
    st.sampled_from(("US", "X", *SOLUTIONS)),
    st.sampled_from(Substitutable),
)
commitments = st.builds(Commitment, st.sampled_from(USES), st.sampled_from(Phase), st.sampled_from(Level))
trials = st.builds(
    Trial,
    st.sampled_from(USES),
    st.sampled_from(Phase),
    st.sampled_from(TrialResult),
    st.sampled_from(("", "Slow.")),
    st.one_of(st.none(), days),
)


def some(codes: tuple[str, ...], make: Callable[[str], st.SearchStrategy]) -> st.SearchStrategy:
    """Records for some of these codes."""
    kept = st.lists(st.sampled_from(codes), unique=True).map(sorted)
    return kept.flatmap(lambda chosen: st.tuples(*(make(code) for code in chosen)))


def lines(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=3).map(tuple)


def a_provider(code: str) -> st.SearchStrategy:
    """A provider whose parent, if any, has a lower number, so that there is no loop."""
    owners = (None, "gone", *PROVIDERS[: PROVIDERS.index(code)])
    countries = st.sampled_from(("US", "FR"))
    return st.builds(
        Provider, st.just(code), st.just(code), countries, st.sampled_from(owners), st.just(Eligibility.US), stated
    )


def a_solution(code: str) -> st.SearchStrategy:
    sectors = st.sampled_from((Sector.COMMERCIAL, Sector.COMMERCIAL, Sector.GOVERNMENT))
    return st.builds(
        Solution,
        st.just(code),
        st.just(code),
        st.sampled_from(PROVIDERS),
        st.sampled_from(SolutionKind),
        st.sampled_from((*Stage, Stage.OFFERED, Stage.OFFERED)),
        days,
        sectors,
        sectors,
        stated,
        lines(dependencies),
    )


def an_agreement(code: str) -> st.SearchStrategy:
    return st.builds(
        Agreement,
        st.just(code),
        st.just(code),
        st.sampled_from(Instrument),
        st.sampled_from((None, *PROVIDERS)),
        st.just("Office"),
        stated,
        obligated=amounts,
        clauses=st.builds(Clauses, knowns, knowns, knowns),
        property_terms=st.sampled_from(PropertyTerms),
        commitments=lines(commitments),
    )


def an_exercise(code: str) -> st.SearchStrategy:
    return st.builds(
        lambda on, *rest: Exercise(code, code, ExerciseKind.WARGAME, on, on, "Command", *rest),
        days,
        stated,
        st.sampled_from(((), ("Ally",))),
        lines(trials),
    )


def a_safeguard(code: str) -> st.SearchStrategy:
    targets = [{"provider": one} for one in PROVIDERS] + [{"solution": one} for one in SOLUTIONS]
    return st.builds(
        lambda kind, state, by, held, target, level, direction, war_risk: Safeguard(
            code, kind, state, by, held, **target, level=level, direction=direction, war_risk=war_risk
        ),
        st.sampled_from(SafeguardKind),
        st.sampled_from(SafeguardState),
        st.sampled_from(VerifiedBy),
        stated,
        st.sampled_from(targets),
        st.one_of(st.none(), st.sampled_from(SharingLevel)),
        st.one_of(st.none(), st.sampled_from(Direction)),
        st.sampled_from(WarRisk),
    )


def a_use(code: str) -> st.SearchStrategy:
    return st.builds(
        Use,
        st.just(code),
        st.sampled_from(SOLUTIONS),
        st.sampled_from(FUNCTIONS),
        st.sampled_from(UseRole),
        st.sampled_from(UseFit),
        st.sampled_from(Interface),
        knowns,
        st.sampled_from(UseState),
        stated,
    )


def a_function(code: str) -> st.SearchStrategy:
    performers = st.sampled_from((None, *Performer, Performer.EITHER))
    return st.builds(
        lambda area, performer, held: Function(code, area, performer, Availability.NONE, held),
        st.sampled_from(AREAS),
        performers,
        stated,
    )


def a_judgment(code: str) -> st.SearchStrategy:
    return st.builds(
        lambda subject, area, answer, held: Judgment(code, subject, "priority.3", area, answer, "Seen.", ON, held),
        st.sampled_from((JudgmentSubject.SOUGHT, JudgmentSubject.STATUTE)),
        st.sampled_from((None, *AREAS)),
        knowns,
        stated,
    )


portfolios = st.builds(
    lambda *kinds: in_force(Portfolio(ON, AREAS, *kinds)),
    some(FUNCTIONS, a_function),
    some(PROVIDERS, a_provider),
    some(SOLUTIONS, a_solution),
    some(USES, a_use),
    some(("G0", "G1", "G2", "G3"), an_agreement),
    some(("E0", "E1", "E2"), an_exercise),
    some(tuple(f"W{number}" for number in range(8)), a_safeguard),
    some(("J0",), a_judgment),
)
