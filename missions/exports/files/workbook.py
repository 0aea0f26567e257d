"""Tables as XLSX: a provenance sheet first, each table with a frozen header and a filter, and native charts."""

import gc
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from missions.charts.theme import NO_CATEGORY
from missions.domain.vocabulary import Category, Standing
from missions.exports.colors import CATEGORY, LIGHT_LINE, STANDING, STANDING_FILL, marking
from missions.exports.document import Document, Table, Value
from missions.exports.packages import FIXED, timeless
from missions.exports.words import cell, clean, written

# Text stays text, even if it begins like a formula or a link.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmm yyyy",
}
# The marking is in the first row, the columns' names in the second.
HEAD, FIRST = 1, 2
WIDEST_TEXT = 30
BARS_MOST = 40
# Rows of a sheet, heights of a chart in pixels, and the row of the second chart.
ROW, BAR, CHART_HEAD, SECOND = 20, 24, 160, 18
# The height of a row in points, and the most lines that a row shows; the cell itself has the rest.
LINE, LINES_MOST = 15, 8
# Characters that fit across one printed page.
PAGE_WIDE = 160
A3 = 8


def render(document: Document) -> Iterator[bytes]:
    """The whole workbook."""
    drawn = _drawn(document)
    # Workbook, sheets and cells refer to each other, and the next garbage collection may be hours away.
    gc.collect()
    yield timeless(drawn)


def _drawn(document: Document) -> bytes:
    held = io.BytesIO()
    with Workbook(held, OPTIONS) as book:
        book.set_properties(
            {
                "title": f"{document.title}, {document.header.as_of.isoformat()}",
                "subject": document.header.banner,
                "author": "csis",
                "comments": f"Content hash {document.header.content_hash}",
                "created": FIXED.replace(tzinfo=None),
            }
        )
        sheets = _Sheets(book, document)
        sheets.provenance()
        for table in document.tables:
            sheets.table(table)
        areas = document.table("areas")
        if areas and areas.rows:
            sheets.charts(areas)
    return held.getvalue()


def _height(values: Iterable[tuple[Value, int]]) -> int:
    """Points for a row whose texts wrap in columns of these widths; programs differ in fitting it themselves."""
    lines = [len(value) // width + 1 for value, width in values if isinstance(value, str) and width > WIDEST_TEXT]
    return LINE * min(max(lines, default=1), LINES_MOST)


class _Sheets:
    """The sheets of one workbook, with their shared formats."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.book = book
        self.header = document.header
        self.title = document.title
        ground, ink = marking(self.header.banner)
        self.marking = book.add_format({"bold": True, "bg_color": f"#{ground}", "font_color": f"#{ink}"})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self.number = book.add_format({"valign": "top", "align": "right", "indent": 1})
        self.day = book.add_format({"valign": "top", "num_format": "d mmm yyyy", "align": "left"})
        self.moment = book.add_format({"valign": "top", "num_format": "d mmm yyyy hh:mm", "align": "left"})

    def provenance(self) -> None:
        """The header, line by line."""
        sheet = self._sheet("Provenance", 2)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 100)
        sheet.write_string(HEAD, 0, "Export", self.head)
        sheet.write_string(HEAD, 1, self.title, self.head)
        for row, (label, value) in enumerate(self.header.lines, start=FIRST):
            sheet.write_string(row, 0, label, self.text)
            sheet.write_string(row, 1, cell(value), self.wrapped)
            sheet.set_row(row, _height([(value, 100)]))
        self._mark(sheet, FIRST + len(self.header.lines) + 1, 2)

    def table(self, table: Table) -> None:
        """One table under the marking, which is repeated after it."""
        width, rows = len(table.columns), tuple(table.rows)
        sheet = self._sheet(table.title, width)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(HEAD, place, column.label, self.head)
        sheet.set_row(HEAD, LINE * max(len(wrap(column.label, column.width)) for column in table.columns))
        for number, row in enumerate(rows, start=FIRST):
            for place, value in enumerate(row):
                self._write(sheet, number, place, value, table.columns[place].width)
            sheet.set_row(number, _height(zip(row, (column.width for column in table.columns), strict=True)))
        if sum(column.width for column in table.columns) <= PAGE_WIDE:
            sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(FIRST, 1)
        sheet.autofilter(HEAD, 0, HEAD + max(len(rows), 1), width - 1)
        self._mark(sheet, FIRST + len(rows) + 1, width)

    def charts(self, areas: Table) -> None:
        """Areas by category, counted beside the chart, and the standing mix of each area."""
        sheet = self._sheet("Charts", 12)
        sheet.fit_to_pages(1, 1)
        places = {column.key: place for place, column in enumerate(areas.columns)}
        official = [row for row in areas.rows if not row[places["emerging"]]]
        self._by_category(sheet, [row[places["category"]] for row in official])
        shown = min(len(official), BARS_MOST)
        self._mix(sheet, areas.title, places, shown, len(official))
        self._mark(sheet, SECOND + (CHART_HEAD + BAR * shown) // ROW + 2, 12)

    def _by_category(self, sheet: Worksheet, held: list[Value]) -> None:
        sheet.set_column(0, 0, 22)
        sheet.write_string(HEAD, 0, "Category", self.head)
        sheet.write_string(HEAD, 1, "Areas", self.head)
        named = [(category.label, CATEGORY[category], category.label) for category in Category]
        if "" in held:
            named.append((NO_CATEGORY, CATEGORY[None], ""))
        for row, (label, _, value) in enumerate(named, start=FIRST):
            sheet.write_string(row, 0, label, self.text)
            sheet.write_number(row, 1, held.count(value), self.text)
        chart = self.book.add_chart({"type": "bar"})
        last = FIRST + len(named) - 1
        chart.add_series(
            {
                "name": "Areas",
                "categories": ["Charts", FIRST, 0, last, 0],
                "values": ["Charts", FIRST, 1, last, 1],
                "points": [{"fill": {"color": f"#{color}"}} for _, color, _ in named],
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
        chart.set_title({"name": "Mission areas by category in force", "overlay": False})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        told = ", ".join(f"{label} {held.count(value)}" for label, _, value in named)
        sheet.insert_chart(HEAD, 3, chart, {"description": f"Bar chart of mission areas by category: {told}."})

    def _mix(self, sheet: Worksheet, source: str, places: dict[str, int], shown: int, number: int) -> None:
        if not shown:
            return
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        last = FIRST + shown - 1
        for standing in Standing:
            place = places[standing.value]
            series = {
                "name": standing.label,
                "categories": [source, FIRST, places["area"], last, places["area"]],
                "values": [source, FIRST, place, last, place],
                "border": {"color": f"#{STANDING[standing]}"},
                "gap": 40,
            }
            if standing is Standing.OPEN:
                series["pattern"] = {"pattern": "wide_upward_diagonal", "fg_color": f"#{STANDING[standing]}"}
            else:
                series["fill"] = {"color": f"#{STANDING_FILL[standing]}"}
            chart.add_series(series)
        some = f", the first {shown} of {number}" if shown < number else ""
        chart.set_title({"name": f"Functions by standing, by area{some}", "overlay": False})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(
            {"major_gridlines": {"visible": True, "line": {"color": f"#{LIGHT_LINE}"}}, "label_position": "high"}
        )
        chart.set_size({"width": 860, "height": CHART_HEAD + BAR * shown})
        sheet.insert_chart(SECOND, 0, chart, {"description": f"Stacked bar chart of functions by standing{some}."})

    def _sheet(self, name: str, width: int) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.repeat_columns(0)
        sheet.repeat_rows(0, HEAD)
        sheet.set_header(f"&C{self.header.banner}")
        sheet.set_footer(f"&L{self.title}, as of {self.header.as_of.isoformat()}&C{self.header.banner}&R&P of &N")
        self._mark(sheet, 0, width)
        return sheet

    def _mark(self, sheet: Worksheet, row: int, width: int) -> None:
        for place in range(width):
            sheet.write_blank(row, place, None, self.marking)
        sheet.write_string(row, 0, self.header.banner, self.marking)

    def _write(self, sheet: Worksheet, row: int, place: int, value: Value, width: int) -> None:
        match value:
            case None | "":
                return
            case bool():
                sheet.write_string(row, place, "Yes" if value else "No", self.text)
            case datetime():
                sheet.write_datetime(row, place, value.astimezone(UTC).replace(tzinfo=None), self.moment)
            case date():
                self._write_day(sheet, row, place, value)
            case int():
                sheet.write_number(row, place, value, self.number)
            case _:
                sheet.write_string(row, place, written(cell(value)), self._words(width))

    def _write_day(self, sheet: Worksheet, row: int, place: int, value: date) -> None:
        # A spreadsheet's calendar begins in 1900.
        if value.year < 1900:
            sheet.write_string(row, place, clean(value.isoformat()), self.text)
        else:
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001

    def _words(self, width: int) -> Format:
        return self.wrapped if width > WIDEST_TEXT else self.text
