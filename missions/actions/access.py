"""Sign-ins, refusals and what is taken away: kept in the chain, each in a transaction of its own.

Nobody who signs in or reads waits for another's write: where the head of the chain is held for long, the entry is kept
aside and written behind. What one person is refused in a minute is two entries at most, so that nobody can make the
chain grow by asking.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from psycopg.errors import LockNotAvailable
from structlog.contextvars import bound_contextvars, get_contextvars

from missions.access import Actor
from missions.actions.chain import recording
from missions.actions.independent import each
from missions.domain import canonical
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.sentences import counted
from missions.domain.vocabulary import EntryClass
from missions.models import PendingAccess, Refusals

NOBODY_SIGNED_IN = Actor(pk=None, username="", name="nobody signed in", organization="", roles=frozenset())
# How long the head of the chain is waited for.
PATIENCE = "250ms"
COUNTED_FOR = timedelta(minutes=1)
REFUSED = "Refused {times} within {seconds}; the first time has an entry of its own."


def record_sign_in(*, by: Actor, how: str) -> None:
    """Keep that a person signed in, and by which of their factors, such as `password, totp`."""
    record_access(by=by, action="sign in", target=TargetKind.ACCOUNT.of(by.username), how=how)


def record_sign_out(*, by: Actor) -> None:
    """Keep that a person signed out."""
    record_access(by=by, action="sign out", target=TargetKind.ACCOUNT.of(by.username))


def record_password_change(*, by: Actor, how: str) -> None:
    """Keep that a person chose a new password, by a `link` or by the `password` before; nothing of either is kept."""
    record_access(by=by, action=AuditAction.CHANGE_PASSWORD, target=TargetKind.ACCOUNT.of(by.username), how=how)


def record_download(*, by: Actor, target: str, sha256: str) -> None:
    """Keep that a person took a file away, of a piece of evidence or of a catalog."""
    record_access(by=by, action="download file", target=target, sha256=sha256)


def record_failed_sign_in(*, username: str) -> None:
    """Keep that a sign-in failed, with the name that was tried, whether or not there is such an account."""
    record_access(by=NOBODY_SIGNED_IN, action=AuditAction.FAIL_SIGN_IN, target=TargetKind.ACCOUNT.of(username[:150]))


def record_failed_link(*, username: str) -> None:
    """Keep that a link to sign in was opened that is not good, or no longer; without a name where it is nobody's."""
    record_access(
        by=NOBODY_SIGNED_IN, action=AuditAction.FAIL_SIGN_IN, target=TargetKind.ACCOUNT.of(username), how="link"
    )


def record_failed_second_factor(*, username: str) -> None:
    """Keep that a second factor was wrong, after the password was right; without a name where a key stood for both."""
    record_access(by=NOBODY_SIGNED_IN, action=AuditAction.FAIL_SECOND_FACTOR, target=TargetKind.ACCOUNT.of(username))


def record_second_factor(*, by: Actor, action: AuditAction, kind: str) -> None:
    """Keep that a person's second factor was added, removed or replaced; its secret is not kept."""
    record_access(by=by, action=action, target=TargetKind.ACCOUNT.of(by.username), kind=kind)


def record_link(*, username: str) -> None:
    """Keep that a link to sign in was sent to the address of an account."""
    record_access(by=NOBODY_SIGNED_IN, action="send link to sign in", target=TargetKind.ACCOUNT.of(username))


def record_refusal(*, by: Actor, address: str, why: str) -> None:
    """Keep that a signed-in person was refused something: at once, or counted where a minute has brought more."""
    target = TargetKind.ADDRESS.of(address[:500])
    own = Refusals.objects.filter(actor_id=by.pk)
    while not own.update(times=F("times") + 1, target=target, last_at=timezone.now()):
        with transaction.atomic():
            if own.get_or_create(defaults={"actor_id": by.pk, "target": target})[1]:
                record_access(by=by, action="refused", target=target, reason=why)
                return


def record_access(*, by: Actor, action: str, target: str, reason: str = "", **detail: Any) -> None:
    """Keep what a person did that changes no row of record: at once, or behind where others hold the chain."""
    said = {"action": action, "target": target, "reason": reason}
    try:
        with recording(by=by, entry_class=EntryClass.ACCESS, patience=PATIENCE, **said) as entry:
            entry.note(**detail)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        PendingAccess.objects.create(
            actor_id=by.pk,
            actor_name=by.name,
            request_id=get_contextvars().get("request_id", ""),
            detail=canonical.plain(detail),
            **said,
        )


def write_pending() -> int:
    """Write the entries that were kept aside, in their order, each with the time it is about; returns how many."""
    keys = list(PendingAccess.objects.order_by("pk").values_list("pk", flat=True))
    return sum(each(keys, _write))


def write_refusals() -> int:
    """Write an entry for each person who was refused more than once, a minute after the first; returns how many."""
    due = Refusals.objects.filter(began_at__lte=timezone.now() - COUNTED_FOR)
    return sum(each(due.order_by("pk").values_list("pk", flat=True), _write_refused))


def _write_refused(key: int) -> bool:
    with transaction.atomic():
        refusals = Refusals.objects.select_for_update(skip_locked=True, of=("self",)).select_related("actor")
        one = refusals.filter(pk=key).first()
        if one is None:
            return False
        if one.times > 1:
            by = Actor(pk=one.pk, username="", name=one.actor.name, organization="", roles=frozenset())
            spell = {"began_at": canonical.instant(one.began_at), "last_at": canonical.instant(one.last_at)}
            seconds = max(1, ceil((one.last_at - one.began_at).total_seconds()))
            reason = REFUSED.format(times=counted(one.times, "time"), seconds=counted(seconds, "second"))
            said = {"action": "refused", "target": one.target, "reason": reason}
            with recording(by=by, entry_class=EntryClass.ACCESS, **said) as entry:
                entry.note(times=one.times, **spell)
        one.delete()
        return one.times > 1


def _write(key: int) -> bool:
    with transaction.atomic():
        one = PendingAccess.objects.select_for_update(skip_locked=True).filter(pk=key).first()
        if one is None:
            return False
        by = Actor(pk=one.actor_id, username="", name=one.actor_name, organization="", roles=frozenset())
        said = {"action": one.action, "target": one.target, "reason": one.reason}
        with (
            bound_contextvars(request_id=one.request_id),
            recording(by=by, entry_class=EntryClass.ACCESS, **said) as entry,
        ):
            entry.note(**one.detail, happened_at=one.happened_at)
        one.delete()
    return True
