"""Proofs of identity other than the password: set and removed by others, never by the owner."""

from missions.access import CONFIRMED_ROLES, Actor, Permission, Refused, can, can_any, check
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.vocabulary import EntryClass
from missions.models import Session, User


def set_certificate(*, by: Actor, user: User, edipi: str, reason: str) -> None:
    """Set whose certificate signs in to an account; empty for none. Raises `Refused` or `Unfit`."""
    check(by, Permission.MANAGE_ACCOUNTS)
    if by.pk == user.pk:
        raise Refused("You cannot set the certificate of your own account; another administrator can.")
    target = TargetKind.ACCOUNT.of(user.username)
    with recording(
        by=by, action=AuditAction.SET_CERTIFICATE, target=target, reason=reason, entry_class=EntryClass.ACCESS
    ) as entry:
        if not User.objects.filter(pk=user.pk).exclude(edipi=edipi).update(edipi=edipi):
            raise Unfit("This is the certificate already.", "edipi")
        entry.note(edipi=edipi)


def may_reset_second_factor(by: Actor, user: User) -> bool:
    """Whether the actor may remove somebody's second factor.

    Only a steward may remove it from people with a role that stewards confirm: an administrator, who makes
    links to sign in, could otherwise sign in as them.
    """
    if by.pk == user.pk or not can_any(by, (Permission.CONFIRM_ROLES, Permission.MANAGE_ACCOUNTS)):
        return False
    confirmed = not CONFIRMED_ROLES.isdisjoint(user.role_codes)
    return can(by, Permission.CONFIRM_ROLES if confirmed else Permission.MANAGE_ACCOUNTS)


def reset_second_factor(*, by: Actor, user: User, reason: str) -> None:
    """Remove the app, keys and recovery codes of somebody who lost them, and end their sessions.

    Raises `Refused` or `Unfit`.
    """
    if not may_reset_second_factor(by, user):
        raise Refused("Only a steward can remove the second factor of a person who holds a role that stewards confirm.")
    target = TargetKind.ACCOUNT.of(user.username)
    with recording(
        by=by, action=AuditAction.REMOVE_SECOND_FACTOR, target=target, reason=reason, entry_class=EntryClass.ACCESS
    ) as entry:
        gone, _ = user.authenticator_set.all().delete()
        if not gone:
            raise Unfit("There is no second factor to remove.")
        Session.objects.filter(user=user).delete()
        entry.note(removed=gone)
