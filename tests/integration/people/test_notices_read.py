"""Opening a page marks the notices about its subject as read, and no others."""

import pytest
from django.test import Client
from django.utils import timezone

from missions.actions.chain import recording
from missions.actions.people import notices
from missions.domain import addresses
from missions.domain.vocabulary import EntryClass, NoticeKind, Role
from missions.models import AuditEntry, Notice, User, VerificationRun
from missions.queries.people.accounts import actor_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> User:
    return factories.user("auditor", Role.AUDITOR)


def notice(person: User, path: str) -> None:
    entry = AuditEntry.objects.latest("sequence")
    Notice.objects.create(person=person, entry=entry, kind=NoticeKind.ASKED, text="Read this.", path=path)


def unread(person: User) -> list[str]:
    return sorted(Notice.objects.filter(person=person, read_at__isnull=True).values_list("path", flat=True))


def opened(person: User, path: str) -> int:
    client = Client()
    client.force_login(person)
    return client.get(path).status_code


def test_one_verification_is_read_and_another_still_waits(auditor: User) -> None:
    run = {"by": auditor, "upto": 1, "began_at": timezone.now(), "ended_at": timezone.now()}
    first, second = (VerificationRun.objects.create(**run) for _ in range(2))
    for one in (first, second):
        notice(auditor, addresses.verification(one.pk))
    assert opened(auditor, "/audit/") == 200
    assert len(unread(auditor)) == 2
    assert opened(auditor, addresses.verification(second.pk)) == 200
    assert unread(auditor) == [addresses.verification(first.pk)]


def test_the_operation_page_is_its_own_subject() -> None:
    administrator = factories.user("admin", Role.ADMINISTRATOR)
    notice(administrator, addresses.OPERATION)
    assert opened(administrator, "/people/") == 200
    assert unread(administrator) == [addresses.OPERATION]
    assert opened(administrator, addresses.OPERATION) == 200
    assert unread(administrator) == []


@pytest.mark.parametrize("username", ["jo@agency.mil", "jo+two", "zoë"])
def test_an_account_is_found_whatever_signs_its_name_contains(auditor: User, username: str) -> None:
    factories.user(username, Role.VIEWER)
    notice(auditor, addresses.person(username))
    assert opened(auditor, addresses.person("auditor")) == 200
    assert unread(auditor) == [addresses.person(username)]
    assert opened(auditor, addresses.sessions(username)) in (200, 403)
    assert unread(auditor) == []


def test_the_auditor_who_asked_for_a_verification_is_told_of_its_findings(auditor: User) -> None:
    verified = recording(
        by=actor_of(auditor), action="verify record", target="verification:7", entry_class=EntryClass.ACCESS
    )
    with verified as entry:
        entry.note(findings=2)
    notices.deliver(mail=False)
    assert unread(auditor) == [addresses.verification(7)]
