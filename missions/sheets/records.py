"""A file of records of a kind: its columns, and what the rows about one record ask for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from missions.domain.kinds.kind import PROVENANCES, Field, Holds, Kind, Lines, RecordState
from missions.domain.typed import visible
from missions.domain.vocabulary import Certainty, Provenance
from missions.sheets.columns import SheetColumn, column_of, shortened
from missions.sheets.layout import Layout, names_of
from missions.sheets.plan import effective_day, unfit_code, unusable, written_day

CODE, DAY, RETIRED = "code", "effective_on", "retired"
FORM_OF = {
    Holds.DAY: "a day, such as 2025-03-01",
    Holds.NUMBER: "a whole number",
    Holds.REFERENCE: "the code of a {refers}",
}
# With a comma or a space between thousands, and with or without its unit.
NUMBER = re.compile(r"([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,16})(?: ?[A-Za-z]+)?")
MOST = 10**15
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
COMMON = (
    SheetColumn(RETIRED, "Retired", 10, form="yes or no", exact=True),
    SheetColumn("provenance", "Provenance", 40, Provenance, form="for a new one", exact=True, offered=PROVENANCES),
    SheetColumn("certainty", "Certainty", 80, Certainty, form="for a new one", exact=True),
    SheetColumn("source", "Source", 500),
    SheetColumn(DAY, "Effective date", 40, required=True, form="a day, such as 2025-03-01", exact=True, dated=True),
)
# What an export computes from the record.
FOLLOWS = ("Reason", "Recorded", "Recorded by", "Entry")
WIDE = {Holds.PROSE: 50, Holds.TEXT: 30}


@dataclass(frozen=True)
class RecordFileRow:
    """One row of a file: its line, its cells by column, and the problems of single cells."""

    number: int
    cells: Mapping[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A problem, and which of the rows about a record has it."""

    row: int
    message: str


@dataclass(frozen=True)
class AskedRecord:
    """The rows about one record as they were understood: only what the file has columns for.

    `lines` are by name, each with its row. `effective_on` is None if the day is invalid; a record that is `undated` is
    compared with today.
    """

    code: str
    effective_on: date | None
    undated: bool
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[tuple[int, Mapping[str, Any]], ...]]
    said: Mapping[str, Any]
    problems: tuple[Placed, ...]


@cache
def layout_of(kind: Kind) -> Layout:
    """The columns of a file of records of this kind."""
    own = [_column(field, field.name, field.label) for field in kind.fields]
    lines = [_column(field, one.key(field), one.titled(field)) for one in kind.lines for field in one.fields]
    columns = {
        one.name: one for one in (SheetColumn(CODE, "Code", 40, required=True, exact=True), *own, *lines, *COMMON)
    }
    names = names_of(columns.values(), kind.fields, FOLLOWS, {"effective": DAY})
    widths = {one.name: WIDE[one.holds] for one in kind.fields if one.holds in WIDE}
    return Layout(kind.name, kind.plural, CODE, columns, names, _remarks(kind), widths | {"source": 30})


def understand(kind: Kind, rows: Sequence[RecordFileRow], today: date) -> AskedRecord:
    """What the rows about one record ask for; invalid values become problems in words."""
    first, columns = rows[0].cells, layout_of(kind).columns
    problems = [Placed(place, message) for place, row in enumerate(rows) for message in _wrong(row, columns)]
    code = first.get(CODE, "").upper()
    told = [unfit_code(code, "Code", f"{kind.prefix}-007")]
    undated = not first.get(DAY)
    on = today if undated else effective_day(first[DAY], today, told)
    values, said = _own(kind, first, told)
    problems += [Placed(0, message) for message in told if message]
    problems += _repeated(kind, rows)
    lines = {one.name: _lines(one, rows, problems) for one in kind.lines if _has(one, first)}
    return AskedRecord(code, on, undated, values, lines, said, tuple(problems))


def as_recorded(asked: str, stands: str) -> str:
    """A text as it is recorded: unchanged if it differs from the record only in ways that nobody can see."""
    return stands if visible(asked) == visible(stands) else asked


def completed(lines: Lines, given: Iterable[Mapping[str, Any]], before: RecordState | None) -> list[dict[str, Any]]:
    """Lines completed with what the file has no column for: as in the matching recorded line, or empty."""
    left = list(before.lines[lines.name]) if before else []
    found = []
    for line in given:
        stands = next((one for one in left if all(_same(one[name], value) for name, value in line.items())), None)
        if stands:
            left.remove(stands)
        found.append(
            dict(stands) if stands else {field.name: line.get(field.name, field.empty) for field in lines.fields}
        )
    return found


def _same(stands: Any, value: Any) -> bool:
    if isinstance(stands, str) and isinstance(value, str):
        return visible(stands) == visible(value)
    return stands == value


def _column(field: Field, name: str, label: str) -> SheetColumn:
    form = FORM_OF.get(field.holds, "").format(refers=field.refers)
    needed = "needed" if field.required else ""
    unit = f"in {field.unit}" if field.unit else ""
    return column_of(field, name, label, "; ".join(filter(None, [needed, form, unit])))


def _remarks(kind: Kind) -> tuple[str, ...]:
    lines = [
        f"A {kind.label.lower()} with several {one.plural.lower()} has a row for each: its code stands in all, what it"
        " is itself in the first."
        for one in kind.lines
    ]
    return (
        f"One row for each {kind.label.lower()}, after those that it refers to.",
        *lines,
        "An empty cell means that nothing is given; a column that is missing leaves what is recorded.",
        "Answers may be written as their code, as their label, or as both.",
    )


def _wrong(row: RecordFileRow, columns: Mapping[str, SheetColumn]) -> list[str]:
    return [*row.problems, *unusable(row.cells, columns)]


def _own(kind: Kind, cells: Mapping[str, str], told: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record's own values and its basis, from the columns that there are."""
    values = {one.name: _read(one, cells[one.name], one.label, told) for one in kind.fields if one.name in cells}
    said: dict[str, Any] = {}
    for column in COMMON:
        text = cells.get(column.name)
        if text is None or column.name == DAY:
            continue
        if column.choices:
            said[column.name] = _answer(column, text, told)
        elif column.name == RETIRED:
            said[RETIRED] = _yes(text, told)
        else:
            said[column.name] = text
    return values, {name: value for name, value in said.items() if value is not None}


def _yes(text: str, told: list[str]) -> bool | None:
    if text and text.casefold() not in YES_NO:
        told.append(f"Retired “{shortened(text)}” is not an answer. Possible: yes, no.")
    return YES_NO.get(text.casefold())


def _repeated(kind: Kind, rows: Sequence[RecordFileRow]) -> Iterable[Placed]:
    """The problems of the rows after a record's first: they may only contain further lines."""
    first, columns = rows[0], layout_of(kind).columns
    of_lines = {one.key(field) for one in kind.lines for field in one.fields}
    for place, row in enumerate(rows[1:], start=1):
        for name, text in row.cells.items():
            own = name not in of_lines and name != CODE
            if own and text and visible(text) != visible(first.cells[name]):
                label = columns[name].label
                yield Placed(place, f"{label} differs from line {first.number}, which is about the same record.")
        if not any(row.cells.get(name) for name in of_lines):
            code = first.cells[CODE].upper()
            yield Placed(
                place, f"Line {first.number} is about {code} already; keep one row for each {kind.label.lower()}."
            )


def _has(lines: Lines, cells: Mapping[str, str]) -> bool:
    return any(lines.key(field) in cells for field in lines.fields)


def _lines(
    lines: Lines, rows: Sequence[RecordFileRow], problems: list[Placed]
) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    found = []
    for place, row in enumerate(rows):
        texts = {one: row.cells[lines.key(one)] for one in lines.fields if lines.key(one) in row.cells}
        if any(texts.values()):
            told: list[str] = []
            line = {one.name: _read(one, text, lines.titled(one), told) for one, text in texts.items()}
            problems += [Placed(place, message) for message in told]
            found.append((place, line))
    return tuple(found)


def _read(field: Field, text: str, label: str, told: list[str]) -> Any:
    """The value of a cell; if it is invalid, its empty value and a problem."""
    if not text:
        return field.empty
    match field.holds:
        case Holds.CHOICE:
            return _answer(_column(field, field.name, label), text, told)
        case Holds.REFERENCE:
            return field.spelled(text)
        case Holds.DAY:
            return _day(text, label, told)
        case Holds.NUMBER:
            return _number(text, label, told)
        case Holds.TEXT:
            return " ".join(text.splitlines())
    return text


def _answer(column: SheetColumn, text: str, told: list[str]) -> Any:
    value = column.read(text)
    if value is not None:
        return column.choices(value)
    if text:
        possible = ", ".join(one.label for one in column.answers)
        told.append(f"{column.label} “{shortened(text)}” is not an answer. Possible: {possible}.")
    return None


def _day(text: str, label: str, told: list[str]) -> date | None:
    try:
        return written_day(text)
    except ValueError as error:
        told.append(f"{label} “{shortened(text)}” cannot be used. {error}")
    return None


def _number(text: str, label: str, told: list[str]) -> int | None:
    written = NUMBER.fullmatch(text)
    number = int(re.sub("[, ]", "", written[1])) if written else None
    if number is None or number > MOST:
        told.append(f"{label} “{shortened(text)}” is not a whole number of at most {MOST:,}, such as 1500000.")
        return None
    return number
