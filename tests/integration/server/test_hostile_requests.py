"""Requests meant to deceive: hosts, proxies, paths and heads that no browser sends, at the running program."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from structlog.contextvars import bound_contextvars, get_contextvars

from missions.domain.vocabulary import Role
from missions.models import SignInFailures
from missions.web.logged import LoggedMiddleware
from tests import factories, raw
from tests.running.visitors import Visitor

HERE = "127.0.0.1"


def asked(port: int, path: str, *lines: str, host: str = HERE) -> bytes:
    with raw.connect(port) as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n" + "".join(f"{line}\r\n" for line in lines)
        connection.sendall(f"{head}Connection: close\r\n\r\n".encode("latin-1"))
        return raw.answer(connection)


def test_the_program_answers_to_its_own_names_alone_and_leads_to_no_other(serving) -> None:
    port = serving().port
    for host in (
        "example.com",
        "127.0.0.1.example.com",
        "127.0.0.1@example.com",
        "127.0.0.1, example.com",
        "[::1",
        "a\tb",
    ):
        assert raw.status(asked(port, "/accounts/login/", host=host)) == 400, host
    for line in ("X-Forwarded-Host: example.com", "Forwarded: host=example.com", "X-Original-URL: /audit/"):
        told = asked(port, "/areas/", line)
        assert raw.status(told) == 302
        assert b"location: /accounts/login/?next=/areas/" in told.lower(), line
    told = asked(port, "http://example.com/areas/")
    assert b"example.com" not in told.partition(b"\r\n\r\n")[0]


def test_a_reported_protocol_is_believed_only_where_a_proxy_is_said_to_be(serving) -> None:
    own = {"CSIS_HTTPS": "true"}
    alone, behind = serving(**own), serving(CSIS_TRUST_PROXY="true", **own)
    forwarded = "X-Forwarded-Proto: https"
    assert raw.status(asked(alone.port, "/accounts/login/", forwarded)) == 301
    assert raw.status(asked(behind.port, "/accounts/login/", forwarded)) == 200
    assert raw.status(asked(behind.port, "/accounts/login/")) == 301


@pytest.mark.parametrize(
    "lines", [["X-Filler: " + "x" * 2_000_000], [f"X-{number}: {'x' * 400}" for number in range(5000)]]
)
def test_a_head_that_is_too_large_is_refused_and_the_next_is_answered(serving, lines: list[str]) -> None:
    port = serving().port
    try:
        told = asked(port, "/accounts/login/", *lines)
        assert told == b"" or raw.status(told) in {400, 431}
    except OSError:
        # It hangs up before all of it is sent.
        pass
    assert raw.status(asked(port, "/healthz")) == 200


def test_an_address_that_is_too_long_is_refused_or_not_found(serving) -> None:
    port = serving().port
    for path in ("/" + "a" * 100_000, "/areas/" + "%2e%2e%2f" * 10_000, "/search/?q=" + "x" * 60_000):
        try:
            told = asked(port, path)
            assert told == b"" or raw.status(told) in {302, 400, 404, 414, 431}, path[:20]
        except OSError:
            pass
    assert raw.status(asked(port, "/healthz")) == 200


def test_no_path_leads_out_of_the_files_that_are_served(serving) -> None:
    reader = factories.user("reader", Role.VIEWER, Role.ANALYST, Role.AUDITOR)
    port = serving().port
    visitor = Visitor(reader, HERE, port)
    up = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..%c0%af", "%252e%252e%252f")
    for step in up:
        for start in (
            "/static/",
            "/static/css/",
            "/evidence/",
            "/exports/",
            "/exports/briefings/",
            "/imports/template.",
            "/catalogs/files/",
            "/charts/",
        ):
            for target in ("etc/passwd", "csis/settings/__init__.py", "pyproject.toml"):
                answer = visitor.get(f"{start}{step * 6}{target}")
                assert answer.status in {301, 302, 400, 403, 404}, (start, step, target)
                assert "root:" not in answer.text and "SECRET_KEY" not in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "reported", "counted"),
    [
        (0, "198.51.100.7", HERE),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.1", "198.51.100.7"),
        # Fewer than there are to be: somebody came past the proxies.
        (2, "198.51.100.7", HERE),
        (1, "", HERE),
        (1, "unknown", HERE),
        (1, "'; DROP TABLE missions_user; --", HERE),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:db8::7]:4711", "2001:db8::/64"),
    ],
)
def test_failed_sign_ins_are_counted_by_the_address_the_nearest_proxies_report(
    settings, proxies: int, reported: str, counted: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = Client(headers={"x-forwarded-for": reported}).post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 200
    assert SignInFailures.objects.filter(name="x", address=counted).exists()


@pytest.mark.parametrize(
    ("reported", "told"),
    [
        ("203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("198.51.100.7:4711", "198.51.100.7"),
        ("'; DROP TABLE missions_user; --", HERE),
    ],
)
def test_the_log_names_the_address_that_is_counted(settings, reported: str, told: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    with bound_contextvars():
        LoggedMiddleware(HttpResponse).prepare(RequestFactory().get("/", headers={"x-forwarded-for": reported}))
        assert get_contextvars()["ip"] == told
