"""What can be taken away, and in which formats: the one list behind the page, the addresses and the tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from missions.exports.document import Document


@dataclass(frozen=True)
class Format:
    """A file format: its ending, what it is called, and the module here whose `render` makes the bytes of it.

    One that `streams` is made piece by piece while it is sent.
    """

    ending: str
    label: str
    media_type: str
    module: str
    streams: bool = False


@dataclass(frozen=True)
class Name:
    """Something that can be taken away: its title, what is in it, its tables, and its formats."""

    title: str
    text: str
    tables: tuple[str, ...]
    formats: tuple[str, ...]


FORMATS = {
    one.ending: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", "csv_text", streams=True),
        Format("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "workbook"),
        Format("json", "JSON", "application/json", "json_text"),
        Format("pptx", "PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "slides"),
        Format("pdf", "PDF", "application/pdf", "pdf"),
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
        "JSON that the content hash is made from.",
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


def render(document: Document, ending: str) -> Iterator[bytes]:
    """The document in that format, in pieces. Raises KeyError for a format that is not registered."""
    # Loaded when first asked for: the libraries behind them would be a fifth of every worker's memory.
    return import_module(f"missions.exports.{FORMATS[ending].module}").render(document)
