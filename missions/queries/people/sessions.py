"""The browsers in which a person is signed in, and their earlier sign-ins."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db.models import Value
from django.utils import timezone

from missions.domain.audit import AuditAction, TargetKind
from missions.domain.dates import moment
from missions.domain.people.browsers import named
from missions.models import AuditEntry, Session, User
from missions.models.chain import ObjectOf
from missions.models.people.sessions import idle_time


@dataclass(frozen=True)
class SignedIn:
    """One browser: its address, name and user agent, since when, and when it was last active."""

    pk: int
    address: str
    name: str
    browser: str
    since: datetime
    seen_at: datetime
    own: bool


def signed_in(user: User, *, key: str) -> list[SignedIn]:
    """All live sessions of a person, the newest first; `key` is the session that asks. Three queries."""
    awake = Session.objects.filter(user=user, expire_date__gte=timezone.now())
    awake = awake.filter(seen_at__gte=timezone.now() - idle_time(user.role_codes))
    seen = dict(awake.values_list("session_key", "seen_at"))
    noted = UserSession.objects.filter(user=user, session_key__in=seen).order_by("-created_at", "-pk")
    return [
        SignedIn(
            pk=one.pk,
            address=one.ip,
            name=named(one.user_agent),
            browser=one.user_agent,
            since=one.created_at,
            seen_at=seen[one.session_key],
            own=one.session_key == key,
        )
        for one in noted
    ]


def noted_of(user: User) -> list[UserSession]:
    """The notes on every session of a person. One query."""
    return list(UserSession.objects.filter(user=user))


def failed_since(username: str, since: datetime) -> int:
    """How often a password or a second factor of this account was wrong since then. One query."""
    about = ObjectOf(Value(TargetKind.ACCOUNT.of(username)))
    failed = AuditEntry.objects.filter(
        action__in=(AuditAction.FAIL_SIGN_IN, AuditAction.FAIL_SECOND_FACTOR), recorded_at__gt=since
    )
    return failed.alias(about=ObjectOf("target")).filter(about=about).count()


def told_of_the_time_before(before: datetime, failed: int) -> str:
    """The message after sign-in: when the person last signed in, and how many attempts failed since."""
    said = f"You last signed in on {moment(before)}."
    if not failed:
        return said
    times = "Once since then, somebody" if failed == 1 else f"{failed} times since then, somebody"
    return f"{said} {times} failed to sign in as you. If that was not you, tell an administrator."
