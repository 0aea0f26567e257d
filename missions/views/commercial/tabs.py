"""The pages of the posture and the lists of its records, as two rows of links."""

from dataclasses import dataclass

from missions.domain import addresses
from missions.domain.catalog.kinds.all import RULES
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.commercial.pages import PAGES

# A page that contains others, such as the lists of records.
HELD = "catalogs"


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of a row."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Tabs:
    """Both rows: the pages of the posture, and the records that they count."""

    pages: tuple[Tab, ...]
    records: tuple[Tab, ...]

    @property
    def here(self) -> str:
        """The label of the current link, or empty."""
        return next((one.label for one in (*self.pages, *self.records) if one.current), "")


def tabs(current: str, suffix: str) -> Tabs:
    """The links, with `current` marked: a page or a kind by its name; rules belong to the catalogs."""
    if current in {kind.name for kind in RULES}:
        current = HELD
    kinds = [(kind.name, kind.plural, addresses.records(kind.address)) for kind in COMMERCIAL]

    def row(links: list[tuple[str, str, str]]) -> tuple[Tab, ...]:
        return tuple(Tab(label, f"{url}{suffix}", name == current) for name, label, url in links)

    pages = [one for one in PAGES if one[0] != HELD]
    return Tabs(row(pages), row([*kinds, *(one for one in PAGES if one[0] == HELD)]))
