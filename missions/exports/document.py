"""What every renderer gets: one frozen document, with a header that says what it is and where it comes from."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from missions.domain.commercial.posture.grid import Posture
from missions.domain.dates import day, moment
from missions.domain.exchange.briefed import AreaSheet, Recommendation
from missions.domain.exchange.structure import SCHEMA, RecordsByKind, content_hash, schema_of
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import Portfolio
from missions.domain.vocabulary import Provenance

STRATEGY = "DoD Commercial Space Integration Strategy (2024)"
SOURCE = (
    f"Categories and definitions: {STRATEGY}, section IV. Functions, assessments and thresholds: this record's own."
)
ILLUSTRATIVE = "Facts labeled Illustrative are made-up sample data; they assess nothing real."
SAMPLE = "Sample data is illustrative"
PORTFOLIO = "portfolio"
NO_POLICY = "no policy in force"

Value = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class ExportHeader:
    """What each export prints: marking, moment, provenance, policy, source, and the hash of the record behind it.

    `sequence` is the last entry that changed the record by then and `known_at` its time; 0 and None before the first.
    `filters` says what narrows a list; the hash always covers the whole record, in the structure named `schema`.
    """

    banner: str
    as_of: date
    sequence: int
    known_at: datetime | None
    policy: int | None
    provenance: str
    source: str
    content_hash: str
    filters: str = ""
    schema: str = SCHEMA

    @property
    def known(self) -> str:
        """The entry as of which the record is known, in words."""
        if self.known_at is None:
            return "before anything was recorded"
        return f"entry {self.sequence}, recorded {moment(self.known_at)}"

    @property
    def foot(self) -> str:
        """One line for the foot of every slide: source, day, and a warning about sample data."""
        told = f"Source: {STRATEGY}, and this record as of {day(self.as_of)}"
        return f"{told} · {SAMPLE}" if ILLUSTRATIVE in self.provenance else told

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The header as labels and values, in the order they are printed."""
        return (
            ("Classification", self.banner),
            ("As of", day(self.as_of)),
            ("As known by", self.known),
            ("Policy", NO_POLICY if self.policy is None else f"revision {self.policy}"),
            ("Provenance", self.provenance),
            ("Source", self.source),
            ("Content hash (SHA-256)", self.content_hash),
            *([("Filters", self.filters)] if self.filters else []),
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` is its name for programs, `label` for people; `width` is in characters."""

    key: str
    label: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class FilledColumn(Column):
    """A column with its values: `of` gives the value for an item."""

    of: Callable[[Any], Value] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under columns; a sheet, or a file of its own.

    The rows of a long list are read while the file is sent, so they can be iterated only once.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]

    @classmethod
    def of(cls, name: str, title: str, columns: tuple[FilledColumn, ...], items: Iterable[Any]) -> "Table":
        """The table with a row for each item."""
        return cls(name, title, columns, tuple(tuple(column.of(item) for column in columns) for item in items))


@dataclass(frozen=True)
class Document:
    """One export: what it contains, at which moment, and what a briefing adds.

    `past` is the portfolio with its history and reviews, if they are included. `sheets` are of the areas asked for.
    `about` is the proposal that a briefing is about, None for the portfolio's. `posture` and `records` are the
    commercial side, None if it is not included. `originator` is the person who requested it. `catalogs` says what
    catalogs show of concentration, with their credit, empty if nothing.
    """

    name: str
    title: str
    header: ExportHeader
    portfolio: Portfolio
    tables: tuple[Table, ...] = ()
    past: Leadership | None = None
    sheets: tuple[AreaSheet, ...] = ()
    about: Recommendation | None = None
    posture: Posture | None = None
    records: RecordsByKind | None = None
    originator: str = ""
    catalogs: str = ""

    @property
    def lead(self) -> Leadership:
        """The portfolio with its history and its reviews; both empty if the document has none."""
        return self.past or Leadership(self.portfolio, {})

    @property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas asked for."""
        return tuple(sheet.area for sheet in self.sheets)

    @property
    def quoted(self) -> tuple[int, ...]:
        """The proposals whose wording it contains; only people who may read all of them get the document."""
        return tuple(sorted(sheet.recommendation.proposal for sheet in self.sheets if sheet.recommendation))

    @property
    def audience(self) -> str:
        """The audience of a briefing and its subject."""
        if self.about:
            whom = "Reviewers and decision authority" if self.about.is_open else "Leadership"
            return f"{whom}, on proposal {self.about.proposal}"
        return f"Leadership, with a sheet for each of {', '.join(self.areas)}" if self.areas else "Leadership"

    def table(self, name: str) -> Table | None:
        """The table of that name, or None."""
        return next((table for table in self.tables if table.name == name), None)


def header_of(
    portfolio: Portfolio,
    *,
    banner: str,
    known_at: datetime | None,
    filters: str = "",
    records: RecordsByKind | None = None,
) -> ExportHeader:
    """The header of an export of this portfolio, with the records of the commercial side if it has them."""
    return ExportHeader(
        banner=banner,
        as_of=portfolio.moment.as_of,
        sequence=portfolio.moment.sequence,
        known_at=known_at,
        policy=portfolio.policy and portfolio.policy.number,
        provenance=provenance_note(portfolio),
        source=SOURCE,
        content_hash=content_hash(portfolio, records),
        filters=filters,
        schema=schema_of(records),
    )


def provenance_note(portfolio: Portfolio) -> str:
    """How many facts have which provenance, and a warning if some of them are sample data."""
    return facts_note(portfolio.provenances) or "The record holds no facts at this date."


def facts_note(provenances: Iterable[Provenance]) -> str:
    """The same for these facts; empty if there are none."""
    counted = Counter(provenances)
    if not counted:
        return ""
    parts = [f"{one.label} {counted[one]}" for one in Provenance if counted[one]]
    note = f"Facts by provenance: {', '.join(parts)}."
    return f"{note} {ILLUSTRATIVE}" if counted[Provenance.ILLUSTRATIVE] else note
