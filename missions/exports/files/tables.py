"""The record as tables: areas, functions with their assessments, category decisions, and the policy."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from missions.domain.kinds.kind import Field
from missions.domain.record.comparison import Comparison
from missions.domain.record.kinds import ASSESSMENT, FUNCTION
from missions.domain.record.portfolio import FunctionState, PolicyState, Portfolio
from missions.domain.record.rule.evaluation import Evaluation, evaluations
from missions.domain.record.rule.policy_numbers import EVERY_NUMBER
from missions.domain.vocabulary import Category, DecisionKind, Provenance, Standing
from missions.exports.document import Column, FilledColumn, Table, Value
from missions.exports.words import differences


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One category decision as it was recorded; `effective_on` is None for a withdrawal."""

    area: str
    area_name: str
    category: Category
    kind: DecisionKind
    effective_on: date | None
    withdrawn: bool
    section: str
    quote: str
    provenance: Provenance
    source: str
    sequence: int
    recorded_at: datetime
    by: str
    reason: str


# Widths of the texts of functions and assessments.
WIDTHS = {"name": 40, "description": 50, "rationale": 60}
Select = Callable[[Sequence[Evaluation]], Iterable[Evaluation]]


def _indicated(item: Evaluation) -> str:
    if item.result is None:
        return ""
    category = item.result.indication.category
    return category.label if category else "Undetermined"


def _standing(standing: Standing) -> FilledColumn:
    return FilledColumn(standing.value, standing.label, 12, of=lambda item: item.area.standings[standing])


def _from(provenance: Provenance) -> FilledColumn:
    label = f"Assessments: {provenance.label.lower()}"
    return FilledColumn(
        f"assessments_{provenance.value}", label, 18, of=lambda item: item.trust.provenance.get(provenance, 0)
    )


def _declared(field: Field, of: Callable[[FunctionState], Any] = lambda one: one) -> FilledColumn:
    """A declared field of a function, or of its part `of`; empty if there is none."""
    width = WIDTHS.get(field.name) or max(14, len(field.label) + 2)
    return FilledColumn(field.name, field.label, width, of=lambda one: field.words(getattr(of(one), field.name, None)))


# Columns of an `Evaluation`.
AREAS = (
    FilledColumn("area", "Area", 16, of=attrgetter("area.code")),
    FilledColumn("name", "Name", 44, of=attrgetter("area.name")),
    FilledColumn("emerging", "Emerging", 10, of=attrgetter("area.emerging")),
    FilledColumn(
        "category", "Category", 20, of=lambda item: item.area.decided.category.label if item.area.decided else ""
    ),
    FilledColumn("since", "Since", 12, of=lambda item: item.area.decided.since if item.area.decided else None),
    FilledColumn("kind", "By", 16, of=lambda item: item.area.decided.kind.label if item.area.decided else ""),
    FilledColumn("section", "Section", 9, of=lambda item: item.area.decided.section if item.area.decided else ""),
    FilledColumn("functions", "Functions", 10, of=lambda item: len(item.area.functions)),
    *map(_standing, Standing),
    FilledColumn("indicated", "Indicated by the assessments", 26, of=_indicated),
    FilledColumn("drift", "Drift", 7, of=attrgetter("drifts")),
    FilledColumn("margin", "Nearest other category", 34, of=lambda item: item.result.margin if item.result else ""),
    FilledColumn("last_assessed", "Last assessed", 13, of=attrgetter("area.last_assessed")),
    FilledColumn("covered", "Functions resting on evidence", 16, of=attrgetter("trust.covered")),
    FilledColumn("median_age", "Median age of the assessments, days", 18, of=attrgetter("trust.median_age")),
    FilledColumn("oldest_age", "Oldest assessment, days", 14, of=attrgetter("trust.oldest_age")),
    FilledColumn("stale", "Assessments older than the cadence", 18, of=attrgetter("trust.stale")),
    FilledColumn(
        "flips", "Single reassessments that change the result", 30, of=lambda item: ", ".join(item.trust.flipping)
    ),
    *map(_from, Provenance),
    FilledColumn(
        "contradicted",
        "Assessments that contradict the solutions recorded",
        30,
        of=lambda item: ", ".join(item.trust.contradicted),
    ),
    FilledColumn("due", "Next evaluation due", 18, of=attrgetter("due")),
    FilledColumn("overdue_days", "Days overdue", 13, of=attrgetter("overdue_days")),
    FilledColumn(
        "provenance",
        "Provenance of the category",
        24,
        of=lambda item: item.area.decided.said.provenance.label if item.area.decided else "",
    ),
    FilledColumn("source", "Source", 70, of=lambda item: (item.area.decided or item.area).said.source),
    FilledColumn("entry", "Entry", 8, of=lambda item: (item.area.decided or item.area).said.sequence),
)

# Columns of a `FunctionState`.
FUNCTIONS = (
    FilledColumn("area", "Area", 16, of=attrgetter("area")),
    FilledColumn("function", "Function", 14, of=attrgetter("code")),
    *map(_declared, FUNCTION.fields),
    FilledColumn("standing", "Standing", 14, of=attrgetter("standing.label")),
    *(_declared(field, attrgetter("assessed")) for field in ASSESSMENT.fields),
    FilledColumn(
        "effective_on", "Assessed from", 14, of=lambda one: one.assessed.said.effective_on if one.assessed else None
    ),
    FilledColumn("recorded_at", "Recorded", 20, of=lambda one: (one.assessed or one).said.recorded_at),
    FilledColumn("by", "Recorded by", 20, of=lambda one: (one.assessed or one).said.by),
    FilledColumn("reason", "Reason", 40, of=lambda one: (one.assessed or one).said.reason),
    FilledColumn("function_provenance", "Provenance of the function", 24, of=attrgetter("said.provenance.label")),
    FilledColumn(
        "assessment_provenance",
        "Provenance of the assessment",
        26,
        of=lambda one: one.assessed.said.provenance.label if one.assessed else "",
    ),
    FilledColumn("source", "Source", 70, of=lambda one: (one.assessed or one).said.source),
    FilledColumn("entry", "Entry", 8, of=lambda one: (one.assessed or one).said.sequence),
)

# Columns of a `DecisionRow`.
DECISIONS = (
    FilledColumn("area", "Area", 16, of=attrgetter("area")),
    FilledColumn("area_name", "Name", 44, of=attrgetter("area_name")),
    FilledColumn("category", "Category", 20, of=attrgetter("category.label")),
    FilledColumn("kind", "Kind", 16, of=attrgetter("kind.label")),
    FilledColumn("effective_on", "Effective", 12, of=attrgetter("effective_on")),
    FilledColumn("withdrawn", "Withdrawn", 11, of=attrgetter("withdrawn")),
    FilledColumn("section", "Section", 9, of=attrgetter("section")),
    FilledColumn("quote", "Words of the source", 60, of=attrgetter("quote")),
    FilledColumn("provenance", "Provenance", 14, of=attrgetter("provenance.label")),
    FilledColumn("source", "Source", 70, of=attrgetter("source")),
    FilledColumn("entry", "Entry", 8, of=attrgetter("sequence")),
    FilledColumn("recorded_at", "Recorded", 20, of=attrgetter("recorded_at")),
    FilledColumn("by", "Recorded by", 20, of=attrgetter("by")),
    FilledColumn("reason", "Reason", 40, of=attrgetter("reason")),
)

# Columns of a `Movement`; a movement that follows from others has no author.
COMPARISON = (
    FilledColumn("area", "Area", 16, of=attrgetter("area")),
    FilledColumn("function", "Function", 14, of=attrgetter("function")),
    FilledColumn("name", "Name", 44, of=attrgetter("name")),
    FilledColumn("what", "What moved", 26, of=attrgetter("kind.label")),
    FilledColumn("before", "Before", 24, of=attrgetter("before")),
    FilledColumn("after", "After", 24, of=attrgetter("after")),
    FilledColumn("changes", "What differs", 60, of=lambda one: differences(one.changes)),
    FilledColumn("effective_on", "Effective", 12, of=lambda one: one.said and one.said.effective_on),
    FilledColumn("recorded_at", "Recorded", 20, of=lambda one: one.said and one.said.recorded_at),
    FilledColumn("by", "Recorded by", 20, of=lambda one: one.said.by if one.said else ""),
    FilledColumn("reason", "Reason", 40, of=lambda one: one.said.reason if one.said else ""),
    FilledColumn("provenance", "Provenance", 14, of=lambda one: one.said.provenance.label if one.said else ""),
    FilledColumn("entry", "Entry", 8, of=lambda one: one.said and one.said.sequence),
)

POLICY = (Column("setting", "Setting", 58), Column("value", "Value", 14), Column("unit", "Unit", 16))


def areas(portfolio: Portfolio, select: Select = tuple) -> Table:
    """The selected areas: category, functions by standing, what is indicated, and what is due."""
    return Table.of("areas", "Mission areas", AREAS, select(evaluations(portfolio)))


def functions(portfolio: Portfolio, code: str = "") -> Table:
    """Every function in force, or those of one area, each with its assessment, if any."""
    areas = (area for area in portfolio.everything if code in ("", area.code))
    found = (function for area in areas for function in area.functions)
    return Table.of("functions", "Functions and assessments", FUNCTIONS, found)


def decisions(rows: Iterable[DecisionRow]) -> Table:
    """Every category decision recorded by the moment, withdrawn ones included."""
    return Table.of("decisions", "Category decisions", DECISIONS, rows)


def policy(portfolio: Portfolio) -> Table:
    """The numbers in force that the strategy does not give; no rows without a policy."""
    rows = _policy(portfolio.policy) if portfolio.policy else ()
    return Table("policy", "Policy", POLICY, tuple(rows))


def listed(name: str, title: str, labels: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> Table:
    """A table of any list, such as a figure's; its columns' keys are made from their labels."""
    columns = tuple(Column(label.lower().replace(" ", "_"), label, max(14, len(label) + 2)) for label in labels)
    return Table(name, title, columns, tuple(rows))


def comparison(held: Comparison) -> Table:
    """What differs between two dates, one row for each movement."""
    return Table.of("comparison", "Two dates compared", COMPARISON, held.movements)


def _policy(held: PolicyState) -> Iterable[tuple[Value, ...]]:
    yield ("Policy revision", held.number, "")
    for name, number in EVERY_NUMBER.items():
        yield (number.title, held.value_of(name), number.unit)
    yield ("In force from", held.said.effective_on, "")
    yield ("Provenance", held.said.provenance.label, "")
