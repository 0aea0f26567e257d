"""Changes by two people: what is drafted, and what became of it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.domain.record.indication import reading_of, reading_under
from missions.domain.record.portfolio import Portfolio
from missions.domain.record.thresholds import Thresholds
from missions.domain.vocabulary import AmendmentKind
from missions.models import Amendment
from missions.queries.record.history import KINDS, words

EVERYTHING = 2**62


@dataclass(frozen=True)
class Drafted:
    """A change with what it says, as it stood by an entry; `state` in words, `decision` None while it waits."""

    amendment: Amendment
    content: dict[str, Any]
    upto: int = EVERYTHING

    @property
    def decision(self) -> Any:
        made = getattr(self.amendment, "decision", None)
        return made if made and made.entry_id <= self.upto else None

    @property
    def state(self) -> str:
        if self.decision is None:
            return "Waits for a decision authority"
        return "Approved" if self.decision.approved else "Turned down"

    @property
    def title(self) -> str:
        """What it is about, such as "Policy" or "Mission area ISAM"."""
        return "Policy" if self.amendment.kind == AmendmentKind.POLICY else f"Mission area {self.content['code']}"


@dataclass(frozen=True)
class Line:
    """One value of a change, beside the one in force."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def changes(limit: int | None = 100, *, upto: int = EVERYTHING) -> list[Drafted]:
    """The newest changes up to that entry, or without a limit all of them, those that wait first. One query."""
    known = Amendment.objects.filter(entry__lte=upto)
    rows = known.select_related("entry", "decision__entry").order_by("-pk")[:limit]
    drafted = [Drafted(row, json.loads(row.content), upto) for row in rows]
    return sorted(drafted, key=lambda one: one.decision is not None)


def change(key: int) -> Drafted | None:
    """One change, or None."""
    row = Amendment.objects.select_related("entry", "decision__entry").filter(pk=key).first()
    return row and Drafted(row, json.loads(row.content))


def says(drafted: Drafted) -> list[tuple[str, str]]:
    """What the change says: labels and values."""
    return [(label, words(drafted.content[name], None)) for name, label in _labels(drafted).items()]


def lines(drafted: Drafted, portfolio: Portfolio) -> list[Line]:
    """What the change says, value by value, beside what is in force today."""
    about_policy = drafted.amendment.kind == AmendmentKind.POLICY
    standing = portfolio.policy if about_policy else portfolio.area(drafted.content["code"])
    return [
        Line(label, words(getattr(standing, name), None) if standing else "", words(drafted.content[name], None))
        for name, label in _labels(drafted).items()
    ]


def _labels(drafted: Drafted) -> dict[str, str]:
    """The fields that such a change names, with what they are called."""
    if drafted.amendment.kind == AmendmentKind.POLICY:
        return {name: label for name, (label, _) in KINDS["policy"].fields.items()}
    return {
        "name": "Name",
        "abbreviation": "Abbreviation",
        "position": "Place in lists",
        "emerging": "Emerging area",
        "code_is_local": "The code is ours",
    }


def indicated_otherwise(drafted: Drafted, portfolio: Portfolio) -> list[dict[str, Any]]:
    """The areas for which the thresholds of a drafted policy would indicate something else than today's."""
    if drafted.amendment.kind != AmendmentKind.POLICY:
        return []
    thresholds = Thresholds(**{name: drafted.content[name] for name in Thresholds.__dataclass_fields__})
    found = []
    for area in portfolio.areas:
        now, then = reading_of(area, portfolio.policy), reading_under(area, thresholds)
        if now is not None and now.indication.category is not then.indication.category:
            found.append({"area": area, "now": now.indication, "then": then.indication})
    return found


def overdue_on(drafted: Drafted, today: date) -> bool:
    """Whether its day has passed without a decision, so that it can only be drafted anew."""
    return drafted.decision is None and drafted.amendment.effective_on < today
