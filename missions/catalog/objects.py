"""The result of reading a catalog: payloads as the rules understood them, and the rows that could not be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from missions.domain.catalog.vocabulary import CatalogPart, OwnerBasis, ProblemKind, Publisher

# An invented file has no credit.
INVENTED = "Invented for the demonstration, in the format of the catalog"


@dataclass(frozen=True, slots=True)
class Span:
    """A vague date: its first and its last possible day, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CatalogObject:
    """One payload as one reading understood it.

    `line` is its line in its file. `identifier` is the JCAT number; in UCS, the NORAD or COSPAR number. `launch` is the
    tag of its launch. `ended` is None if the catalog gives no end. `category` is as published. `area` is the code of a
    mission area, None if no rule maps the category. `owner_code` is as found, None if unknown. `operator` is after
    aliases and before parents, None if unknown. `state` is the owner's state in GCAT's codes. Only UCS has `mass` (kg
    at launch) and `geo`.
    """

    line: int
    identifier: str
    name: str
    program: str | None
    launch: str | None
    launched: Span
    ended: Span | None
    category: str
    area: str | None
    commercial: bool
    owner_code: str | None
    owner_basis: OwnerBasis
    operator: str | None
    state: str | None
    mass: Decimal | None
    geo: bool | None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that needs attention: the part, the line (0: the file as a whole), and the problem."""

    part: CatalogPart
    line: int
    kind: ProblemKind
    text: str


@dataclass(frozen=True, slots=True)
class PartRead:
    """One file that was read: its part, name, size in bytes, SHA-256, data rows, and the date of its data."""

    part: CatalogPart
    name: str
    size: int
    sha256: str
    rows: int
    dated: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The files of one catalog as one set of rules understood them.

    `edition` is the date of the data; `edition_stated` says whether the file states it, otherwise it is that of the
    latest launch. `touched` counts, by key of a rule, the rows it decided. `invented` means that the files say so of
    everything in them.
    """

    publisher: Publisher
    edition: date
    edition_stated: bool
    parts: tuple[PartRead, ...]
    objects: tuple[CatalogObject, ...]
    problems: tuple[RowProblem, ...]
    touched: Mapping[str, int]
    invented: bool = False

    @property
    def credit(self) -> str:
        """The credit to show with its numbers."""
        return INVENTED if self.invented else self.publisher.credit

    @property
    def license(self) -> str:
        """The license of the files; empty for invented ones."""
        return "" if self.invented else self.publisher.license
