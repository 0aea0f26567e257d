"""A figure as a page showed it when somebody cited it: words and numbers, kept with a piece of evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from missions.domain import canonical
from missions.domain.vocabulary import FigureKind, Provenance

PROVENANCE = {FigureKind.POSTURE: Provenance.ASSESSMENT, FigureKind.CATALOG: Provenance.CATALOG}
# What an address names of the moment shown.
MOMENT = ("as_of", "known")


@dataclass(frozen=True, slots=True)
class Figure:
    """What is cited, of the day `on`: the title of the evidence, the lines to read, and the numbers as JSON has them.

    `address` leads to the page with all its state, the moment included. `numbers` hold no fractions: the canonical
    text has none, so that one is given as text, such as "3.5".
    """

    kind: FigureKind
    title: str
    on: date
    address: str
    words: tuple[str, ...]
    numbers: Mapping[str, Any]

    @property
    def text(self) -> str:
        """Canonical JSON of all of it."""
        return canonical.text({name: getattr(self, name) for name in self.__slots__})

    @property
    def hash(self) -> str:
        """SHA-256 of the text."""
        return canonical.digest(self.text)

    @property
    def provenance(self) -> Provenance:
        """Where evidence that keeps it comes from; one of a catalog that is the sample is as made up as that."""
        if self.kind is FigureKind.CATALOG and self.numbers["illustrative"]:
            return Provenance.ILLUSTRATIVE
        return PROVENANCE[self.kind]

    @property
    def address_now(self) -> str:
        """The same page as it is today, as known now."""
        parts = urlsplit(self.address)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name not in MOMENT]
        return urlunsplit(parts._replace(query=urlencode(query)))


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure as it is kept: under which hash, and when it was computed."""

    figure: Figure
    hash: str
    computed_at: datetime


def read_figure(text: str) -> Figure:
    """The figure that a canonical text holds."""
    said = canonical.parsed(text)
    return Figure(
        kind=FigureKind(said["kind"]),
        title=said["title"],
        on=date.fromisoformat(said["on"]),
        address=said["address"],
        words=tuple(said["words"]),
        numbers=said["numbers"],
    )
