"""Long answers are complete or recognizably not, and a client that reads nothing blocks no thread."""

import pytest

from tests.running import half_made, raw
from tests.running.serving import served

WHOLE = half_made.PIECE * half_made.PIECES


@pytest.fixture(scope="module")
def port():
    own = {"WEB_WORKERS": "1", "WEB_THREADS": "1", "DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare_settings"}
    with served("tests.running.half_made", "/", own) as site:
        yield site.port


def test_a_long_answer_is_complete_and_states_its_length(port: int) -> None:
    with raw.keeping(port) as connection:
        connection.request("GET", "/")
        told = connection.getresponse()
        assert int(told.headers["Content-Length"]) == len(WHOLE)
        assert told.read() == WHOLE


def test_an_answer_that_fails_halfway_does_not_look_complete(port: int) -> None:
    with raw.keeping(port) as connection:
        connection.request("GET", "/fails")
        assert connection.getresponse().status == 500


def test_clients_that_read_nothing_block_nobody(port: int) -> None:
    idle = [raw.connect(port) for _ in range(8)]
    for connection in idle:
        connection.sendall(raw.head("GET", "/"))
    assert raw.get(port, "/") == 200
    for connection in idle:
        connection.close()


def test_a_header_with_an_underscore_is_not_taken_for_one_with_a_hyphen(port: int) -> None:
    with raw.connect(port) as connection:
        connection.sendall(raw.head("GET", "/", "X_Wanted: text/html", "Connection: close"))
        assert b"content-type: text/plain" in raw.answer(connection).partition(b"\r\n\r\n")[0]
