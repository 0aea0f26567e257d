"""A kind of record as one declaration: what it is called, its fields, its lines, and its rules.

Tables, forms, lists, history, search, files and guards are made from it (ADR 0013). What a kind cannot say in fields,
it says in `rules`: a pure function over what is given and what the record knows.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Protocol

from django.db.models import TextChoices

from missions.domain.dates import day
from missions.domain.record.portfolio import Said
from missions.domain.vocabulary import Certainty, Provenance

# Where people may say that a record or evidence comes from: official is the strategy's own text, and illustrative what
# the sample brings.
PROVENANCES = (Provenance.PUBLIC_SOURCE, Provenance.CATALOG, Provenance.ASSESSMENT)
# Before the first day that anything here is about, and the first that spreadsheets know.
FIRST_YEAR = 1900


class Holds(Enum):
    """What a field holds."""

    TEXT = auto()
    PROSE = auto()
    CHOICE = auto()
    DAY = auto()
    NUMBER = auto()
    REFERENCE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its column, label and what it holds, and how it is typed, searched, filtered and listed.

    `refers` names the kind a reference is to. A `fixed` field cannot change from one revision to the next. `weight` is
    the letter under which it is searched (A first), empty where it is not. `missing` is said where it is left empty.
    `names` are further headers a file may use. `codes` are what a text may be, each code with its name; what was
    recorded before one of them was demanded stays as it is. `follows` says what fills it in on a form that is opened
    about something: the name of lines, a field of theirs, and a field of each record that is referred to on the way.
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
        """Whether it holds words of any length, which are stored where none are given as well."""
        return self.holds in {Holds.TEXT, Holds.PROSE}

    @property
    def empty(self) -> Any:
        """What the record holds where nothing is given."""
        return "" if self.is_text else None

    def read(self, value: Any) -> Any:
        """A value as tables and JSON keep it, as the record has it: a member of its choices, a date, or as it is."""
        if value is None:
            return self.empty
        if self.holds is Holds.CHOICE:
            return self.choices(value)
        if self.holds is Holds.DAY and isinstance(value, str):
            return date.fromisoformat(value)
        return value

    def spelled(self, code: str) -> str:
        """The code of what it refers to, typed in any case, as the record has it."""
        return code.lower() if self.refers == "passage" else code.upper()

    def words(self, value: Any) -> str:
        """A value as it is shown: a label, a day in words, a number with its unit; empty where there is none."""
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
    """Lines that come with each revision, such as the dependencies of a solution."""

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    about: str = ""

    def key(self, field: Field) -> str:
        """What programs call the column of one of its fields, in a file that has the record's own fields as well."""
        return f"{self.name}_{field.name}"

    def titled(self, field: Field) -> str:
        """What people call that column."""
        return f"{self.label}: {field.label}"


@dataclass(frozen=True)
class Given:
    """What somebody gives for a record: its values by field, and its lines by name."""

    code: str
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[Mapping[str, Any], ...]]
    effective_on: date
    retired: bool = False


@dataclass(frozen=True)
class State:
    """A record as it stands at a moment; references are codes, choices members of their choices."""

    kind: str
    code: str
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[Mapping[str, Any], ...]]
    retired: bool
    said: Said
    certainty: Certainty | None = None
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit, beside the field that causes it (None: the whole form); a line's is `lines-place-field`."""

    message: str
    field: str | None = None


class Known(Protocol):
    """What the record says on the effective date of what is given; read under the lock where it is written."""

    def state(self, kind: str, code: str) -> State | None:
        """The record of that kind and code, retired or not; None before it existed."""

    def having(self, kind: str, values: Mapping[str, Any]) -> Iterable[State]:
        """The records of that kind with these values, the retired ones included, by code."""

    def timeline(self, kind: str, code: str, field: str) -> Iterable[tuple[date, Any]]:
        """Every value that a field of one record ever has, as known now: the day from which it holds, the value."""


Rules = Callable[[Given, Known], Iterable[Problem]]


# What is wrong with a day before a record's first.
EARLIER = "{code} did not exist on {day}; choose a later day."


def no_rules(_given: Given, _known: Known) -> Iterable[Problem]:
    """For a kind that fields say everything about."""
    return ()


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `address` is the first part of its pages' addresses, `prefix` begins the codes that are suggested, and `title` names
    the fields a record is called by, with `between` them, and `article` stands before its
    label in a sentence. No two records in force share all of the fields `once`. `permission` is the one that writing
    needs, by name.
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
    rules: Rules = no_rules

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return next((one for one in self.fields if one.name == name), None) or _missing(name)

    @property
    def listed(self) -> tuple[Field, ...]:
        """The columns of its list, beside code and title."""
        return tuple(one for one in self.fields if one.listed)

    @property
    def searched(self) -> tuple[Field, ...]:
        """The fields that a search finds it by: those of its title, and all that have a weight."""
        return tuple(one for one in self.fields if one.weight or one.name in self.title)

    @property
    def refers(self) -> tuple[str, ...]:
        """The kinds that its references are to, those of its lines too."""
        fields = [*self.fields, *(field for lines in self.lines for field in lines.fields)]
        return tuple(dict.fromkeys(field.refers for field in fields if field.refers))

    @property
    def filters(self) -> tuple[Field, ...]:
        """The fields that narrow its list."""
        return tuple(one for one in self.fields if one.filtered)

    def called(self, values: Mapping[str, Any]) -> str:
        """What a record is called on screen."""
        return self.joined(self.field(name).words(values[name]) for name in self.title)

    def joined(self, words: Iterable[str]) -> str:
        """The words of its title as one."""
        return self.between.join(filter(None, words))


def _missing(name: str) -> Field:
    raise KeyError(name)


def problems(kind: Kind, given: Given, known: Known, before: State | None = None) -> list[Problem]:
    """All that does not fit: fixed fields that change, references to nothing, a second of one, what its rules refuse.

    `before` is what stood on the effective date: a reference it has already may go on pointing to what is retired.
    """
    found = [*_fixed(kind, given, before), *_coded(kind, given, before)]
    found += _misread(kind, given)
    found += _references(kind, given, known, before)
    found += _second(kind, given, known)
    return [*found, *kind.rules(given, known)]


def says(state: State, given: Given) -> bool:
    """Whether the record says the same already."""
    same = all(state.values[name] == value for name, value in given.values.items())
    return same and state.retired == given.retired and dict(state.lines) == dict(given.lines)


def line_field(lines: str, place: int, field: str) -> str:
    """The name under which a form has one field of one line."""
    return f"{lines}-{place}-{field}"


def _fixed(kind: Kind, given: Given, before: State | None) -> Iterable[Problem]:
    for field in kind.fields:
        if before and field.fixed and before.values[field.name] != given.values[field.name]:
            stands = field.words(before.values[field.name])
            yield Problem(f"{field.label} stays {stands}. Retire this record and add another instead.", field.name)


def _coded(kind: Kind, given: Given, before: State | None) -> Iterable[Problem]:
    for one in kind.fields:
        value = given.values[one.name]
        stood = before and before.values[one.name] == value
        if one.codes and value and value not in one.codes and not stood:
            yield Problem(f"{one.label}: there is no {value}. {one.help}".rstrip(), one.name)


def _misread(kind: Kind, given: Given) -> Iterable[Problem]:
    """Days of a year that nobody means: browsers take "26" for the year 26."""
    for field, value, name in _places(kind, given):
        if field.holds is Holds.DAY and value and value.year < FIRST_YEAR:
            yield Problem(f"{field.label}: write the year with four digits, {FIRST_YEAR} or later.", name)


def _places(kind: Kind, given: Given) -> Iterator[tuple[Field, Any, str]]:
    """Every field of the record and of its lines, with its value and the name under which a form has it."""
    for field in kind.fields:
        yield field, given.values[field.name], field.name
    for lines in kind.lines:
        for place, line in enumerate(given.lines.get(lines.name, ())):
            for field in lines.fields:
                yield field, line[field.name], line_field(lines.name, place, field.name)


def _references(kind: Kind, given: Given, known: Known, before: State | None) -> Iterable[Problem]:
    stood = referred(kind, before.values, before.lines) if before else set()
    for field, code, name in _places(kind, given):
        if field.holds is Holds.REFERENCE and code:
            state = known.state(field.refers, code)
            if state is None:
                missing = f"{field.label}: there is no {code} on {day(given.effective_on)}."
                yield Problem(f"{missing} Enter the code that stands on its page.", name)
            elif state.retired and (field.refers, code) not in stood and not given.retired:
                since = day(state.said.effective_on)
                yield Problem(f"{field.label}: {code} is retired since {since}. Choose another.", name)


def _second(kind: Kind, given: Given, known: Known) -> Iterable[Problem]:
    """What is wrong where another record in force says the same in the fields that tell records apart."""
    values = {name: given.values[name] for name in kind.once}
    if given.retired or not values or None in values.values():
        return
    for one in known.having(kind.name, values):
        if one.code != given.code and not one.retired:
            yield Problem(f"{one.code} is this {kind.label.lower()} already. Revise it instead.", kind.once[-1])


def referred(
    kind: Kind, values: Mapping[str, Any], lines: Mapping[str, Iterable[Mapping[str, Any]]]
) -> set[tuple[str, str]]:
    """Everything that a record refers to, by kind and code; what is said of it may be a part."""
    told = [(kind.fields, values)]
    told += [(one.fields, line) for one in kind.lines for line in lines.get(one.name, ())]
    return {
        (field.refers, said[field.name])
        for fields, said in told
        for field in fields
        if field.holds is Holds.REFERENCE and said.get(field.name)
    }
