"""A kind of record as one declaration: its name, its fields, its lines, and its rules.

Tables, forms, lists, history, search, files and guards are made from it (ADR 0013). What fields cannot say is in
`rules`: a pure function over what is given and what the record knows.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Protocol

from django.db.models import TextChoices

from missions.domain.dates import day
from missions.domain.record.portfolio import Attribution
from missions.domain.vocabulary import Certainty, Provenance

# The provenances that people may choose: official is the strategy's own text, and illustrative is the sample's.
PROVENANCES = (Provenance.PUBLIC_SOURCE, Provenance.CATALOG, Provenance.ASSESSMENT)
# Before the first day that any record is about, and the first day that spreadsheets know.
FIRST_YEAR = 1900


class Holds(Enum):
    """What a field contains."""

    TEXT = auto()
    PROSE = auto()
    CHOICE = auto()
    DAY = auto()
    NUMBER = auto()
    REFERENCE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its column, its label, its type, and how it is entered, searched, filtered and listed.

    `refers` names the kind that a reference points to. A `fixed` field cannot change from one revision to the next.
    `weight` is its letter in the search (A first), empty if it is not searched. `missing` is the message if it is left
    empty. `names` are further headers that a file may use. `codes` are the values that a text may have, each with its
    name; values recorded before a code was demanded are kept. `follows` says what fills it in on a form that is opened
    about something: the name of lines, one of their fields, and one field of each record referred to on the way.
    """

    name: str
    label: str
    holds: Holds = Holds.TEXT
    help: str = ""
    required: bool = False
    longest: int = 200
    choices: type[TextChoices] | None = None
    refers: str = ""
    unit: str = ""
    missing: str = ""
    fixed: bool = False
    listed: bool = False
    filtered: bool = False
    weight: str = ""
    names: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def is_text(self) -> bool:
        """Whether it is text of any length, which is stored as an empty text if none is given."""
        return self.holds in {Holds.TEXT, Holds.PROSE}

    @property
    def empty(self) -> Any:
        """The value of the record if nothing is given."""
        return "" if self.is_text else None

    def read(self, value: Any) -> Any:
        """Convert a value from tables or JSON: a choice to its member, a date to a date, all else unchanged."""
        if value is None:
            return self.empty
        if self.holds is Holds.CHOICE:
            return self.choices(value)
        if self.holds is Holds.DAY and isinstance(value, str):
            return date.fromisoformat(value)
        return value

    def spelled(self, code: str) -> str:
        """The code it refers to as the record spells it, typed in any case."""
        return code.lower() if self.refers == "passage" else code.upper()

    def words(self, value: Any) -> str:
        """The value as it is shown: a label, a day in words, a number with its unit; empty if there is none."""
        match value:
            case None | "":
                return ""
            case TextChoices():
                return str(value.label)
            case date():
                return day(value)
            case int():
                return f"{value:,} {self.unit}".rstrip()
        return self.codes.get(value, str(value))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that are part of each revision, such as the dependencies of a solution."""

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    about: str = ""

    def key(self, field: Field) -> str:
        """The key of a line field's column, in a file that also has the record's own fields."""
        return f"{self.name}_{field.name}"

    def titled(self, field: Field) -> str:
        """The title of that column."""
        return f"{self.label}: {field.label}"


@dataclass(frozen=True)
class Given:
    """What is entered for a record: its values by field, and its lines by name."""

    code: str
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[Mapping[str, Any], ...]]
    effective_on: date
    retired: bool = False


@dataclass(frozen=True)
class RecordState:
    """A record at a moment; references are codes, and choices are members of their enumeration."""

    kind: str
    code: str
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[Mapping[str, Any], ...]]
    retired: bool
    said: Attribution
    certainty: Certainty | None = None
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit, and the field that causes it (None: the whole form); that of a line is `lines-place-field`."""

    message: str
    field: str | None = None


class RecordOnDay(Protocol):
    """What the rules may ask the record, on the effective date of what is given; read under the lock for a write."""

    def state(self, kind: str, code: str) -> RecordState | None:
        """The record of that kind and code, retired or not; None before it existed."""

    def having(self, kind: str, values: Mapping[str, Any]) -> Iterable[RecordState]:
        """The records of that kind with these values, retired ones included, by code."""

    def timeline(self, kind: str, code: str, field: str) -> Iterable[tuple[date, Any]]:
        """Every value that a field of one record ever has, as known now: the first day of each, and the value."""


KindRules = Callable[[Given, RecordOnDay], Iterable[Problem]]


# The message for a day before a record's first.
EARLIER = "{code} did not exist on {day}; choose a later day."


def no_rules(_given: Given, _known: RecordOnDay) -> Iterable[Problem]:
    """The rules of a kind that its fields describe completely."""
    return ()


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `address` is the first part of its pages' addresses, `prefix` the beginning of suggested codes. `title` names the
    fields that form a record's name, joined by `between`; `article` precedes its label in a sentence. No two records in
    force have the same values in all fields of `once`. `permission` is the name of the permission needed to write.
    """

    name: str
    label: str
    plural: str
    address: str
    prefix: str
    about: str
    title: tuple[str, ...]
    fields: tuple[Field, ...]
    lines: tuple[Lines, ...] = ()
    once: tuple[str, ...] = ()
    permission: str = "RECORD_COMMERCIAL"
    between: str = ": "
    article: str = "a"
    rules: KindRules = no_rules

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return next((one for one in self.fields if one.name == name), None) or _missing(name)

    @property
    def listed(self) -> tuple[Field, ...]:
        """The columns of its list, beside code and title."""
        return tuple(one for one in self.fields if one.listed)

    @property
    def searched(self) -> tuple[Field, ...]:
        """The fields that a search looks in: those of the title, and all with a weight."""
        return tuple(one for one in self.fields if one.weight or one.name in self.title)

    @property
    def refers(self) -> tuple[str, ...]:
        """The kinds that its references point to, including those of its lines."""
        fields = [*self.fields, *(field for lines in self.lines for field in lines.fields)]
        return tuple(dict.fromkeys(field.refers for field in fields if field.refers))

    @property
    def filters(self) -> tuple[Field, ...]:
        """The fields that narrow its list."""
        return tuple(one for one in self.fields if one.filtered)

    def called(self, values: Mapping[str, Any]) -> str:
        """The name of a record on screen."""
        return self.joined(self.field(name).words(values[name]) for name in self.title)

    def joined(self, words: Iterable[str]) -> str:
        """The parts of its title, joined."""
        return self.between.join(filter(None, words))


def _missing(name: str) -> Field:
    raise KeyError(name)


def problems(kind: Kind, given: Given, known: RecordOnDay, before: RecordState | None = None) -> list[Problem]:
    """Everything that does not fit: changed fixed fields, invalid references, duplicates, and what its rules refuse.

    `before` is the state in force on the effective date: a reference that it already has may keep pointing to something
    retired.
    """
    found = [*_fixed(kind, given, before), *_coded(kind, given, before)]
    found += _misread(kind, given)
    found += _references(kind, given, known, before)
    found += _second(kind, given, known)
    return [*found, *kind.rules(given, known)]


def says(state: RecordState, given: Given) -> bool:
    """Whether the record already says the same."""
    same = all(state.values[name] == value for name, value in given.values.items())
    return same and state.retired == given.retired and dict(state.lines) == dict(given.lines)


def line_field(lines: str, place: int, field: str) -> str:
    """The name of one field of one line in a form."""
    return f"{lines}-{place}-{field}"


def _fixed(kind: Kind, given: Given, before: RecordState | None) -> Iterable[Problem]:
    for field in kind.fields:
        if before and field.fixed and before.values[field.name] != given.values[field.name]:
            stands = field.words(before.values[field.name])
            yield Problem(f"{field.label} stays {stands}. Retire this record and add another instead.", field.name)


def _coded(kind: Kind, given: Given, before: RecordState | None) -> Iterable[Problem]:
    for one in kind.fields:
        value = given.values[one.name]
        stood = before and before.values[one.name] == value
        if one.codes and value and value not in one.codes and not stood:
            yield Problem(f"{one.label}: there is no {value}. {one.help}".rstrip(), one.name)


def _misread(kind: Kind, given: Given) -> Iterable[Problem]:
    """Dates in years that nobody means: browsers read "26" as the year 26."""
    for field, value, name in _places(kind, given):
        if field.holds is Holds.DAY and value and value.year < FIRST_YEAR:
            yield Problem(f"{field.label}: write the year with four digits, {FIRST_YEAR} or later.", name)


def _places(kind: Kind, given: Given) -> Iterator[tuple[Field, Any, str]]:
    """Every field of the record and of its lines, with its value and its name in a form."""
    for field in kind.fields:
        yield field, given.values[field.name], field.name
    for lines in kind.lines:
        for place, line in enumerate(given.lines.get(lines.name, ())):
            for field in lines.fields:
                yield field, line[field.name], line_field(lines.name, place, field.name)


def _references(kind: Kind, given: Given, known: RecordOnDay, before: RecordState | None) -> Iterable[Problem]:
    stood = referred(kind, before.values, before.lines) if before else set()
    for field, code, name in _places(kind, given):
        if field.holds is Holds.REFERENCE and code:
            state = known.state(field.refers, code)
            if state is None:
                missing = f"{field.label}: there is no {code} on {day(given.effective_on)}."
                yield Problem(f"{missing} Enter the code shown on its page.", name)
            elif state.retired and (field.refers, code) not in stood and not given.retired:
                since = day(state.said.effective_on)
                yield Problem(f"{field.label}: {code} has been retired since {since}. Choose another.", name)


def _second(kind: Kind, given: Given, known: RecordOnDay) -> Iterable[Problem]:
    """The message if another record in force has the same values in the fields of `once`."""
    values = {name: given.values[name] for name in kind.once}
    if given.retired or not values or None in values.values():
        return
    for one in known.having(kind.name, values):
        if one.code != given.code and not one.retired:
            yield Problem(f"{one.code} is this {kind.label.lower()} already. Revise it instead.", kind.once[-1])


def referred(
    kind: Kind, values: Mapping[str, Any], lines: Mapping[str, Iterable[Mapping[str, Any]]]
) -> set[tuple[str, str]]:
    """Everything that a record refers to, by kind and code; the values may be incomplete."""
    told = [(kind.fields, values)]
    told += [(one.fields, line) for one in kind.lines for line in lines.get(one.name, ())]
    return {
        (field.refers, said[field.name])
        for fields, said in told
        for field in fields
        if field.holds is Holds.REFERENCE and said.get(field.name)
    }
