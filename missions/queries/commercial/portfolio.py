"""The commercial side at a moment as one value: one query for each kind, in addition to the record of the areas."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from missions.domain.commercial.portfolio import CommercialPortfolio, in_force
from missions.domain.commercial.posture.grid import Posture
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
from missions.domain.commercial.vocabulary import DependencyKind, VerifiedBy
from missions.domain.kinds.kind import RecordState
from missions.domain.record.portfolio import Moment
from missions.domain.record.portfolio import Portfolio as Record
from missions.queries.kinds.measured import MeasuredRecord, measured_record, measured_records
from missions.queries.kinds.states import whole


def posture(record: Record, held: Mapping[str, Sequence[RecordState]] | None = None) -> Posture:
    """Every area of the record against the eight columns, under the policy in force then.

    One query for each kind; none if `held` is given.
    """
    return Posture(commercial(record, held), record.limits, record.policy and record.policy.number)


def carried_on(before: Posture, record: Record) -> Posture:
    """The posture of a record of the same day and policy after further facts about areas only. No query.

    If these change nothing that the posture is made from, the same value returns, with everything already counted.
    """
    areas, functions = _areas(record), _functions(record)
    if areas != before.portfolio.areas:
        return replace(before, portfolio=in_force(replace(before.portfolio, areas=areas, functions=functions)))
    made = before.with_functions(functions)
    return before if made.portfolio.functions == before.portfolio.functions else made


def records(moment: Moment) -> dict[str, tuple[RecordState, ...]]:
    """The records of the commercial side that are not retired at the moment, by the name of their kind.

    One query for each kind.
    """
    found = whole(MAKES, moment)
    return {name: tuple(one for one in found[name] if not one.retired) for name in MAKES}


def commercial(record: Record, held: Mapping[str, Sequence[RecordState]] | None = None) -> CommercialPortfolio:
    """The commercial side in force at the record's moment, with its functions. One query for each kind."""
    moment = record.moment
    if held is None:
        read: Mapping[str, Iterable[MeasuredRecord]] = {name: measured_records(name, moment) for name in MAKES}
    else:
        read = {name: map(measured_record, held[name]) for name in MAKES}
    return in_force(
        CommercialPortfolio(
            on=moment.as_of,
            areas=_areas(record),
            functions=_functions(record),
            **together({name: map(make, read[name]) for name, make in MAKES.items()}),
        )
    )


def together(found: Mapping[str, Iterable[Any]]) -> dict[str, tuple[Any, ...]]:
    """The records of each kind under the portfolio's names."""
    return {f"{name}s": tuple(records) for name, records in found.items()}


def _areas(record: Record) -> tuple[str, ...]:
    return tuple(area.code for area in record.areas)


def _functions(record: Record) -> tuple[FunctionInForce, ...]:
    return tuple(_function(one) for area in record.areas for one in area.functions)


def _function(state: Any) -> FunctionInForce:
    assessed = state.assessed
    said = assessed.said if assessed else state.said
    return FunctionInForce(
        code=state.code,
        area=state.area,
        performer=assessed and assessed.performer,
        availability=assessed and assessed.availability,
        stated=Stated(effective_on=said.effective_on, provenance=said.provenance, sequence=said.sequence),
    )


def _stated(one: MeasuredRecord, begins: date | None = None, ends: date | None = None) -> Stated:
    return Stated(
        effective_on=begins or one.effective_on,
        ends_on=ends,
        provenance=one.provenance,
        certainty=one.certainty,
        sequence=one.sequence,
    )


def _provider(one: MeasuredRecord) -> Provider:
    said = one.values
    return Provider(
        code=one.code,
        name=said["name"],
        country=said["country"],
        parent=said["parent"],
        stated=_stated(one),
    )


def _solution(one: MeasuredRecord) -> Solution:
    said = one.values
    return Solution(
        code=one.code,
        name=said["name"],
        provider=said["provider"],
        kind=said["kind"],
        stage=said["stage"],
        stage_since=said["stage_since"] or one.effective_on,
        owned_by=said["owned_by"],
        stated=_stated(one),
        dependencies=tuple(
            Dependency(
                line["kind"],
                line["solution"] if line["kind"] is DependencyKind.SOLUTION else line["name"],
                line["substitutable"],
            )
            for line in one.lines["dependencies"]
        ),
    )


def _use(one: MeasuredRecord) -> Use:
    said = one.values
    return Use(
        code=one.code,
        solution=said["solution"],
        function=said["function"],
        role=said["role"],
        fit=said["fit"],
        interface=said["interface"],
        interface_tested=said["interface_tested"],
        state=said["state"],
        stated=_stated(one),
    )


def _agreement(one: MeasuredRecord) -> Agreement:
    said = one.values
    return Agreement(
        code=one.code,
        title=said["title"],
        instrument=said["instrument"],
        provider=said["provider"],
        stated=_stated(one, said["starts_on"], said["ends_on"]),
        vehicle=said["vehicle"],
        ceiling=said["ceiling"],
        obligated=said["obligated"],
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
            )
            for line in one.lines["commitments"]
        ),
    )


def _exercise(one: MeasuredRecord) -> Exercise:
    said = one.values
    return Exercise(
        code=one.code,
        title=said["name"],
        kind=said["kind"],
        first_day=said["starts_on"],
        last_day=said["ends_on"] or said["starts_on"],
        stated=_stated(one),
        allies=_listed(said["partners"]),
        trials=tuple(Trial(**line) for line in one.lines["trials"]),
    )


def _safeguard(one: MeasuredRecord) -> Safeguard:
    said = one.values
    return Safeguard(
        code=one.code,
        kind=said["kind"],
        state=said["state"],
        verified_by=said["verified_by"] or VerifiedBy.SELF,
        stated=_stated(one, said["starts_on"], said["ends_on"]),
        provider=said["provider"],
        solution=said["solution"],
        level=said["level"],
        direction=said["direction"],
        war_risk=said["war_risk"],
        limit=said["limit"],
    )


def _judgment(one: MeasuredRecord) -> Judgment:
    said = one.values
    return Judgment(
        code=one.code,
        subject=said["subject"],
        passage=said["passage"] or "",
        area=said["area"],
        answer=said["answer"],
        reason=said["rationale"],
        review_by=said["review_by"],
        stated=_stated(one),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in (word.strip() for word in text.split(",")) if part)


MAKES: dict[str, Callable[[MeasuredRecord], Any]] = {
    "provider": _provider,
    "solution": _solution,
    "use": _use,
    "agreement": _agreement,
    "exercise": _exercise,
    "safeguard": _safeguard,
    "judgment": _judgment,
}
