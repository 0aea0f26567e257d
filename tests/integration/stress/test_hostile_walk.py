"""Every address, asked in every way by every role with whatever somebody may send: no fault, and nothing given away.

The bounded form runs with the tests; `make stress` asks 10,000 times (CSIS_STRESS_REQUESTS).
"""

import os
import random
import time
from collections import Counter
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from tests import factories
from tests.integration.pages import test_permissions as pages
from tests.integration.reviews import test_permissions as reviewing
from tests.integration.reviews.test_permissions import COLUMNS

pytestmark = pytest.mark.django_db

subject, columns, places = pages.subject, reviewing.columns, reviewing.places
REQUESTS = int(os.environ.get("CSIS_STRESS_REQUESTS", "600"))
METHODS = ("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
HOSTILE = (
    "",
    " ",
    "'",
    '"><script>alert(1)</script>',
    "' OR 1=1 --",
    "1; DROP TABLE missions_user",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "{{7*7}}{% debug %}",
    "${jndi:ldap://x}",
    "-1",
    "0",
    "9" * 30,
    "1e400",
    "NaN",
    "²",
    "٣",
    "9999-12-31",
    "0000-00-00",
    "2025-02-30T25:61:61+99:99",
    "x" * 5000,
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "\U0001f680" * 50,
    "a" * 200 + "\n" * 200,
    "=cmd|' /C calc'!A0",
    "https://evil.example.com/",
    "javascript:alert(1)",
)
# fmt: off
FIELDS = [
    "as_of", "known", "q", "area", "kind", "state", "from", "to",
    "cell", "unit", "before", "after", "page", "reason", "code", "name",
    "title", "choice", "decision", "revision", "content_hash", "effective_on", "role", "email",
    "next", "address", "provenance", "submission", "against", "vote", "proposal", "format",
    "file", "upto",
]
# fmt: on
HEADERS = (
    "HTTP_HX_REQUEST",
    "HTTP_REFERER",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_ACCEPT",
    "HTTP_COOKIE",
)
# What an answer never tells: files of the machine, statements, settings, where in the program it failed.
SECRETS = (b"root:x:0", b"Traceback (most recent", b"psycopg", b"DATABASE_URL", b"SECRET_KEY", b"csis_app@")
# Refused to a role, whatever else is wrong with the request.
NOT_GIVEN = {301, 302, 400, 401, 403, 404, 405, 409, 414, 501}
REFUSED, UNKNOWN_METHOD = 403, 501
# The share of requests whose path is altered too.
ALTERED = 0.3


class Walk:
    """One request after the other, each chosen by chance and taken back afterwards."""

    def __init__(self, seed: int, clients: dict[str, Client], keys: dict[str, object]) -> None:
        self.chance = random.Random(seed)
        self.clients, self.keys = clients, keys
        self.known = list((pages.READS | reviewing.READS).items())
        self.statuses: Counter[int] = Counter()
        self.slowest = (0.0, "")

    def step(self) -> None:
        name, (template, expected) = self.chance.choice(self.known)
        column = self.chance.choice(COLUMNS)
        path, _, query = template.format_map(self.keys).partition("?")
        asked = self._path(path) if self.chance.random() < ALTERED else path
        more = [f"{name}={quote(self._value())}" for name in self.chance.sample(FIELDS, self.chance.randrange(4))]
        method, address = self.chance.choice(METHODS), f"{asked}?{'&'.join(filter(None, [query, *more]))}"
        said = f"{method} {address[:300]!r} as {column}"
        started = time.perf_counter()
        with transaction.atomic():
            answer = self._ask(self.clients[column], method, address)
            content = answer.getvalue()
            transaction.set_rollback(True)
        self.slowest = max(self.slowest, (time.perf_counter() - started, said))
        self.statuses[answer.status_code] += 1
        assert answer.status_code < 500 or answer.status_code == UNKNOWN_METHOD, said
        assert not [secret for secret in SECRETS if secret in content], said
        if asked == path and expected[COLUMNS.index(column)] == REFUSED:
            assert answer.status_code in NOT_GIVEN, f"{said}, of {name}: {answer.status_code}"

    def _path(self, path: str) -> str:
        """The path with one of its parts replaced."""
        parts = path.split("/")
        kept = "" if self.chance.random() < 1 / 2 else "/%"
        parts[self.chance.randrange(len(parts))] = quote(self._value(), safe=kept)
        return f"/{'/'.join(parts).lstrip('/')}"

    def _ask(self, client: Client, method: str, address: str):
        headers = {self.chance.choice(HEADERS): self._value()[:500] for _ in range(self.chance.randrange(2))}
        headers = {name: value.encode("latin-1", "replace").decode("latin-1") for name, value in headers.items()}
        fields = {name: self._value() for name in self.chance.sample(FIELDS, self.chance.randrange(8))}
        if method == "POST":
            return client.post(address, fields, **headers)
        return client.generic(method, address, self._value().encode(errors="replace")[:2000], **headers)

    def _value(self) -> str:
        return self.chance.choice(HOSTILE)


def test_no_request_breaks_anything_or_is_told_what_is_not_its_own(subject, columns, places, capsys) -> None:
    for client in columns.values():
        client.raise_request_exception = False
    seed = random.SystemRandom().randrange(10**6)
    named = places | pages.keys(subject) | {"briefing": factories.briefing().pk}
    walk = Walk(seed, columns, named)
    try:
        for _ in range(REQUESTS):
            walk.step()
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {error}") from error
    with capsys.disabled():
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(walk.statuses.items()))
        print(f"\n{REQUESTS} requests ({statuses}); slowest {walk.slowest[0]:.2f} s, {walk.slowest[1][:120]}")
