"""Each page through the server program: its time on one connection, and its number of queries."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, RemoteDisconnected
from itertools import count
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from missions.views.bodies import bodies
from missions.views.remembered import forget, moments
from tests.benchmarks.scratch import Scratch
from tests.running.servers.sockets import HOST
from tests.running.serving import Site

BATCH = 5
# The target of a kept page, times P0.
KEPT_RATIO = 4
ASKED = count()
WARM_UP = 5
# A browser sends the secret of its forms once it has one.
SECRET = f"{settings.CSRF_COOKIE_NAME}={'s' * 32}"


@dataclass(frozen=True)
class Page:
    """A page to measure, and its targets when rendered again: times P0, and queries.

    With `ever`, no address is used twice: the function makes the end of each from a number.
    """

    label: str
    path: str
    ratio: float
    queries: int
    headers: dict[str, str] = field(default_factory=dict, hash=False)
    ever: Callable[[int], str] | None = None

    @property
    def address(self) -> str:
        """The next address to request."""
        return self.path + (self.ever(next(ASKED)) if self.ever else "")


def another_search(number: int) -> str:
    """Search words that were not used before."""
    return f"?q={number}"


def another_date(number: int) -> str:
    """A day that was not used before, about which nothing is cached."""
    # The additional number makes another address of a repeated day, which no kept page has.
    return f"?as_of={timezone.localdate() - timedelta(days=30 + number % 800)}&asked={number}"


PAGES = (
    Page("overview", "/overview/", 20, 8),
    Page("areas", "/areas/", 10, 4),
    Page("areas, fragment", "/areas/", 10, 4, {"HX-Request": "true"}),
    Page("areas, ever another search", "/areas/", 10, 4, {"HX-Request": "true"}, ever=another_search),
    Page("area", "/areas/SATCOM/", 14, 6),
    Page("history of an area", "/areas/SATCOM/history/", 14, 6),
    Page("areas as of 2025-03-01", "/areas/?as_of=2025-03-01", 10, 4),
    Page("areas, ever another date", "/areas/", 10, 4, ever=another_date),
    Page("area, ever another date", "/areas/SATCOM/", 14, 6, ever=another_date),
    Page("history, ever another date", "/areas/SATCOM/history/", 14, 6, ever=another_date),
    Page("overview, ever another date", "/overview/", 20, 8, ever=another_date),
)
BARE = Page("bare page", "/", 1, 0)


class Visitor:
    """A keep-alive connection that requests one page again and again."""

    def __init__(self, page: Page, site: Site, cookie: str = "") -> None:
        self.page = page
        self.headers = {**page.headers, "Cookie": f"{cookie}; {SECRET}"}
        self.connection = HTTPConnection(HOST, site.port, timeout=60)
        self.times: list[float] = []
        self.size = 0

    def visit(self) -> float:
        """Return the milliseconds from the request to the last byte of the page."""
        try:
            return self._visit()
        except RemoteDisconnected:
            # The server closed a connection that was idle for long; a new one does not count.
            self.connection.close()
            self.connection.connect()
            return self._visit()

    def _visit(self) -> float:
        started = time.perf_counter()
        self.connection.request("GET", self.page.address, headers=self.headers)
        response = self.connection.getresponse()
        self.size = len(response.read())
        taken = (time.perf_counter() - started) * 1000
        if response.status != 200:
            raise RuntimeError(f"{self.page.path} answered {response.status}.")
        return taken

    def median(self) -> float:
        return median(self.times)


def take_turns(visitors: list[Visitor], rounds: int) -> None:
    """Let each visitor visit a few times a round, so that a busy moment of the machine affects all of them."""
    for visitor in visitors:
        for _ in range(WARM_UP):
            visitor.visit()
    for _ in range(rounds):
        for visitor in visitors:
            visitor.times += [visitor.visit() for _ in range(BATCH)]


def queries_of(page: Page, scratch: Scratch) -> int:
    """The statements of the page when rendered again, including the session's."""
    scratch.use()
    bodies.clear()
    forget()
    moments.clear()
    client = Client(headers={**page.headers, "host": HOST})
    name, key = scratch.cookie.split("=")
    client.cookies[name] = key
    with CaptureQueriesContext(connection) as captured:
        client.get(page.address)
    return len(captured)
