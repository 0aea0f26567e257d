"""The files to start from: a header, one example row or the functions of an area, and the answers that are possible."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from missions.domain.dates import FIRST_DAY
from missions.sheets.columns import COLUMNS, answer
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
DAY = "effective_on"
WIDTHS = {"name": 28, "description": 40, "rationale": 50, "source": 30}
DAYS = "Write a day as 2025-03-01 or 1 Mar 2025. Time zone: {zone}."
# As far down as cells offer their answers.
ROWS = 5_000
REMARKS = (
    "One row for each function. To describe a function only, leave the answers and the rationale empty.",
    "An empty name or description changes nothing, nor does a column that is missing.",
    "Answers may be written as their code, as their label, or as both.",
)


@dataclass(frozen=True)
class Prefilled:
    """The functions of an area as rows, their cells by column, under the marking of the file that holds them."""

    area: str
    marking: str
    rows: tuple[Mapping[str, str], ...]


def as_csv(today: date, zone: str, prefilled: Prefilled | None = None) -> bytes:
    """The template as CSV, in UTF-8 with a mark, so that spreadsheet programs read it right.

    `zone` is the name of the time zone that its days are of.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[prefilled.marking]] if prefilled else [])
    writer.writerow(COLUMNS)
    writer.writerows([cells[name] for name in COLUMNS] for cells in _rows(today, prefilled))
    writer.writerows([f"{REMARK} {remark}"] for remark in REMARKS)
    writer.writerows([f"{REMARK} {name}: {', '.join(values)}"] for name, values in _answers())
    writer.writerow([f"{REMARK} {DAY}: {DAYS.format(zone=zone)}"])
    return text.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(today: date, zone: str, prefilled: Prefilled | None = None) -> bytes:
    """The template as a workbook: the table first, the possible answers on a sheet of their own and as drop-downs.

    `zone` is the name of the time zone that its days are of.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        table, answers = book.add_worksheet("Functions"), book.add_worksheet("Answers")
        head = _mark(table, bold, prefilled)
        table.freeze_panes(head + 1, 0)
        table.write_row(head, 0, COLUMNS, bold)
        for place, name in enumerate(COLUMNS):
            table.set_column(place, place, WIDTHS.get(name, 16))
        _fill(table, book.add_format({"num_format": "yyyy-mm-dd"}), head + 1, _rows(today, prefilled))
        _ask_for_days(table, head + 1, zone)
        answers.set_column(0, 0, 16)
        answers.set_column(1, 1, 60)
        answers.write_row(0, 0, ["column", "possible answers"], bold)
        number = 1
        for name, values in _answers():
            for offset, value in enumerate(values):
                answers.write_row(number + offset, 0, [name, value])
            _offer(table, name, head + 1, f"=Answers!$B${number + 1}:$B${number + len(values)}")
            number += len(values)
        for place, remark in enumerate((*REMARKS, f"{DAY}: {DAYS.format(zone=zone)}"), start=number + 1):
            answers.write_string(place, 0, remark)
    return file.getvalue()


def _mark(table: Worksheet, bold: Format, prefilled: Prefilled | None) -> int:
    """Mark the sheet where it holds what is recorded; returns the row of the header."""
    if prefilled is None:
        return 0
    table.write_string(0, 0, prefilled.marking, bold)
    table.set_header(f"&C{prefilled.marking}")
    table.set_footer(f"&C{prefilled.marking}")
    return 1


def _fill(table: Worksheet, day: Format, first: int, rows: list[Mapping[str, str]]) -> None:
    """Write the rows, as text but for their days."""
    dated = list(COLUMNS).index(DAY)
    table.set_column(dated, dated, 16, day)
    for number, cells in enumerate(rows, start=first):
        for place, name in enumerate(COLUMNS):
            if place != dated:
                table.write_string(number, place, cells[name])
        table.write_datetime(number, dated, datetime.combine(date.fromisoformat(cells[DAY]), time()), day)


def _ask_for_days(table: Worksheet, first: int, zone: str) -> None:
    """Cells under the effective date say how a day is written, and of which time zone it is."""
    dated = list(COLUMNS).index(DAY)
    table.data_validation(
        first,
        dated,
        ROWS,
        dated,
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


def _offer(table: Worksheet, name: str, first: int, source: str) -> None:
    """Cells under a question offer its answers; one typed as its code or label alone is taken too."""
    place = list(COLUMNS).index(name)
    table.data_validation(
        first,
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


def _rows(today: date, prefilled: Prefilled | None) -> list[Mapping[str, str]]:
    """The functions of the area; where there is none, an example."""
    if prefilled and prefilled.rows:
        return list(prefilled.rows)
    own = {"area": prefilled.area, "function": f"{prefilled.area}-EXAMPLE"} if prefilled else {}
    return [EXAMPLE | own | {DAY: today.isoformat()}]


def _answers() -> Iterator[tuple[str, list[str]]]:
    for column in COLUMNS.values():
        if column.choices:
            yield column.name, [answer(value, label) for value, label in column.choices.choices]
