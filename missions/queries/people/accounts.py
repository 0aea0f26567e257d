"""Accounts and the roles they hold."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from missions.access import Actor, Permission, can
from missions.domain.vocabulary import GrantStep, Role
from missions.models import RoleGrant, User


def actor_of(user: User) -> Actor:
    """The person as an actor, with the roles in force today."""
    return Actor(
        pk=user.pk,
        username=user.username,
        name=user.name,
        organization=user.organization.name,
        roles=frozenset(Role(code) for code in user.role_codes),
    )


@dataclass(frozen=True)
class Account:
    """An account with the roles it holds and those that wait for a steward."""

    user: User
    roles: tuple[Role, ...]
    proposed: tuple[Role, ...]


def accounts(*, on: date) -> list[Account]:
    """Every account by name. Two queries."""
    people = User.objects.select_related("organization").order_by("name", "username")
    newest = RoleGrant.objects.newest(on).exclude(step=GrantStep.ENDED)
    people = people.prefetch_related(Prefetch("grants", queryset=newest, to_attr="held"))
    return [_account(user) for user in people]


def _account(user: User) -> Account:
    by_step = defaultdict(set)
    for grant in user.held:
        by_step[grant.step].add(grant.role)
    return Account(
        user=user,
        roles=tuple(role for role in Role if role in by_step[GrantStep.ACTIVE]),
        proposed=tuple(role for role in Role if role in by_step[GrantStep.PROPOSED]),
    )


def holders(role: Role, on: date) -> frozenset[int]:
    """The keys of the people who hold a role. One query."""
    held = RoleGrant.objects.newest(on).filter(step=GrantStep.ACTIVE, role=role)
    return frozenset(held.values_list("user_id", flat=True))


def why_not_confirm(steward: int | None, grant: RoleGrant) -> str:
    """Why a steward, by key, cannot confirm a role that waits, loaded with its entry; empty if they can."""
    if steward == grant.user_id:
        return "You cannot confirm your own role; another steward can."
    if steward is not None and steward == grant.entry.actor_id:
        return "You proposed this role; another steward can confirm it."
    return ""


def to_confirm(by: Actor, on: date) -> list[RoleGrant]:
    """The roles that this person can confirm: not their own, and none that they proposed. One query.

    Empty for people who confirm no roles, without a query.
    """
    if not can(by, Permission.CONFIRM_ROLES):
        return []
    return [grant for grant in _proposed(on) if not why_not_confirm(by.pk, grant)]


def waiting_roles(on: date) -> list[RoleGrant]:
    """Every role that waits for a steward to confirm it, the longest first. One query."""
    return list(_proposed(on))


def _proposed(on: date) -> QuerySet[RoleGrant]:
    waiting = RoleGrant.objects.newest(on).filter(step=GrantStep.PROPOSED, user__is_active=True)
    return waiting.select_related("user", "entry").order_by("entry")


def grants_of(user: User) -> list[RoleGrant]:
    """Every step of every role of a person, newest first, with its entry."""
    return list(user.grants.select_related("entry").order_by("-entry"))


def every_grant(*, upto: int) -> list[RoleGrant]:
    """Every step of every role up to that entry, newest first, with the person and the entry of each. One query."""
    recorded = RoleGrant.objects.filter(entry__lte=upto)
    return list(recorded.select_related("user", "entry").order_by("-entry", "user__name", "role"))
