"""What a catalog of satellites cannot say: areas without usable data, and areas with little."""

from missions.domain.catalog.vocabulary import Publisher, Scope

# No category of either catalog means these areas.
NOTHING = {
    "C2": "Command and control is done on the ground and in networks; a catalog of satellites does not list it.",
    "CPP": "No category of the catalogs means combat power projection.",
    "CYB": "Cyberspace operations are not satellites; the catalogs do not list them.",
    "EW": "The catalogs' EW means early warning. They do not list electromagnetic warfare.",
    "NUDET": "Detectors of nuclear detonations are carried by other satellites; the catalogs do not list them.",
    "SCO": "Spacecraft operations are done from the ground; the catalogs do not list them.",
}
# For commercial payloads, these too.
NOTHING_COMMERCIAL = {
    "MW": "No payload is commercial missile warning: the few commercial ones of early warning are the government's "
    "or watch space.",
}
NOTHING_OF = {
    Publisher.GCAT: {"SAML": "GCAT has no category for access, mobility and logistics."},
    Publisher.UCS: {},
}
LITTLE = {"SDA": "The catalogs say little about space domain awareness: commercial sensors are on the ground."}


def is_silent(area: str, scope: Scope) -> bool:
    """Whether the area has no usable data, no matter which rows the rules map to it."""
    return area in NOTHING or (scope is Scope.COMMERCIAL and area in NOTHING_COMMERCIAL)


def silent(publisher: Publisher, scope: Scope) -> dict[str, str]:
    """By code of an area, why this catalog has no usable data on it."""
    commercial = NOTHING_COMMERCIAL if scope is Scope.COMMERCIAL else {}
    return dict(sorted((NOTHING | NOTHING_OF[publisher] | commercial).items()))
