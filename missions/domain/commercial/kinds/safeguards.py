"""Safeguards of providers and solutions, and judgments of an analyst on what no count can say."""

from collections.abc import Iterable

from missions.domain.commercial.vocabulary import (
    Direction,
    JudgmentSubject,
    SafeguardKind,
    SafeguardState,
    SharingLevel,
    VerifiedBy,
    WarRisk,
    YesNo,
)
from missions.domain.dates import day
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Problem, RecordOnDay

NO_STATUTE = (
    "Annex A: no statute authorizes government-provided insurance for space. It can be in place only after a judgment"
    " says that a statute authorizes it."
)


def _safeguard_rules(given: Given, record: RecordOnDay) -> Iterable[Problem]:
    values = given.values
    if bool(values["provider"]) == bool(values["solution"]):
        yield Problem("Name either a provider or a solution, and not both.", "provider")
    if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
        yield Problem(f"It ends before it begins, on {day(values['starts_on'])}.", "ends_on")
    placed = values["state"] is SafeguardState.IN_PLACE
    if placed and values["kind"] is SafeguardKind.GOVERNMENT_INSURANCE and not _statute(record):
        yield Problem(NO_STATUTE, "state")
    if placed and values["kind"] is SafeguardKind.INDEMNIFICATION and not values["legal_basis"]:
        yield Problem("Name the legal basis, such as Public Law 85-804 and the contract clause.", "legal_basis")


def _statute(record: RecordOnDay) -> bool:
    """Whether a judgment in force says that a statute authorizes government-provided insurance."""
    said = {"subject": JudgmentSubject.STATUTE, "answer": YesNo.YES}
    return any(not one.retired for one in record.having("judgment", said))


SAFEGUARD = Kind(
    name="safeguard",
    label="Safeguard",
    plural="Safeguards",
    address="safeguards",
    prefix="SFG",
    about="What protects a provider or a solution: assessments, sharing, clearances, conduct, the tools of Annex A.",
    title=("kind", "covers"),
    between=" · ",
    fields=(
        Field("kind", "Kind", Holds.CHOICE, choices=SafeguardKind, required=True, filtered=True),
        Field("provider", "Provider", Holds.REFERENCE, refers="provider", listed=True, filtered=True, weight="A"),
        Field("solution", "Solution", Holds.REFERENCE, refers="solution", listed=True, filtered=True, weight="A"),
        Field("state", "State", Holds.CHOICE, choices=SafeguardState, required=True, listed=True, filtered=True),
        Field("level", "Level", Holds.CHOICE, choices=SharingLevel, help="Of sharing or clearance."),
        Field("direction", "Direction", Holds.CHOICE, choices=Direction, help="Of information that is shared."),
        Field("verified_by", "Verified by", Holds.CHOICE, choices=VerifiedBy, listed=True),
        Field("covers", "What it covers", required=True, weight="B"),
        Field("war_risk", "War risk", Holds.CHOICE, choices=WarRisk, required=True, listed=True),
        Field("bearer", "Who bears the war risk", weight="B"),
        Field("legal_basis", "Legal basis", weight="B"),
        Field("limit", "Limit", Holds.NUMBER, unit="USD"),
        Field("starts_on", "Begins", Holds.DAY),
        Field("ends_on", "Ends", Holds.DAY, help="The last day on which it is valid."),
        Field("note", "Note", Holds.PROSE, longest=2000, weight="C"),
    ),
    rules=_safeguard_rules,
)


def _judgment_rules(given: Given, _record: RecordOnDay) -> Iterable[Problem]:
    values = given.values
    about_area = values["subject"] is JudgmentSubject.SOUGHT
    if about_area and not values["area"]:
        yield Problem("Name the mission area by its code.", "area")
    if not about_area and not (values["area"] or values["gap"]):
        yield Problem("Name the mission area, or the gap it is about.", "gap")


JUDGMENT = Kind(
    name="judgment",
    label="Judgment",
    plural="Judgments",
    address="judgments",
    prefix="JDG",
    about="What no count can say: an analyst's dated answer on a passage of the strategy, to be reviewed by a date.",
    title=("subject", "area"),
    fields=(
        Field("subject", "What is judged", Holds.CHOICE, choices=JudgmentSubject, required=True, filtered=True),
        Field("area", "Mission area", Holds.REFERENCE, refers="area", listed=True, filtered=True, weight="A"),
        Field("gap", "Gap", help="A gap in protection, or what else it is about.", weight="B"),
        Field("passage", "Passage of the strategy", Holds.REFERENCE, refers="passage", listed=True),
        Field("answer", "Answer", Holds.CHOICE, choices=YesNo, required=True, listed=True, filtered=True),
        Field("rationale", "Rationale", Holds.PROSE, longest=2000, required=True, weight="B"),
        Field("review_by", "Review by", Holds.DAY, required=True, listed=True),
    ),
    rules=_judgment_rules,
)
