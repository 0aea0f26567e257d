"""A figure as a page showed it when somebody cited it: words and numbers, kept as a piece of evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from missions.domain import canonical
from missions.domain.vocabulary import FigureKind, Provenance

PROVENANCE = {FigureKind.POSTURE: Provenance.ASSESSMENT, FigureKind.CATALOG: Provenance.CATALOG}
# The parameters by which an address names the moment shown.
MOMENT = ("as_of", "known")


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A cited figure as of the day `on`: the evidence's title, the lines to read, and the numbers as JSON.

    `address` is the page with all its state, including the moment. `numbers` contain no fractions, because the
    canonical text allows none; a fraction is given as text, such as "3.5".
    """

    kind: FigureKind
    title: str
    on: date
    address: str
    words: tuple[str, ...]
    numbers: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The canonical JSON of the whole figure."""
        return canonical.text({name: getattr(self, name) for name in self.__slots__})

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return canonical.digest(self.text)

    @property
    def provenance(self) -> Provenance:
        """The provenance of evidence that cites it; a figure of a sample catalog is illustrative too."""
        if self.kind is FigureKind.CATALOG and self.numbers.get("illustrative"):
            return Provenance.ILLUSTRATIVE
        return PROVENANCE[self.kind]

    @property
    def address_now(self) -> str:
        """The address of the same page as of today, as known now."""
        parts = urlsplit(self.address)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name not in MOMENT]
        return urlunsplit(parts._replace(query=urlencode(query)))


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """A kept figure: its hash, and when it was computed."""

    figure: CitedFigure
    hash: str
    computed_at: datetime


def read_figure(text: str) -> CitedFigure:
    """The figure that a canonical text contains."""
    said = canonical.parsed(text)
    return CitedFigure(
        kind=FigureKind(said["kind"]),
        title=said["title"],
        on=date.fromisoformat(said["on"]),
        address=said["address"],
        words=tuple(said["words"]),
        numbers=said["numbers"],
    )
