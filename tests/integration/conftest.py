"""What pages of every subject are asked with."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.test import Client

from missions.access import Actor
from missions.models import User
from tests import review_factories as made


@pytest.fixture
def signed(client: Client) -> Callable[[Actor], Client]:
    """Signs the client in as somebody."""

    def sign(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.pk), "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker) -> Iterator[made.Cast]:
    """Everybody a review takes, made once for the tests of a file, each of which takes back what it does.

    They are in a transaction around those of the tests: a file that uses them uses them in every test, and none of its
    tests has the database without a transaction.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        people = made.cast()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield people
        transaction.set_rollback(True)
