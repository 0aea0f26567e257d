"""Fixtures for pages of every subject."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client

from missions.access import Actor
from missions.models import Proposal, User
from tests import review_factories as made
from tests.integration.mail_server import Post, mail_server


@pytest.fixture
def signed(client: Client) -> Callable[[Actor], Client]:
    """Signs the client in as somebody."""

    def sign(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.pk))
        return client

    return sign


@pytest.fixture(scope="session")
def around(django_db_setup: None, django_db_blocker) -> Callable[[], AbstractContextManager[None]]:
    """Opens a transaction around the blocks around a file's tests, each of which is rolled back.

    What the outer block makes is there for all of the file's tests; none of them may use the database without a
    transaction.
    """

    @contextmanager
    def block() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block


@pytest.fixture
def post(settings) -> Iterator[Post]:
    """A mail server, and the program's settings to use it."""
    with mail_server() as (received, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield received


def settled() -> None:
    """Checks the constraints that the transaction deferred, as a commit would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(scope="module")
def people(around: Callable[[], AbstractContextManager[None]]) -> Iterator[made.Cast]:
    """Everybody whom a review needs, created once for the tests of a file."""
    with around():
        people = made.cast()
        settled()
        yield people


@pytest.fixture(scope="module")
def in_review(people: made.Cast) -> Proposal:
    """A proposal in review for SATCOM, created once for the tests of a file; no other test there reviews SATCOM."""
    proposal = made.submitted(people)
    settled()
    return proposal


@pytest.fixture
def proposal(in_review: Proposal) -> Proposal:
    """The same for one test, which may act on it."""
    return made.again(in_review)
