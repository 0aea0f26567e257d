"""What the system does by itself: approved proposals take effect, and those whose area changed are sent back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from missions.access import SYSTEM, Actor
from missions.actions.chain import Entry, locked, recording
from missions.actions.independent import each
from missions.actions.reviews.transitions import add_transition
from missions.domain.audit import TargetKind
from missions.domain.dates import day
from missions.domain.record.portfolio import AreaState
from missions.domain.reviews.guards import STALE, Block, why_not_take_effect
from missions.domain.reviews.transitions import TRANSITIONS, material_version
from missions.domain.states import UNSENT
from missions.domain.vocabulary import (
    EntryClass,
    InstallationKind,
    Move,
    Provenance,
    ReviewOutcome,
    State,
)
from missions.models import AreaRevision, CategoryDecision, Installation, MissionArea, Proposal, ReviewClosing
from missions.queries.moment import resolve, today_of_database
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.proposals import Loaded, load_subject


def apply_due_decisions() -> list[CategoryDecision]:
    """Put every approved proposal whose day has come into effect, each in a transaction of its own.

    All guards are checked again; if one fails, the proposal needs a rebase and says why. What another process
    did meanwhile is left alone: nothing takes effect twice.
    """
    due = Proposal.objects.filter(
        state__state=State.APPROVED, state__revision__effective_on__lte=today_of_database()
    ).select_related("review__area")
    return [decision for decision in each(due.order_by("pk"), _apply) if decision]


def take_effect_at_once(proposal: Proposal) -> tuple[Block, ...]:
    """Put a proposal that was just approved into effect in the transaction of its approval.

    Returns what prevents it; nothing if it took effect. A proposal that waits for its day, or anything else, is left
    to `apply_due_decisions`.
    """
    loaded = load_subject(proposal.pk)
    failing = why_not_take_effect(loaded.subject)
    if not failing:
        _take_effect(loaded)
    return failing


def _apply(proposal: Proposal) -> CategoryDecision | None:
    with locked(proposal=proposal, chain=True):
        loaded = load_subject(proposal.pk)
        if loaded.subject.state is not State.APPROVED or loaded.subject.effective_on > loaded.subject.today:
            return None
        failing = why_not_take_effect(loaded.subject)
        if failing:
            _moved(loaded, " ".join(str(block) for block in failing))
            return None
        return _take_effect(loaded)


def _take_effect(loaded: Loaded) -> CategoryDecision:
    subject, revision = loaded.subject, loaded.revision
    reason = f"Approved with revision {revision.number}, effective {day(revision.effective_on)}."
    target = TargetKind.AREA.of(loaded.review.area.code)
    with recording(by=SYSTEM, action="take effect", target=target, reason=reason) as entry:
        fact = {
            "area": loaded.review.area,
            "effective_on": revision.effective_on,
            "provenance": _provenance(),
            "source": f"Proposal {loaded.proposal.pk}, revision {revision.number}",
            "reason": revision.rationale,
        }
        decision = entry.add(
            CategoryDecision(category=subject.target, kind=subject.kind.decision, revision=revision, **fact)
        )
        if subject.area.emerging:
            entry.add(_promoted(subject.area, fact))
        add_transition(entry, loaded, Move.TAKE_EFFECT, reason, by=SYSTEM)
        entry.add(ReviewClosing(review=loaded.review, outcome=ReviewOutcome.EFFECTIVE, reason=reason))
    return decision


def _promoted(area: AreaState, fact: dict[str, Any]) -> AreaRevision:
    """The area, no longer emerging: its first category makes it a mission area."""
    return AreaRevision(
        name=area.name,
        abbreviation=area.abbreviation,
        code_is_local=area.code_is_local,
        emerging=False,
        position=area.position,
        **fact,
    )


def _provenance() -> Provenance:
    """A demonstration decides nothing about the Department's areas, and says so on each decision."""
    if Installation.objects.filter(kind=InstallationKind.DEMONSTRATION).exists():
        return Provenance.ILLUSTRATIVE
    return Provenance.ASSESSMENT


def _moved(loaded: Loaded, reason: str) -> None:
    target = TargetKind.PROPOSAL.of(loaded.proposal.pk)
    with recording(
        by=SYSTEM, action="area moved", target=target, reason=reason, entry_class=EntryClass.PROCESS
    ) as entry:
        add_transition(entry, loaded, Move.AREA_MOVED, reason, by=SYSTEM)


def notice_moved(areas: Iterable[MissionArea] | None = None) -> list[Proposal]:
    """Mark every open proposal whose area differs materially from its base as in need of a rebase.

    In all areas or in these; each in an entry of its own. A constant number of queries if nothing changed.
    """
    return [moved for moved in each(_candidates(areas), _notice) if moved]


def _candidates(areas: Iterable[MissionArea] | None) -> list[Proposal]:
    sources = TRANSITIONS[Move.AREA_MOVED].sources
    standing = Proposal.objects.filter(state__state__in=sources).select_related(
        "review__area", "state__revision", "draft"
    )
    if areas is not None:
        standing = standing.filter(review__area__in=list(areas))
    found = list(standing.order_by("pk"))
    if not found:
        return []
    today = today_of_database()
    resolved = resolve(as_of=today, known=None, today=today, chosen=False)
    codes = {proposal.review.area.code for proposal in found}
    shown = portfolio(resolved.moment, resolved.policy, area=codes.pop() if len(codes) == 1 else None)
    versions = {state.code: material_version(state, resolved.policy) for state in shown.everything}
    return [proposal for proposal in found if versions[proposal.review.area.code] != _base_version(proposal)]


def _base_version(proposal: Proposal) -> str:
    frozen = proposal.state.state not in UNSENT
    return proposal.state.revision.base_version if frozen else proposal.draft.base_version


def _notice(proposal: Proposal) -> Proposal | None:
    with locked(proposal=proposal, chain=True):
        loaded = load_subject(proposal.pk)
        if loaded.subject.state not in TRANSITIONS[Move.AREA_MOVED].sources or not loaded.subject.stale:
            return None
        _moved(loaded, STALE.why)
    return proposal


@contextmanager
def recording_about(
    areas: Iterable[MissionArea], *, by: Actor, action: str, target: str, reason: str
) -> Iterator[Entry]:
    """One entry of class record that may change these areas; open proposals about them are sent back at once."""
    areas = list(areas)
    with locked(areas):
        with recording(by=by, action=action, target=target, reason=reason) as entry:
            yield entry
        notice_moved(areas)
