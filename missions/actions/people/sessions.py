"""Signed-in browsers: kept while somebody does something, ended by their owner, an administrator, or time."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from missions.access import SYSTEM, Actor, Permission, check
from missions.actions.access import record_access
from missions.actions.independent import each
from missions.domain.audit import TargetKind
from missions.domain.vocabulary import Role
from missions.models import Session, User
from missions.models.people.sessions import idle_time

IDLE = "Nothing was done in it."
OVER = "It lasted as long as a session may."


def seen(key: str) -> None:
    """Keep that the person of this session did something just now."""
    Session.objects.filter(session_key=key).update(seen_at=timezone.now())


def end_sessions(*, by: Actor, user: User, sessions: Iterable[UserSession], reason: str = "") -> int:
    """End these sessions of a person; returns how many there were. Raises `Refused`.

    Everybody ends their own; an administrator anybody's, with a reason.
    """
    if by.pk != user.pk:
        check(by, Permission.MANAGE_ACCOUNTS)
    sessions = list(sessions)
    ended = [session.session_key for session in sessions]
    if not ended:
        return 0
    with transaction.atomic():
        Session.objects.filter(user=user, session_key__in=ended).delete()
        UserSession.objects.filter(user=user, session_key__in=ended).delete()
        record_access(
            by=by,
            action="end session",
            target=TargetKind.ACCOUNT.of(user.username),
            reason=reason,
            sessions=len(ended),
            addresses=sorted({session.ip for session in sessions}),
        )
    return len(ended)


def end_idle() -> int:
    """End the sessions whose person did nothing for as long as they may, or whose day is over; returns how many."""
    now = timezone.now()
    soonest = now - min(idle_time([]), idle_time([Role.ADMINISTRATOR]))
    over = Session.objects.filter(Q(seen_at__lt=soonest) | Q(expire_date__lt=now))
    ended = sum(each(over.exclude(user=None).select_related("user__organization"), _end_if_over))
    over.filter(user=None, expire_date__lt=now).delete()
    # What was noted of browsers that are signed out by now.
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended


def _end_if_over(session: Session) -> int:
    now = timezone.now()
    if session.seen_at + idle_time(session.user.role_codes) >= now and session.expire_date >= now:
        return 0
    # A person who is active at this moment keeps the session; none ends without its entry.
    with transaction.atomic():
        gone, _ = Session.objects.filter(pk=session.pk, seen_at=session.seen_at).delete()
        if gone:
            reason = OVER if session.expire_date < now else IDLE
            record_access(
                by=SYSTEM,
                action="end session",
                target=TargetKind.ACCOUNT.of(session.user.username),
                reason=reason,
            )
    return gone
