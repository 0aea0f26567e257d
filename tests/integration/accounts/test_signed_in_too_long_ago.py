"""Sensitive acts ask for the password again, also if their form has a key of submission."""

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from missions.forms.submission import FIELD
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_form_with_a_submission_key_is_asked_for_the_password_too(client: Client) -> None:
    client.force_login(factories.user("admin", Role.ADMINISTRATOR))
    for fields in ({}, {FIELD: "one"}):
        answer = client.post("/accounts/second-factor/keys/add/", fields)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/confirm/")
