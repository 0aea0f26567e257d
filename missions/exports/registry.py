"""What can be taken away, and in which formats: the one list behind the page, the addresses and the tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from missions.exports import csv_text, json_text, pdf, slides, workbook
from missions.exports.document import Document


@dataclass(frozen=True)
class Format:
    """A file format: its ending, what it is called, and what makes the bytes of it.

    One that `streams` is made piece by piece while it is sent.
    """

    ending: str
    label: str
    media_type: str
    render: Callable[[Document], Iterator[bytes]]
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
        Format("csv", "CSV", "text/csv; charset=utf-8", csv_text.render, streams=True),
        Format("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.render),
        Format("json", "JSON", "application/json", json_text.render),
        Format(
            "pptx", "PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation", slides.render
        ),
        Format("pdf", "PDF", "application/pdf", pdf.render),
    )
}
BRIEFING = "briefing"
BRIEFING_FORMATS = ("pptx", "pdf")
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
    "policy": Name("Policy", "Thresholds, months between evaluations, and votes needed.", ("policy",), TABULAR),
}


def render(document: Document, ending: str) -> Iterator[bytes]:
    """The document in that format, in pieces. Raises KeyError for a format that is not registered."""
    return FORMATS[ending].render(document)
