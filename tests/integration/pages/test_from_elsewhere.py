"""Forms that another site sends in somebody's name: every address refuses them."""

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from missions.models import AuditEntry, User
from tests import factories
from tests.integration.pages import test_permissions as pages
from tests.integration.reviews import test_permissions as reviewing

pytestmark = pytest.mark.django_db

subject, places = pages.subject, reviewing.places
# The health check changes nothing, and is answered before anything looks at who asks.
WITHOUT_FORM = {"healthz", "readyz"}


def test_no_address_accepts_a_form_of_another_site(subject: User, places: dict[str, object]) -> None:
    named = places | pages.keys(subject) | {"briefing": factories.briefing().pk}
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user("everything", Role.ANALYST, Role.STEWARD, Role.AUDITOR))
    # What a signed-in browser sends along, without the token that only our own pages contain.
    client.cookies["csrftoken"] = token = "0123456789abcdef0123456789abcdef"
    before = AuditEntry.objects.latest("sequence").sequence
    evil = "https://csis.example.com"
    tried = ({}, {"origin": evil}, {"origin": "null"}, {"referer": f"{evil}/", "origin": evil})
    taken = []
    for name, (template, _) in (pages.READS | reviewing.READS).items():
        path = template.format_map(named)
        for headers in tried:
            form = {"csrfmiddlewaretoken": token} if headers else {}
            status = client.post(path, form | {"reason": "Forged."}, headers=headers).status_code
            if status != (405 if name in WITHOUT_FORM else 403):
                taken.append((name, headers, status))
    assert taken == []
    assert AuditEntry.objects.latest("sequence").sequence == before
