"""The record as tables: areas, functions with their assessments, category decisions, and the policy."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from missions.domain.record.comparison import Comparison, Movement
from missions.domain.record.criteria import CRITERIA
from missions.domain.record.evaluation import Evaluation, evaluations
from missions.domain.record.portfolio import FunctionState, PolicyState, Portfolio
from missions.domain.vocabulary import Category, DecisionKind, Provenance, Standing
from missions.exports.document import Column, Table, Value


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


Select = Callable[[Sequence[Evaluation]], Iterable[Evaluation]]

STANDINGS = tuple(Column(standing.value, standing.label, 12) for standing in Standing)

AREAS = (
    Column("area", "Area", 16),
    Column("name", "Name", 44),
    Column("emerging", "Emerging", 10),
    Column("category", "Category", 20),
    Column("since", "Since", 12),
    Column("kind", "By", 16),
    Column("section", "Section", 9),
    Column("functions", "Functions", 10),
    *STANDINGS,
    Column("indicated", "Indicated by the assessments", 26),
    Column("drift", "Drift", 7),
    Column("margin", "Nearest other category", 34),
    Column("last_assessed", "Last assessed", 13),
    Column("due", "Next evaluation due", 18),
    Column("overdue_days", "Days overdue", 13),
    Column("provenance", "Provenance of the category", 24),
    Column("source", "Source", 70),
    Column("entry", "Entry", 8),
)

FUNCTIONS = (
    Column("area", "Area", 16),
    Column("function", "Function", 14),
    Column("name", "Name", 40),
    Column("description", "Description", 50),
    Column("standing", "Standing", 14),
    *(Column(name, one.label, max(14, len(one.label) + 2)) for name, one in CRITERIA.items()),
    Column("rationale", "Rationale", 60),
    Column("effective_on", "Assessed from", 14),
    Column("recorded_at", "Recorded", 20),
    Column("by", "Recorded by", 20),
    Column("reason", "Reason", 40),
    Column("function_provenance", "Provenance of the function", 24),
    Column("assessment_provenance", "Provenance of the assessment", 26),
    Column("source", "Source", 70),
    Column("entry", "Entry", 8),
)

DECISIONS = (
    Column("area", "Area", 16),
    Column("area_name", "Name", 44),
    Column("category", "Category", 20),
    Column("kind", "Kind", 16),
    Column("effective_on", "Effective", 12),
    Column("withdrawn", "Withdrawn", 11),
    Column("section", "Section", 9),
    Column("quote", "Words of the source", 60),
    Column("provenance", "Provenance", 14),
    Column("source", "Source", 70),
    Column("entry", "Entry", 8),
    Column("recorded_at", "Recorded", 20),
    Column("by", "Recorded by", 20),
    Column("reason", "Reason", 40),
)

COMPARISON = (
    Column("area", "Area", 16),
    Column("function", "Function", 14),
    Column("name", "Name", 44),
    Column("what", "What moved", 26),
    Column("before", "Before", 24),
    Column("after", "After", 24),
    Column("changes", "What differs", 60),
    Column("effective_on", "Effective", 12),
    Column("recorded_at", "Recorded", 20),
    Column("by", "Recorded by", 20),
    Column("reason", "Reason", 40),
    Column("provenance", "Provenance", 14),
    Column("entry", "Entry", 8),
)

POLICY = (Column("setting", "Setting", 58), Column("value", "Value", 14), Column("unit", "Unit", 16))


def areas(portfolio: Portfolio, select: Select = tuple) -> Table:
    """The areas that `select` leaves: category, functions by standing, what is indicated, and what is due."""
    return Table("areas", "Mission areas", AREAS, tuple(_area(item) for item in select(evaluations(portfolio))))


def functions(portfolio: Portfolio, code: str = "") -> Table:
    """Every function in force, or those of one area, each with its assessment where there is one."""
    areas = (area for area in portfolio.everything if code in ("", area.code))
    rows = (_function(function) for area in areas for function in area.functions)
    return Table("functions", "Functions and assessments", FUNCTIONS, tuple(rows))


def decisions(rows: Iterable[DecisionRow]) -> Table:
    """Every category decision recorded by the moment, withdrawn ones included."""
    return Table("decisions", "Category decisions", DECISIONS, tuple(_decision(row) for row in rows))


def policy(portfolio: Portfolio) -> Table:
    """The numbers in force that the strategy does not give; no rows without a policy."""
    rows = _policy(portfolio.policy) if portfolio.policy else ()
    return Table("policy", "Policy", POLICY, tuple(rows))


def listed(name: str, title: str, labels: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> Table:
    """A table of any list, such as a figure's; its columns are named for programs by their labels."""
    columns = tuple(Column(label.lower().replace(" ", "_"), label, max(14, len(label) + 2)) for label in labels)
    return Table(name, title, columns, tuple(rows))


def comparison(held: Comparison) -> Table:
    """What differs between two dates, one row for each movement."""
    return Table("comparison", "Two dates compared", COMPARISON, tuple(_movement(one) for one in held.movements))


def _movement(one: Movement) -> tuple[Value, ...]:
    said = one.said
    return (
        one.area,
        one.function,
        one.name,
        one.kind.label,
        one.before,
        one.after,
        "; ".join(
            f"{changed.label}: {changed.before or 'none'} → {changed.after or 'none'}" for changed in one.changes
        ),
        said and said.effective_on,
        said and said.recorded_at,
        said.by if said else "",
        said.reason if said else "",
        said.provenance.label if said else "",
        said and said.sequence,
    )


def _area(item: Evaluation) -> tuple[Value, ...]:
    area, decided = item.area, item.area.decided
    indicated = item.reading and item.reading.indication.category
    return (
        area.code,
        area.name,
        area.emerging,
        decided.category.label if decided else "",
        decided.since if decided else None,
        decided.kind.label if decided else "",
        decided.section if decided else "",
        len(area.functions),
        *area.standings.values(),
        (indicated.label if indicated else "Undetermined") if item.reading else "",
        item.drifts,
        item.reading.margin if item.reading else "",
        area.last_assessed,
        item.due,
        item.overdue_days,
        decided.said.provenance.label if decided else "",
        (decided or area).said.source,
        (decided or area).said.sequence,
    )


def _function(function: FunctionState) -> tuple[Value, ...]:
    assessed = function.assessed
    said = assessed.said if assessed else function.said
    return (
        function.area,
        function.code,
        function.name,
        function.description,
        function.standing.label,
        *(getattr(assessed, name).label if assessed else "" for name in CRITERIA),
        assessed.rationale if assessed else "",
        assessed.said.effective_on if assessed else None,
        said.recorded_at,
        said.by,
        said.reason,
        function.said.provenance.label,
        assessed.said.provenance.label if assessed else "",
        said.source,
        said.sequence,
    )


def _decision(row: DecisionRow) -> tuple[Value, ...]:
    return (
        row.area,
        row.area_name,
        row.category.label,
        row.kind.label,
        row.effective_on,
        row.withdrawn,
        row.section,
        row.quote,
        row.provenance.label,
        row.source,
        row.sequence,
        row.recorded_at,
        row.by,
        row.reason,
    )


def _policy(held: PolicyState) -> Iterable[tuple[Value, ...]]:
    yield ("Policy revision", held.number, "")
    yield ("Government Primary: functions standing as government over", held.government_over, "%")
    yield ("Commercial Primary: standing as government at most", held.commercial_government_at_most, "%")
    yield ("Commercial Primary: standing as demonstrated over", held.commercial_demonstrated_over, "%")
    for category in Category:
        yield (f"Months between evaluations, {category.label}", held.cadence(category), "months")
    yield ("Supports for a shift", held.shift_supports, "votes")
    yield ("Organizations among them", held.shift_organizations, "organizations")
    yield ("Supports for a reaffirmation", held.reaffirm_supports, "votes")
    yield ("In force from", held.said.effective_on, "")
    yield ("Provenance", held.said.provenance.label, "")
