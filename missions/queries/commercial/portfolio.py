"""The commercial side at a moment as one value: one query for all kinds, beside the record of the areas."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from missions.domain.commercial.portfolio import Portfolio, in_force
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.records import (
    Agreement,
    Clauses,
    Commitment,
    Dependency,
    Exercise,
    Function,
    Judgment,
    Marks,
    Provider,
    Safeguard,
    Solution,
    Stated,
    Trial,
    Use,
)
from missions.domain.commercial.vocabulary import DependencyKind, VerifiedBy
from missions.domain.kinds.kind import State
from missions.domain.record.portfolio import Moment
from missions.domain.record.portfolio import Portfolio as Record
from missions.queries.kinds.states import whole


def posture(record: Record, held: Mapping[str, Sequence[State]] | None = None) -> Posture:
    """Every area of the record against the eight columns, by the policy in force then. One query, none where `held`."""
    return Posture(commercial(record, held), record.limits, record.policy and record.policy.number)


def records(moment: Moment) -> dict[str, tuple[State, ...]]:
    """The records of the commercial side that are not retired at the moment, by the name of their kind. One query."""
    found = whole(MAKES, moment)
    return {name: tuple(one for one in found[name] if not one.retired) for name in MAKES}


def commercial(record: Record, held: Mapping[str, Sequence[State]] | None = None) -> Portfolio:
    """The records of the commercial side in force at the record's moment, with its functions. As many queries."""
    moment = record.moment
    held = records(moment) if held is None else held
    return in_force(
        Portfolio(
            on=moment.as_of,
            areas=tuple(area.code for area in record.areas),
            functions=tuple(_function(one) for area in record.areas for one in area.functions),
            **together({name: map(make, held[name]) for name, make in MAKES.items()}),
        )
    )


def together(found: Mapping[str, Iterable[Any]]) -> dict[str, tuple[Any, ...]]:
    """The records of each kind as the portfolio calls them."""
    return {f"{name}s": tuple(records) for name, records in found.items()}


def _function(state: Any) -> Function:
    assessed = state.assessed
    said = assessed.said if assessed else state.said
    return Function(
        code=state.code,
        area=state.area,
        performer=assessed and assessed.performer,
        availability=assessed and assessed.availability,
        stated=Stated(effective_on=said.effective_on, provenance=said.provenance, sequence=said.sequence),
    )


def _stated(state: State, begins: date | None = None, ends: date | None = None) -> Stated:
    return Stated(
        effective_on=begins or state.said.effective_on,
        ends_on=ends,
        provenance=state.said.provenance,
        certainty=state.certainty,
        sequence=state.said.sequence,
    )


def _provider(state: State) -> Provider:
    said = state.values
    return Provider(
        code=state.code,
        name=said["name"],
        country=said["country"],
        parent=said["parent"],
        eligibility=said["eligibility"],
        stated=_stated(state),
        catalog_codes=_listed(said["catalog_codes"]),
        marks=Marks(
            said["produces_for_markets"],
            said["bears_investment_risk"],
            said["follows_market_incentives"],
            said["can_offer"],
        ),
    )


def _solution(state: State) -> Solution:
    said = state.values
    return Solution(
        code=state.code,
        name=said["name"],
        provider=said["provider"],
        kind=said["kind"],
        stage=said["stage"],
        stage_since=said["stage_since"] or state.said.effective_on,
        owned_by=said["owned_by"],
        operated_by=said["operated_by"],
        stated=_stated(state),
        dependencies=tuple(
            Dependency(
                line["kind"],
                line["solution"] if line["kind"] is DependencyKind.SOLUTION else line["name"],
                line["substitutable"],
            )
            for line in state.lines["dependencies"]
        ),
    )


def _use(state: State) -> Use:
    said = state.values
    return Use(
        code=state.code,
        solution=said["solution"],
        function=said["function"],
        role=said["role"],
        fit=said["fit"],
        interface=said["interface"],
        interface_tested=said["interface_tested"],
        state=said["state"],
        stated=_stated(state),
        interface_name=said["interface_name"],
    )


def _agreement(state: State) -> Agreement:
    said = state.values
    return Agreement(
        code=state.code,
        title=said["title"],
        instrument=said["instrument"],
        provider=said["provider"],
        buyer=said["buyer"],
        stated=_stated(state, said["starts_on"], said["ends_on"]),
        vehicle=said["vehicle"],
        ceiling=said["ceiling"],
        obligated=said["obligated"],
        obligated_on=said["obligated_on"],
        clauses=Clauses(said["cyber_clause"], said["data_clause"], said["supply_clause"]),
        property_terms=said["property_terms"],
        commitments=tuple(
            Commitment(
                use=line["use"],
                phase=line["phase"],
                level=line["level"],
                capacity=line["capacity"],
                unit=line["capacity_unit"],
                hours=line["hours_to_respond"],
                activated_by=line["activator"],
                reserve_stage=line["reserve_stage"],
            )
            for line in state.lines["commitments"]
        ),
    )


def _exercise(state: State) -> Exercise:
    said = state.values
    return Exercise(
        code=state.code,
        title=said["name"],
        kind=said["kind"],
        first_day=said["starts_on"],
        last_day=said["ends_on"] or said["starts_on"],
        host=said["host"],
        stated=_stated(state),
        allies=_listed(said["partners"]),
        trials=tuple(Trial(**line) for line in state.lines["trials"]),
    )


def _safeguard(state: State) -> Safeguard:
    said = state.values
    return Safeguard(
        code=state.code,
        kind=said["kind"],
        state=said["state"],
        verified_by=said["verified_by"] or VerifiedBy.SELF,
        stated=_stated(state, said["starts_on"], said["ends_on"]),
        provider=said["provider"],
        solution=said["solution"],
        level=said["level"],
        direction=said["direction"],
        war_risk=said["war_risk"],
        covers=said["covers"],
        limit=said["limit"],
        legal_basis=said["legal_basis"],
    )


def _judgment(state: State) -> Judgment:
    said = state.values
    return Judgment(
        code=state.code,
        subject=said["subject"],
        passage=said["passage"] or "",
        area=said["area"],
        answer=said["answer"],
        reason=said["rationale"],
        review_by=said["review_by"],
        stated=_stated(state),
        gap=said["gap"],
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in text.split(",")) if part)


MAKES: dict[str, Callable[[State], Any]] = {
    "provider": _provider,
    "solution": _solution,
    "use": _use,
    "agreement": _agreement,
    "exercise": _exercise,
    "safeguard": _safeguard,
    "judgment": _judgment,
}
