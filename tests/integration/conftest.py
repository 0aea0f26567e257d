"""What pages of every subject are asked with."""

from collections.abc import Callable

import pytest
from django.test import Client

from missions.access import Actor
from missions.models import User


@pytest.fixture
def signed(client: Client) -> Callable[[Actor], Client]:
    """Signs the client in as somebody."""

    def sign(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.pk), "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign
