"""Notices to the owner of an account: a way to sign in to it has changed.

A person who took an account over does not tell its owner; the entry of what they did does (ASVS 5.0, 6.3.7).
"""

import json
from collections.abc import Iterator

from missions.domain import addresses
from missions.domain.people.tellings import Telling
from missions.domain.vocabulary import EntryClass, NoticeKind
from missions.models import AuditEntry, User

ACCOUNT = "account:"
CHANGES = (
    "change password",
    "add second factor",
    "remove second factor",
    "remake second factor",
    "make link to sign in",
    "set certificate",
    "correct address",
)
FACTORS = {"totp": "An authenticator app was", "webauthn": "A key was", "recovery_codes": "Recovery codes were"}
STEPS = {
    "add second factor": "added to your account",
    "remove second factor": "removed from your account",
    "remake second factor": "replaced; the earlier ones no longer work",
}


def account_tellings(after: int, upto: int) -> Iterator[Telling]:
    """The changes of people's own accounts between two sequences. One or two queries."""
    found = AuditEntry.objects.filter(
        sequence__gt=after, sequence__lte=upto, entry_class=EntryClass.ACCESS, action__in=CHANGES
    )
    entries = list(found.order_by("sequence"))
    names = {entry.target.removeprefix(ACCOUNT) for entry in entries}
    owners = dict(User.objects.filter(username__in=names).values_list("username", "pk")) if names else {}
    for entry in entries:
        username = entry.target.removeprefix(ACCOUNT)
        whose = frozenset({owners[username]})
        path = addresses.person(username)
        yield Telling(entry.sequence, entry.recorded_at, NoticeKind.ACCOUNT, whose, _said(entry), path)


def _said(entry: AuditEntry) -> str:
    detail, who = json.loads(entry.payload).get("detail", {}), entry.actor_name
    if "kind" in detail:
        return f"{FACTORS[detail['kind']]} {STEPS[entry.action]}."
    match entry.action:
        case "change password":
            by_link = detail.get("how") == "link"
            return f"Your password was changed{', with a link that signs in once' if by_link else ''}."
        case "remove second factor":
            return f"{who} removed your second factor and ended your sessions: {entry.reason}"
        case "make link to sign in":
            return f"{who} made a link that signs in to your account once: {entry.reason}"
        case "set certificate":
            return f"{who} changed the certificate that signs in to your account: {entry.reason}"
    return f"{who} changed the e-mail address of your account: {entry.reason}"
