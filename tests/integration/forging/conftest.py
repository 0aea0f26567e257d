"""The people and the record that the forgeries act on."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from missions.models import (
    CategoryDecision,
)
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.integration.conftest import settled
from tests.integration.forging.as_owner import World, findings


@pytest.fixture
def _categories_stand():
    """After every test, the categories are still the official ones and the chain verifies."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not CategoryDecision.objects.filter(revision__isnull=False).exists()
    assert [finding.what for finding in verify()] == []


@pytest.fixture(scope="module")
def honest(database_server, django_db_blocker) -> Iterator[World]:
    """An honest record for the owner, created once for the tests of a file."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        people = made.cast()
        made_ready = World(people, made.submitted(people))
        assert findings() == []
        settled()
        yield made_ready


@pytest.fixture
def world(honest: World) -> Iterator[World]:
    with transaction.atomic():
        yield World(honest.people, made.again(honest.proposal))
        transaction.set_rollback(True)
