"""The records of a kind as rows of a file; importing them unchanged changes nothing.

A record has one row for each of its lines; the first row also has its own fields, and every row has its code.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices

from missions.domain.kinds.kind import Field, Holds, Kind, RecordState
from missions.domain.vocabulary import Provenance
from missions.exports.document import FilledColumn, Value

PROSE, TEXT, SHORT = 50, 30, 16


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row of a record: with its own fields if it is the `first`, and with its lines of one position."""

    state: RecordState
    place: int

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """The provenance of the record, on its first row only."""
        return (self.state.said.provenance,) if self.first else ()

    @property
    def first(self) -> bool:
        """Whether it is the row with the record's own fields."""
        return self.place == 0


def rows_of(states: Iterable[RecordState]) -> Iterator[RecordRow]:
    """For each record, a row for every line, or one row if it has none."""
    for state in states:
        for place in range(max([1, *map(len, state.lines.values())])):
            yield RecordRow(state, place)


def columns(kind: Kind) -> tuple[FilledColumn, ...]:
    """The columns of a kind: its code, its fields, its lines, and who recorded it."""
    own = (_own(field.name, field.label, _width(field), _value(field)) for field in kind.fields)
    lines = (
        FilledColumn(one.key(field), one.titled(field), _width(field), of=_of_line(one.name, field))
        for one in kind.lines
        for field in one.fields
    )
    return (FilledColumn("code", "Code", 14, of=lambda row: row.state.code), *own, *lines, *FACT_COLUMNS)


def _own(key: str, label: str, width: int, of: Callable[[RecordState], Value]) -> FilledColumn:
    return FilledColumn(key, label, width, of=lambda row: of(row.state) if row.first else None)


def _value(field: Field) -> Callable[[RecordState], Value]:
    return lambda state: _plain(state.values[field.name])


def _of_line(name: str, field: Field) -> Callable[[RecordRow], Value]:
    def told(row: RecordRow) -> Value:
        lines = row.state.lines[name]
        return _plain(lines[row.place][field.name]) if row.place < len(lines) else None

    return told


def _plain(value: Any) -> str | int | date | None:
    return str(value.label) if isinstance(value, TextChoices) else value


def _width(field: Field) -> int:
    widths = {Holds.PROSE: PROSE, Holds.TEXT: TEXT}
    return widths.get(field.holds, SHORT)


FACT_COLUMNS = (
    _own("retired", "Retired", 9, lambda state: state.retired),
    _own("provenance", "Provenance", 14, lambda state: state.said.provenance.label),
    _own("certainty", "Certainty", TEXT, lambda state: state.certainty.label),
    _own("source", "Source", TEXT, lambda state: state.said.source),
    _own("reason", "Reason", TEXT, lambda state: state.said.reason),
    _own("effective_on", "Effective", 12, lambda state: state.said.effective_on),
    _own("recorded_at", "Recorded", 20, lambda state: state.said.recorded_at),
    _own("by", "Recorded by", 20, lambda state: state.said.by),
    _own("entry", "Entry", 8, lambda state: state.said.sequence),
)
