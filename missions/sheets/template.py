"""The files to start from: a header, one example row, and the answers that are possible."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import xlsxwriter

from missions.sheets.columns import COLUMNS

EXAMPLE = {
    "area": "SATCOM",
    "function": "SATCOM-EXAMPLE",
    "name": "Example, to be replaced",
    "description": "What the function does, in a sentence.",
    "performer": "either",
    "availability": "limited",
    "fit": "partially",
    "contribution": "some",
    "risk": "moderate",
    "risk_of_not": "low",
    "rationale": "What the answers rest on, for somebody who does not know the function.",
    "source": "A document, a briefing, an exercise",
}
WIDTHS = {"name": 28, "description": 40, "rationale": 50, "source": 30}
REMARKS = (
    "One row for each function. Leave the six answers and the rationale empty to say something about a function only.",
    "An empty name or description stays as it is recorded. Answers may be written as their code or as their label.",
)


def as_csv(today: date) -> bytes:
    """The template as CSV, in UTF-8 with a mark, so that spreadsheet programs read it right."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerow(_example(today))
    writer.writerows([f"# {remark}"] for remark in REMARKS)
    writer.writerows([f"# {name}: {', '.join(values)}"] for name, values in _answers())
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(today: date) -> bytes:
    """The template as a workbook: the table first, the possible answers on a sheet of their own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        table, answers = book.add_worksheet("Functions"), book.add_worksheet("Answers")
        table.freeze_panes(1, 0)
        table.write_row(0, 0, COLUMNS, bold)
        table.write_row(1, 0, _example(today))
        for place, name in enumerate(COLUMNS):
            table.set_column(place, place, WIDTHS.get(name, 16))
        answers.set_column(0, 0, 16)
        answers.set_column(1, 1, 60)
        answers.write_row(0, 0, ["column", "possible answers"], bold)
        rows = [(name, value) for name, values in _answers() for value in values]
        for number, row in enumerate(rows, start=1):
            answers.write_row(number, 0, row)
        for number, remark in enumerate(REMARKS, start=len(rows) + 2):
            answers.write_string(number, 0, remark)
    return file.getvalue()


def _example(today: date) -> list[str]:
    return [(EXAMPLE | {"effective_on": today.isoformat()})[name] for name in COLUMNS]


def _answers() -> Iterator[tuple[str, list[str]]]:
    for column in COLUMNS.values():
        if column.choices:
            yield column.name, [f"{value} ({label})" for value, label in column.choices.choices]
