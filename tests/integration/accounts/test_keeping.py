"""Accounts over time: links instead of passwords, roles with an end, certificates, and unused accounts."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from missions.access import Refused
from missions.actions import installation
from missions.actions.errors import Unfit
from missions.actions.people import accounts, identity
from missions.domain.vocabulary import GrantStep, Role
from missions.models import AuditEntry, Session, User
from missions.queries.people.accounts import actor_of
from missions.queries.people.verification import verify
from tests import factories

pytestmark = pytest.mark.django_db

ACCOUNT = {"username": "new", "name": "New", "organization": "Space Systems Command", "reason": "Joins."}
NEW = "another-long-password-7"
LINK = re.compile(r"/accounts/link/\w+-[^\s<]+/")


@pytest.fixture
def admin() -> User:
    return factories.user("admin", Role.ADMINISTRATOR)


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def today():
    return timezone.localdate()


def age(user: User, days: int) -> None:
    past = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=user.pk).update(created_at=past, last_login=past)


def test_only_the_owner_ever_knows_the_password_of_a_new_account(admin: User) -> None:
    client = signed(admin)
    assert "password" not in client.get("/people/").content.decode().partition("Create an account")[2].lower()
    assert client.post("/people/", ACCOUNT).status_code == 302
    made = User.objects.get(username="new")
    assert not made.has_usable_password()
    page = client.post("/people/new/link/", {"reason": "First sign-in."}).content.decode()
    (link,) = LINK.findall(page)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.target, entry.reason) == ("make link to sign in", "account:new", "First sign-in.")
    assert link.split("-", 1)[1].strip("/") not in entry.payload
    owner = Client()
    answer = owner.get(link, follow=True)
    owner.post(answer.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert owner.get("/help/").status_code == 200
    made.refresh_from_db()
    assert made.check_password(NEW)
    assert "This link does not work" in Client().get(link).content.decode()


def test_no_link_is_made_for_oneself_or_for_a_deactivated_account(admin: User) -> None:
    client = signed(admin)
    assert client.post("/people/admin/link/", {"reason": "Mine."}).status_code == 403
    gone = factories.user("gone")
    factories.accounts.set_active(by=factories.SETUP, user=gone, active=False, reason="Left.")
    assert client.post("/people/gone/link/", {"reason": "Back."}).status_code == 409
    assert client.post("/people/gone/link/", {"reason": ""}).status_code == 400


def test_a_role_with_a_last_day_holds_through_that_day_and_then_ends(admin: User) -> None:
    somebody = factories.user("somebody")
    client = signed(admin)
    sent = {"role": "viewer", "ends_on": today().isoformat(), "reason": "For the exercise."}
    assert client.post("/people/somebody/grants/", sent).status_code == 302
    assert accounts.end_expired() == 0
    assert f"until {today().day}" in client.get("/people/somebody/").content.decode()
    with installation.clock(timezone.now() + timedelta(days=1)):
        assert accounts.end_expired() == 1
        assert accounts.end_expired() == 0
        assert list(verify()) == []
    assert somebody.grants.latest("entry").step == GrantStep.ENDED


def test_the_role_of_the_last_keeper_does_not_end() -> None:
    keeper = factories.user("keeper")
    accounts.grant_role(by=factories.SETUP, user=keeper, role=Role.ADMINISTRATOR, reason="First.", ends_on=today())
    with installation.clock(timezone.now() + timedelta(days=1)):
        assert accounts.end_expired() == 0
        factories.user("other", Role.ADMINISTRATOR)
        assert accounts.end_expired() == 1


def test_the_last_day_of_a_role_is_today_or_later(admin: User) -> None:
    factories.user("somebody")
    sent = {"role": "viewer", "ends_on": (today() - timedelta(days=1)).isoformat(), "reason": "Late."}
    answer = signed(admin).post("/people/somebody/grants/", sent)
    assert answer.status_code == 409
    assert "This day is over" in answer.content.decode()


def test_a_steward_confirms_a_role_with_its_proposed_last_day(admin: User) -> None:
    somebody, steward = factories.user("somebody"), factories.user("steward", Role.STEWARD)
    day = today() + timedelta(days=30)
    accounts.grant_role(by=actor_of(admin), user=somebody, role=Role.ANALYST, reason="Helps.", ends_on=day)
    given = accounts.confirm_role(by=actor_of(steward), user=somebody, role=Role.ANALYST, reason="Known.")
    assert (given.step, given.ends_on) == (GrantStep.ACTIVE, day)


def test_unused_accounts_are_deactivated_with_a_reason(settings, admin: User) -> None:
    settings.DORMANT_DAYS = 90
    idle, used = factories.user("idle", Role.VIEWER), factories.user("used", Role.VIEWER)
    never = factories.user("never")
    age(idle, 91)
    age(used, 89)
    User.objects.filter(pk=never.pk).update(created_at=timezone.now() - timedelta(days=91))
    assert accounts.deactivate_dormant() == 2
    assert sorted(User.objects.filter(is_active=False).values_list("username", flat=True)) == ["idle", "never"]
    entry = AuditEntry.objects.get(target="account:idle", action="deactivate account")
    assert (entry.actor_name, entry.reason) == ("csis", "Nobody signed in for 90 days.")
    assert accounts.deactivate_dormant() == 0


def test_the_days_of_a_reactivated_account_start_again(settings, admin: User) -> None:
    settings.DORMANT_DAYS = 90
    idle = factories.user("idle")
    age(idle, 91)
    accounts.deactivate_dormant()
    accounts.set_active(by=actor_of(admin), user=idle, active=True, reason="Back.")
    assert accounts.deactivate_dormant() == 0


def test_the_last_keeper_stays_active_however_long_unused(settings, admin: User) -> None:
    settings.DORMANT_DAYS = 90
    age(admin, 1000)
    assert accounts.deactivate_dormant() == 0
    admin.refresh_from_db()
    assert admin.is_active


def test_without_the_setting_no_account_is_dormant(admin: User) -> None:
    idle = factories.user("idle")
    age(idle, 1000)
    assert accounts.deactivate_dormant() == 0


def test_a_certificate_belongs_to_one_account_and_is_verified_against_its_entry(admin: User) -> None:
    one = factories.user("one")
    factories.user("two")
    client = signed(admin)
    assert client.post("/people/one/certificate/", {"edipi": "1234567890", "reason": "Seen."}).status_code == 302
    entry = AuditEntry.objects.latest("sequence")
    assert entry.action == "set certificate"
    assert json.loads(entry.payload)["detail"] == {"edipi": "1234567890"}
    taken = client.post("/people/two/certificate/", {"edipi": "1234567890", "reason": "Seen."})
    assert taken.status_code == 409
    assert "Another account has this certificate." in taken.content.decode()
    assert client.post("/people/two/certificate/", {"edipi": "12345", "reason": "Seen."}).status_code == 409
    assert client.post("/people/admin/certificate/", {"edipi": "1234567891", "reason": "Mine."}).status_code == 403
    assert list(verify()) == []
    User.objects.filter(pk=one.pk).update(edipi="9999999999")
    assert "certificate" in str(list(verify()))


def test_no_administrator_alone_can_act_as_somebody_whose_role_a_steward_confirms(admin: User) -> None:
    authority, viewer = factories.user("authority", Role.AUTHORITY), factories.user("viewer", Role.VIEWER)
    steward = factories.user("steward", Role.STEWARD)
    for user in (authority, viewer, steward):
        user.authenticator_set.create(type="totp", data={"secret": ""})
    reset = identity.reset_second_factor
    with pytest.raises(Refused):
        reset(by=actor_of(admin), user=authority, reason="Lost.")
    with pytest.raises(Refused):
        reset(by=actor_of(steward), user=viewer, reason="Lost.")
    with pytest.raises(Refused):
        reset(by=actor_of(steward), user=steward, reason="Lost.")
    theirs = signed(authority)
    answer = signed(steward).post("/people/authority/second-factor/", {"reason": "Lost the phone."})
    assert answer.status_code == 302
    assert not authority.authenticator_set.exists()
    assert not Session.objects.filter(user=authority).exists()
    assert theirs.get("/help/").status_code == 302
    reset(by=actor_of(admin), user=viewer, reason="Lost.")
    with pytest.raises(Unfit):
        reset(by=actor_of(admin), user=viewer, reason="Lost.")


def test_no_administrator_alone_gives_a_card_to_somebody_whose_role_a_steward_confirms(admin: User) -> None:
    """A certificate signs in without a second factor: an administrator could sign in as them with their own."""
    authority, steward = factories.user("authority", Role.AUTHORITY), factories.user("steward", Role.STEWARD)
    new = factories.user("new")
    accounts.grant_role(by=actor_of(admin), user=new, role=Role.AUTHORITY, reason="Appointed.")
    card = {"edipi": "1234567890", "reason": "Seen."}
    for person in (authority, new):
        page = signed(admin).get(f"/people/{person.username}/").content.decode()
        assert "Make a link to sign in" in page and "Set the certificate" not in page
        refused = signed(admin).post(f"/people/{person.username}/certificate/", card)
        assert refused.status_code == 403
        assert "Only a steward can set the certificate" in refused.content.decode()
        with pytest.raises(Refused):
            identity.set_certificate(by=actor_of(admin), user=person, **card)
    assert not User.objects.exclude(edipi="").exists()
    assert "Set the certificate" in signed(steward).get("/people/authority/").content.decode()
    assert signed(steward).post("/people/authority/certificate/", card).status_code == 302
    assert signed(steward).post("/people/steward/certificate/", card).status_code == 403


def test_whoever_proposed_a_role_is_not_offered_to_confirm_it(admin: User) -> None:
    new, other = factories.user("new"), actor_of(factories.user("other", Role.ADMINISTRATOR))
    steward = actor_of(factories.user("steward", Role.STEWARD))
    accounts.grant_role(by=actor_of(admin), user=new, role=Role.AUDITOR, reason="Appointed.")
    accounts.end_role(by=other, user=admin, role=Role.ADMINISTRATOR, reason="New duty.")
    accounts.grant_role(by=other, user=admin, role=Role.STEWARD, reason="New duty.")
    accounts.confirm_role(by=steward, user=admin, role=Role.STEWARD, reason="Known.")
    page = signed(admin).get("/people/new/").content.decode()
    assert "You proposed this role; another steward can confirm it." in page
    assert "Confirm the role" not in page
