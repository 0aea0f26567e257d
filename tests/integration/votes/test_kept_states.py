"""Altered derived tables have no effect: the next move refuses them, and verification names them."""

import re
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from missions.actions.reviews import decisions, effect
from missions.domain.vocabulary import State
from missions.models import Proposal
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made

KEPT = ("missions_proposalstate", "missions_reviewstate", "missions_user", "missions_noticecursor")


@pytest.fixture
def people(database_server, django_db_blocker) -> Iterator[made.Cast]:
    """People of a review, for the owner."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        yield made.cast()


@pytest.fixture
def rejected(people) -> Proposal:
    """A proposal that was rejected despite its quorum, in an honest record."""
    proposal = made.supported(people)
    decisions.reject(by=people.authority, proposal=proposal, reason="No.", **made.live(proposal))
    assert found() == []
    return proposal


def found() -> list[str]:
    return [finding.what for finding in verify()]


def alter(statement: str, *tables: str) -> None:
    """Alter it as only the owner can: past the guards of derived data, or of `tables`, which are restored afterward."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables or KEPT:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        for table in tables or KEPT:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_rejected_proposal_falsely_in_review_cannot_be_approved(people, rejected):
    alter("UPDATE missions_proposalstate SET state = 'in_review'")
    with pytest.raises(IntegrityError, match="not what its last move made it"), transaction.atomic():
        made.approve(people.authority, rejected)


def test_an_approval_that_cannot_take_effect_at_once_waits_for_the_worker(people, client):
    """The content was overwritten since its votes; no guard of an approval reads it."""
    proposal = made.supported(people)
    alter("UPDATE missions_proposalrevision SET content = content || ' '", "missions_proposalrevision")
    approval = decisions.approve(by=people.authority, proposal=proposal, reason=made.REASON, **made.live(proposal))
    assert [block.why for block in approval.waits_for] == ["Its content differs from its hash."]
    assert made.state(proposal) is State.APPROVED
    client.force_login(made.account(people.analyst))
    page = client.get(f"/proposals/{proposal.pk}/").content.decode()
    assert "its day has come" in page and "it could not take effect" in page and "not in effect yet" in page
    assert effect.apply_due_decisions() == []
    assert made.state(proposal) is State.NEEDS_REBASE


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE missions_proposalstate SET state = 'in_review'", "is in_review.*last move made it rejected"),
        ("UPDATE missions_proposalstate SET revision_id = NULL", "revision none.*last move made it rejected"),
        ("DELETE FROM missions_proposalstate", "is none.*last move made it rejected"),
        ("UPDATE missions_reviewstate SET is_open = NOT is_open", "its rows make it"),
        ("UPDATE missions_reviewstate SET due_on = due_on + 1", "due .*; its rows make it open, due"),
        ("UPDATE missions_user SET is_active = false WHERE username = 'analyst'", "The account analyst is deactivated"),
        (
            "INSERT INTO missions_noticecursor (id, sequence) VALUES (1, 1000000)"
            " ON CONFLICT (id) DO UPDATE SET sequence = 1000000",
            "Notices were made up to entry 1000000",
        ),
    ],
)
def test_derived_data_are_compared_with_the_record(rejected, statement, told):
    alter(statement)
    assert any(re.search(told, what) for what in found())
