"""Notices of an altered record: auditors and administrators are asked to look into what a verification found."""

import json
from collections.abc import Iterator

from django.utils import timezone

from missions.domain import addresses
from missions.domain.audit import AuditAction, object_of
from missions.domain.people.notices import NoticeText
from missions.domain.vocabulary import EntryClass, NoticeKind, Role
from missions.models import AuditEntry
from missions.queries.people.accounts import holders


def alarms(after: int, upto: int) -> Iterator[NoticeText]:
    """The verifications between two sequences that found something. One to three queries."""
    entries = AuditEntry.objects.filter(
        sequence__gt=after, sequence__lte=upto, entry_class=EntryClass.ACCESS, action=AuditAction.VERIFY_RECORD
    )
    for entry in entries.order_by("sequence"):
        found = json.loads(entry.payload)["detail"]["findings"]
        if found:
            _, run = object_of(entry.target)
            yield _alarm(entry, found, Role.AUDITOR, addresses.verification(int(run)))
            yield _alarm(entry, found, Role.ADMINISTRATOR, addresses.OPERATION)


def _alarm(entry: AuditEntry, found: int, role: Role, path: str) -> NoticeText:
    """Asks the people of a role, each at the page that they may read."""
    text = (
        f"A verification ended with {found} finding{'s' if found != 1 else ''}: the record may have been altered. "
        "Read it, and compare the head of the chain with its witnesses."
    )
    # Whoever asked for the verification is told, too: it may have ended after they left.
    asked = holders(role, timezone.localdate())
    return NoticeText(entry.sequence, entry.recorded_at, NoticeKind.ASKED, asked, text, path)
