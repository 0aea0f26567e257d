"""Values of the portfolio made by hand: the least that tests of pure rules need."""

from datetime import UTC, date, datetime

from missions.domain.record.portfolio import (
    AreaState,
    Assessed,
    Attribution,
    Decided,
    FunctionState,
    Moment,
    PolicyState,
    Portfolio,
)
from missions.domain.record.rule.categorization import standing_of_assessment
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
)

DAY = date(2025, 3, 1)


def said(sequence: int = 1, on: date = DAY) -> Attribution:
    recorded_at = datetime(2025, 3, 1, 12, tzinfo=UTC)
    return Attribution(sequence, on, recorded_at, "R. Ortiz", "A test needs it.", Provenance.ASSESSMENT, "")


def assessed(sequence: int = 1, **answers: object) -> Assessed:
    """Answers that leave a function open, unless others are given."""
    usual = {
        "performer": Performer.EITHER,
        "availability": Availability.LIMITED,
        "fit": Fit.PARTIALLY,
        "contribution": Contribution.SOME,
        "risk": Risk.LOW,
        "risk_of_not": RiskOfNot.LOW,
        "rationale": "Seen in use.",
    }
    return Assessed(**usual | answers, said=said(sequence))


def function(
    code: str = "F-1", judged: Assessed | None = None, *, name: str = "Relay", retired: bool = False, area: str = "A"
) -> FunctionState:
    return FunctionState(code, area, name, "", retired, said(), judged, standing_of_assessment(judged))


def area(
    code: str = "A",
    *functions: FunctionState,
    category: Category | None = Category.HYBRID,
    decision: int = 1,
    position: int = 1,
    name: str = "Area",
    emerging: bool = False,
) -> AreaState:
    decided = category and Decided(category, DecisionKind.INITIAL, DAY, "IV", "", said(decision))
    return AreaState(code, name, "", False, emerging, position, said(), decided, functions)


def policy(number: int = 1, government_over: int = 50) -> PolicyState:
    return PolicyState(number, government_over, 25, 50, 24, 12, 12, 2, 2, 1, said(number))


def portfolio(*areas: AreaState, in_force: PolicyState | None = None, on: date = DAY) -> Portfolio:
    moment = Moment(as_of=on, sequence=99, known=None, today=on)
    return Portfolio(moment, in_force or policy(), areas, ())
