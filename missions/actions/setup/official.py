"""Load the strategy's own facts: once, by the owner of the database."""

from datetime import date, datetime
from typing import Any

from missions.access import SYSTEM
from missions.actions.chain import Entry, recording
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.vocabulary import DecisionKind, Provenance
from missions.models import (
    AreaRevision,
    CategoryDecision,
    Installation,
    MissionArea,
    Passage,
    PassageRevision,
    Policy,
    PolicyRevision,
)

REASON = "Taken over word for word from the strategy."
# The page that names the areas, including the emerging one.
SECTION = "IV"
POLICY_REASON = "The strategy gives no numbers: csis starts from these, for the organization to change."


def begins(facts: dict[str, Any]) -> datetime:
    """Noon of the facts' day: when a demonstration or test database claims to have recorded them."""
    return datetime.fromisoformat(f"{facts['effective_on']}T12:00:00Z")


def load_official(facts: dict[str, Any]) -> bool:
    """Load areas, categories, passages and the first policy from `fixtures/official.json`, unless they are loaded.

    Returns whether anything was loaded. The text names only the year, so the day of the categories is not in it.
    """
    if MissionArea.objects.exists():
        return False
    with recording(by=SYSTEM, action=AuditAction.LOAD_OFFICIAL_FACTS, target="strategy", reason=REASON) as entry:
        entry.note(installation=Installation.objects.get().kind)
        common = {
            "effective_on": date.fromisoformat(facts["effective_on"]),
            "provenance": Provenance.OFFICIAL,
            "reason": REASON,
        }
        _load_areas(entry, facts, common)
        _load_passages(entry, facts, common)
    with recording(by=SYSTEM, action="set first policy", target=TargetKind.POLICY, reason=POLICY_REASON) as entry:
        entry.add(
            PolicyRevision(
                policy=entry.add(Policy(code="policy")),
                number=1,
                effective_on=common["effective_on"],
                provenance=Provenance.ASSESSMENT,
                source="csis defaults",
                reason=POLICY_REASON,
            )
        )
    return True


def _load_areas(entry: Entry, facts: dict[str, Any], common: dict[str, Any]) -> None:
    source = facts["source"]
    for position, area in enumerate(facts["areas"], start=1):
        identity = entry.add(MissionArea(code=area["code"]))
        entry.add(
            AreaRevision(
                area=identity,
                name=area["name"],
                abbreviation=area["abbreviation"],
                code_is_local=area["code_is_local"],
                emerging=area["emerging"],
                position=position,
                source=f"{source}, section {area['category_section'] or SECTION}",
                **common,
            )
        )
        if area["category"]:
            entry.add(
                CategoryDecision(
                    area=identity,
                    category=area["category"],
                    kind=DecisionKind.INITIAL,
                    section=area["category_section"],
                    quote=area["quote"],
                    source=f"{source}, section {area['category_section']}. {facts['effective_on_note']}",
                    **common,
                )
            )


def _load_passages(entry: Entry, facts: dict[str, Any], common: dict[str, Any]) -> None:
    by_code = {}
    for passage in facts["passages"]:
        by_code[passage["code"]] = entry.add(Passage(code=passage["code"]))
    for passage in facts["passages"]:
        entry.add(
            PassageRevision(
                passage=by_code[passage["code"]],
                parent=by_code.get(passage["parent"]),
                kind=passage["kind"],
                title=passage["title"],
                text=passage["text"],
                section=passage["section"],
                position=passage["position"],
                source=f"{facts['source']}, section {passage['section']}",
                **common,
            )
        )
