"""Mail through a real mail server: a refused recipient delays nobody, and the page of accounts shows the refusal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from missions.access import Refused
from missions.actions.people import accounts, mails, notices
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Notice, User
from tests import factories
from tests import review_factories as making

REFUSED = "reviewer@example.mil"


@pytest.fixture
def cast(db: None, people: making.Cast) -> making.Cast:
    """Three reviewers who are asked by mail for their votes; the address of the first is tried first."""
    made = making.draft(people)
    notices.deliver(mail=False)
    Notice.objects.all().delete()
    making.submit(people, made)
    notices.deliver()
    return people


def asked(person) -> Notice:
    return Notice.objects.get(person_id=person.pk)


def come_due() -> None:
    Notice.objects.exclude(mail_after=None).update(mail_after=timezone.now() - timedelta(seconds=1))


def test_an_address_refused_permanently_stops_nobody_elses_mail(cast, post):
    post.answers[REFUSED] = "550 5.1.1 No such user"
    assert mails.send_mails() == 2
    assert sorted(post.received) == ["reviewer2@example.mil", "reviewer3@example.mil"]
    refused = asked(cast.reviewer)
    assert (refused.mail_due, refused.mailed_at, refused.mail_answer) == (False, None, "550 5.1.1 No such user")
    assert mails.send_mails() == 0


def test_an_address_refused_temporarily_is_tried_again_after_growing_waits(cast, post):
    post.answers[REFUSED] = "450 4.2.1 Mailbox busy"
    waits = []
    for _ in mails.RETRY_MINUTES:
        mails.send_mails()
        refused = asked(cast.reviewer)
        assert refused.mail_due and refused.mail_answer == "450 4.2.1 Mailbox busy"
        waits.append(refused.mail_after - timezone.now())
        come_due()
    assert waits == sorted(waits) and len(set(waits)) == len(mails.RETRY_MINUTES)
    mails.send_mails()
    assert not asked(cast.reviewer).mail_due
    assert sorted(post.received) == ["reviewer2@example.mil", "reviewer3@example.mil"]


def test_during_its_wait_a_mail_is_not_tried_and_afterward_it_arrives(cast, post):
    post.answers[REFUSED] = "450 4.2.1 Mailbox busy"
    mails.send_mails()
    post.answers.clear()
    assert mails.send_mails() == 0
    come_due()
    assert mails.send_mails() == 1
    assert (asked(cast.reviewer).mail_answer, post.received.count(REFUSED)) == ("", 1)


def test_an_account_deactivated_since_gets_no_mail(cast, post):
    accounts.set_active(by=factories.SETUP, user=making.account(cast.reviewer), active=False, reason="Left.")
    assert mails.send_mails() == 2
    assert REFUSED not in post.received and not asked(cast.reviewer).mail_due


def test_an_impossible_address_stops_nobodys_mail(cast, post):
    User.objects.filter(pk=cast.reviewer.pk).update(email="a\nb@example.mil")
    assert mails.send_mails() == 2
    assert asked(cast.reviewer).mail_answer.startswith("This address cannot be written to")


@pytest.mark.parametrize("role", [Role.STEWARD, Role.ADMINISTRATOR])
def test_stewards_and_administrators_see_what_was_refused(cast, post, client: Client, role):
    post.answers[REFUSED] = "550 5.1.1 No such user"
    mails.send_mails()
    client.force_login(factories.user("keeper", role))
    page = client.get("/people/").content.decode()
    assert "Mail that was refused" in page and "550 5.1.1 No such user" in page
    assert asked(cast.reviewer).text not in page


def test_a_corrected_address_gets_what_was_refused(cast, post, client: Client):
    post.answers[REFUSED] = "550 5.1.1 No such user"
    mails.send_mails()
    client.force_login(factories.user("keeper", Role.ADMINISTRATOR))
    given = {"email": "right@example.mil", "reason": "Misspelled."}
    address = f"/people/{cast.reviewer.username}/address/"
    assert client.post(address, given).status_code == 302
    assert mails.send_mails() == 1
    assert post.received[-1] == "right@example.mil"
    assert AuditEntry.objects.filter(action="correct address", reason="Misspelled.").count() == 1
    assert client.post(address, given).status_code == 409
    assert client.post(address, given | {"email": "x"}).status_code == 400


def test_only_an_administrator_corrects_an_address(cast):
    with pytest.raises(Refused):
        accounts.correct_address(
            by=cast.steward, user=making.account(cast.reviewer), email="x@example.mil", reason="Mine."
        )
