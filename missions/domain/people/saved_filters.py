"""Saved filters: the address of a list, with its filters."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from missions.domain.addresses import LISTS, with_parameters

LONGEST = 2000
# Parameters for a position in a list, which are no filters.
PLACES = {"page", "before"}


@dataclass(frozen=True)
class Filtered:
    """A list and its filters, in the order of its address."""

    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        """The address, from the root of the site."""
        return with_parameters(self.path, urlencode(self.query))

    @property
    def says(self) -> str:
        """The list and its filters in words, such as "Mission areas: category hybrid, drift yes"."""
        filters = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in self.query)
        return f"{LISTS[self.path]}: {filters}" if filters else LISTS[self.path]


def read_filter(address: str) -> Filtered | None:
    """The list that an address leads to; None if it is no list of this site, or too long."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path not in LISTS:
        return None
    found = Filtered(parts.path, tuple(pair for pair in parse_qsl(parts.query) if pair[0] not in PLACES))
    return found if len(found.address) <= LONGEST else None
