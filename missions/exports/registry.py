"""What can be exported, and in which formats: one list for the page, the addresses and the tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from missions.domain.kinds.registry import at_address
from missions.exports.briefings import apart
from missions.exports.document import Document
from missions.exports.files import csv_text, json_text, workbook


@dataclass(frozen=True)
class Format:
    """A file format: its ending, its name, and the function that makes its bytes from a document.

    A format that `streams` is made piece by piece while it is sent; any other holds at most `most` rows of a list.
    """

    ending: str
    label: str
    media_type: str
    render: Callable[[Document], Iterator[bytes]]
    streams: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Name:
    """Something that can be exported: its title, its description, its tables, and its formats."""

    title: str
    text: str
    tables: tuple[str, ...]
    formats: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument"
# A workbook is made in memory as a whole.
MOST_ROWS = 20_000
FORMATS = {
    one.ending: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", csv_text.render, streams=True),
        Format("xlsx", "Excel", f"{OFFICE}.spreadsheetml.sheet", workbook.render, most=MOST_ROWS),
        Format("json", "JSON", "application/json", json_text.render, streams=True),
        Format("pptx", "PPTX", f"{OFFICE}.presentationml.presentation", apart.pptx),
        Format("pdf", "PDF", "application/pdf", apart.pdf),
    )
}
BRIEFING = "briefing"
BRIEFING_FORMATS = ("pptx", "pdf")
COMPARISON = "comparison"
TABULAR = ("csv", "xlsx", "json")
NAMES = {
    "portfolio": Name(
        "Whole portfolio",
        "Every area, function, assessment, category decision and the policy: a workbook with charts, or the canonical "
        "JSON that the content hash is made from, with the records of the commercial side and the posture.",
        ("areas", "functions", "decisions", "policy"),
        ("xlsx", "json"),
    ),
    "areas": Name(
        "Mission areas",
        "Category, functions by standing, what the assessments indicate, and what is due.",
        ("areas",),
        TABULAR,
    ),
    "functions": Name(
        "Functions and assessments", "Every function with its standing, answers and rationale.", ("functions",), TABULAR
    ),
    "decisions": Name(
        "Category decisions", "Every decision recorded by then, withdrawn ones included.", ("decisions",), TABULAR
    ),
    COMPARISON: Name(
        "Two dates compared",
        "What moved, what was assessed and what drifted since the strategy; choose other days under Compare.",
        ("comparison",),
        TABULAR,
    ),
    "policy": Name("Policy", "Thresholds, months between evaluations, and votes needed.", ("policy",), TABULAR),
}


def _list(name: str, title: str, text: str) -> tuple[str, Name]:
    return name, Name(title, text, (name,), TABULAR)


# Lists depend on what the reader may see, so two people may get different rows.
LISTS = dict(
    (
        _list("evidence", "Evidence", "What assessments are based on, and the functions it supports."),
        _list("search", "Search results", "All results, best first."),
        _list("history", "History", "Everything recorded about one area or function, newest first."),
        _list("compared", "Areas compared", "Two to four areas side by side, row by row."),
        _list("posture", "Posture", "Every area against four principles and four priorities, measure by measure."),
        _list("findings", "Findings and opportunities", "What trials found and reviews noted, until it is closed."),
        _list("concentration", "Concentration", "Every area by an imported catalog, year by year, with its credit."),
        _list("operators", "Operators", "The operators of one area by an imported catalog, the largest first."),
        _list("problems", "Problems of a catalog", "What one reading could not use, or not in the usual way, by line."),
        _list("reviews", "Reviews", "The queue: what is due, what is proposed, and who acts next."),
        _list("cycles", "Cycles", "Sets of reviews, and how many of each are closed."),
        _list("opportunities", "Opportunities", "What reviews found a commercial solution could do."),
        _list("amendments", "Amendments of policy and areas", "What was drafted, and the result."),
        _list("audit", "Audit entries", "The chain as you may read it, newest first, with every digest."),
        _list("people", "People", "Accounts and the roles they hold today."),
        _list("grants", "Roles granted", "Every step of every role: who, when and why."),
    )
)


def listed(name: str) -> Name | None:
    """The list of that name: one of `LISTS`, or a kind of record by its address."""
    kind = at_address(name)
    return Name(kind.plural, kind.about, (name,), TABULAR) if kind else LISTS.get(name)


def render(document: Document, ending: str) -> Iterator[bytes]:
    """The document in that format, in pieces. Raises KeyError for an unknown format."""
    return FORMATS[ending].render(document)
