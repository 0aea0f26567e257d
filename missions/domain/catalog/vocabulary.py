"""The words of satellite catalogs: every choice that their files, rules and readings can take, with its label."""

from django.db.models import TextChoices


class Publisher(TextChoices):
    """Whose catalog a file belongs to."""

    GCAT = "gcat", "General Catalog of Artificial Space Objects"
    UCS = "ucs", "UCS Satellite Database"

    @property
    def credit(self) -> str:
        """The credit that every number of this catalog needs."""
        return {"gcat": "Jonathan McDowell, https://planet4589.org", "ucs": "Union of Concerned Scientists"}[self]

    @property
    def license(self) -> str:
        """The license of the catalog, as far as it names one."""
        return {"gcat": "CC-BY", "ucs": "Supplied by the user; the publisher names no license"}[self]


class CatalogPart(TextChoices):
    """The contents of one file of a catalog."""

    PAYLOADS = "payloads", "Payload catalog"
    LAUNCHES = "launches", "Launch log"
    ORGANIZATIONS = "organizations", "Organizations"
    SATELLITES = "satellites", "Satellite database"

    @property
    def publisher(self) -> Publisher:
        """The catalog this part belongs to."""
        return Publisher.UCS if self is CatalogPart.SATELLITES else Publisher.GCAT


class OwnerBasis(TextChoices):
    """How the owner of a payload was found."""

    JOINED = "joined", "In the launch log"
    MAJORITY = "majority", "As most of its program"
    RULE = "rule", "By a rule for its program"
    UNKNOWN = "unknown", "Unknown"


class ProblemKind(TextChoices):
    """The kind of problem of a row."""

    UNMAPPED = "unmapped", "Category without a mission area"
    UNJOINED = "unjoined", "Owner not found"
    DUPLICATE = "duplicate", "Identifier repeated"
    ODD = "odd", "Value that cannot be used"
    WARNING = "warning", "Warning"


class AliasKind(TextChoices):
    """How an alias matches: a code of GCAT as a whole or from its start, or within a name of UCS."""

    EXACT = "exact", "Whole code"
    PREFIX = "prefix", "Start of the code"
    PATTERN = "pattern", "Pattern within the name"


class Unit(TextChoices):
    """The unit of counting; only the UCS database has mass and GEO."""

    SATELLITES = "satellites", "Satellites"
    LAUNCHES = "launches", "Launches by an operator"
    MASS = "mass", "Launch mass"
    GEO = "geo", "Satellites in GEO"


class Scope(TextChoices):
    """Which payloads are counted by their class."""

    COMMERCIAL = "commercial", "Commercial"
    ALL = "all", "All"


class Owners(TextChoices):
    """Which payloads are counted by their owner's state."""

    ALLIED = "allied", "U.S. and allied"
    US = "us", "U.S.-owned"
    ALL = "all", "All owners"


class By(TextChoices):
    """Whether an operator counts for itself or for the company it belongs to on the day."""

    OPERATOR = "operator", "Operator"
    PARENT = "parent", "Parent"
