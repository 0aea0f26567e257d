"""The files to start from: a header, one example row, and the answers that are possible."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from missions.domain.dates import FIRST_DAY
from missions.sheets.columns import COLUMNS
from missions.sheets.table import REMARK

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
    "rationale": "What the answers are based on, for a reader who does not know the function.",
    "source": "A document, a briefing, an exercise",
}
WIDTHS = {"name": 28, "description": 40, "rationale": 50, "source": 30}
# As far down as cells offer their answers.
ROWS = 5_000
REMARKS = (
    "One row for each function. To describe a function only, leave the answers and the rationale empty.",
    "An empty name or description changes nothing, nor does a column that is missing.",
    "Answers may be written as their code, as their label, or as both. Write a day as 2025-03-01 or 1 Mar 2025.",
)


def as_csv(today: date) -> bytes:
    """The template as CSV, in UTF-8 with a mark, so that spreadsheet programs read it right."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerow(_example(today))
    writer.writerows([f"{REMARK} {remark}"] for remark in REMARKS)
    writer.writerows([f"{REMARK} {name}: {', '.join(values)}"] for name, values in _answers())
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(today: date) -> bytes:
    """The template as a workbook: the table first, the possible answers on a sheet of their own and as drop-downs."""
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
        number = 1
        for name, values in _answers():
            for offset, value in enumerate(values):
                answers.write_row(number + offset, 0, [name, value])
            _offer(table, name, f"=Answers!$B${number + 1}:$B${number + len(values)}")
            number += len(values)
        for place, remark in enumerate(REMARKS, start=number + 1):
            answers.write_string(place, 0, remark)
        _ask_for_days(table, book.add_format({"num_format": "yyyy-mm-dd"}), today)
    return file.getvalue()


def _offer(table: Worksheet, name: str, source: str) -> None:
    """Cells under a question offer its answers; one typed as its code or label alone is taken too."""
    place = list(COLUMNS).index(name)
    table.data_validation(
        1,
        place,
        ROWS,
        place,
        {
            "validate": "list",
            "source": source,
            "error_type": "information",
            "error_title": COLUMNS[name].label,
            "error_message": "This answer is not listed. You can also write the code or the label alone.",
        },
    )


def _ask_for_days(table: Worksheet, shown: Format, today: date) -> None:
    place = list(COLUMNS).index("effective_on")
    table.set_column(place, place, 16, shown)
    table.write_datetime(1, place, datetime.combine(today, time()), shown)
    table.data_validation(
        1,
        place,
        ROWS,
        place,
        {
            "validate": "date",
            "criteria": ">=",
            "value": datetime.combine(FIRST_DAY, time()),
            "error_type": "information",
            "error_title": "Effective date",
            "error_message": "Write a day as 2025-03-01.",
        },
    )


def _example(today: date) -> list[str]:
    return [(EXAMPLE | {"effective_on": today.isoformat()})[name] for name in COLUMNS]


def _answers() -> Iterator[tuple[str, list[str]]]:
    for column in COLUMNS.values():
        if column.choices:
            yield column.name, [f"{value} ({label})" for value, label in column.choices.choices]
