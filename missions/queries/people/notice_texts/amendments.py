"""Notices of amendments: decision authorities are asked to decide, the drafter is told what they decided."""

from collections.abc import Iterator

from django.utils import timezone

from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.people.tellings import Telling
from missions.domain.vocabulary import NoticeKind, Role
from missions.queries.people.accounts import holders
from missions.queries.reviews.amendments import Drafted, told_between


def amendment_tellings(after: int, upto: int) -> Iterator[Telling]:
    """The amendments that still wait, and those that were decided, between two sequences. One or two queries."""
    for drafted in told_between(after, upto):
        if drafted.decision is None:
            yield _asked(drafted)
        elif after < drafted.decision.entry_id <= upto:
            yield _decided(drafted)


def _asked(drafted: Drafted) -> Telling:
    amendment, entry = drafted.amendment, drafted.amendment.entry
    authorities = holders(Role.AUTHORITY, timezone.localdate()) - {amendment.by_id}
    text = (
        f"{entry.actor_name} drafted an amendment: {drafted.title}, effective {day(amendment.effective_on)}. "
        f"Approve it or turn it down: {amendment.reason}"
    )
    path = addresses.amendment(amendment.pk)
    return Telling(entry.pk, entry.recorded_at, NoticeKind.ASKED, authorities, text, path)


def _decided(drafted: Drafted) -> Telling:
    amendment, decision = drafted.amendment, drafted.decision
    drafter = frozenset({amendment.by_id}) - {decision.by_id}
    did = "approved" if decision.approved else "turned down"
    text = f"{decision.entry.actor_name} {did} your amendment: {drafted.title}. {decision.reason}"
    path = addresses.amendment(amendment.pk)
    return Telling(decision.entry_id, decision.entry.recorded_at, NoticeKind.NEWS, drafter, text, path)
