"""Records of a kind for their pages: values in words, references as links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from missions.domain import addresses
from missions.domain.kinds.kind import Field, Holds, Kind, RecordState, line_field
from missions.queries.kinds.names import NamedRecord, Names, Referring


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value with its label; `path` is the page of what it refers to, with the moment kept."""

    label: str
    text: str
    path: str = ""
    retired: bool = False
    prose: bool = False


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """One record in a list."""

    state: RecordState
    title: str
    path: str
    cells: tuple[ShownValue, ...]


@dataclass(frozen=True)
class ListedRows:
    """The rows of one page of a list."""

    kind: Kind
    rows: tuple[ListedRecord, ...]


@dataclass(frozen=True, slots=True)
class LinesShown:
    """The lines of one name, as a table."""

    label: str
    plural: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ShownValue, ...], ...]


def values_shown(
    fields: Iterable[Field], values: Mapping[str, Any], names: Names, suffix: str
) -> tuple[ShownValue, ...]:
    """The fields with their values, in their order."""
    return tuple(_shown(field, values[field.name], names, suffix) for field in fields)


def listed_rows(kind: Kind, states: Iterable[RecordState], names: Names, suffix: str) -> ListedRows:
    """The records as rows of their list."""
    rows = (
        ListedRecord(
            state=state,
            title=names.called(state),
            path=addresses.record(kind.address, state.code, suffix),
            cells=values_shown(kind.listed, state.values, names, suffix),
        )
        for state in states
    )
    return ListedRows(kind, tuple(rows))


def lines_shown(kind: Kind, state: RecordState, names: Names, suffix: str) -> list[LinesShown]:
    """The lines of a record, a table for each name that has any."""
    return [
        LinesShown(
            label=lines.label,
            plural=lines.plural,
            about=lines.about,
            columns=tuple(field.label for field in lines.fields),
            rows=tuple(values_shown(lines.fields, line, names, suffix) for line in state.lines[lines.name]),
        )
        for lines in kind.lines
    ]


def referring(found: Iterable[Referring], names: Names, suffix: str) -> list[tuple[str, list[NamedRecord]]]:
    """The records that refer to a record, by kind."""
    grouped: dict[str, list[NamedRecord]] = {}
    for one in found:
        named = names.of(one.kind.name, one.code)
        if named:
            grouped.setdefault(one.kind.plural, []).append(
                NamedRecord(named.code, named.title, f"{named.path}{suffix}", named.retired)
            )
    return list(grouped.items())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A record that can be added about another: its kind, and its form with the reference filled in."""

    kind: Kind
    url: str


def follow_ups(kind: Kind, code: str, kinds: Iterable[Kind]) -> list[FollowUp]:
    """The records of these kinds that can refer to a record, by a field of their own or of their first line."""
    found = []
    for one in kinds:
        own = [field.name for field in one.fields if field.refers == kind.name]
        of_lines = [
            line_field(lines.name, 0, field.name)
            for lines in one.lines
            for field in lines.fields
            if field.refers == kind.name
        ]
        names = [*own, *of_lines]
        if names and one is not kind:
            found.append(FollowUp(one, addresses.add_record(one.address, **{names[0]: code})))
    return found


def _shown(field: Field, value: Any, names: Names, suffix: str) -> ShownValue:
    prose = field.holds is Holds.PROSE
    if field.holds is not Holds.REFERENCE or not value:
        return ShownValue(field.label, field.words(value), prose=prose)
    named = names.of(field.refers, value)
    if named is None:
        return ShownValue(field.label, value)
    return ShownValue(field.label, named.title, f"{named.path}{suffix}", named.retired)
