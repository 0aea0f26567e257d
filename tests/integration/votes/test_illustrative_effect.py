"""Decisions that take effect in a demonstration are illustrative."""

import pytest
from django.conf import settings
from django.db import connection

from missions.actions.reviews import effect
from missions.domain.vocabulary import InstallationKind, Provenance
from tests import factories
from tests import review_factories as made


@pytest.fixture
def demonstration(database_server, django_db_blocker):
    """The application's role in a demonstration's database with an approved proposal."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        made.approved(made.cast())
        factories.become(InstallationKind.DEMONSTRATION)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {settings.DATABASE_APP_ROLE}")
        yield


@pytest.mark.usefixtures("demonstration")
def test_every_decision_of_a_demonstration_is_illustrative():
    with made.on_day():
        assert effect.apply_due_decisions()[0].provenance == Provenance.ILLUSTRATIVE
