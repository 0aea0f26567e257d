"""Notices to the owner of an account: a way to sign in to it has changed.

A person who took an account over does not tell its owner; the entry of what they did does (ASVS 5.0, 6.3.7).
"""

import json
from collections.abc import Iterator

from missions.domain import addresses
from missions.domain.audit import AuditAction, object_of
from missions.domain.people.notices import NoticeText
from missions.domain.vocabulary import EntryClass, NoticeKind
from missions.models import AuditEntry, User

CHANGES = (
    AuditAction.CHANGE_PASSWORD,
    AuditAction.ADD_SECOND_FACTOR,
    AuditAction.REMOVE_SECOND_FACTOR,
    AuditAction.REMAKE_SECOND_FACTOR,
    AuditAction.MAKE_LINK,
    AuditAction.SET_CERTIFICATE,
    AuditAction.CORRECT_ADDRESS,
)
FACTORS = {"totp": "An authenticator app was", "webauthn": "A key was", "recovery_codes": "Recovery codes were"}
STEPS = {
    AuditAction.ADD_SECOND_FACTOR: "added to your account",
    AuditAction.REMOVE_SECOND_FACTOR: "removed from your account",
    AuditAction.REMAKE_SECOND_FACTOR: "replaced; the earlier ones no longer work",
}


def account_notice_texts(after: int, upto: int) -> Iterator[NoticeText]:
    """The changes of people's own accounts between two sequences. One or two queries."""
    found = AuditEntry.objects.filter(
        sequence__gt=after, sequence__lte=upto, entry_class=EntryClass.ACCESS, action__in=CHANGES
    )
    entries = list(found.order_by("sequence"))
    names = {object_of(entry.target)[1] for entry in entries}
    owners = dict(User.objects.filter(username__in=names).values_list("username", "pk")) if names else {}
    for entry in entries:
        username = object_of(entry.target)[1]
        whose = frozenset({owners[username]})
        path = addresses.person(username)
        yield NoticeText(entry.sequence, entry.recorded_at, NoticeKind.ACCOUNT, whose, _said(entry), path)


def _said(entry: AuditEntry) -> str:
    detail, who = json.loads(entry.payload).get("detail", {}), entry.actor_name
    if "kind" in detail:
        return f"{FACTORS[detail['kind']]} {STEPS[entry.action]}."
    match entry.action:
        case AuditAction.CHANGE_PASSWORD:
            by_link = detail.get("how") == "link"
            return f"Your password was changed{', with a link that signs in once' if by_link else ''}."
        case AuditAction.REMOVE_SECOND_FACTOR:
            return f"{who} removed your second factor and ended your sessions: {entry.reason}"
        case AuditAction.MAKE_LINK:
            return f"{who} made a link that signs in to your account once: {entry.reason}"
        case AuditAction.SET_CERTIFICATE:
            return f"{who} changed the certificate that signs in to your account: {entry.reason}"
    return f"{who} changed the e-mail address of your account: {entry.reason}"
