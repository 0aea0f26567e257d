"""Unknown methods are refused before any page; downloads are recorded, whatever the method."""

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from missions.models import AuditEntry
from tests import factories
from tests.running import raw

UNKNOWN = ("head", "Head", "get", "Get", "post", "FOO", "PROPFIND")
FILES = ("/exports/areas.csv", "/exports/areas.json", "/exports/areas.xlsx", "/exports/briefing.pptx")


@pytest.mark.django_db
@pytest.mark.parametrize("method", UNKNOWN)
def test_an_unknown_method_is_refused_before_any_page(client: Client, method: str) -> None:
    client.force_login(factories.user("viewer", Role.VIEWER))
    for path in FILES:
        answer = client.generic(method, path)
        assert answer.status_code == 501
        assert "Content-Disposition" not in answer
    assert not AuditEntry.objects.filter(action__contains="export").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES)
def test_a_head_request_of_a_download_gives_no_byte_and_no_entry(client: Client, path: str) -> None:
    client.force_login(factories.user("viewer", Role.VIEWER))
    client.get(path)
    before = AuditEntry.objects.count()
    answer = client.head(path)
    assert (answer.status_code, b"".join(answer)) == (200, b"")
    assert AuditEntry.objects.count() == before
    client.get(path)
    assert AuditEntry.objects.count() == before + 1


def test_the_server_sends_no_file_to_an_unknown_method(serving) -> None:
    user = factories.user("viewer", Role.VIEWER)
    client = Client()
    client.force_login(user)
    cookie = f"Cookie: sessionid={client.cookies['sessionid'].value}"
    port = serving().port
    for method in UNKNOWN:
        with raw.connect(port) as connection:
            connection.sendall(raw.head(method, "/exports/areas.json", cookie, "Connection: close"))
            told = raw.answer(connection)
        assert raw.status(told) == 501
        assert b"content_hash" not in told
    assert not AuditEntry.objects.filter(action__contains="export").exists()
