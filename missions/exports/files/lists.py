"""Lists as tables: the columns of each with their values, and the comparison of areas row by row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from missions.domain.kinds.registry import at_address
from missions.domain.record.evidence import EvidenceState, Stands
from missions.domain.record.side_by_side import Answered, Cell, Row, Share, SideBySide
from missions.domain.vocabulary import Category, EntryClass, GrantStep, Role
from missions.exports.document import Table, Told, Value
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
    row: Row
    cell: Cell


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


def _shown(row: str, cell: Cell) -> Value:
    match cell.value:
        case Category():
            return cell.value.label
        case Share(functions=functions, total=total):
            return f"{len(functions)} of {total}"
        case Answered(shares=shares):
            return "; ".join(f"{share.label} {len(share.functions)}" for share in shares)
        case None if row == "indicated" and cell.item.reading:
            return "Undetermined"
    return cell.value


# How each list describes one item. Reviews and search use the lines of their pages, which already leave out what the
# reader may not see.
COLUMNS: dict[str, tuple[Told, ...]] = {
    "evidence": (
        Told("evidence", "Evidence", 10, of=attrgetter("state.pk")),
        Told("title", "Title", 50, of=attrgetter("state.title")),
        Told("kind", "Kind", 14, of=attrgetter("state.kind.label")),
        Told("publisher", "Publisher", 32, of=attrgetter("state.publisher")),
        Told("dated_on", "Date", 12, of=attrgetter("state.dated_on")),
        Told("url", "Address", 40, of=attrgetter("state.url")),
        Told("note", "Note", 50, of=attrgetter("state.note")),
        Told("provenance", "Provenance", 14, of=attrgetter("state.provenance.label")),
        Told(
            "behind",
            "Behind what is in force of",
            32,
            of=_behind,
        ),
        Told("file", "File", 32, of=lambda one: one.state.file.name if one.state.file else ""),
        Told("bytes", "Bytes", 10, of=lambda one: one.state.file and one.state.file.size),
        Told("sha256", "SHA-256 of the file", 20, of=lambda one: one.state.file.sha256 if one.state.file else ""),
        Told("figure", "Figure, as kept", 50, of=_figure),
        Told("moved", "By a newer reading, where it differs", 50, of=attrgetter("moved")),
        Told("superseded_by", "Superseded by evidence", 14, of=attrgetter("state.superseded_by")),
        Told("reason", "Reason", 40, of=attrgetter("state.reason")),
        Told("recorded_at", "Recorded", 20, of=attrgetter("state.recorded_at")),
        Told("by", "Recorded by", 20, of=attrgetter("state.by")),
        Told("entry", "Entry", 8, of=attrgetter("state.sequence")),
    ),
    "search": (
        Told("place", "Place", 7, of=attrgetter("place")),
        Told("kind", "Kind", 12, of=attrgetter("result.label")),
        Told("area", "Area", 16, of=_areas_found),
        Told(
            "function",
            "Function",
            32,
            of=_functions_found,
        ),
        Told("evidence", "Evidence", 10, of=lambda one: one.result.evidence and one.result.evidence.pk),
        Told("record", "Record", 14, of=lambda one: one.result.record and one.result.record.state.code),
        Told("name", "Name", 44, of=attrgetter("result.name")),
        Told("text", "Text", 60, of=attrgetter("result.text")),
        Told("category", "Category of the area", 20, of=_category_found),
        Told("standing", "Standing of the function", 16, of=_standing_found),
        Told("provenance", "Provenance", 14, of=attrgetter("result.provenance.label")),
        Told("recorded_at", "Recorded", 20, of=lambda one: (one.result.evidence or one.result.said).recorded_at),
        Told("by", "Recorded by", 20, of=lambda one: (one.result.evidence or one.result.said).by),
        Told("entry", "Entry", 8, of=lambda one: (one.result.evidence or one.result.said).sequence),
    ),
    "history": (
        Told("entry", "Entry", 8, of=attrgetter("fact.sequence")),
        Told("recorded_at", "Recorded", 20, of=attrgetter("fact.recorded_at")),
        Told("by", "Recorded by", 20, of=attrgetter("fact.by")),
        Told("effective_on", "Effective", 12, of=attrgetter("fact.effective_on")),
        Told("recorded_later", "Recorded later", 10, of=attrgetter("fact.recorded_later")),
        Told("area", "Area", 16, of=attrgetter("area")),
        Told("function", "Function", 14, of=lambda one: one.fact.subject if one.fact.of_function else ""),
        Told("what", "What", 24, of=attrgetter("fact.what")),
        Told("changes", "What changed", 60, of=lambda one: differences(one.fact.changes)),
        Told("withdrawn", "Withdrawn since", 11, of=attrgetter("fact.voided")),
        Told("reason", "Reason", 40, of=attrgetter("fact.reason")),
        Told("provenance", "Provenance", 14, of=attrgetter("fact.provenance.label")),
        Told("source", "Source", 40, of=attrgetter("fact.source")),
        Told(
            "evidence",
            "Evidence",
            40,
            of=_evidence_of,
        ),
    ),
    "compared": (
        Told("part", "Part", 14, of=attrgetter("part")),
        Told("row", "Row", 30, of=attrgetter("row.label")),
        Told("area", "Area", 16, of=attrgetter("cell.item.area.code")),
        Told("value", "Value", 50, of=lambda one: _shown(one.row.name, one.cell)),
        Told("differs", "Differs from the first area", 12, of=attrgetter("cell.differs")),
    ),
    "posture": POSTURE,
    "concentration": CONCENTRATION,
    "operators": OPERATORS,
    "problems": PROBLEMS,
    "reviews": (
        Told("review", "Review", 8, of=attrgetter("row.pk")),
        Told("area", "Area", 16, of=attrgetter("row.area")),
        Told("name", "Name", 44, of=attrgetter("row.area_name")),
        Told("kind", "Kind", 12, of=attrgetter("row.kind.label")),
        Told("cycle", "Cycle", 32, of=attrgetter("row.cycle_name")),
        Told("opened_on", "Opened", 12, of=attrgetter("row.opened_on")),
        Told("due_on", "Due", 12, of=attrgetter("row.due_on")),
        Told("past_due_days", "Days past due", 13, of=attrgetter("row.past_due_days")),
        Told("proposed", "Proposed", 20, of=_proposed),
        Told("waits", "Next step", 40, of=attrgetter("waits")),
        Told("moved", "Area has moved", 10, of=attrgetter("stale")),
        Told("cast", "Votes cast", 8, of=_while_voting("cast")),
        Told("supports", "In support", 8, of=_while_voting("supports")),
        Told("needed", "Supports needed", 8, of=_while_voting("needed_supports")),
        Told("asked", "Your action", 32, of=attrgetter("asks")),
        Told("reviewers", "Reviewers", 32, of=attrgetter("row.reviewers")),
        Told("analysts", "Analysts", 32, of=attrgetter("row.analysts")),
    ),
    "cycles": (
        Told("cycle", "Cycle", 40, of=attrgetter("name")),
        Told("due_on", "Due", 12, of=attrgetter("due_on")),
        Told("past_due_days", "Days past due", 13, of=lambda one: max(one.late or 0, 0)),
        Told("reviews", "Reviews", 9, of=attrgetter("reviews")),
        Told("closed", "Closed", 9, of=attrgetter("closed")),
        Told("opened_on", "Opened", 12, of=attrgetter("opened_on")),
        Told("by", "Opened by", 20, of=attrgetter("opened_by")),
        Told("reason", "Reason", 40, of=attrgetter("reason")),
    ),
    "opportunities": (
        Told("opportunity", "Opportunity", 11, of=attrgetter("pk")),
        Told("area", "Area", 16, of=attrgetter("area")),
        Told("function", "Function", 14, of=attrgetter("function")),
        Told("review", "Review", 8, of=attrgetter("review")),
        Told("action", "What", 50, of=attrgetter("action")),
        Told("owner", "Owner", 20, of=attrgetter("owner_name")),
        Told("due_on", "Due", 12, of=attrgetter("due_on")),
        Told("overdue_days", "Days overdue", 13, of=attrgetter("overdue_days")),
        Told("stands", "Stands", 12, of=attrgetter("step.label")),
        Told("since", "Since", 12, of=attrgetter("stepped_on")),
        Told("reason", "Reason", 40, of=attrgetter("reason")),
        Told("stepped_by", "Said by", 20, of=attrgetter("stepped_by")),
        Told("noted_on", "Noted", 12, of=attrgetter("noted_on")),
        Told("noted_by", "Noted by", 20, of=attrgetter("noted_by")),
    ),
    "findings": (
        Told("kind", "Kind", 12, of=attrgetter("kind.label")),
        Told("what", "What", 50, of=attrgetter("what")),
        Told("area", "Area", 16, of=attrgetter("area")),
        Told("function", "Function", 14, of=attrgetter("function")),
        Told("solution", "Solution", 14, of=attrgetter("solution")),
        Told("solution_name", "Name of the solution", 32, of=attrgetter("solution_name")),
        Told("source", "Exercise or review", 32, of=attrgetter("source")),
        Told("result", "Result", 20, of=attrgetter("result")),
        Told("owner", "Owner", 20, of=attrgetter("owner")),
        Told("opened_on", "Opened", 12, of=attrgetter("opened_on")),
        Told("due_on", "Due", 12, of=attrgetter("due_on")),
        Told("overdue_days", "Days overdue", 13, of=attrgetter("overdue_days")),
        Told("state", "State", 10, of=attrgetter("state.label")),
        Told("closed_on", "Closed", 12, of=attrgetter("closed_on")),
        Told("provenance", "Provenance", 14, of=attrgetter("provenance.label")),
    ),
    "amendments": (
        Told("amendment", "Amendment", 10, of=attrgetter("amendment.pk")),
        Told("about", "About", 30, of=attrgetter("title")),
        Told("effective_on", "Effective", 12, of=attrgetter("amendment.effective_on")),
        Told("says", "What it says", 60, of=lambda one: "; ".join(f"{label}: {value}" for label, value in one.says)),
        Told("reason", "Reason", 40, of=attrgetter("amendment.reason")),
        Told("by", "Drafted by", 20, of=attrgetter("amendment.entry.actor_name")),
        Told("recorded_at", "Drafted", 20, of=attrgetter("amendment.entry.recorded_at")),
        Told("state", "State", 28, of=attrgetter("state")),
        Told("decided_by", "Decided by", 20, of=lambda one: one.decision.entry.actor_name if one.decision else ""),
        Told("decided_at", "Decided", 20, of=lambda one: one.decision.entry.recorded_at if one.decision else None),
        Told("decided_reason", "Reason of the decision", 40, of=_decided_reason),
    ),
    "audit": (
        Told("entry", "Entry", 8, of=attrgetter("sequence")),
        Told("recorded_at", "Time", 20, of=attrgetter("recorded_at")),
        Told("who", "Who", 20, of=attrgetter("actor_name")),
        Told("class", "Class", 10, of=lambda one: EntryClass(one.entry_class).label),
        Told("action", "What", 24, of=attrgetter("action")),
        Told("target", "Target", 40, of=attrgetter("target")),
        Told("reason", "Why", 50, of=attrgetter("reason")),
        Told("digest", "Digest", 68, of=attrgetter("digest")),
    ),
    "people": (
        Told("username", "Username", 20, of=attrgetter("user.username")),
        Told("name", "Name", 28, of=attrgetter("user.name")),
        Told("organization", "Organization", 32, of=attrgetter("user.organization.name")),
        Told("roles", "Roles", 40, of=lambda one: ", ".join(role.label for role in one.roles)),
        Told("waiting", "Awaiting a steward", 32, of=lambda one: ", ".join(role.label for role in one.proposed)),
        Told("active", "Active", 8, of=attrgetter("user.is_active")),
    ),
    "grants": (
        Told("username", "Username", 20, of=attrgetter("user.username")),
        Told("name", "Name", 28, of=attrgetter("user.name")),
        Told("role", "Role", 20, of=lambda one: Role(one.role).label),
        Told("step", "State", 12, of=lambda one: GrantStep(one.step).label),
        Told("starts_on", "From", 12, of=attrgetter("effective_on")),
        Told("ends_on", "Until", 12, of=attrgetter("ends_on")),
        Told("reason", "Reason", 40, of=attrgetter("reason")),
        Told("by", "By", 20, of=attrgetter("entry.actor_name")),
        Told("recorded_at", "Recorded", 20, of=attrgetter("entry.recorded_at")),
        Told("entry", "Entry", 8, of=attrgetter("entry.sequence")),
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
