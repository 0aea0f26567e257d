"""Organizations are a list: no two look alike, only a steward maintains it, and votes count by organization."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from missions.access import Refused
from missions.actions.people import organizations as actions
from missions.actions.reviews.errors import Blocked
from missions.domain.folding import folded
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Organization, User, Vote
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db

NAME = "Space Policy Office"
TWINS = ["space policy office", "Space\u200b Policy Office", "Space\u00a0Policy Office", "Sp\u0430ce Policy Office"]


@pytest.fixture
def steward() -> Client:
    client = Client()
    client.force_login(factories.user("a-steward", Role.STEWARD, organization=NAME))
    return client


@pytest.mark.parametrize("twin", TWINS)
def test_a_name_that_looks_like_another_is_refused_beside_its_field(steward, twin):
    before = Organization.objects.count()
    answer = steward.post("/organizations/", {"name": twin, "reason": "Needed."})
    assert answer.status_code == 409
    assert f"It looks like “{NAME}”" in answer.content.decode()
    assert "Needed." in answer.content.decode()
    other = actions.add_organization(by=factories.SETUP, name="Another", reason="Needed.")
    answer = steward.post(f"/organizations/{other.pk}/rename/", {"name": twin, "reason": "Needed."})
    assert answer.status_code == 409
    assert Organization.objects.count() == before + 1


@pytest.mark.parametrize("nothing", ["", "\u200b", " "])
def test_an_invisible_name_is_refused(steward, nothing):
    assert steward.post("/organizations/", {"name": nothing, "reason": "Needed."}).status_code == 400


@pytest.mark.parametrize(("name", "key"), [("SPACE POLICY OFFICE", "another"), ("Else", "Else"), ("Unseen", "")])
def test_the_database_refuses_a_key_that_does_not_match_the_name(steward, name, key):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name=name, folded=key)


def test_the_database_refuses_two_names_with_one_key(steward):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name="space policy office", folded=folded(NAME))


def test_nobody_gets_another_organization():
    somebody = factories.user("somebody", Role.VIEWER)
    other = actions.add_organization(by=factories.SETUP, name="Another", reason="Needed.")
    with pytest.raises(IntegrityError, match="keeps its organization"), transaction.atomic():
        User.objects.filter(pk=somebody.pk).update(organization=other)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STEWARD}))
def test_only_a_steward_maintains_the_list(role):
    by = factories.actor(role)
    with pytest.raises(Refused):
        actions.add_organization(by=by, name="Another", reason="Needed.")
    with pytest.raises(Refused):
        actions.rename_organization(by=by, organization=Organization.objects.first(), name="Another", reason="Needed.")


def test_both_acts_are_entries_of_the_chain(steward):
    steward.post("/organizations/", {"name": "Another", "reason": "Needed."})
    one = Organization.objects.get(name="Another")
    steward.post(f"/organizations/{one.pk}/rename/", {"name": "Renamed", "reason": "Clearer."})
    found = AuditEntry.objects.order_by("-sequence")[:2]
    assert [(entry.action, entry.target, entry.reason) for entry in found] == [
        ("rename organization", "organization:Another", "Clearer."),
        ("add organization", "organization:Another", "Needed."),
    ]


def test_an_account_has_an_organization_of_the_list():
    client = Client()
    client.force_login(factories.user("an-administrator", Role.ADMINISTRATOR, organization=NAME))
    form = {"username": "new", "name": "New", "reason": "Needed."}
    refused = client.post("/people/", form | {"organization": "Unlisted"})
    assert refused.status_code == 400
    assert "Choose one of the list." in refused.content.decode()
    assert client.post("/people/", form | {"organization": NAME}).status_code == 302
    assert User.objects.get(username="new").organization.name == NAME


def test_a_quorum_counts_organizations_not_their_names():
    """Two reviewers of one organization, which was renamed between their votes."""
    people = made.cast()
    proposal = made.submitted(people)
    made.vote(people.reviewer, proposal)
    one = made.account(people.reviewer).organization
    actions.rename_organization(by=factories.SETUP, organization=one, name="Another name", reason="Renamed.")
    made.vote(people.reviewer3, proposal)
    assert {vote.voter_organization for vote in Vote.objects.all()} == {made.SSC, "Another name"}
    revision = made.again(proposal).state.revision
    with connection.cursor() as cursor:
        cursor.execute("SELECT csis_quorum_met(%s)", [revision.pk])
        assert cursor.fetchone() == (False,)
    with pytest.raises(Blocked, match="organization"):
        made.approve(people.authority, proposal)
    made.vote(people.reviewer2, proposal)
    made.approve(people.authority, proposal)
