"""The rules for reading catalogs, as known at an entry of the chain."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from missions.catalog.rules import AliasRule, CategoryRule, OwnerRule, ParentRule, Rules
from missions.domain.kinds.kind import RecordState
from missions.domain.record.portfolio import Moment
from missions.models import AuditEntry
from missions.queries.kinds.states import states

Rule = CategoryRule | AliasRule | ParentRule | OwnerRule


def rules_at(sequence: int) -> Rules:
    """The rules known at a sequence, in force on the day of that entry; none before the first. Five queries."""
    entry = AuditEntry.objects.filter(pk=sequence).only("recorded_at").first()
    if entry is None:
        return Rules((), (), (), ())
    day = timezone.localdate(entry.recorded_at)
    moment = Moment(as_of=day, sequence=sequence, known=entry.recorded_at, today=day)
    return Rules(
        categories=_in_force("category_rule", moment),
        aliases=_in_force("alias_rule", moment),
        parents=_in_force("parent_rule", moment),
        owners=_in_force("owner_rule", moment),
    )


def rule_of(state: RecordState) -> Rule:
    """A record of one of the four kinds as a rule."""
    return MADE[state.kind](state)


def _in_force(kind: str, moment: Moment) -> tuple[Rule, ...]:
    return tuple(rule_of(one) for one in states(kind, moment) if not one.retired)


def _category(state: RecordState) -> CategoryRule:
    said = state.values
    return CategoryRule(
        rank=said["rank"],
        publisher=said["publisher"],
        category=said["category"],
        program=said["program"],
        detail=said["detail"],
        without=said["without"],
        area=said["area"],
    )


def _alias(state: RecordState) -> AliasRule:
    return AliasRule(state.values["kind"], state.values["pattern"], state.values["operator"])


def _parent(state: RecordState) -> ParentRule:
    said = state.values
    return ParentRule(said["effective_from"], said["operator"], said["parent"], said["basis"])


def _owner(state: RecordState) -> OwnerRule:
    said = state.values
    return OwnerRule(said["program_prefix"], said["owner_code"], said["owner_state"] or None)


MADE: Mapping[str, Callable[[RecordState], Rule]] = {
    "category_rule": _category,
    "alias_rule": _alias,
    "parent_rule": _parent,
    "owner_rule": _owner,
}
