"""The whole sample: each account has something to do, and its illustrative shift needs its own command."""

import re
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from missions.actions.people import accounts
from missions.domain.vocabulary import Category, Provenance, Role, State
from missions.models import AuditEntry, CategoryDecision, Notice, Proposal, User
from missions.queries.people.verification import verify
from missions.queries.reviews.proposals import area_today
from tests import factories, sample
from tests import review_factories as made


@pytest.fixture(scope="module")
def sampled(database_server, django_db_blocker):
    """A demonstration with its sample."""
    with django_db_blocker.unblock(), sample.sampled(database_server):
        yield


@pytest.fixture
def demonstration(sampled):
    """The same for each test, rolled back afterward."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_sample_shifts_nothing_and_the_command_brings_its_shift_into_effect(demonstration):
    assert area_today("SATCOM")[0].category is Category.HYBRID
    assert not CategoryDecision.objects.filter(kind="shift").exists()
    said = StringIO()
    call_command("load_sample_shift", stdout=said)
    assert "SATCOM: commercial_primary" in said.getvalue()
    assert area_today("SATCOM")[0].category is Category.COMMERCIAL_PRIMARY
    decision = CategoryDecision.objects.get(kind="shift")
    assert decision.provenance == Provenance.ILLUSTRATIVE
    assert made.state(decision.revision.proposal) is State.EFFECTIVE
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # The database was made for tests, and only then turned into a demonstration.
    assert [finding.where for finding in verify()] == ["missions_installation"]
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError, match="reset the demonstration first"):
        call_command("load_sample_shift")
    assert AuditEntry.objects.count() == before


def test_after_an_act_on_the_proposal_the_command_does_all_or_nothing(demonstration):
    proposal = Proposal.objects.get(review__area__code="SATCOM", state__state=State.IN_REVIEW)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    authority = User.objects.get(username="authority")
    accounts.end_role(by=factories.SETUP, user=authority, role=Role.AUTHORITY, reason="Left.")
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError):
        call_command("load_sample_shift")
    assert AuditEntry.objects.count() == before
    assert made.state(proposal) is State.IN_REVIEW


@pytest.mark.parametrize(
    ("username", "finds"),
    [
        ("analyst", "Draft"),
        ("analyst2", "Update 1"),
        ("reviewer", "Vote 1"),
        ("reviewer2", "Vote 1"),
        ("reviewer3", "Vote 1"),
        ("authority", "Decide 1"),
        ("authority2", "Decide 1"),
        ("steward", "confirm 1"),
    ],
)
def test_each_account_that_takes_part_finds_something_to_do(demonstration, signed, username, finds):
    page = signed(User.objects.get(username=username)).get("/")
    sentence = re.search(r'<p class="headline">(.*?)</p>', page.content.decode()).group(1)
    assert finds.lower() in sentence.lower()


def test_old_notices_are_read(demonstration):
    unread = Notice.objects.filter(read_at=None)
    assert unread.exists()
    assert unread.earliest("made_at").made_at >= datetime.fromisoformat(sample.read("reviews")["read_until"])
