"""Every declared kind of record, by name; `models/kinds.py: declare` registers them here."""

from missions.domain.kinds.kind import Kind

KINDS: dict[str, Kind] = {}


def at_address(address: str) -> Kind | None:
    """The kind whose pages begin with that address, or None."""
    return next((kind for kind in KINDS.values() if kind.address == address), None)
