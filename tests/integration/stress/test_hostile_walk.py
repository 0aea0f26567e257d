"""Every address, requested in every way by every role with hostile input: no error, and nothing revealed.

The short form runs with the tests; `make stress` makes 10,000 requests (CSIS_STRESS_REQUESTS).
"""

import io
import os
import random
import re
import time
from collections import Counter, defaultdict
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from tests import factories
from tests.integration.pages import test_permissions as pages
from tests.integration.reviews import test_permissions as reviewing
from tests.integration.reviews.test_permissions import COLUMNS

pytestmark = pytest.mark.django_db

subject, columns, places = pages.subject, reviewing.columns, reviewing.places
REQUESTS = int(os.environ.get("CSIS_STRESS_REQUESTS", "600"))
METHODS = ("GET",) * 4 + ("POST",) * 6 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
HOSTILE = (
    "",
    " ",
    "'",
    '"><script>alert(1)</script>',
    "' OR 1=1 --",
    "1; DROP TABLE missions_user",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "..\\..\\csis\\settings\\__init__.py",
    "%2e%2e/%2e%2e/csis/settings/__init__.py",
    "file:///etc/passwd",
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
# fmt: off
HEADERS = (
    "HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_TARGET", "HTTP_HX_CURRENT_URL", "HTTP_REFERER", "HTTP_ORIGIN",
    "HTTP_HOST", "HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_CLIENT_SUBJECT", "HTTP_X_CLIENT_VERIFY", "HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_ORIGINAL_URL",
    "HTTP_X_REQUEST_ID", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION",
    "HTTP_COOKIE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_USER_AGENT",
)
# The claimed type of a body, whatever it contains.
BODIES = (
    "application/json", "application/x-www-form-urlencoded; charset=utf-7", "text/xml", "text/plain", "",
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
)
FILES = (
    b"", b"\0", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + b"\0" * 60, b"\x89PNG\r\n\x1a\n", b"MZ\x90\0", b"a,b\n1\n2,3,4\n\"",
    b"{\"a\": [" * 900, b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", b"\xff\xfe\x00\xd8" * 50,
    b"#JCAT\tPiece\n1\n", b"x" * 100_000,
)
# fmt: on
# More fields than any form has.
MANY = 1200
FORM, ACTION = re.compile(r"<form\b.*?</form>", re.DOTALL), re.compile(r'action="([^"]*)"')
FIELD = re.compile(r'name="([\w.-]+)"(?:[^>]*?value="([^"]*)")?')
OPTION = re.compile(r'<option value="([^"]+)"')
# What a field contains if the form does not restrict it.
PLAIN = ("Because of it.", "1", "2026-11-30", "yes", "SATCOM")
# What no answer may contain: files of the machine, statements, settings, locations in the code.
SECRETS = (b"root:x:0", b"Traceback (most recent", b"psycopg", b"DATABASE_URL", b"SECRET_KEY", b"csis_app@")
# Refused to a role, whatever else is wrong with the request.
NOT_GIVEN = {301, 302, 400, 401, 403, 404, 405, 409, 411, 413, 414, 501}
REFUSED, UNKNOWN_METHOD = 403, 501
# The share of requests with an altered path.
ALTERED = 0.3
# The share of posts that are no form, and of fields that are hostile.
RAW, HOSTILE_FIELDS = 0.15, 0.3


class Walk:
    """One request after the other, each random and rolled back."""

    def __init__(self, seed: int, clients: dict[str, Client], keys: dict[str, object]) -> None:
        self.chance = random.Random(seed)
        self.clients, self.keys = clients, keys
        self.cookies = {column: client.cookies.output(header="", sep=";") for column, client in clients.items()}
        self.known = list((pages.READS | reviewing.READS).items())
        # For each address: the fields of its forms as pages showed them, with possible values.
        self.forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
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
        # A person signed out by the last request is signed in again, because its transaction was rolled back.
        self.clients[column].cookies = SimpleCookie(self.cookies[column])
        started = time.perf_counter()
        with transaction.atomic():
            answer = self._ask(self.clients[column], method, address, name)
            content = answer.getvalue()
            transaction.set_rollback(True)
        self.slowest = max(self.slowest, (time.perf_counter() - started, said))
        self.statuses[answer.status_code] += 1
        self._learn(answer, content)
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

    def _learn(self, answer: HttpResponseBase, content: bytes) -> None:
        """Remember the fields of a page's forms, and the values that they offer."""
        if answer.status_code >= 500 or not answer.get("Content-Type", "").startswith("text/html"):
            return
        for form in FORM.findall(content.decode(errors="replace")):
            action = ACTION.search(form)
            try:
                name = resolve(unescape(action[1]).partition("?")[0]).url_name if action else ""
            except Resolver404:
                continue
            offered = {unescape(one) for one in OPTION.findall(form)}
            for field, value in FIELD.findall(form):
                self.forms[name][field] |= {unescape(value)} - {""} or offered

    def _ask(self, client: Client, method: str, address: str, name: str):
        headers = {self.chance.choice(HEADERS): self._value()[:500] for _ in range(self.chance.randrange(3))}
        headers = {name: value.encode("latin-1", "replace").decode("latin-1") for name, value in headers.items()}
        if method == "POST" and self.chance.random() < RAW:
            body = self.chance.choice((*FILES, self._value().encode(errors="replace"), self._many()))
            return client.generic(method, address, body, content_type=self.chance.choice(BODIES), **headers)
        if method == "POST":
            return client.post(address, self._fields(name), **headers)
        return client.generic(method, address, self._value().encode(errors="replace")[:2000], **headers)

    def _fields(self, name: str) -> dict[str, object]:
        """The known fields of the form, some with offered or plain values, some hostile, and additional ones."""
        fields: dict[str, object] = {
            field: self._value()
            if self.chance.random() < HOSTILE_FIELDS
            else self.chance.choice(sorted(offered) or PLAIN)
            for field, offered in sorted(self.forms[name].items())
        }
        fields |= {field: self._value() for field in self.chance.sample(FIELDS, self.chance.randrange(4))}
        for field in self.chance.sample(["file", "upload", "files", *fields], self.chance.randrange(2)):
            fields[field] = file = io.BytesIO(self.chance.choice(FILES))
            # With the name that a lying browser would give.
            file.name = self._value()[:200]
            file.content_type = self.chance.choice(("text/csv", "application/pdf", "image/png", self._value()[:50]))
        return fields

    def _many(self) -> bytes:
        return urlencode([(self.chance.choice(FIELDS), str(one)) for one in range(MANY)]).encode()

    def _value(self) -> str:
        return self.chance.choice(HOSTILE)


def test_no_request_causes_an_error_or_reveals_what_it_may_not(subject, columns, places, settings, capsys) -> None:
    # Activity is rolled back with each request; a long walk must not end the sessions.
    settings.IDLE_MINUTES = settings.IDLE_MINUTES_ADMINISTRATORS = 24 * 60
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
