"""The files to start from: a header, rows to begin with, and the possible answers."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from textwrap import shorten

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from missions.domain.dates import FIRST_DAY
from missions.sheets.columns import SheetColumn, answer
from missions.sheets.functions import FUNCTIONS
from missions.sheets.layout import Layout
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
DAYS = "Write a day as 2025-03-01 or 1 Mar 2025. Time zone: {zone}."
# The number of rows in which cells offer their answers.
ROWS = 5_000
# The first year of a spreadsheet's calendar, and the most characters in the title of a cell's message.
CALENDAR, TITLE = date(1900, 1, 1), 32


@dataclass(frozen=True)
class Prefilled:
    """The functions of an area as rows, their cells by column, and the marking for the file."""

    area: str
    marking: str
    rows: tuple[Mapping[str, str], ...]


def as_csv(today: date, zone: str, prefilled: Prefilled | None = None, layout: Layout = FUNCTIONS) -> bytes:
    """The template of a layout as CSV, in UTF-8 with a byte order mark, so that spreadsheet programs read it right.

    `zone` is the name of the time zone of its days.
    """
    columns, text = layout.columns, io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[prefilled.marking]] if prefilled else [])
    writer.writerow(columns)
    writer.writerows([cells[name] for name in columns] for cells in _rows(layout, today, prefilled))
    writer.writerows([f"{REMARK} {remark}"] for remark in layout.remarks)
    writer.writerows([f"{REMARK} {name}: {', '.join(values)}"] for name, values in _answers(layout))
    writer.writerow([f"{REMARK} {DAY}: {DAYS.format(zone=zone)}"])
    return text.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(today: date, zone: str, prefilled: Prefilled | None = None, layout: Layout = FUNCTIONS) -> bytes:
    """The template of a layout as a workbook: the table, then the possible answers, which are also drop-downs.

    `zone` is the name of the time zone of its days.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        table, answers = book.add_worksheet(layout.title.split()[0]), book.add_worksheet("Answers")
        head = _mark(table, bold, prefilled)
        table.freeze_panes(head + 1, 0)
        table.write_row(head, 0, layout.columns, bold)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(layout.columns.values()):
            table.set_column(place, place, layout.widths.get(column.name, 16), day if column.dated else None)
            if column.dated:
                _ask_for_days(table, head + 1, place, column, zone)
        _fill(table, day, head + 1, layout, _rows(layout, today, prefilled))
        answers.set_column(0, 0, 16)
        answers.set_column(1, 1, 60)
        answers.write_row(0, 0, ["column", "possible answers"], bold)
        number = 1
        places = list(layout.columns)
        for name, values in _answers(layout):
            for offset, value in enumerate(values):
                answers.write_row(number + offset, 0, [name, value])
            source = f"=Answers!$B${number + 1}:$B${number + len(values)}"
            _offer(table, layout.columns[name], head + 1, places.index(name), source)
            number += len(values)
        for place, remark in enumerate((*layout.remarks, f"{DAY}: {DAYS.format(zone=zone)}"), start=number + 1):
            answers.write_string(place, 0, remark)
    return file.getvalue()


def _mark(table: Worksheet, bold: Format, prefilled: Prefilled | None) -> int:
    """Mark the sheet if it contains recorded data; returns the row of the header."""
    if prefilled is None:
        return 0
    table.write_string(0, 0, prefilled.marking, bold)
    table.set_header(f"&C{prefilled.marking}")
    table.set_footer(f"&C{prefilled.marking}")
    return 1


def _fill(table: Worksheet, day: Format, first: int, layout: Layout, rows: list[Mapping[str, str]]) -> None:
    """Write the rows: text, except for days."""
    for number, cells in enumerate(rows, start=first):
        for place, column in enumerate(layout.columns.values()):
            text = cells[column.name]
            if column.dated:
                table.write_datetime(number, place, datetime.combine(date.fromisoformat(text), time()), day)
            else:
                table.write_string(number, place, text)


def _ask_for_days(table: Worksheet, first: int, place: int, column: SheetColumn, zone: str) -> None:
    """Cells in a column of days say how to write a day, and in which time zone."""
    table.data_validation(
        first,
        place,
        ROWS,
        place,
        {
            "validate": "date",
            "criteria": ">=",
            "value": datetime.combine(FIRST_DAY if column.name == DAY else CALENDAR, time()),
            "input_title": _titled(column),
            "input_message": DAYS.format(zone=zone),
            "error_type": "information",
            "error_title": _titled(column),
            "error_message": DAYS.format(zone=zone),
        },
    )


def _offer(table: Worksheet, column: SheetColumn, first: int, place: int, source: str) -> None:
    """Cells of a question offer its answers; a code or label alone is accepted too."""
    table.data_validation(
        first,
        place,
        ROWS,
        place,
        {
            "validate": "list",
            "source": source,
            "error_type": "information",
            "error_title": _titled(column),
            "error_message": "This answer is not listed. You can also write the code or the label alone.",
        },
    )


def _titled(column: SheetColumn) -> str:
    return shorten(column.label, TITLE, placeholder="…")


def _rows(layout: Layout, today: date, prefilled: Prefilled | None) -> list[Mapping[str, str]]:
    """The functions of the area, or an example; nothing for other layouts, whose rows refer to each other."""
    if layout is not FUNCTIONS:
        return []
    if prefilled and prefilled.rows:
        return list(prefilled.rows)
    own = {"area": prefilled.area, "function": f"{prefilled.area}-EXAMPLE"} if prefilled else {}
    return [EXAMPLE | own | {DAY: today.isoformat()}]


def _answers(layout: Layout) -> Iterator[tuple[str, list[str]]]:
    for column in layout.columns.values():
        if column.answers:
            yield column.name, [answer(one.value, one.label) for one in column.answers]
