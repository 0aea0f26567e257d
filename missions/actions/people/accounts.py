"""Accounts and roles: every change is one audit entry of class access."""

from datetime import date, timedelta

import structlog
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Manager, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Greatest
from django.utils import timezone

from missions.access import CONFIRMED_ROLES, KEEPERS, SYSTEM, WORKFLOW_ROLES, Actor, Permission, Refused, check
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.actions.independent import each
from missions.actions.people import organizations
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.dates import day
from missions.domain.vocabulary import EntryClass, GrantStep, Role
from missions.models import AuditEntry, Notice, RoleGrant, Session, User
from missions.queries.moment import today_of_database
from missions.queries.people.accounts import why_not_confirm

log = structlog.get_logger(__name__)


def create_account(
    *, by: Actor, username: str, name: str, email: str, organization: str, reason: str, password: str | None = None
) -> User:
    """Create an account without any role, of an organization on the list.

    Without a password its owner chooses one by a link (`actions/people/links.py`). Raises `Unfit`, or `Refused` unless
    the actor manages accounts.
    """
    check(by, Permission.MANAGE_ACCOUNTS)
    if not organizations.find(organization):
        raise Unfit("Choose an organization from the list; a steward adds one.", "organization")
    # Slow on purpose, and so before the chain's lock; without one no password is right.
    hashed = make_password(password)
    return _create(by, username, name, email, organization, hashed, reason, is_first=password is not None)


def install_account(
    *,
    by: Actor,
    username: str,
    name: str,
    email: str,
    organization: str,
    hashed: str,
    roles: list[Role],
    is_first: bool = True,
) -> User:
    """Create an account with roles at once: for the owner of the database, before anyone can sign in.

    Its password comes as `make_password` has it; one that `is_first` is to be changed at sign-in. An organization that
    is not on the list is added. The database refuses it to the application's role. Raises `Unfit`.
    """
    reason = "Created with the installation."
    user = _create(by, username, name, email, organization, hashed, reason, is_first)
    for role in roles:
        _grant(by, user, role, GrantStep.ACTIVE, reason)
    return user


def grant_role(*, by: Actor, user: User, role: Role, reason: str, ends_on: date | None = None) -> RoleGrant:
    """Grant a role, for good or until the end of a day; a workflow role or the auditor's waits for a steward.

    Raises `Refused` or `Unfit`.
    """
    check(by, Permission.MANAGE_ACCOUNTS)
    if by.pk == user.pk:
        raise Refused("You cannot grant a role to yourself; another administrator can.")
    step = GrantStep.PROPOSED if role in CONFIRMED_ROLES else GrantStep.ACTIVE
    return _grant(by, user, role, step, reason, ends_on=ends_on)


def confirm_role(*, by: Actor, user: User, role: Role, reason: str) -> RoleGrant:
    """Confirm a role that an administrator has granted. Raises `Refused` or `Unfit`."""
    check(by, Permission.CONFIRM_ROLES)
    return _grant(by, user, role, GrantStep.ACTIVE, reason, after=GrantStep.PROPOSED)


def end_role(*, by: Actor, user: User, role: Role, reason: str) -> RoleGrant:
    """End a role, or reject one that waits. Raises `Refused` or `Unfit`."""
    if role in CONFIRMED_ROLES and Role.STEWARD in by.roles:
        check(by, Permission.CONFIRM_ROLES)
    else:
        check(by, Permission.MANAGE_ACCOUNTS)
    return _grant(by, user, role, GrantStep.ENDED, reason)


def end_expired() -> int:
    """End the roles whose last day is over; returns how many. The last keeper keeps the role until another has it."""
    newest = RoleGrant.objects.newest(today_of_database()).exclude(step=GrantStep.ENDED)
    over = newest.filter(ends_on__lt=today_of_database()).select_related("user").order_by("entry")
    return sum(each(over, _end_expired))


def _end_expired(grant: RoleGrant) -> bool:
    reason = f"It was granted until {day(grant.ends_on)}."
    try:
        _grant(SYSTEM, grant.user, Role(grant.role), GrantStep.ENDED, reason, against=grant)
    except Unfit as error:
        log.warning("role_not_ended", user=grant.user.username, role=grant.role, why=str(error))
        return False
    return True


def deactivate_dormant() -> int:
    """Deactivate accounts without a sign-in for longer than the setting allows; returns how many."""
    if not settings.DORMANT_DAYS:
        return 0
    return sum(each(_dormant().order_by("pk"), _deactivate_dormant))


def _dormant() -> QuerySet[User]:
    """The active accounts without a sign-in or a reactivation for so long."""
    about = Concat(Value(TargetKind.ACCOUNT.of("")), OuterRef("username"))
    entries = AuditEntry.objects.filter(action=AuditAction.REACTIVATE_ACCOUNT, target=about)
    reactivated = Subquery(entries.order_by("-sequence").values("recorded_at")[:1])
    used = User.objects.filter(is_active=True).annotate(used_at=Greatest("created_at", "last_login", reactivated))
    return used.filter(used_at__lt=timezone.now() - timedelta(days=settings.DORMANT_DAYS))


def _deactivate_dormant(user: User) -> bool:
    try:
        _set_active(SYSTEM, user, False, f"Nobody signed in for {settings.DORMANT_DAYS} days.", among=_dormant())
    except Unfit as error:
        log.warning("account_not_deactivated", user=user.username, why=str(error))
        return False
    return True


def set_active(*, by: Actor, user: User, active: bool, reason: str) -> None:
    """Deactivate an account and end its sessions, or let it sign in again. Raises `Refused` or `Unfit`."""
    check(by, Permission.MANAGE_ACCOUNTS)
    if by.pk == user.pk:
        raise Refused("You cannot deactivate your own account; another administrator can.")
    _set_active(by, user, active, reason)


def _set_active(
    by: Actor, user: User, active: bool, reason: str, among: Manager[User] | QuerySet[User] = User.objects
) -> None:
    """Raises `Unfit` if the account is in that state already, or no longer `among` these: checked under the lock."""
    action = AuditAction.REACTIVATE_ACCOUNT if active else AuditAction.DEACTIVATE_ACCOUNT
    with recording(by=by, action=action, target=_target(user), reason=reason, entry_class=EntryClass.ACCESS) as entry:
        if not active:
            _refuse_last(KEEPERS, user, today_of_database())
        if not among.filter(pk=user.pk, is_active=not active).update(is_active=active):
            raise Unfit(f"The account is {'active' if active else 'deactivated'} already.")
        # Otherwise they would be valid again with the account.
        Session.objects.filter(user=user).delete()
        entry.note(is_active=active)


def correct_address(*, by: Actor, user: User, email: str, reason: str) -> None:
    """Change the mail address of an account; mail that was refused is sent again. Raises `Refused` or `Unfit`."""
    check(by, Permission.MANAGE_ACCOUNTS)
    target = _target(user)
    with recording(
        by=by, action=AuditAction.CORRECT_ADDRESS, target=target, reason=reason, entry_class=EntryClass.ACCESS
    ) as entry:
        if not User.objects.filter(pk=user.pk).exclude(email=email).update(email=email):
            raise Unfit("This is the address already.")
        refused = Notice.objects.filter(person=user).exclude(mail_answer="")
        refused.update(mail_due=bool(email), mail_tries=0, mail_after=None, mail_answer="")
        entry.note(email=email)


def _create(
    by: Actor,
    username: str,
    name: str,
    email: str,
    organization: str,
    hashed: str,
    reason: str,
    is_first: bool,
) -> User:
    user = User(username=username, name=name, email=email, password=hashed, password_is_first=is_first)
    action, target = AuditAction.CREATE_ACCOUNT, TargetKind.ACCOUNT.of(username)
    with recording(by=by, action=action, target=target, reason=reason, entry_class=EntryClass.ACCESS) as entry:
        user.organization = organizations.find(organization) or organizations.add(organization)
        user.save(force_insert=True)
        entry.note(account=user.pk, username=username, name=name, email=email, organization=user.organization.name)
    return user


def _grant(
    by: Actor,
    user: User,
    role: Role,
    step: GrantStep,
    reason: str,
    after: GrantStep | None = None,
    ends_on: date | None = None,
    against: RoleGrant | None = None,
) -> RoleGrant:
    """Add a step to a role's life, after checking its current step under the chain's lock.

    A confirmed role lasts as long as was proposed. Raises `Unfit` if the current step is not the expected one: another
    step than `after`, or a later one than `against`.
    """
    verb = {GrantStep.PROPOSED: "propose", GrantStep.ACTIVE: "grant", GrantStep.ENDED: "end"}[step]
    action = f"{verb} role {role}"
    with recording(by=by, action=action, target=_target(user), reason=reason, entry_class=EntryClass.ACCESS) as entry:
        today = today_of_database()
        newest = RoleGrant.objects.filter(user=user, role=role).order_by("-entry").first()
        standing = newest.step if newest else GrantStep.ENDED
        if against and newest != against:
            raise Unfit(f"The role {role.label.lower()} was granted again.")
        if after and standing != after:
            raise Unfit(f"The role {role.label.lower()} is not waiting for confirmation.")
        if after and (why_not := why_not_confirm(by.pk, newest)):
            raise Refused(why_not)
        if standing == step or (step is GrantStep.PROPOSED and standing == GrantStep.ACTIVE):
            raise Unfit(f"The role {role.label.lower()} is {GrantStep(standing).label.lower()} already.")
        if step is GrantStep.ENDED and standing == GrantStep.ACTIVE:
            _refuse_last({role}, user, today)
        _refuse_mixture(user, role, step, today)
        ends_on = newest.ends_on if after else ends_on
        if ends_on and ends_on < today and step is not GrantStep.ENDED:
            raise Unfit("This day is over: choose today or a later one.", "ends_on")
        given = RoleGrant(user=user, role=role, step=step, effective_on=today, ends_on=ends_on, reason=reason)
        return entry.add(given)


def _refuse_mixture(user: User, role: Role, step: GrantStep, today: date) -> None:
    if step is GrantStep.ENDED:
        return
    held = set(
        RoleGrant.objects.newest(today).filter(user=user).exclude(step=GrantStep.ENDED).values_list("role", flat=True)
    )
    if (role is Role.ADMINISTRATOR and held & WORKFLOW_ROLES) or (
        role in WORKFLOW_ROLES and Role.ADMINISTRATOR in held
    ):
        raise Unfit("An administrator holds no workflow role: end the one before granting the other.")


def _refuse_last(roles: set[Role] | frozenset[Role], user: User, today: date) -> None:
    """Raise `Unfit` if one of these roles has no other active holder: somebody must manage accounts and confirm."""
    active = RoleGrant.objects.newest(today).filter(step=GrantStep.ACTIVE, user__is_active=True)
    holders = list(active.filter(role__in=roles & KEEPERS).values_list("role", "user_id"))
    kept = {role for role, holder in holders if holder != user.pk}
    for role, holder in holders:
        if holder == user.pk and role not in kept:
            raise Unfit(f"The last {Role(role).label.lower()} keeps the role until another holds it.")


def _target(user: User) -> str:
    return TargetKind.ACCOUNT.of(user.username)
