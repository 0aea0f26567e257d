"""Amendments by two people: their content and outcome."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from missions.access import Actor, Permission, can, can_any
from missions.domain.difference import Difference
from missions.domain.record.portfolio import Portfolio
from missions.domain.record.rule.indication import rule_result, rule_result_under
from missions.domain.record.rule.thresholds import Thresholds
from missions.domain.vocabulary import AmendmentKind
from missions.models import Amendment, PolicyRevision
from missions.models.querysets import AFTER_EVERYTHING
from missions.queries.record.history import FACT_KINDS, About, words


@dataclass(frozen=True)
class Drafted:
    """An amendment with its content, as of an entry; `state` in words, `decision` None while it waits."""

    amendment: Amendment
    content: dict[str, Any]
    upto: int = AFTER_EVERYTHING

    @property
    def decision(self) -> Any:
        made = getattr(self.amendment, "decision", None)
        return made if made and made.entry_id <= self.upto else None

    @property
    def state(self) -> str:
        if self.decision is None:
            return "Awaiting a decision authority"
        return "Approved" if self.decision.approved else "Turned down"

    @property
    def title(self) -> str:
        """Its subject, such as "Policy" or "Mission area ISAM"."""
        return "Policy" if self.amendment.kind == AmendmentKind.POLICY else f"Mission area {self.content['code']}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Its content: labels and values."""
        named = _labels(self).items()
        return [(label, words(self.content[name], None)) for name, label in named if name in self.content]


@dataclass(frozen=True, slots=True)
class AmendmentLine(Difference):
    """One value of an amendment: before, in the amendment, and as approved since it was drafted."""

    since: str = ""

    @property
    def differs(self) -> bool:
        return self.before != self.after

    @property
    def moves(self) -> bool:
        """Whether the amendment changes it, or another approval has changed it since."""
        return self.differs or self.since not in {"", self.before}


def newest_policy() -> PolicyRevision | None:
    """The policy that was approved last, with its entry, whether or not it is in force yet."""
    return PolicyRevision.objects.select_related("entry").order_by("-number").first()


def base_of(amendment: Amendment) -> PolicyRevision | None:
    """The policy that a draft amends: the newest one at that time."""
    earlier = PolicyRevision.objects.select_related("entry").filter(entry__lt=amendment.entry_id)
    return earlier.order_by("-number").first()


def amendments(limit: int | None = 100, *, upto: int = AFTER_EVERYTHING) -> list[Drafted]:
    """The newest amendments up to that entry (without a limit: all of them), open ones first. One query."""
    recorded = Amendment.objects.filter(entry__lte=upto)
    rows = recorded.select_related("entry", "decision__entry").order_by("-pk")[:limit]
    drafted = [Drafted(row, json.loads(row.content), upto) for row in rows]
    return sorted(drafted, key=lambda one: one.decision is not None)


def amendment(key: int) -> Drafted | None:
    """One amendment, or None."""
    row = Amendment.objects.select_related("entry", "decision__entry").filter(pk=key).first()
    return row and Drafted(row, json.loads(row.content))


def lines(drafted: Drafted, before: Any, since: PolicyRevision | None = None) -> list[AmendmentLine]:
    """The amendment value by value, with the values before it and those approved since, if any."""
    return [
        AmendmentLine(
            label,
            _word(before, name),
            words(drafted.content[name], None) if name in drafted.content else _word(before, name),
            _word(since, name),
        )
        for name, label in _labels(drafted).items()
    ]


def _word(said: Any, name: str) -> str:
    if said is None:
        return ""
    return words(said.value_of(name) if isinstance(said, PolicyRevision) else getattr(said, name), None)


def _labels(drafted: Drafted) -> dict[str, str]:
    """The fields of such an amendment, with their labels."""
    if drafted.amendment.kind == AmendmentKind.POLICY:
        return {name: label for name, (label, _) in FACT_KINDS[About.POLICY].fields.items()}
    return {
        "name": "Name",
        "abbreviation": "Abbreviation",
        "position": "Place in lists",
        "emerging": "Emerging area",
        "code_is_local": "The code is ours",
    }


def indicated_otherwise(drafted: Drafted, before: PolicyRevision | None, portfolio: Portfolio) -> list[dict[str, Any]]:
    """The areas for which the thresholds of a drafted policy would indicate another category than today's."""
    if drafted.amendment.kind != AmendmentKind.POLICY:
        return []
    names = Thresholds.__dataclass_fields__
    thresholds = Thresholds(**{name: drafted.content.get(name, getattr(before, name, None)) for name in names})
    found = []
    for area in portfolio.areas:
        now, then = rule_result(area, portfolio.policy), rule_result_under(area, thresholds)
        if now is not None and now.indication.category is not then.indication.category:
            found.append({"area": area, "now": now.indication, "then": then.indication})
    return found


def waiting_for(actor: Actor, today: date) -> list[Drafted]:
    """The amendments that wait for this person, oldest first. One query, none for people who neither draft nor decide.

    A decision authority decides those of others; a drafter drafts theirs again once their day has passed.
    """
    if not can_any(actor, {Permission.DECIDE, Permission.RUN_REVIEWS}):
        return []
    rows = Amendment.objects.select_related("entry").filter(decision=None).order_by("pk")
    undecided = [Drafted(row, json.loads(row.content)) for row in rows]
    return [one for one in undecided if _waits_for(actor, one, today)]


def _waits_for(actor: Actor, drafted: Drafted, today: date) -> bool:
    if drafted.amendment.by_id == actor.pk:
        return overdue_on(drafted, today)
    return can(actor, Permission.DECIDE) and not overdue_on(drafted, today)


def told_between(after: int, upto: int) -> list[Drafted]:
    """The amendments drafted or decided by entries after one sequence and up to another. One query."""
    drafted = Q(entry__gt=after, entry__lte=upto)
    decided = Q(decision__entry__gt=after, decision__entry__lte=upto)
    rows = Amendment.objects.select_related("entry", "decision__entry").filter(drafted | decided).order_by("pk")
    return [Drafted(row, json.loads(row.content)) for row in rows]


def overdue_on(drafted: Drafted, today: date) -> bool:
    """Whether its day has passed without a decision, so that it can only be drafted again."""
    return drafted.decision is None and drafted.amendment.effective_on < today
