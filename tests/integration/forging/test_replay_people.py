"""`verify_audit` replays accounts, roles and policy, and names what the owner forged with the guards off."""

import pytest
from django.db import connection

from missions.access import SYSTEM
from missions.actions.people import accounts
from missions.domain.vocabulary import (
    EntryClass,
    GrantStep,
    InstallationKind,
    Role,
)
from missions.models import (
    Amendment,
    AmendmentDecision,
    Assessment,
    AuditEntry,
    BriefingFile,
    PolicyRevision,
    RoleGrant,
    User,
    Vote,
)
from missions.queries.moment import today_of_database
from tests import factories
from tests import review_factories as made
from tests.integration.forging.as_owner import findings, grant, unguard


def test_an_honest_record_with_a_row_in_every_table_is_ok(db):
    made.every_table(made.cast())
    assert findings() == []


@pytest.mark.parametrize("step", sorted(GrantStep))
def test_a_role_granted_confirmed_or_ended_without_permission_is_found(world, step):
    analyst = world.people.analyst
    sequence = world.forge(analyst, grant(analyst, Role.AUTHORITY, step), entry_class=EntryClass.ACCESS)
    assert (
        f"The role authority of analyst was {step} in entry {sequence} by somebody who could not do it." in findings()
    )


def test_a_role_that_nobody_proposed_is_found(world):
    steward, analyst = world.people.steward, world.people.analyst
    sequence = world.forge(steward, grant(analyst, Role.REVIEWER), entry_class=EntryClass.ACCESS)
    assert f"The role reviewer of analyst was active in entry {sequence} by somebody who could not do it." in findings()


@pytest.mark.parametrize(("days", "named"), [(None, True), (1, True), (-1, False)])
def test_a_role_ended_by_the_system_before_its_last_day_was_over_is_found(world, days, named):
    """From 10:00 UTC on, today is over somewhere on Earth; tomorrow never is, and yesterday always."""
    factories.become(InstallationKind.PRODUCTION)
    analyst = world.people.analyst
    ends_on = None if days is None else made.in_days(days)
    last = RoleGrant.objects.filter(user=analyst.pk, role=Role.ANALYST).order_by("-entry")[:1]
    unguard()
    RoleGrant.objects.filter(pk=last.get().pk).update(effective_on=made.in_days(-3), ends_on=ends_on)
    sequence = world.forge(SYSTEM, grant(analyst, Role.ANALYST, GrantStep.ENDED), entry_class=EntryClass.ACCESS)
    said = f"The role analyst of analyst was ended in entry {sequence} by somebody who could not do it."
    assert (said in findings()) == named


def test_facts_by_somebody_who_was_no_analyst_are_found(world):
    fact = Assessment.objects.latest("entry_id")
    fact.pk, fact.effective_on, fact.reason = None, today_of_database(), "Forged."
    sequence = world.forge(world.people.reviewer, fact, entry_class=EntryClass.RECORD)
    assert findings() == [f"Entry {sequence} adds rows of missions_assessment by somebody who was no analyst then."]


def test_a_signature_that_differs_from_the_entry_is_found(world):
    sequence = world.forge(world.people.analyst, world.ballot(), signed=world.people.reviewer)
    row = Vote.objects.get(entry_id=sequence)
    assert findings() == [f"Row {row.pk} of missions_vote names somebody else than its entry {sequence}."]


def test_a_change_of_the_policy_by_one_person_is_found(world):
    analyst, steward = world.people.analyst, world.people.steward
    change = Amendment(kind="policy", content="{}", effective_on=today_of_database(), reason="Forged.")
    drafted = world.forge(analyst, change)
    decision = AmendmentDecision(amendment=change, approved=True, reason="Forged.")
    decided = world.forge(analyst, decision)
    policy = PolicyRevision.objects.latest("number")
    policy.pk, policy.number, policy.effective_on = None, policy.number + 1, today_of_database()
    brought = world.forge(steward, policy, entry_class=EntryClass.RECORD)
    told = findings()
    assert f"Amendment {change.pk} was drafted in entry {drafted} by somebody who could not do it." in told
    assert f"Amendment {change.pk} was decided in entry {decided} by somebody who could not do it." in told
    assert f"The policy {policy.pk} in entry {brought} was not approved by two people." in told


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [("username", "other", "user name"), ("name", "Other", "name"), ("email", "other@example.mil", "address")],
)
def test_an_altered_account_is_found(world, column, value, what):
    User.objects.filter(pk=world.people.coauthor.pk).update(**{column: value})
    assert f"The account coauthor is not as the entries made it: its {what}." in findings()


def test_the_corrected_address_is_the_one_that_counts(world):
    account = made.account(world.people.coauthor)
    accounts.correct_address(by=factories.SETUP, user=account, email="new@example.mil", reason="Moved.")
    assert findings() == []
    User.objects.filter(pk=account.pk).update(email="coauthor@example.mil")
    assert findings() == ["The account coauthor is not as the entries made it: its address."]


def test_an_unreadable_entry_is_named_and_stops_nothing(world):
    unguard()
    for action in ("create account", "load official facts"):
        entry = AuditEntry.objects.filter(action=action).latest("sequence")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE missions_auditentry DISABLE TRIGGER USER")
        AuditEntry.objects.filter(pk=entry.pk).update(payload="[")
        assert f"Entry {entry.pk} has a payload that cannot be read." in findings()


def test_an_account_without_an_entry_or_a_missing_one_is_found(world):
    extra = factories.user("extra")
    sequence = AuditEntry.objects.latest("sequence").sequence
    organization = extra.organization
    User.objects.filter(pk=extra.pk)._raw_delete("default")
    User.objects.create(username="forged", name="Forged", organization=organization)
    told = findings()
    assert f"The account extra of entry {sequence} is gone." in told
    assert "The account forged was made by no entry." in told


def test_an_altered_kind_of_installation_is_found(world):
    factories.become(InstallationKind.DEMONSTRATION)
    assert findings() == ["The database says it was made for demonstration; entry 1 says for test."]


def test_an_altered_file_of_a_briefing_is_found(world):
    briefing = factories.briefing()
    assert findings() == []
    BriefingFile.objects.filter(pk=briefing.sha256).update(content=b"Forged.")
    assert findings() == [f"The file of briefing {briefing.pk} is not what was built."]
    BriefingFile.objects.filter(pk=briefing.sha256).delete()
    assert findings() == [f"The file of briefing {briefing.pk} is gone."]
