"""The words of the commercial side: every choice its records can take, with the label shown on screen.

Source: DoD Commercial Space Integration Strategy (2024), sections I to III and Annex A.
"""

from django.db.models import TextChoices


class YesNo(TextChoices):
    """An answer that may be unknown; unknown never counts as no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


class Eligibility(TextChoices):
    """Where a provider is from, as far as that limits what it may be bought for."""

    US = "us", "U.S."
    US_MITIGATED = "us_mitigated", "U.S., with foreign ownership mitigated"
    ALLIED = "allied", "Allied"
    OTHER = "other", "Other"


class SolutionKind(TextChoices):
    """What a solution is."""

    SYSTEM = "system", "System"
    CAPABILITY = "capability", "Capability"
    SERVICE = "service", "Service"


class Stage(TextChoices):
    """How far a solution has come, from research to being offered, in this order; withdrawn ends it."""

    RESEARCH = "research", "Research"
    PROTOTYPE = "prototype", "Prototype"
    DEMONSTRATED = "demonstrated", "Demonstrated"
    OFFERED = "offered", "Offered"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Sector(TextChoices):
    """Who owns or operates a solution; what the government owns is not commercial."""

    COMMERCIAL = "commercial", "Commercial"
    GOVERNMENT = "government", "Government"


class DependencyKind(TextChoices):
    """What a solution needs from others."""

    LAUNCHER = "launcher", "Launcher"
    BUS = "bus", "Bus"
    GROUND = "ground", "Ground"
    CLOUD = "cloud", "Cloud"
    SPECTRUM = "spectrum", "Spectrum"
    COUNTRY = "country", "Country"
    SOLUTION = "solution", "Other solution"


class Substitutable(TextChoices):
    """Whether something else could replace what a solution depends on."""

    YES = "yes", "Another can take its place"
    NO = "no", "Nothing can take its place"
    UNKNOWN = "unknown", "Unknown"


class UseFit(TextChoices):
    """Whether a solution meets what the function needs."""

    NOT_ASSESSED = "not_assessed", "Not assessed"
    DOES_NOT_MEET = "does_not_meet", "Does not meet"
    PARTIALLY = "partially", "Partially meets"
    MEETS = "meets", "Meets"


class UseRole(TextChoices):
    """What part a solution has in a function."""

    PRIMARY = "primary", "Performs it"
    SUPPLEMENT = "supplement", "Adds to a government path"
    BACKUP = "backup", "Stands by"


class Interface(TextChoices):
    """The kind of interface through which a solution is used."""

    COMMERCIAL = "commercial", "Commercial standard"
    MILITARY = "military", "Military standard"
    PROPRIETARY = "proprietary", "Proprietary"
    UNKNOWN = "unknown", "Unknown"


class UseState(TextChoices):
    """Whether a solution could be used for a function, is, or was."""

    COULD = "could", "Could be used"
    IN_USE = "in_use", "In use"
    ENDED = "ended", "Ended"


class Instrument(TextChoices):
    """How an agreement is made."""

    CONTRACT = "contract", "Contract"
    TASK_ORDER = "task_order", "Task order"
    RESERVE_PROGRAM = "reserve_program", "Reserve program"
    OTHER_TRANSACTION = "other_transaction", "Other transaction"
    PILOT = "pilot", "Pilot"
    COOPERATIVE_RESEARCH = "cooperative_research", "Cooperative research"
    SHARING = "sharing", "Data or information sharing"


class PropertyTerms(TextChoices):
    """Who has which rights in the results."""

    COMMERCIAL = "commercial", "Customary commercial terms"
    LIMITED = "limited", "Limited or restricted rights"
    GOVERNMENT_PURPOSE = "government_purpose", "Government purpose rights"
    UNLIMITED = "unlimited", "Unlimited rights"
    UNKNOWN = "unknown", "Unknown"


class Phase(TextChoices):
    """When a solution must be available."""

    DAY_TO_DAY = "day_to_day", "Day to day"
    CRISIS = "crisis", "Crisis"
    CONFLICT = "conflict", "Conflict"


class Level(TextChoices):
    """How firmly capacity is promised."""

    BEST_EFFORT = "best_effort", "Best effort"
    PRIORITY = "priority", "Priority"
    ASSURED = "assured", "Assured"


class CapacityUnit(TextChoices):
    """The units of capacity."""

    MEGABITS = "mbit_s", "Mbit/s"
    IMAGES = "images_day", "Images a day"
    KILOGRAMS = "kg", "kg to orbit"
    LAUNCHES = "launches_year", "Launches a year"
    OBSERVATIONS = "observations_day", "Observations a day"
    SATELLITES = "satellites", "Satellites"
    CONTACTS = "contacts_day", "Contacts a day"
    HOURS = "hours_month", "Hours a month"


class ExerciseKind(TextChoices):
    """The kind of event at which solutions are tried."""

    WARGAME = "wargame", "Wargame"
    TABLETOP = "tabletop", "Tabletop"
    TRAINING = "training", "Training exercise"
    OPERATION = "operation", "Daily operation"
    ACTIVATION = "activation", "Activation"


class TrialResult(TextChoices):
    """The result of trying a solution."""

    WORKED = "worked", "Worked"
    WITH_FINDINGS = "with_findings", "Worked, with findings"
    FAILED = "failed", "Did not work"
    NOT_TRIED = "not_tried", "Planned, not tried"


class SafeguardKind(TextChoices):
    """What protects a provider or a solution; the last four are the tools of Annex A."""

    CYBER_ASSESSMENT = "cyber_assessment", "Cyber assessment"
    THREAT_SHARING = "threat_sharing", "Threat-information sharing"
    CLEARANCE = "clearance", "Facility and personnel clearance"
    CONDUCT_DEBRIS = "conduct_debris", "Conduct: debris mitigation"
    CONDUCT_NOTIFICATION = "conduct_notification", "Conduct: notification of maneuvers"
    CONDUCT_DATA = "conduct_data", "Conduct: data sharing"
    COMMERCIAL_INSURANCE = "commercial_insurance", "Commercial insurance"
    WAR_RISK_INSURANCE = "war_risk_insurance", "Commercial war-risk insurance"
    GOVERNMENT_INSURANCE = "government_insurance", "Government-provided insurance"
    INDEMNIFICATION = "indemnification", "Indemnification (Public Law 85-804)"


class SafeguardState(TextChoices):
    """Whether a safeguard is in place."""

    IN_PLACE = "in_place", "In place"
    APPLIED = "applied", "Applied for"
    ABSENT = "absent", "Absent"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    UNKNOWN = "unknown", "Unknown"


class VerifiedBy(TextChoices):
    """Who verified it."""

    SELF = "self", "The provider itself"
    THIRD_PARTY = "third_party", "A third party"
    GOVERNMENT = "government", "The government"


class SharingLevel(TextChoices):
    """The level at which information is shared, from the lowest."""

    UNCLASSIFIED = "unclassified", "Unclassified"
    CONTROLLED = "controlled", "Controlled unclassified"
    SECRET = "secret", "Secret"
    TOP_SECRET = "top_secret", "Top Secret"


class Direction(TextChoices):
    """The direction in which information is shared."""

    TO_PROVIDER = "to_provider", "To the provider"
    TO_GOVERNMENT = "to_government", "To the government"
    TWO_WAY = "two_way", "Both ways"


class WarRisk(TextChoices):
    """Whether a policy covers the war risk."""

    INCLUDED = "included", "Included"
    EXCLUDED = "excluded", "Excluded"
    UNKNOWN = "unknown", "Unknown"


class JudgmentSubject(TextChoices):
    """The questions that no count can answer and that an analyst judges."""

    SOUGHT = "sought", "Commercial solutions are sought for this area"
    TERMS_REFUSED = "terms_refused", "Insurance: commercial terms refused or unreasonable"
    DETERMINATION = "determination", "Insurance: a determination is made"
    ASSET_COMMITTED = "asset_committed", "Insurance: the asset is committed to the government"
    INDEMNIFIER = "indemnifier", "Insurance: who indemnifies is settled"
    STATUTE = "statute", "Insurance: a statute authorizes it"
    SHARING_BARRIERS = "sharing_barriers", "Barriers to sharing are removed"
    RISK_ACCEPTED = "risk_accepted", "The remaining risk is accepted"
    RISK_MITIGATED = "risk_mitigated", "The risk is mitigated"
    PROPERTY_PROTECTED = "property_protected", "Intellectual property is protected"
