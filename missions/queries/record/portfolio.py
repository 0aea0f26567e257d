"""The record at a moment, as one frozen `Portfolio`: the read model behind every page, chart and export."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import Enum, auto
from itertools import product
from operator import attrgetter
from typing import Any

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
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.vocabulary import (
    Category,
    DecisionKind,
    Provenance,
)
from missions.models import AreaRevision, Assessment, CategoryDecision, FunctionRevision
from missions.models.querysets import as_of
from missions.queries.commercial.recorded import counted
from missions.queries.record.changed import ChangedArea
from missions.queries.rows import rows


def _said_columns(fact: str, name: str = "") -> str:
    """The columns of a fact's `Attribution`, under that prefix."""
    name = name or fact
    return (
        f"{fact}.effective_on AS {name}_on, {fact}.provenance AS {name}_provenance, {fact}.source AS {name}_source, "
        f"{fact}.reason AS {name}_reason, {fact}.entry_id AS {name}_sequence, "
        f"{fact}_entry.recorded_at AS {name}_at, {fact}_entry.actor_name AS {name}_by"
    )


OF_AREAS = "WHERE %(areas)s::text[] IS NULL OR area.code = ANY (%(areas)s)"


def _areas(newest: bool) -> str:
    """The statement that reads the areas; `newest` as in `as_of`."""
    revision, decision = (as_of(fact, of="area.id", newest=newest) for fact in (AreaRevision, CategoryDecision))
    start = as_of(CategoryDecision, of="area.id", only="AND fact.kind <> 'reaffirm'", newest=newest)
    return f"""
SELECT area.code AS area_code, revision.name AS area_name, revision.abbreviation, revision.code_is_local,
  revision.emerging, revision.position, {_said_columns("revision", "area")},
  decision.category, decision.kind, decision.section, decision.quote, {_said_columns("decision")},
  start.category AS start_category, start.effective_on AS start_on
FROM missions_missionarea area
JOIN LATERAL ({revision}) revision ON true
JOIN missions_auditentry revision_entry ON revision_entry.sequence = revision.entry_id
LEFT JOIN LATERAL ({decision}) decision ON true
LEFT JOIN missions_auditentry decision_entry ON decision_entry.sequence = decision.entry_id
LEFT JOIN LATERAL ({start}) start ON true
{OF_AREAS}
"""


def _functions(newest: bool, counts: bool) -> str:
    """The statement that reads all functions, beside `counted` if it `counts` solutions; `newest` as in `as_of`."""
    revision, assessment = (as_of(fact, of="function.id", newest=newest) for fact in (FunctionRevision, Assessment))
    return f"""
SELECT area.code AS of_area, function.code, revision.name, revision.description, revision.retired,
  {_said_columns("revision", "function")},
  {", ".join(f"assessment.{name}" for name in CRITERIA)}, assessment.rationale, {_said_columns("assessment")},
  (SELECT count(*) FROM missions_assessmentevidence link
    WHERE link.assessment_id = assessment.id AND link.entry_id <= %(sequence)s) AS evidence,
  {"coalesce(counted.solutions, 0)" if counts else "0"} AS solutions
FROM missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({revision}) revision ON true
JOIN missions_auditentry revision_entry ON revision_entry.sequence = revision.entry_id
LEFT JOIN LATERAL ({assessment}) assessment ON true
LEFT JOIN missions_auditentry assessment_entry ON assessment_entry.sequence = assessment.entry_id
{"LEFT JOIN counted ON counted.function_id = function.id" if counts else ""}
"""


class Reads(Enum):
    """What a statement reads: everything, some areas, or some areas but for how many solutions are recorded."""

    EVERYTHING = auto()
    AREAS = auto()
    AREAS_ALONE = auto()


def _record(newest: bool, reads: Reads) -> str:
    """The statement that reads both in one round trip: a row for each area, then one for each function."""
    counts = reads is not Reads.AREAS_ALONE
    return f"""
{f"WITH {counted(newest, of_areas=reads is Reads.AREAS)}" if counts else ""}
SELECT * FROM ({_areas(newest)}) area FULL JOIN ({_functions(newest, counts)} {OF_AREAS}) function ON false
ORDER BY area.position, area.area_code, function.code
"""


# The position of each column, looked up once: a page reads about a hundred rows.
ATTRIBUTED = {
    fact: attrgetter(*(f"{fact}_{name}" for name in ("sequence", "on", "at", "by", "reason", "provenance", "source")))
    for fact in ("area", "decision", "function", "assessment")
}
PROVENANCES = {one.value: one for one in Provenance}
ANSWERS = {name: {one.value: one for one in criterion.choices} for name, criterion in CRITERIA.items()}
ANSWERS_OF = attrgetter(*ANSWERS)

# What is known now, and what was known by an earlier sequence: the same answers by two ways through the index.
RECORD = {both: _record(*both) for both in product((True, False), Reads)}
# Some functions, without how many solutions are recorded for them.
FUNCTIONS = {
    newest: f"{_functions(newest, counts=False)} WHERE function.code = ANY (%(functions)s)" for newest in (True, False)
}


def portfolio(
    moment: Moment, policy: PolicyState | None, *, area: str | None = None, retired: bool = False
) -> Portfolio:
    """Every area with its functions at a moment, or only the area of that code. One query, whatever the history.

    Functions retired by then are left out unless asked for.
    """
    reads = Reads.AREAS if area else Reads.EVERYTHING
    return _portfolio(moment, policy, _states(moment, reads, [area] if area else None, retired))


def _states(moment: Moment, reads: Reads, areas: list[str] | None = None, retired: bool = False) -> list[AreaState]:
    at = {"on": moment.as_of, "sequence": moment.sequence, "areas": areas}
    found = rows(RECORD[moment.known is None, reads], at)
    functions = defaultdict(list)
    for row in found:
        if row.code is not None and (retired or not row.retired):
            functions[row.of_area].append(_function(row))
    return [_area(row, tuple(functions[row.area_code])) for row in found if row.area_code is not None]


def carried_on(
    earlier: Portfolio, moment: Moment, policy: PolicyState | None, changed: Mapping[str, ChangedArea]
) -> Portfolio:
    """The record at a moment, made from what was read for an earlier one of the same day.

    One query for the functions that changed, or for all of the areas that did, none if no area did; and another if
    there is a new function. Solutions are not counted again for other functions, because no fact about an area changes
    their number.
    """
    held = {state.code: state for state in earlier.everything}
    if changed:
        again = _with_functions(held, moment, changed) or _read_again(held, moment, list(changed))
        held |= {state.code: state for state in again}
    return _portfolio(moment, policy, sorted(held.values(), key=lambda state: (state.position, state.code)))


def _with_functions(
    held: Mapping[str, AreaState], moment: Moment, changed: Mapping[str, ChangedArea]
) -> list[AreaState] | None:
    """The changed areas, with only the changed functions read; None if more is new. At most one query."""
    asked = {code for one in changed.values() for code in one.functions or ()}
    known = {one.code for code in changed if code in held for one in held[code].functions}
    if any(one.functions is None for one in changed.values()) or not asked <= known:
        return None
    at = {"on": moment.as_of, "sequence": moment.sequence, "functions": list(asked)}
    read = {row.code: _function(row) for row in rows(FUNCTIONS[moment.known is None], at) if not row.retired}
    return [_saying(held[code], asked, read) for code in changed]


def _saying(area: AreaState, asked: Collection[str], read: Mapping[str, FunctionState]) -> AreaState:
    """The area with these functions as they were read; one that was not found is retired."""
    functions = (
        replace(read[one.code], solutions=one.solutions) if one.code in read else one
        for one in area.functions
        if one.code in read or one.code not in asked
    )
    return replace(area, functions=tuple(functions))


def _read_again(held: Mapping[str, AreaState], moment: Moment, codes: list[str]) -> list[AreaState]:
    """These areas. One query, and another if one of them has a new function."""
    read = _states(moment, Reads.AREAS_ALONE, codes)
    counts = {one.code: one.solutions for area in held.values() for one in area.functions}
    if any(one.code not in counts for area in read for one in area.functions):
        return _states(moment, Reads.AREAS, codes)
    return [_counting(area, counts) for area in read]


def _counting(area: AreaState, counts: Mapping[str, int]) -> AreaState:
    """The area with so many solutions recorded for its functions, by code."""
    return replace(area, functions=tuple(replace(one, solutions=counts[one.code]) for one in area.functions))


def _portfolio(moment: Moment, policy: PolicyState | None, states: list[AreaState]) -> Portfolio:
    return Portfolio(
        moment=moment,
        policy=policy,
        areas=tuple(state for state in states if not state.emerging),
        emerging=tuple(state for state in states if state.emerging),
    )


def _said(row: Any, fact: str) -> Attribution:
    sequence, effective_on, recorded_at, by, reason, provenance, source = ATTRIBUTED[fact](row)
    return Attribution(sequence, effective_on, recorded_at, by, reason, PROVENANCES[provenance], source)


def _area(row: Any, functions: tuple[FunctionState, ...]) -> AreaState:
    return AreaState(
        code=row.area_code,
        name=row.area_name,
        abbreviation=row.abbreviation,
        code_is_local=row.code_is_local,
        emerging=row.emerging,
        position=row.position,
        said=_said(row, "area"),
        decided=_decided(row) if row.category else None,
        functions=functions,
    )


def _decided(row: Any) -> Decided:
    # If a shift was voided after it was reaffirmed, the record has no start of that category.
    since = row.start_on if row.start_category == row.category else row.decision_on
    return Decided(
        category=Category(row.category),
        kind=DecisionKind(row.kind),
        since=since,
        section=row.section,
        quote=row.quote,
        said=_said(row, "decision"),
    )


def _function(row: Any) -> FunctionState:
    assessed = _assessed(row) if row.performer else None
    return FunctionState(
        code=row.code,
        area=row.of_area,
        name=row.name,
        description=row.description,
        retired=row.retired,
        said=_said(row, "function"),
        assessed=assessed,
        standing=standing_of_assessment(assessed),
        solutions=row.solutions,
    )


def _assessed(row: Any) -> Assessed:
    answers = [choices[answer] for choices, answer in zip(ANSWERS.values(), ANSWERS_OF(row), strict=True)]
    return Assessed(*answers, rationale=row.rationale, said=_said(row, "assessment"), evidence=row.evidence)
