"""Portfolios made by hand, for the figures."""

from datetime import UTC, date, datetime
from types import MappingProxyType

from missions.domain.leadership.summary import Decision, Leadership, Past
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
from missions.domain.record.rule.criteria import favor_of
from missions.domain.reviews.spans import ReviewSpan
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

FIRST, TODAY = date(2024, 4, 2), date(2026, 6, 1)
SAID = Attribution(1, FIRST, datetime(2024, 4, 2, 12, tzinfo=UTC), "csis", "Why.", Provenance.OFFICIAL, "")
POLICY = PolicyState(1, 50, 25, 50, 36, 24, 24, 2, 2, 1, SAID)
ANSWERS = {
    Standing.GOVERNMENT: (Performer.GOVERNMENT_ONLY, Availability.NONE, Fit.NOT_ASSESSED),
    Standing.OPEN: (Performer.EITHER, Availability.LIMITED, Fit.PARTIALLY),
    Standing.DEMONSTRATED: (Performer.COMMERCIAL_CAPABLE, Availability.MATURE, Fit.MEETS),
}


def function(code: str, area: str, standing: Standing) -> FunctionState:
    """A function with that standing."""
    assessed = None
    if standing is not Standing.UNASSESSED:
        performer, availability, fit = ANSWERS[standing]
        assessed = Assessed(performer, availability, fit, Contribution.SOME, Risk.LOW, RiskOfNot.LOW, "Seen.", SAID)
    return FunctionState(code, area, f"Function {code}", "", False, SAID, assessed, standing)


def area(
    code: str,
    category: Category | None = Category.HYBRID,
    standings: tuple[int, int, int, int] = (0, 0, 0, 0),
    *,
    name: str = "",
    position: int = 1,
) -> AreaState:
    """An area with this many functions of each standing, in the order of `Standing`."""
    functions = [
        function(f"{code}-{standing.value}-{number}", code, standing)
        for standing, count in zip(Standing, standings, strict=True)
        for number in range(count)
    ]
    decided = Decided(category, DecisionKind.INITIAL, FIRST, "IV", "", SAID) if category else None
    return AreaState(code, name or f"Area {code}", "", False, False, position, SAID, decided, tuple(functions))


def decision(on: date, category: Category, kind: DecisionKind = DecisionKind.SHIFT, sequence: int = 1) -> Decision:
    return Decision(on, sequence, category, kind)


def past(*decisions: Decision, assessments: tuple = ()) -> Past:
    return Past(decisions, date(2025, 6, 1), False, favor_of(assessments))


def leadership(*areas: AreaState, reviews: tuple[ReviewSpan, ...] = (), today: date = TODAY, **more) -> Leadership:
    """The portfolio of these areas; each has had its category since the first day unless `pasts` says otherwise."""
    pasts = {
        area.code: past(*([decision(FIRST, area.category, DecisionKind.INITIAL)] if area.category else []))
        for area in areas
    }
    pasts |= more.pop("pasts", {})
    shown = Portfolio(Moment(today, 9, None, today, chosen=True), more.pop("policy", POLICY), areas, ())
    return Leadership(shown, MappingProxyType(pasts), reviews, **more)
