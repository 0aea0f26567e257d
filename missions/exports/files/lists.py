"""Lists as tables: the columns of each, and what areas held side by side say row by row."""

from collections.abc import Iterable, Iterator

from missions.domain.record.side_by_side import Answered, Cell, Share, SideBySide
from missions.domain.vocabulary import Category
from missions.exports.document import Column, Table, Value
from missions.exports.registry import LISTS

Row = tuple[Value, ...]

ENTRY = Column("entry", "Entry", 8)
RECORDED = Column("recorded_at", "Recorded", 20)
BY = Column("by", "Recorded by", 20)
REASON = Column("reason", "Reason", 40)
PROVENANCE = Column("provenance", "Provenance", 14)
AREA = Column("area", "Area", 16)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "evidence": (
        Column("evidence", "Evidence", 10),
        Column("title", "Title", 50),
        Column("kind", "Kind", 14),
        Column("publisher", "Publisher", 32),
        Column("dated_on", "Date", 12),
        Column("url", "Address", 40),
        Column("note", "Note", 50),
        PROVENANCE,
        Column("behind", "Behind assessments in force of", 32),
        Column("file", "File", 32),
        Column("bytes", "Bytes", 10),
        Column("sha256", "SHA-256 of the file", 20),
        Column("superseded_by", "Superseded by evidence", 14),
        REASON,
        RECORDED,
        BY,
        ENTRY,
    ),
    "search": (
        Column("place", "Place", 7),
        Column("kind", "Kind", 12),
        AREA,
        Column("function", "Function", 32),
        Column("evidence", "Evidence", 10),
        Column("name", "Name", 44),
        Column("text", "Text", 60),
        Column("category", "Category of the area", 20),
        Column("standing", "Standing of the function", 16),
        PROVENANCE,
        RECORDED,
        BY,
        ENTRY,
    ),
    "history": (
        ENTRY,
        RECORDED,
        BY,
        Column("effective_on", "Effective", 12),
        Column("recorded_later", "Recorded later", 10),
        AREA,
        Column("function", "Function", 14),
        Column("what", "What", 24),
        Column("changes", "What changed", 60),
        Column("withdrawn", "Withdrawn since", 11),
        REASON,
        PROVENANCE,
        Column("source", "Source", 40),
        Column("evidence", "Evidence", 40),
    ),
    "compared": (
        Column("part", "Part", 14),
        Column("row", "Row", 30),
        AREA,
        Column("value", "Value", 50),
        Column("differs", "Differs from the first area", 12),
    ),
    "reviews": (
        Column("review", "Review", 8),
        AREA,
        Column("name", "Name", 44),
        Column("kind", "Kind", 12),
        Column("cycle", "Cycle", 32),
        Column("opened_on", "Opened", 12),
        Column("due_on", "Due", 12),
        Column("past_due_days", "Days past due", 13),
        Column("proposed", "Proposed", 20),
        Column("waits", "Waits for", 40),
        Column("moved", "Area has moved", 10),
        Column("cast", "Votes cast", 8),
        Column("supports", "In support", 8),
        Column("needed", "Supports needed", 8),
        Column("asked", "Asked of you", 32),
        Column("reviewers", "Reviewers", 32),
        Column("analysts", "Analysts", 32),
    ),
    "cycles": (
        Column("cycle", "Cycle", 40),
        Column("due_on", "Due", 12),
        Column("past_due_days", "Days past due", 13),
        Column("reviews", "Reviews", 9),
        Column("closed", "Closed", 9),
        Column("opened_on", "Opened", 12),
        Column("by", "Opened by", 20),
        REASON,
    ),
    "opportunities": (
        Column("opportunity", "Opportunity", 11),
        AREA,
        Column("function", "Function", 14),
        Column("review", "Review", 8),
        Column("action", "What", 50),
        Column("owner", "Owner", 20),
        Column("due_on", "Due", 12),
        Column("overdue_days", "Days overdue", 13),
        Column("stands", "Stands", 12),
        Column("since", "Since", 12),
        REASON,
        Column("stepped_by", "Said by", 20),
        Column("noted_on", "Noted", 12),
        Column("noted_by", "Noted by", 20),
    ),
    "changes": (
        Column("change", "Change", 8),
        Column("about", "About", 30),
        Column("effective_on", "Effective", 12),
        Column("says", "What it says", 60),
        REASON,
        Column("by", "Drafted by", 20),
        Column("recorded_at", "Drafted", 20),
        Column("state", "State", 28),
        Column("decided_by", "Decided by", 20),
        Column("decided_at", "Decided", 20),
        Column("decided_reason", "Reason of the decision", 40),
    ),
    "audit": (
        ENTRY,
        Column("recorded_at", "Time", 20),
        Column("who", "Who", 20),
        Column("class", "Class", 10),
        Column("action", "What", 24),
        Column("target", "Target", 40),
        Column("reason", "Why", 50),
        Column("digest", "Digest", 68),
    ),
    "people": (
        Column("username", "Username", 20),
        Column("name", "Name", 28),
        Column("organization", "Organization", 32),
        Column("roles", "Roles", 40),
        Column("waiting", "Waits for a steward", 32),
        Column("active", "Active", 8),
    ),
    "grants": (
        Column("username", "Username", 20),
        Column("name", "Name", 28),
        Column("role", "Role", 20),
        Column("step", "State", 12),
        Column("starts_on", "From", 12),
        REASON,
        Column("by", "By", 20),
        RECORDED,
        ENTRY,
    ),
}


def table(name: str, rows: Iterable[Row]) -> Table:
    """The list of that name with these rows, which may be read as they are gone through."""
    return Table(name, LISTS[name].title, COLUMNS[name], rows)


def compared(held: SideBySide) -> Iterator[Row]:
    """Areas side by side: for each row of each part, what each area says."""
    parts = (("In force", held.facts), ("Standings", held.standings), ("Answers", held.criteria))
    for part, rows in parts:
        for row in rows:
            for cell in row.cells:
                yield (part, row.label, cell.item.area.code, _said(row.name, cell), cell.differs)


def _said(row: str, cell: Cell) -> Value:
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
