"""The words of satellite catalogs, with the label shown on screen: who publishes them, and how they are measured."""

from django.db.models import TextChoices


class Publisher(TextChoices):
    """Whose catalog a snapshot is of."""

    GCAT = "gcat", "GCAT"
    UCS = "ucs", "UCS"


class AliasMatch(TextChoices):
    """How an alias is held against a code or a name, in this order."""

    EXACT = "exact", "Exactly"
    PREFIX = "prefix", "At its beginning"
    PATTERN = "pattern", "As a pattern"


class Unit(TextChoices):
    """What is counted; mass and GEO are known of the UCS database alone."""

    SATELLITES = "satellites", "Satellites"
    LAUNCHES = "launches", "Launches by an operator"
    MASS = "mass", "Launch mass"
    GEO = "geo", "Satellites in GEO"


class Scope(TextChoices):
    """Whether the commercial payloads are counted alone."""

    COMMERCIAL = "commercial", "Commercial"
    ALL = "all", "All"


class Owners(TextChoices):
    """Whose payloads are counted."""

    ALLIED = "allied", "U.S. and allied"
    US = "us", "U.S.-owned"
    ALL = "all", "All owners"


class By(TextChoices):
    """Whether operators stand alone or together under their parent on the day."""

    OPERATOR = "operator", "Operator"
    PARENT = "parent", "Parent"
