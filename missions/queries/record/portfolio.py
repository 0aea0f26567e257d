"""The record at a moment, as one frozen `Portfolio`: the read model behind every page, chart and export."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from missions.domain.record.categorization import standing_of_assessment
from missions.domain.record.criteria import CRITERIA
from missions.domain.record.portfolio import (
    AreaState,
    Assessed,
    Decided,
    FunctionState,
    Moment,
    PolicyState,
    Portfolio,
    Said,
)
from missions.domain.vocabulary import (
    Category,
    DecisionKind,
    Provenance,
)
from missions.models import AreaRevision, Assessment, CategoryDecision, FunctionRevision
from missions.models.querysets import as_of
from missions.queries.rows import rows


def _said_columns(fact: str) -> str:
    return (
        f"{fact}.effective_on AS {fact}_on, {fact}.provenance AS {fact}_provenance, {fact}.source AS {fact}_source, "
        f"{fact}.reason AS {fact}_reason, {fact}.entry_id AS {fact}_sequence, "
        f"{fact}_entry.recorded_at AS {fact}_at, {fact}_entry.actor_name AS {fact}_by"
    )


def _areas(newest: bool) -> str:
    """The statement that reads the areas; `newest` as in `as_of`."""
    revision, decision = (as_of(fact, of="area.id", newest=newest) for fact in (AreaRevision, CategoryDecision))
    start = as_of(CategoryDecision, of="area.id", only="AND fact.kind <> 'reaffirm'", newest=newest)
    return f"""
SELECT area.code, revision.name, revision.abbreviation, revision.code_is_local, revision.emerging, revision.position,
  {_said_columns("revision")}, decision.category, decision.kind, decision.section, decision.quote,
  {_said_columns("decision")},
  start.category AS start_category, start.effective_on AS start_on
FROM missions_missionarea area
JOIN LATERAL ({revision}) revision ON true
JOIN missions_auditentry revision_entry ON revision_entry.sequence = revision.entry_id
LEFT JOIN LATERAL ({decision}) decision ON true
LEFT JOIN missions_auditentry decision_entry ON decision_entry.sequence = decision.entry_id
LEFT JOIN LATERAL ({start}) start ON true
WHERE %(areas)s::text[] IS NULL OR area.code = ANY (%(areas)s)
ORDER BY revision.position, area.code
"""


def _functions(newest: bool) -> str:
    """The statement that reads the functions; `newest` as in `as_of`."""
    revision, assessment = (as_of(fact, of="function.id", newest=newest) for fact in (FunctionRevision, Assessment))
    return f"""
SELECT area.code AS area, function.code, revision.name, revision.description, revision.retired,
  {_said_columns("revision")},
  {", ".join(f"assessment.{name}" for name in CRITERIA)}, assessment.rationale, {_said_columns("assessment")},
  (SELECT count(*) FROM missions_assessmentevidence link
    WHERE link.assessment_id = assessment.id AND link.entry_id <= %(sequence)s) AS evidence
FROM missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({revision}) revision ON true
JOIN missions_auditentry revision_entry ON revision_entry.sequence = revision.entry_id
LEFT JOIN LATERAL ({assessment}) assessment ON true
LEFT JOIN missions_auditentry assessment_entry ON assessment_entry.sequence = assessment.entry_id
WHERE %(areas)s::text[] IS NULL OR area.code = ANY (%(areas)s)
ORDER BY function.code
"""


# A row's columns, and what they mean, looked up at once: there are about a hundred rows on every page.
SAID = {
    fact: attrgetter(*(f"{fact}_{name}" for name in ("sequence", "on", "at", "by", "reason", "provenance", "source")))
    for fact in ("revision", "decision", "assessment")
}
PROVENANCES = {one.value: one for one in Provenance}
ANSWERS = {name: {one.value: one for one in criterion.choices} for name, criterion in CRITERIA.items()}
ANSWERS_OF = attrgetter(*ANSWERS)

# What is known now, and what was known by an earlier sequence: the same answers by two ways through the index.
AREAS = {newest: _areas(newest) for newest in (True, False)}
FUNCTIONS = {newest: _functions(newest) for newest in (True, False)}


def portfolio(
    moment: Moment, policy: PolicyState | None, *, area: str | None = None, retired: bool = False
) -> Portfolio:
    """Every area with its functions at a moment, or the one area of that code. Two queries, whatever the history.

    Functions retired by then are left out unless asked for.
    """
    return _portfolio(moment, policy, _states(moment, [area] if area else None, retired))


def _states(moment: Moment, areas: list[str] | None, retired: bool = False) -> list[AreaState]:
    at = {"on": moment.as_of, "sequence": moment.sequence, "areas": areas}
    newest = moment.known is None
    functions = defaultdict(list)
    for row in rows(FUNCTIONS[newest], at):
        if retired or not row.retired:
            functions[row.area].append(_function(row))
    return [_area(row, tuple(functions[row.code])) for row in rows(AREAS[newest], at)]


def carried_on(earlier: Portfolio, moment: Moment, policy: PolicyState | None, changed: Iterable[str]) -> Portfolio:
    """The record at a moment, made of what was read for an earlier one of the same day. Two queries, of these areas."""
    states = {state.code: state for state in (*earlier.everything, *_states(moment, list(changed)))}
    return _portfolio(moment, policy, sorted(states.values(), key=lambda state: (state.position, state.code)))


def _portfolio(moment: Moment, policy: PolicyState | None, states: list[AreaState]) -> Portfolio:
    return Portfolio(
        moment=moment,
        policy=policy,
        areas=tuple(state for state in states if not state.emerging),
        emerging=tuple(state for state in states if state.emerging),
    )


def _said(row: Any, fact: str) -> Said:
    sequence, effective_on, recorded_at, by, reason, provenance, source = SAID[fact](row)
    return Said(sequence, effective_on, recorded_at, by, reason, PROVENANCES[provenance], source)


def _area(row: Any, functions: tuple[FunctionState, ...]) -> AreaState:
    return AreaState(
        code=row.code,
        name=row.name,
        abbreviation=row.abbreviation,
        code_is_local=row.code_is_local,
        emerging=row.emerging,
        position=row.position,
        said=_said(row, "revision"),
        decided=_decided(row) if row.category else None,
        functions=functions,
    )


def _decided(row: Any) -> Decided:
    # A shift that was voided after a reaffirmation of it leaves no start of that category to name.
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
        area=row.area,
        name=row.name,
        description=row.description,
        retired=row.retired,
        said=_said(row, "revision"),
        assessed=assessed,
        standing=standing_of_assessment(assessed),
    )


def _assessed(row: Any) -> Assessed:
    answers = [choices[answer] for choices, answer in zip(ANSWERS.values(), ANSWERS_OF(row), strict=True)]
    return Assessed(*answers, rationale=row.rationale, said=_said(row, "assessment"), evidence=row.evidence)
