"""Browsers whose session ends while somebody types."""

from http import HTTPStatus

from django.http import HttpResponse
from django.test import Client

from missions.domain.vocabulary import EntryClass
from missions.models import AuditEntry
from missions.models.people.sessions import Session
from tests import factories

SIGN_IN = "/accounts/login/"
ASSESS = "/areas/SATCOM/functions/T-1/assess/"
TEXT = "Typed before it ended, “quoted” & <whole>."
SHOWN = "Typed before it ended, “quoted” &amp; &lt;whole&gt;."


def signed_in(username: str, **options: bool) -> Client:
    """A browser in which this account has signed in."""
    client = Client(**options)
    answer = sign_in(client, username)
    assert answer.status_code == HTTPStatus.FOUND
    return client


def sign_in(client: Client, username: str, **more: str) -> HttpResponse:
    return client.post(SIGN_IN, {"login": username, "password": factories.PASSWORD, **more})


def end_sessions() -> None:
    Session.objects.all().delete()


def entries() -> int:
    """Entries of what people do, signing in and being refused aside."""
    return AuditEntry.objects.exclude(entry_class=EntryClass.ACCESS).count()


def sent_too_late(client: Client, address: str, fields: dict[str, object]) -> HttpResponse:
    end_sessions()
    answer = client.post(address, fields)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    return answer
