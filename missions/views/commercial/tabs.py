"""The pages of the posture and the lists of its records, as one row of links."""

from dataclasses import dataclass

from missions.domain import addresses
from missions.domain.catalog.kinds.all import RULES
from missions.domain.commercial.kinds.all import COMMERCIAL

PAGES = (
    ("posture", "Posture", "/posture/"),
    ("loss", "Loss", "/posture/loss/"),
    ("access", "Access", "/posture/access/"),
    ("protection", "Protection", "/posture/protection/"),
    ("pipeline", "Pipeline", "/posture/pipeline/"),
    ("concentration", "Concentration", addresses.concentration()),
    ("catalogs", "Catalogs", addresses.catalogs()),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of the row."""

    label: str
    url: str
    current: bool


def tabs(current: str, suffix: str) -> list[Tab]:
    """The links, the one named `current` marked: a page, or a kind by its name; rules belong to the catalogs."""
    if current in {kind.name for kind in RULES}:
        current = "catalogs"
    pages = [*PAGES, *((kind.name, kind.plural, f"/{kind.address}/") for kind in COMMERCIAL)]
    return [Tab(label, f"{url}{suffix}", name == current) for name, label, url in pages]
