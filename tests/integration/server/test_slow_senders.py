"""A client that sends slowly or nothing delays only itself; health checks are answered meanwhile."""

import time

import pytest

from tests.patience import until
from tests.running import raw

PATIENT = {"BODY_SECONDS": "600"}
HURRIED = {"BODY_SECONDS": "1", "BODY_BYTES_A_SECOND": "1000"}
FORM = ("Content-Type: application/x-www-form-urlencoded", "Cookie: csrftoken=0123456789abcdef0123456789abcdef")
WAITS = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.mark.parametrize("many", [8, 200])
def test_silent_connections_block_neither_pages_nor_health(serving, many: int) -> None:
    site = serving(**PATIENT)
    silent = [raw.connect(site.port) for _ in range(many)]
    for connection in silent:
        connection.sendall(raw.head("POST", "/accounts/login/", *FORM, "Content-Length: 500"))
    assert [raw.get(site.port, path) for path in ("/healthz", "/readyz", "/accounts/login/")] == [200, 200, 200]
    assert raw.answered(silent) == []
    for connection in silent:
        connection.close()
    assert raw.get(site.port, "/accounts/login/") == 200


def test_a_body_that_never_arrives_is_given_up(serving) -> None:
    with raw.connect(serving(**HURRIED).port) as connection:
        connection.sendall(raw.head("POST", "/accounts/login/", *FORM, "Content-Length: 500"))
        told = raw.answer(connection)
    assert raw.status(told) == 408
    assert b"Nothing was recorded" in told


def test_a_body_that_trickles_is_given_up(serving) -> None:
    with raw.connect(serving(**HURRIED).port) as connection:
        connection.sendall(raw.head("POST", "/accounts/login/", *FORM, "Content-Length: 100000"))

        def given_up() -> bool:
            connection.sendall(b"x")
            return bool(raw.answered([connection]))

        until(given_up)
        assert raw.status(raw.answer(connection)) == 408


def test_a_body_that_arrives_steadily_is_waited_for(serving) -> None:
    with raw.connect(serving(**HURRIED).port) as connection:
        closing = "Connection: close"
        connection.sendall(raw.head("POST", "/accounts/login/", *FORM, closing, "Content-Length: 60000"))
        for _ in range(20):
            connection.sendall(b"x" * 3000)
            time.sleep(0.1)
        assert raw.status(raw.answer(connection)) == 403


def test_health_is_answered_while_every_thread_waits_for_the_record(serving, owner, app_connect) -> None:
    watching = app_connect(autocommit=True)
    site = serving(WEB_THREADS="1")
    headers, form = raw.sign_in_form(site.port, "nobody", "nothing")
    lines = [f"{name}: {value}" for name, value in headers.items()]
    with raw.connect(site.port) as waiting, owner.transaction():
        owner.execute("LOCK TABLE missions_user IN ACCESS EXCLUSIVE MODE")
        request = raw.head("POST", "/accounts/login/", *lines, f"Content-Length: {len(form)}")
        waiting.sendall(request + form)
        until(lambda: watching.execute(WAITS).fetchone())
        assert [raw.get(site.port, path) for path in ("/healthz", "/readyz")] == [200, 200]
        assert raw.answered([waiting]) == []
