"""Proofs of identity other than the password: set and removed by others, never by the owner."""

from missions.access import CONFIRMED_ROLES, Actor, Permission, Refused, can, can_any
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.vocabulary import EntryClass, GrantStep
from missions.models import RoleGrant, Session, User
from missions.queries.moment import today_of_database

ONLY_A_STEWARD = "Only a steward can {act} of a person who holds a role that stewards confirm, or waits for one."


def may_change_sign_in(by: Actor, user: User) -> bool:
    """Whether the actor may remove somebody's second factor, or set the certificate that signs in without one.

    Only a steward may do so for people with a role that stewards confirm, waiting or confirmed: an administrator, who
    makes links to sign in, could otherwise sign in as them.
    """
    if by.pk == user.pk or not can_any(by, (Permission.CONFIRM_ROLES, Permission.MANAGE_ACCOUNTS)):
        return False
    held = RoleGrant.objects.newest(today_of_database()).filter(user=user).exclude(step=GrantStep.ENDED)
    confirmed = held.filter(role__in=CONFIRMED_ROLES).exists()
    return can(by, Permission.CONFIRM_ROLES if confirmed else Permission.MANAGE_ACCOUNTS)


def set_certificate(*, by: Actor, user: User, edipi: str, reason: str) -> None:
    """Set whose certificate signs in to an account; empty for none. Raises `Refused` or `Unfit`."""
    if by.pk == user.pk:
        raise Refused("You cannot set the certificate of your own account; somebody else can.")
    target = TargetKind.ACCOUNT.of(user.username)
    with recording(
        by=by, action=AuditAction.SET_CERTIFICATE, target=target, reason=reason, entry_class=EntryClass.ACCESS
    ) as entry:
        if not may_change_sign_in(by, user):
            raise Refused(ONLY_A_STEWARD.format(act="set the certificate"))
        if not User.objects.filter(pk=user.pk).exclude(edipi=edipi).update(edipi=edipi):
            raise Unfit("This is the certificate already.", "edipi")
        entry.note(edipi=edipi)


def reset_second_factor(*, by: Actor, user: User, reason: str) -> None:
    """Remove the app, keys and recovery codes of somebody who lost them, and end their sessions.

    Raises `Refused` or `Unfit`.
    """
    target = TargetKind.ACCOUNT.of(user.username)
    with recording(
        by=by, action=AuditAction.REMOVE_SECOND_FACTOR, target=target, reason=reason, entry_class=EntryClass.ACCESS
    ) as entry:
        if not may_change_sign_in(by, user):
            raise Refused(ONLY_A_STEWARD.format(act="remove the second factor"))
        gone, _ = user.authenticator_set.all().delete()
        if not gone:
            raise Unfit("There is no second factor to remove.")
        Session.objects.filter(user=user).delete()
        entry.note(removed=gone)
