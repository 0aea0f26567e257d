"""Accounts and roles: who may grant what to whom, in the actions and in the database."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from missions.access import CONFIRMED_ROLES, KEEPERS, WORKFLOW_ROLES, Refused
from missions.actions import errors, installation
from missions.actions.chain import recording
from missions.actions.people import accounts
from missions.domain.vocabulary import EntryClass, GrantStep, Role
from missions.models import AuditEntry, RoleGrant, User
from missions.queries.moment import today_of_database
from tests import factories

pytestmark = pytest.mark.django_db
workflow_role = pytest.mark.parametrize("role", sorted(WORKFLOW_ROLES))
confirmed_role = pytest.mark.parametrize("role", sorted(CONFIRMED_ROLES))
keeper = pytest.mark.parametrize("role", sorted(KEEPERS))


@pytest.fixture
def admin():
    return factories.actor(Role.ADMINISTRATOR)


@pytest.fixture
def steward():
    return factories.actor(Role.STEWARD)


@pytest.fixture
def somebody():
    return factories.user("somebody")


def active_roles(user: User) -> set[str]:
    newest = RoleGrant.objects.newest(today_of_database())
    return set(newest.filter(user=user, step=GrantStep.ACTIVE).values_list("role", flat=True))


def grant_past_the_actions(user: User, role: Role, step: GrantStep, **given: object) -> None:
    """Insert the row as a faulty program would, with only the database's checks."""
    usual = {"effective_on": today_of_database(), "reason": "Forged."}
    with transaction.atomic(), recording(by=factories.SETUP, action="grant", target="x", reason="Forged.") as entry:
        entry.add(RoleGrant(user=user, role=role, step=step, **usual | given))


@confirmed_role
def test_a_workflow_or_auditor_role_is_in_force_only_after_a_steward_confirms_it(admin, steward, somebody, role):
    assert accounts.grant_role(by=admin, user=somebody, role=role, reason="Needed.").step == GrantStep.PROPOSED
    assert active_roles(somebody) == set()
    accounts.confirm_role(by=steward, user=somebody, role=role, reason="Known.")
    assert active_roles(somebody) == {role}


def test_a_viewer_has_the_role_at_once(admin, somebody):
    accounts.grant_role(by=admin, user=somebody, role=Role.VIEWER, reason="Needed.")
    assert active_roles(somebody) == {Role.VIEWER}


@workflow_role
def test_an_administrator_gets_no_workflow_role(admin, role):
    other = factories.user("admin2", Role.ADMINISTRATOR)
    with pytest.raises(errors.Unfit, match="no workflow role"):
        accounts.grant_role(by=admin, user=other, role=role, reason="Needed.")
    with pytest.raises(IntegrityError, match="no workflow role"):
        grant_past_the_actions(other, role, GrantStep.PROPOSED)
    assert active_roles(other) == {Role.ADMINISTRATOR}


@workflow_role
def test_a_person_with_a_workflow_role_cannot_become_administrator(admin, somebody, role):
    accounts.grant_role(by=admin, user=somebody, role=role, reason="Needed.")
    with pytest.raises(errors.Unfit, match="no workflow role"):
        accounts.grant_role(by=admin, user=somebody, role=Role.ADMINISTRATOR, reason="Needed.")
    with pytest.raises(IntegrityError, match="no workflow role"):
        grant_past_the_actions(somebody, Role.ADMINISTRATOR, GrantStep.ACTIVE)


def test_one_role_can_follow_the_other_after_it_ended(admin, somebody):
    accounts.grant_role(by=admin, user=somebody, role=Role.ADMINISTRATOR, reason="Needed.")
    accounts.end_role(by=admin, user=somebody, role=Role.ADMINISTRATOR, reason="Moved.")
    accounts.grant_role(by=admin, user=somebody, role=Role.ANALYST, reason="Needed.")
    assert active_roles(somebody) == set()


def test_a_role_cannot_be_ended_in_advance_to_make_room_for_another(admin, somebody):
    accounts.grant_role(by=admin, user=somebody, role=Role.ADMINISTRATOR, reason="Needed.")
    with pytest.raises(IntegrityError, match="not ahead"):
        grant_past_the_actions(somebody, Role.ADMINISTRATOR, GrantStep.ENDED, effective_on="2199-01-01")


@confirmed_role
def test_the_database_refuses_a_role_that_was_never_proposed(somebody, role):
    with pytest.raises(IntegrityError, match="proposed first"):
        grant_past_the_actions(somebody, role, GrantStep.ACTIVE)


def test_only_the_owner_grants_the_roles_of_an_installation():
    with pytest.raises(IntegrityError, match="proposed first"), transaction.atomic():
        accounts.install_account(
            by=factories.SETUP,
            username="late",
            name="Late",
            email="",
            organization="Elsewhere",
            hashed=make_password(factories.PASSWORD),
            roles=[Role.STEWARD],
        )


def test_nobody_grants_confirms_or_deactivates_for_themselves(admin, steward):
    self_admin = User.objects.get(pk=admin.pk)
    self_steward = User.objects.get(pk=steward.pk)
    with pytest.raises(Refused, match="to yourself"):
        accounts.grant_role(by=admin, user=self_admin, role=Role.AUDITOR, reason="Wanted.")
    accounts.grant_role(by=admin, user=self_steward, role=Role.AUTHORITY, reason="Wanted.")
    with pytest.raises(Refused, match="your own role"):
        accounts.confirm_role(by=steward, user=self_steward, role=Role.AUTHORITY, reason="Wanted.")
    with pytest.raises(Refused, match="your own account"):
        accounts.set_active(by=admin, user=self_admin, active=False, reason="Wanted.")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_manage_accounts(somebody, role):
    by = factories.actor(role)
    before = AuditEntry.objects.count()
    with pytest.raises(Refused):
        accounts.create_account(
            by=by, username="x", name="X", email="", organization="X", password=factories.PASSWORD, reason="Wanted."
        )
    with pytest.raises(Refused):
        accounts.grant_role(by=by, user=somebody, role=Role.VIEWER, reason="Wanted.")
    with pytest.raises(Refused):
        accounts.end_role(by=by, user=somebody, role=Role.VIEWER, reason="Wanted.")
    with pytest.raises(Refused):
        accounts.set_active(by=by, user=somebody, active=False, reason="Wanted.")
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STEWARD}))
def test_only_a_steward_confirms(admin, somebody, role):
    accounts.grant_role(by=admin, user=somebody, role=Role.ANALYST, reason="Needed.")
    with pytest.raises(Refused, match="steward"):
        accounts.confirm_role(by=factories.actor(role, username="other"), user=somebody, role=Role.ANALYST, reason="x")


def test_a_steward_declines_a_waiting_role(admin, steward, somebody):
    accounts.grant_role(by=admin, user=somebody, role=Role.REVIEWER, reason="Needed.")
    accounts.end_role(by=steward, user=somebody, role=Role.REVIEWER, reason="Not known.")
    with pytest.raises(errors.Unfit, match="not waiting"):
        accounts.confirm_role(by=steward, user=somebody, role=Role.REVIEWER, reason="Known.")
    assert active_roles(somebody) == set()


def test_an_act_without_effect_is_a_conflict(admin, steward, somebody):
    with pytest.raises(errors.Unfit, match="not waiting"):
        accounts.confirm_role(by=steward, user=somebody, role=Role.ANALYST, reason="Known.")
    with pytest.raises(errors.Unfit, match="already"):
        accounts.end_role(by=admin, user=somebody, role=Role.VIEWER, reason="Moved.")
    accounts.grant_role(by=admin, user=somebody, role=Role.VIEWER, reason="Needed.")
    with pytest.raises(errors.Unfit, match="active already"):
        accounts.grant_role(by=admin, user=somebody, role=Role.VIEWER, reason="Needed.")
    with pytest.raises(errors.Unfit, match="active already"):
        accounts.set_active(by=admin, user=somebody, active=True, reason="Back.")


def test_a_deactivated_account_can_be_reactivated_and_both_are_recorded(admin, somebody):
    accounts.set_active(by=admin, user=somebody, active=False, reason="Left.")
    assert not User.objects.get(pk=somebody.pk).is_active
    accounts.set_active(by=admin, user=somebody, active=True, reason="Back.")
    assert User.objects.get(pk=somebody.pk).is_active
    acts = AuditEntry.objects.filter(target="account:somebody").order_by("-sequence").values_list("action", flat=True)
    assert list(acts[:2]) == ["reactivate account", "deactivate account"]


def test_every_change_of_accounts_is_one_entry_of_class_access_without_password(admin):
    before = AuditEntry.objects.count()
    factories.user("another", Role.VIEWER)
    entries = AuditEntry.objects.order_by("sequence")[before:]
    assert [entry.action for entry in entries] == ["create account", "grant role viewer"]
    assert {entry.entry_class for entry in entries} == {EntryClass.ACCESS}
    password = User.objects.get(username="another").password
    assert not any(factories.PASSWORD in entry.payload or password in entry.payload for entry in entries)


def test_user_names_are_unique_in_any_case(somebody):
    with pytest.raises(errors.Unfit, match="already"):
        factories.user("SomeBody")


def test_a_grant_has_the_day_of_the_databases_clock(admin, somebody):
    with installation.clock(datetime(2025, 6, 1, 23, 59, tzinfo=UTC)):
        granted = accounts.grant_role(by=admin, user=somebody, role=Role.VIEWER, reason="Needed.")
    assert granted.effective_on == date(2025, 6, 1)


@keeper
def test_the_last_keeper_neither_ends_nor_loses_the_role(role):
    keeper = factories.actor(role)
    last = User.objects.get(pk=keeper.pk)
    for by in (keeper, factories.SETUP):
        with pytest.raises(errors.Unfit, match="keeps the role until another"):
            accounts.end_role(by=by, user=last, role=role, reason="Leaves.")
    with pytest.raises(errors.Unfit, match="keeps the role until another"):
        accounts.set_active(by=factories.SETUP, user=last, active=False, reason="Left.")
    with pytest.raises(IntegrityError, match="keeps the role until another"):
        grant_past_the_actions(last, role, GrantStep.ENDED)
    # Proposed again, it would wait again and not be in force.
    with pytest.raises(IntegrityError, match="keeps the role until another"):
        grant_past_the_actions(last, role, GrantStep.PROPOSED)
    assert active_roles(last) == {role}


@keeper
def test_the_database_keeps_the_account_of_the_last_keeper_active(role):
    last, other = factories.user("last", role), factories.user("other", role)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(IntegrityError, match="keeps the account until another"), transaction.atomic():
        User.objects.filter(pk=last.pk).update(is_active=False)
    User.objects.filter(pk=other.pk).update(is_active=True)
    User.objects.filter(pk=last.pk).update(is_active=False)
    assert not User.objects.get(pk=last.pk).is_active


@keeper
def test_a_keeper_may_leave_once_another_who_can_sign_in_has_the_role(role):
    first, second = factories.user("first", role), factories.user("second", role)
    accounts.set_active(by=factories.SETUP, user=second, active=False, reason="Left.")
    with pytest.raises(errors.Unfit, match="keeps the role until another"):
        accounts.end_role(by=factories.SETUP, user=first, role=role, reason="Leaves.")
    accounts.set_active(by=factories.SETUP, user=second, active=True, reason="Back.")
    accounts.end_role(by=factories.SETUP, user=first, role=role, reason="Leaves.")
    assert (active_roles(first), active_roles(second)) == (set(), {role})
