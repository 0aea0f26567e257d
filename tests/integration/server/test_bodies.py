"""Bodies that nobody reads, that are too large or chunked: the next request on the connection is answered."""

from socket import SHUT_WR

from missions.models import AuditEntry, StagedCatalog
from tests.running import raw

UNREAD = b"x" * 5_000_000
LIMIT = 100_000
# The part of a gigabyte that is sent, and how often.
PIECES = 30


def test_a_refused_post_leaves_its_connection_to_the_next_request(serving) -> None:
    refusals = {"/accounts/login/": 403, "/areas/": 403, "/no-such-page/": 404, "/healthz": 405}
    with raw.keeping(serving().port) as connection:
        for path, status in refusals.items():
            connection.request("POST", path, UNREAD)
            refused = connection.getresponse()
            refused.read()
            assert refused.status == status
            connection.request("GET", "/healthz")
            assert connection.getresponse().read() == b"ok"


def test_a_body_too_large_for_any_form_is_refused_and_the_connection_closed(serving) -> None:
    site = serving(CSIS_EVIDENCE_MAX_BYTES=str(LIMIT), IMPORT_MAX_BYTES=str(LIMIT))
    with raw.connect(site.port) as connection:
        connection.sendall(raw.head("POST", "/accounts/login/", f"Content-Length: {len(UNREAD)}") + UNREAD)
        told = raw.answer(connection)
    assert raw.status(told) == 413
    assert b"Nothing was recorded" in told


def test_a_body_that_breaks_off_or_has_no_length_never_counts_as_complete(serving) -> None:
    port = serving().port
    headers, form = raw.sign_in_form(port, "nobody", "nothing")
    lines = [f"{name}: {value}" for name, value in headers.items()]
    chunk = f"{len(form):x}\r\n".encode() + form + b"\r\n"
    for more, body, status in [
        ([f"Content-Length: {len(form) + 1}"], form, 400),
        (["Transfer-Encoding: chunked"], chunk, 411),
        (["Transfer-Encoding: chunked"], chunk + b"0\r\n\r\n", 411),
        (["Transfer-Encoding: chunked", f"Content-Length: {len(form)}"], chunk + b"0\r\n\r\n", 411),
    ]:
        with raw.connect(port) as connection:
            connection.sendall(raw.head("POST", "/accounts/login/", *lines, *more) + body)
            connection.shutdown(SHUT_WR)
            told = raw.answer(connection)
        assert told == b"" or raw.status(told) == status
    assert not AuditEntry.objects.filter(action="fail to sign in").exists()


def test_a_gigabyte_takes_no_memory_while_it_is_sent(serving) -> None:
    site = serving()
    before = site.memory()
    with raw.connect(site.port) as connection:
        connection.sendall(raw.head("POST", "/catalogs/imports/", f"Content-Length: {1 << 30}"))
        # The server keeps reading, because a browser that is still sending reads no answer.
        for _ in range(PIECES):
            connection.sendall(UNREAD)
        taken = site.memory()
    assert before is None or taken - before < PIECES * len(UNREAD) / 4_000_000
    assert not StagedCatalog.objects.exists()
