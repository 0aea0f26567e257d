"""Without the actions: rows written by the application's role grant nobody a role and record no assessment."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from missions.access import SYSTEM, Actor, Refused
from missions.actions.chain import recording
from missions.actions.people import accounts
from missions.domain.vocabulary import EntryClass, EvidenceKind, GrantStep, InstallationKind, Provenance, Role
from missions.models import (
    Assessment,
    AssessmentEvidence,
    Evidence,
    Function,
    FunctionRevision,
    MissionArea,
    Passage,
    PassageRevision,
    Policy,
    RoleGrant,
)
from missions.queries.moment import today_of_database
from tests import factories

SEPARATED = "An administrator grants a role to somebody else"


@contextmanager
def refused(words: str):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        yield


def write(by: Actor, *rows, entry_class=EntryClass.RECORD) -> None:
    """Insert rows as a forger would: in a well-formed entry in somebody's name."""
    with recording(by=by, action="forge", target="x", reason="Forged.", entry_class=entry_class) as entry:
        for row in rows:
            entry.add(row)


def grant(by: Actor, to: Actor, role: Role, step: GrantStep, entry_class=EntryClass.ACCESS) -> None:
    row = RoleGrant(user_id=to.pk, role=role, step=step, effective_on=today_of_database(), reason="Forged.")
    write(by, row, entry_class=entry_class)


@pytest.mark.parametrize("holder", [Role.VIEWER, Role.ANALYST, Role.AUTHORITY, Role.AUDITOR, Role.STEWARD])
@pytest.mark.parametrize("step", [GrantStep.PROPOSED, GrantStep.ACTIVE])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_an_administrator_grants_roles(db, holder, role, step):
    forger, other = factories.actor(holder), factories.actor(Role.ANALYST, username="other")
    for to in (forger, other):
        with refused(f"{SEPARATED}|holds no workflow role|proposed first"):
            grant(forger, to, role, step)
    assert not RoleGrant.objects.filter(reason="Forged.").exists()


def test_nobody_grants_or_confirms_a_role_of_their_own(db):
    admin, steward = factories.actor(Role.ADMINISTRATOR), factories.actor(Role.STEWARD)
    with refused(SEPARATED):
        grant(admin, admin, Role.VIEWER, GrantStep.ACTIVE)
    with refused(SEPARATED):
        grant(admin, admin, Role.AUDITOR, GrantStep.PROPOSED)
    accounts.grant_role(by=admin, user=factories.User.objects.get(pk=steward.pk), role=Role.AUTHORITY, reason="x")
    for confirming in (steward, admin):
        with refused(SEPARATED):
            grant(confirming, steward, Role.AUTHORITY, GrantStep.ACTIVE)


def test_the_proposer_of_a_role_cannot_confirm_it_under_another_role(db):
    admin = factories.actor(Role.ADMINISTRATOR)
    factories.actor(Role.ADMINISTRATOR, username="second")
    other = factories.user("other")
    accounts.grant_role(by=admin, user=other, role=Role.ANALYST, reason="x")
    me = factories.User.objects.get(pk=admin.pk)
    accounts.end_role(by=factories.SETUP, user=me, role=Role.ADMINISTRATOR, reason="x")
    accounts.grant_role(by=factories.SETUP, user=me, role=Role.STEWARD, reason="x")
    accounts.confirm_role(by=factories.SETUP, user=me, role=Role.STEWARD, reason="x")
    turned = Actor(admin.pk, admin.username, admin.name, admin.organization, frozenset({Role.STEWARD}))
    with pytest.raises(Refused, match="You proposed this role"):
        accounts.confirm_role(by=turned, user=other, role=Role.ANALYST, reason="x")
    with refused(SEPARATED):
        grant(admin, Actor(other.pk, "", "", "", frozenset()), Role.ANALYST, GrantStep.ACTIVE)


def test_roles_granted_in_the_forged_entry_itself_do_not_count(db):
    forger = factories.actor(Role.VIEWER)
    first = RoleGrant(
        user_id=forger.pk,
        role=Role.ADMINISTRATOR,
        step=GrantStep.ACTIVE,
        effective_on=today_of_database(),
        reason="Forged.",
    )
    other = factories.actor(Role.VIEWER, username="other")
    second = RoleGrant(
        user_id=other.pk, role=Role.ANALYST, step=GrantStep.PROPOSED, effective_on=today_of_database(), reason="Forged."
    )
    with refused(SEPARATED):
        write(forger, first, second, entry_class=EntryClass.ACCESS)


def test_only_an_administrator_or_for_the_workflow_a_steward_ends_a_role(db):
    steward, viewer = factories.actor(Role.STEWARD), factories.actor(Role.VIEWER)
    other = factories.actor(Role.AUDITOR)
    with refused(SEPARATED):
        grant(viewer, other, Role.AUDITOR, GrantStep.ENDED)
    with refused(SEPARATED):
        grant(steward, viewer, Role.VIEWER, GrantStep.ENDED)
    grant(steward, other, Role.AUDITOR, GrantStep.ENDED)


def test_roles_need_entries_of_class_access(db):
    admin, viewer = factories.actor(Role.ADMINISTRATOR), factories.actor(Role.VIEWER)
    with refused("of class process does not bring this"):
        grant(admin, viewer, Role.VIEWER, GrantStep.ACTIVE, entry_class=EntryClass.PROCESS)


@pytest.fixture
def production(database_server, django_db_blocker):
    """A production database, used with the application's role."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        factories.become(InstallationKind.PRODUCTION)
        viewer = factories.actor(Role.VIEWER)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE csis_app")
        yield viewer


def test_outside_of_tests_only_the_owner_sets_up_an_installation(production):
    with refused(SEPARATED):
        grant(SYSTEM, production, Role.ADMINISTRATOR, GrantStep.ACTIVE)
    with refused("An analyst assesses"):
        write(SYSTEM, *added("FORGED"))
    with refused("come with the installation"):
        write(SYSTEM, Passage(code="forged"))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    grant(SYSTEM, production, Role.ADMINISTRATOR, GrantStep.ACTIVE)


def added(code: str) -> list:
    identity = Function(code=code, area=factories.area())
    said = {"effective_on": factories.DAY, "provenance": Provenance.ASSESSMENT, "reason": "Forged."}
    return [identity, FunctionRevision(function=identity, name=code, description="", **said)]


def judged(function: Function) -> Assessment:
    said = {key: value for key, value in vars(factories.answers(function)).items() if key not in {"voids", "source"}}
    return Assessment(**said, effective_on=today_of_database(), provenance=Provenance.ASSESSMENT, reason="Forged.")


@pytest.mark.parametrize("holder", [Role.VIEWER, Role.REVIEWER, Role.AUTHORITY, Role.STEWARD, Role.ADMINISTRATOR])
def test_only_an_analyst_records_functions_assessments_and_evidence(db, holder):
    function = factories.function()
    behind, kept = factories.assessment(function), factories.evidence()
    forger = factories.actor(holder)
    forged = [
        added("FORGED"),
        [judged(function)],
        [Evidence(kind=EvidenceKind.DOCUMENT, title="x", provenance=Provenance.PUBLIC_SOURCE, reason="x")],
        [AssessmentEvidence(assessment=behind, evidence=kept, reason="x")],
    ]
    for rows in forged:
        with refused("An analyst assesses"):
            write(forger, *rows)


@pytest.mark.parametrize("entry_class", [EntryClass.PROCESS, EntryClass.ACCESS])
def test_assessments_need_entries_of_class_record(db, entry_class):
    """Pages of the record are kept until the next entry of that class."""
    analyst, function = factories.actor(Role.ANALYST), factories.function()
    told = f"{factories.answers(function).rationale}"
    with refused(f"of class {entry_class} does not bring this"), connection.cursor() as cursor:
        cursor.execute("SELECT csis_lock_chain() + 1")
        sequence = cursor.fetchone()[0]
        row = judged(function)
        row.entry_id = sequence
        row.save(force_insert=True)
        cursor.execute(
            "INSERT INTO missions_auditentry (sequence, entry_class, actor_id, actor_name, action, target, reason,"
            " request_id, payload) VALUES (%s, %s, %s, 'x', 'forge', 'x', %s, '', '{}')",
            [sequence, entry_class, analyst.pk, told],
        )


def test_nobody_adds_to_the_strategy_or_to_the_identities_that_it_names(db):
    forger = factories.actor(Role.ANALYST)
    passage = Passage.objects.first()
    again = PassageRevision.objects.filter(passage=passage).first()
    again.pk, again.effective_on, again.text = None, today_of_database(), "Forged."
    for row in (Passage(code="forged"), again, MissionArea(code="FORGED"), Policy(code="forged")):
        with refused("come with the installation"):
            write(forger, row)


def test_the_system_ends_a_role_only_after_its_last_day(production):
    def ends() -> None:
        with refused(SEPARATED):
            grant(SYSTEM, production, Role.VIEWER, GrantStep.ENDED)

    ends()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        today = today_of_database()
        said = {"user_id": production.pk, "role": Role.VIEWER, "step": GrantStep.ACTIVE, "reason": "Until today."}
        write(SYSTEM, RoleGrant(**said, effective_on=today, ends_on=today), entry_class=EntryClass.ACCESS)
        cursor.execute("SET LOCAL ROLE csis_app")
    ends()
