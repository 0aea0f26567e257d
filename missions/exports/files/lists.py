"""Lists as tables: the columns of each with their values, and the comparison of areas row by row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from missions.domain.kinds.registry import at_address
from missions.domain.record.evidence import EvidenceState, Stands
from missions.domain.record.side_by_side import Answered, AreaValue, ComparedRow, Share, SideBySide
from missions.domain.vocabulary import Category, EntryClass, GrantStep, Role
from missions.exports.document import FilledColumn, Table, Value
from missions.exports.files import records
from missions.exports.files.concentration import CONCENTRATION, OPERATORS
from missions.exports.files.postures import POSTURE
from missions.exports.files.problems import PROBLEMS
from missions.exports.registry import listed
from missions.exports.words import differences


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A piece of evidence, and the facts in force that it is attached to.

    `moved` is the value of its cited figure by a newer reading of the catalog, if that differs.
    """

    state: EvidenceState
    behind: Iterable[Stands]
    moved: str = ""


@dataclass(frozen=True, slots=True)
class RankedResult:
    """A search result, and its rank."""

    place: int
    result: Any


@dataclass(frozen=True, slots=True)
class AreaFact:
    """A fact of the history, for an area's list."""

    area: str
    fact: Any


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """The value of one area in one row of one section."""

    part: str
    row: ComparedRow
    cell: AreaValue


def _behind(one: ShownEvidence) -> str:
    return ", ".join(dict.fromkeys(stands.named for stands in one.behind))


def _figure(one: ShownEvidence) -> str:
    return " ".join(one.state.kept.figure.words) if one.state.kept else ""


def _evidence_of(one: AreaFact) -> str:
    return "; ".join(f"{held.pk} {held.title}" for held in one.fact.evidence)


def _areas_found(one: RankedResult) -> str:
    return ", ".join(dict.fromkeys(where.item.area.code for where in one.result.locations))


def _functions_found(one: RankedResult) -> str:
    return ", ".join(dict.fromkeys(where.function.code for where in one.result.locations if where.function))


def _decided_reason(one: Any) -> str:
    return one.decision.reason if one.decision else ""


def _category_found(one: RankedResult) -> str:
    category = one.result.item.area.category if one.result.in_area else None
    return category.label if category else ""


def _standing_found(one: RankedResult) -> str:
    function = one.result.function if one.result.in_area else None
    return function.standing.label if function else ""


def _proposed(one: Any) -> str:
    row = one.row
    return row.target.label if row.target and (not row.idle or not row.state) else ""


def _while_voting(number: str) -> Callable[[Any], int | None]:
    """One of the numbers of votes, if the reader may see them."""

    def told(one: Any) -> int | None:
        row = one.row
        voting = row.cast is not None and not row.idle and bool(row.needed_supports)
        return getattr(row, number) if voting else None

    return told


def _shown(row: str, cell: AreaValue) -> Value:
    match cell.value:
        case Category():
            return cell.value.label
        case Share(functions=functions, total=total):
            return f"{len(functions)} of {total}"
        case Answered(shares=shares):
            return "; ".join(f"{share.label} {len(share.functions)}" for share in shares)
        case None if row == "indicated" and cell.item.result:
            return "Undetermined"
    return cell.value


# How each list describes one item. Reviews and search use the lines of their pages, which already leave out what the
# reader may not see.
COLUMNS: dict[str, tuple[FilledColumn, ...]] = {
    "evidence": (
        FilledColumn("evidence", "Evidence", 10, of=attrgetter("state.pk")),
        FilledColumn("title", "Title", 50, of=attrgetter("state.title")),
        FilledColumn("kind", "Kind", 14, of=attrgetter("state.kind.label")),
        FilledColumn("publisher", "Publisher", 32, of=attrgetter("state.publisher")),
        FilledColumn("dated_on", "Date", 12, of=attrgetter("state.dated_on")),
        FilledColumn("url", "Address", 40, of=attrgetter("state.url")),
        FilledColumn("note", "Note", 50, of=attrgetter("state.note")),
        FilledColumn("provenance", "Provenance", 14, of=attrgetter("state.provenance.label")),
        FilledColumn(
            "behind",
            "Behind what is in force of",
            32,
            of=_behind,
        ),
        FilledColumn("file", "File", 32, of=lambda one: one.state.file.name if one.state.file else ""),
        FilledColumn("bytes", "Bytes", 10, of=lambda one: one.state.file and one.state.file.size),
        FilledColumn(
            "sha256", "SHA-256 of the file", 20, of=lambda one: one.state.file.sha256 if one.state.file else ""
        ),
        FilledColumn("figure", "Figure, as kept", 50, of=_figure),
        FilledColumn("moved", "By a newer reading, where it differs", 50, of=attrgetter("moved")),
        FilledColumn("superseded_by", "Superseded by evidence", 14, of=attrgetter("state.superseded_by")),
        FilledColumn("reason", "Reason", 40, of=attrgetter("state.reason")),
        FilledColumn("recorded_at", "Recorded", 20, of=attrgetter("state.recorded_at")),
        FilledColumn("by", "Recorded by", 20, of=attrgetter("state.by")),
        FilledColumn("entry", "Entry", 8, of=attrgetter("state.sequence")),
    ),
    "search": (
        FilledColumn("place", "Place", 7, of=attrgetter("place")),
        FilledColumn("kind", "Kind", 12, of=attrgetter("result.label")),
        FilledColumn("area", "Area", 16, of=_areas_found),
        FilledColumn(
            "function",
            "Function",
            32,
            of=_functions_found,
        ),
        FilledColumn("evidence", "Evidence", 10, of=lambda one: one.result.evidence and one.result.evidence.pk),
        FilledColumn("record", "Record", 14, of=lambda one: one.result.record and one.result.record.state.code),
        FilledColumn("name", "Name", 44, of=attrgetter("result.name")),
        FilledColumn("text", "Text", 60, of=attrgetter("result.text")),
        FilledColumn("category", "Category of the area", 20, of=_category_found),
        FilledColumn("standing", "Standing of the function", 16, of=_standing_found),
        FilledColumn("provenance", "Provenance", 14, of=attrgetter("result.provenance.label")),
        FilledColumn(
            "recorded_at", "Recorded", 20, of=lambda one: (one.result.evidence or one.result.said).recorded_at
        ),
        FilledColumn("by", "Recorded by", 20, of=lambda one: (one.result.evidence or one.result.said).by),
        FilledColumn("entry", "Entry", 8, of=lambda one: (one.result.evidence or one.result.said).sequence),
    ),
    "history": (
        FilledColumn("entry", "Entry", 8, of=attrgetter("fact.sequence")),
        FilledColumn("recorded_at", "Recorded", 20, of=attrgetter("fact.recorded_at")),
        FilledColumn("by", "Recorded by", 20, of=attrgetter("fact.by")),
        FilledColumn("effective_on", "Effective", 12, of=attrgetter("fact.effective_on")),
        FilledColumn("recorded_later", "Recorded later", 10, of=attrgetter("fact.recorded_later")),
        FilledColumn("area", "Area", 16, of=attrgetter("area")),
        FilledColumn("function", "Function", 14, of=lambda one: one.fact.subject if one.fact.of_function else ""),
        FilledColumn("what", "What", 24, of=attrgetter("fact.what")),
        FilledColumn("changes", "What changed", 60, of=lambda one: differences(one.fact.changes)),
        FilledColumn("withdrawn", "Withdrawn since", 11, of=attrgetter("fact.voided")),
        FilledColumn("reason", "Reason", 40, of=attrgetter("fact.reason")),
        FilledColumn("provenance", "Provenance", 14, of=attrgetter("fact.provenance.label")),
        FilledColumn("source", "Source", 40, of=attrgetter("fact.source")),
        FilledColumn(
            "evidence",
            "Evidence",
            40,
            of=_evidence_of,
        ),
    ),
    "compared": (
        FilledColumn("part", "Part", 14, of=attrgetter("part")),
        FilledColumn("row", "Row", 30, of=attrgetter("row.label")),
        FilledColumn("area", "Area", 16, of=attrgetter("cell.item.area.code")),
        FilledColumn("value", "Value", 50, of=lambda one: _shown(one.row.name, one.cell)),
        FilledColumn("differs", "Differs from the first area", 12, of=attrgetter("cell.differs")),
    ),
    "posture": POSTURE,
    "concentration": CONCENTRATION,
    "operators": OPERATORS,
    "problems": PROBLEMS,
    "reviews": (
        FilledColumn("review", "Review", 8, of=attrgetter("row.pk")),
        FilledColumn("area", "Area", 16, of=attrgetter("row.area")),
        FilledColumn("name", "Name", 44, of=attrgetter("row.area_name")),
        FilledColumn("kind", "Kind", 12, of=attrgetter("row.kind.label")),
        FilledColumn("cycle", "Cycle", 32, of=attrgetter("row.cycle_name")),
        FilledColumn("opened_on", "Opened", 12, of=attrgetter("row.opened_on")),
        FilledColumn("due_on", "Due", 12, of=attrgetter("row.due_on")),
        FilledColumn("past_due_days", "Days past due", 13, of=attrgetter("row.past_due_days")),
        FilledColumn("proposed", "Proposed", 20, of=_proposed),
        FilledColumn("waits", "Next step", 40, of=attrgetter("waits")),
        FilledColumn("moved", "Area has moved", 10, of=attrgetter("stale")),
        FilledColumn("cast", "Votes cast", 8, of=_while_voting("cast")),
        FilledColumn("supports", "In support", 8, of=_while_voting("supports")),
        FilledColumn("needed", "Supports needed", 8, of=_while_voting("needed_supports")),
        FilledColumn("asked", "Your action", 32, of=attrgetter("asks")),
        FilledColumn("reviewers", "Reviewers", 32, of=attrgetter("row.reviewers")),
        FilledColumn("analysts", "Analysts", 32, of=attrgetter("row.analysts")),
    ),
    "cycles": (
        FilledColumn("cycle", "Cycle", 40, of=attrgetter("name")),
        FilledColumn("due_on", "Due", 12, of=attrgetter("due_on")),
        FilledColumn("past_due_days", "Days past due", 13, of=lambda one: max(one.late or 0, 0)),
        FilledColumn("reviews", "Reviews", 9, of=attrgetter("reviews")),
        FilledColumn("closed", "Closed", 9, of=attrgetter("closed")),
        FilledColumn("opened_on", "Opened", 12, of=attrgetter("opened_on")),
        FilledColumn("by", "Opened by", 20, of=attrgetter("opened_by")),
        FilledColumn("reason", "Reason", 40, of=attrgetter("reason")),
    ),
    "opportunities": (
        FilledColumn("opportunity", "Opportunity", 11, of=attrgetter("pk")),
        FilledColumn("area", "Area", 16, of=attrgetter("area")),
        FilledColumn("function", "Function", 14, of=attrgetter("function")),
        FilledColumn("review", "Review", 8, of=attrgetter("review")),
        FilledColumn("action", "What", 50, of=attrgetter("action")),
        FilledColumn("owner", "Owner", 20, of=attrgetter("owner_name")),
        FilledColumn("due_on", "Due", 12, of=attrgetter("due_on")),
        FilledColumn("overdue_days", "Days overdue", 13, of=attrgetter("overdue_days")),
        FilledColumn("stands", "Stands", 12, of=attrgetter("step.label")),
        FilledColumn("since", "Since", 12, of=attrgetter("stepped_on")),
        FilledColumn("reason", "Reason", 40, of=attrgetter("reason")),
        FilledColumn("stepped_by", "Said by", 20, of=attrgetter("stepped_by")),
        FilledColumn("noted_on", "Noted", 12, of=attrgetter("noted_on")),
        FilledColumn("noted_by", "Noted by", 20, of=attrgetter("noted_by")),
    ),
    "findings": (
        FilledColumn("kind", "Kind", 12, of=attrgetter("kind.label")),
        FilledColumn("what", "What", 50, of=attrgetter("what")),
        FilledColumn("area", "Area", 16, of=attrgetter("area")),
        FilledColumn("function", "Function", 14, of=attrgetter("function")),
        FilledColumn("solution", "Solution", 14, of=attrgetter("solution")),
        FilledColumn("solution_name", "Name of the solution", 32, of=attrgetter("solution_name")),
        FilledColumn("source", "Exercise or review", 32, of=attrgetter("source")),
        FilledColumn("result", "Result", 20, of=attrgetter("result")),
        FilledColumn("owner", "Owner", 20, of=attrgetter("owner")),
        FilledColumn("opened_on", "Opened", 12, of=attrgetter("opened_on")),
        FilledColumn("due_on", "Due", 12, of=attrgetter("due_on")),
        FilledColumn("overdue_days", "Days overdue", 13, of=attrgetter("overdue_days")),
        FilledColumn("state", "State", 10, of=attrgetter("state.label")),
        FilledColumn("closed_on", "Closed", 12, of=attrgetter("closed_on")),
        FilledColumn("provenance", "Provenance", 14, of=attrgetter("provenance.label")),
    ),
    "amendments": (
        FilledColumn("amendment", "Amendment", 10, of=attrgetter("amendment.pk")),
        FilledColumn("about", "About", 30, of=attrgetter("title")),
        FilledColumn("effective_on", "Effective", 12, of=attrgetter("amendment.effective_on")),
        FilledColumn(
            "says", "What it says", 60, of=lambda one: "; ".join(f"{label}: {value}" for label, value in one.says)
        ),
        FilledColumn("reason", "Reason", 40, of=attrgetter("amendment.reason")),
        FilledColumn("by", "Drafted by", 20, of=attrgetter("amendment.entry.actor_name")),
        FilledColumn("recorded_at", "Drafted", 20, of=attrgetter("amendment.entry.recorded_at")),
        FilledColumn("state", "State", 28, of=attrgetter("state")),
        FilledColumn(
            "decided_by", "Decided by", 20, of=lambda one: one.decision.entry.actor_name if one.decision else ""
        ),
        FilledColumn(
            "decided_at", "Decided", 20, of=lambda one: one.decision.entry.recorded_at if one.decision else None
        ),
        FilledColumn("decided_reason", "Reason of the decision", 40, of=_decided_reason),
    ),
    "audit": (
        FilledColumn("entry", "Entry", 8, of=attrgetter("sequence")),
        FilledColumn("recorded_at", "Time", 20, of=attrgetter("recorded_at")),
        FilledColumn("who", "Who", 20, of=attrgetter("actor_name")),
        FilledColumn("class", "Class", 10, of=lambda one: EntryClass(one.entry_class).label),
        FilledColumn("action", "What", 24, of=attrgetter("action")),
        FilledColumn("target", "Target", 40, of=attrgetter("target")),
        FilledColumn("reason", "Why", 50, of=attrgetter("reason")),
        FilledColumn("digest", "Digest", 68, of=attrgetter("digest")),
    ),
    "people": (
        FilledColumn("username", "Username", 20, of=attrgetter("user.username")),
        FilledColumn("name", "Name", 28, of=attrgetter("user.name")),
        FilledColumn("organization", "Organization", 32, of=attrgetter("user.organization.name")),
        FilledColumn("roles", "Roles", 40, of=lambda one: ", ".join(role.label for role in one.roles)),
        FilledColumn(
            "waiting", "Awaiting a steward", 32, of=lambda one: ", ".join(role.label for role in one.proposed)
        ),
        FilledColumn("active", "Active", 8, of=attrgetter("user.is_active")),
    ),
    "grants": (
        FilledColumn("username", "Username", 20, of=attrgetter("user.username")),
        FilledColumn("name", "Name", 28, of=attrgetter("user.name")),
        FilledColumn("role", "Role", 20, of=lambda one: Role(one.role).label),
        FilledColumn("step", "State", 12, of=lambda one: GrantStep(one.step).label),
        FilledColumn("starts_on", "From", 12, of=attrgetter("effective_on")),
        FilledColumn("ends_on", "Until", 12, of=attrgetter("ends_on")),
        FilledColumn("reason", "Reason", 40, of=attrgetter("reason")),
        FilledColumn("by", "By", 20, of=attrgetter("entry.actor_name")),
        FilledColumn("recorded_at", "Recorded", 20, of=attrgetter("entry.recorded_at")),
        FilledColumn("entry", "Entry", 8, of=attrgetter("entry.sequence")),
    ),
}


def table(name: str, items: Iterable[Any]) -> Table:
    """The list of that name with a row for each item; items may be an iterator."""
    kind = at_address(name)
    columns = records.columns(kind) if kind else COLUMNS[name]
    return Table(name, listed(name).title, columns, (tuple(column.of(item) for column in columns) for item in items))


def compared(held: SideBySide) -> Iterator[ComparedCell]:
    """Areas side by side: for each row of each section, the value of each area."""
    parts = (("In force", held.facts), ("Standings", held.standings), ("Answers", held.criteria))
    return (ComparedCell(part, row, cell) for part, rows in parts for row in rows for cell in row.cells)
