"""Amendments of the policy and of the set of areas, by two people: one drafts, another approves."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from missions.access import Actor, Permission, Refused, check
from missions.actions.chain import Entry, recording
from missions.actions.errors import Conflict, Unfit
from missions.actions.reviews.effect import recording_about
from missions.domain import canonical
from missions.domain.audit import TargetKind
from missions.domain.dates import day
from missions.domain.record.rule.policy_numbers import EVERY_NUMBER, limits
from missions.domain.vocabulary import AmendmentKind, EntryClass, Provenance
from missions.models import (
    Amendment,
    AmendmentDecision,
    AreaRevision,
    MissionArea,
    Policy,
    PolicyRevision,
)
from missions.queries.moment import today_of_database
from missions.queries.reviews.amendments import base_of, newest_policy


@dataclass(frozen=True)
class PolicyNumbers:
    """The numbers that every policy states: percentages of functions, months between evaluations, votes needed."""

    government_over: int
    commercial_government_at_most: int
    commercial_demonstrated_over: int
    cadence_government_primary: int
    cadence_hybrid: int
    cadence_commercial_primary: int
    shift_supports: int
    shift_organizations: int
    reaffirm_supports: int


@dataclass(frozen=True)
class NewArea:
    """A mission area to add; it gets its first category through a review."""

    code: str
    name: str
    abbreviation: str
    position: int
    code_is_local: bool = True
    emerging: bool = False


def draft_policy(
    *,
    by: Actor,
    numbers: PolicyNumbers,
    effective_on: date,
    reason: str,
    thresholds: Mapping[str, int] | None = None,
    against: int | None = None,
) -> Amendment:
    """Draft an amendment of the newest policy, which takes effect on a date once approved.

    `thresholds` are the posture's that change, by name; the others stay. `against` is the number of the policy that the
    drafter saw. Raises `Refused`, `Unfit` if it is invalid, or `Conflict` if another policy was approved in the
    meantime.
    """
    if numbers.commercial_government_at_most > numbers.government_over:
        raise Unfit(
            "The two government thresholds overlap: this one must not exceed the other.",
            "commercial_government_at_most",
        )
    said = asdict(numbers) | _thresholds(thresholds or {})

    def changed() -> dict[str, Any]:
        base = newest_policy()
        if base and against is not None and base.number != against:
            raise Conflict(base)
        _demand_in_order(base, effective_on)
        return {name: value for name, value in said.items() if base is None or base.value_of(name) != value}

    return _draft(by, AmendmentKind.POLICY, changed, effective_on, reason)


def draft_area(*, by: Actor, area: NewArea, effective_on: date, reason: str) -> Amendment:
    """Draft a new mission area. Raises `Refused`, or `Unfit` if the code is in use."""

    def added() -> dict[str, Any]:
        _demand_new(area.code)
        return asdict(area)

    return _draft(by, AmendmentKind.AREA, added, effective_on, reason)


def _draft(
    by: Actor, kind: AmendmentKind, content: Callable[[], dict[str, Any]], effective_on: date, reason: str
) -> Amendment:
    """Draft what `content` says under the lock of the chain: what it depends on may be approved until then."""
    check(by, Permission.RUN_REVIEWS)
    if effective_on < today_of_database():
        raise Unfit(f"It can take effect on {day(today_of_database())} at the earliest.", "effective_on")
    with recording(
        by=by, action=f"draft amendment of {kind}", target=_target(kind), reason=reason, entry_class=EntryClass.PROCESS
    ) as entry:
        changes = content()
        if not changes:
            raise Unfit("Nothing would change: the newest policy already says this.")
        return entry.add(
            Amendment(by_id=by.pk, kind=kind, content=canonical.text(changes), effective_on=effective_on, reason=reason)
        )


def approve(*, by: Actor, amendment: Amendment, reason: str) -> AmendmentDecision:
    """Approve an amendment that somebody else drafted, and record its changes.

    Raises `Refused`, `Unfit`, or `Conflict` if the policy that it amends is no longer the newest.
    """
    check(by, Permission.DECIDE)
    if by.pk == amendment.by_id:
        raise Refused("You drafted this amendment; a decision authority who did not can approve it.")
    action, target = f"approve amendment of {amendment.kind}", _target(amendment.kind)
    with recording_about(_areas(amendment), by=by, action=action, target=target, reason=reason) as entry:
        _demand_open(amendment)
        if amendment.effective_on < today_of_database():
            raise Unfit(
                f"It was to take effect on {day(amendment.effective_on)}, which is past; it can be drafted again."
            )
        decision = entry.add(AmendmentDecision(by_id=by.pk, amendment=amendment, approved=True, reason=reason))
        _BRING[AmendmentKind(amendment.kind)](entry, amendment)
        return decision


def turn_down(*, by: Actor, amendment: Amendment, reason: str) -> AmendmentDecision:
    """End an amendment without effect: a decision authority declines it, or its drafter withdraws it."""
    if by.pk != amendment.by_id:
        check(by, Permission.DECIDE)
    with recording(
        by=by,
        action=f"turn down amendment of {amendment.kind}",
        target=_target(amendment.kind),
        reason=reason,
        entry_class=EntryClass.PROCESS,
    ) as entry:
        _demand_open(amendment)
        return entry.add(AmendmentDecision(by_id=by.pk, amendment=amendment, approved=False, reason=reason))


def _bring_policy(entry: Entry, amendment: Amendment) -> None:
    base, newest = base_of(amendment), newest_policy()
    if base != newest:
        raise Conflict(newest)
    _demand_in_order(base, amendment.effective_on)
    numbers = {name: getattr(base, name) for name in EVERY_NUMBER} if base else {}
    entry.add(
        PolicyRevision(
            policy=Policy.objects.get(),
            number=base.number + 1 if base else 1,
            **_said(amendment),
            **numbers | _content(amendment),
        )
    )


def _thresholds(given: Mapping[str, int]) -> dict[str, int]:
    """The thresholds, if each is within its bounds; otherwise raises `Unfit`."""
    for name, value in given.items():
        try:
            limits(**{name: value})
        except ValueError as error:
            raise Unfit(str(error), name) from error
    return dict(given)


def _demand_in_order(base: PolicyRevision | None, effective_on: date) -> None:
    """Raise `Unfit` if the amended policy would take over again after the amendment, and so undo it."""
    if base and effective_on < base.effective_on:
        raise Unfit(
            f"Policy {base.number} takes effect on {day(base.effective_on)}; select that date or a later one.",
            "effective_on",
        )


def _bring_area(entry: Entry, amendment: Amendment) -> None:
    content = _content(amendment)
    code = content.pop("code")
    _demand_new(code)
    entry.add(AreaRevision(area=entry.add(MissionArea(code=code)), **_said(amendment), **content))


_BRING = {AmendmentKind.POLICY: _bring_policy, AmendmentKind.AREA: _bring_area}


def _areas(amendment: Amendment) -> QuerySet[MissionArea]:
    """The areas that the amendment is about: all areas for thresholds."""
    if amendment.kind == AmendmentKind.POLICY:
        return MissionArea.objects.all()
    return MissionArea.objects.filter(code=_content(amendment)["code"])


def _content(amendment: Amendment) -> dict[str, Any]:
    return json.loads(amendment.content)


def _said(amendment: Amendment) -> dict[str, Any]:
    return {
        "amendment": amendment,
        "effective_on": amendment.effective_on,
        "reason": amendment.reason,
        "provenance": Provenance.ASSESSMENT,
        "source": f"Change {amendment.pk}",
    }


def _demand_open(amendment: Amendment) -> None:
    if AmendmentDecision.objects.filter(amendment=amendment).exists():
        raise Unfit("This amendment was decided meanwhile.")


def _demand_new(code: str) -> None:
    """Raise `Unfit` if the code is in use: by a mission area, or by an emerging one, which needs a review instead."""
    area = MissionArea.objects.filter(code=code).first()
    if area is None:
        return
    if AreaRevision.objects.filter(area=area, emerging=False).exists():
        raise Unfit(f"{code} is a mission area already.", "code")
    raise Unfit(f"{code} is an emerging area: open a review of it. Its first category makes it a mission area.", "code")


def _target(kind: str) -> str:
    return TargetKind.POLICY if kind == AmendmentKind.POLICY else "areas"
