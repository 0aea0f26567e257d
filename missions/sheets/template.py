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
    "rationale": "What the answers rest on, for somebody who does not know the function.",
    "source": "A document, a briefing, an exercise",
}
DAY = "effective_on"
WIDTHS = {"name": 28, "description": 40, "rationale": 50, "source": 30}
DAYS = "Write a day as 2025-03-01 or 1 Mar 2025. Time zone: {zone}."
# As far down as cells offer their answers.
ROWS = 5_000
REMARKS = (
    "One row for each function. Leave the six answers and the rationale empty to say something about a function only.",
    "An empty name or description stays as it is recorded, and so does whatever the file has no column for.",
    "Answers may be written as their code, as their label, or as both.",
)


def as_csv(today: date, zone: str) -> bytes:
    """The template as CSV, in UTF-8 with a mark, so that spreadsheet programs read it right.

    `zone` is the name of the time zone that its days are of.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerow(_example(today))
    writer.writerows([f"{REMARK} {remark}"] for remark in REMARKS)
    writer.writerows([f"{REMARK} {name}: {', '.join(values)}"] for name, values in _answers())
    writer.writerow([f"{REMARK} {DAY}: {DAYS.format(zone=zone)}"])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(today: date, zone: str) -> bytes:
    """The template as a workbook: the table first, the possible answers on a sheet of their own and as drop-downs.

    `zone` is the name of the time zone that its days are of.
    """
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
        for place, remark in enumerate((*REMARKS, f"{DAY}: {DAYS.format(zone=zone)}"), start=number + 1):
            answers.write_string(place, 0, remark)
        _ask_for_days(table, book.add_format({"num_format": "yyyy-mm-dd"}), today, zone)
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
            "error_message": "This is none of the answers listed. Codes and labels alone are answers too.",
        },
    )


def _ask_for_days(table: Worksheet, shown: Format, today: date, zone: str) -> None:
    place = list(COLUMNS).index(DAY)
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
            "input_title": COLUMNS[DAY].label,
            "input_message": DAYS.format(zone=zone),
            "error_type": "information",
            "error_title": COLUMNS[DAY].label,
            "error_message": DAYS.format(zone=zone),
        },
    )


def _example(today: date) -> list[str]:
    return [(EXAMPLE | {DAY: today.isoformat()})[name] for name in COLUMNS]


def _answers() -> Iterator[tuple[str, list[str]]]:
    for column in COLUMNS.values():
        if column.choices:
            yield column.name, [f"{value} ({label})" for value, label in column.choices.choices]
