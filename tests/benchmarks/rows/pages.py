"""Each page through the server program: time at one connection, and the number of queries."""

import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from itertools import count
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from missions.views.bodies import bodies
from missions.views.remembered import forget
from tests.benchmarks.scratch import Scratch
from tests.running.serving import HOST, Site

BATCH = 5
# What a kept page is to take, times P0.
KEPT_RATIO = 4
SEARCHES = count()
WARM_UP = 5


@dataclass(frozen=True)
class Page:
    """A page to measure, and what to reach made afresh: times P0, and queries. If `varied`, no address comes twice."""

    label: str
    path: str
    ratio: float
    queries: int
    headers: dict[str, str] = field(default_factory=dict, hash=False)
    varied: bool = False


PAGES = (
    Page("overview", "/overview/", 20, 8),
    Page("areas", "/areas/", 10, 4),
    Page("areas, fragment", "/areas/", 10, 4, {"HX-Request": "true"}),
    Page("areas, ever another search", "/areas/?q=", 10, 4, {"HX-Request": "true"}, varied=True),
    Page("area", "/areas/SATCOM/", 14, 6),
    Page("history of an area", "/areas/SATCOM/history/", 14, 6),
    Page("areas as of 2025-03-01", "/areas/?as_of=2025-03-01", 10, 4),
)
BARE = Page("bare page", "/", 1, 0)


class Visitor:
    """One keep-alive connection that asks for one page again and again."""

    def __init__(self, page: Page, site: Site, cookie: str = "") -> None:
        self.page = page
        self.headers = {**page.headers, "Cookie": cookie}
        self.connection = HTTPConnection(HOST, site.port, timeout=60)
        self.times: list[float] = []
        self.size = 0

    def visit(self) -> float:
        """Returns the milliseconds from the request to the last byte of the page."""
        try:
            return self._visit()
        except RemoteDisconnected:
            # The server closed a connection that others kept idle for long; a new one is no part of the page.
            self.connection.close()
            self.connection.connect()
            return self._visit()

    def _visit(self) -> float:
        started = time.perf_counter()
        path = f"{self.page.path}{next(SEARCHES)}" if self.page.varied else self.page.path
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        self.size = len(response.read())
        taken = (time.perf_counter() - started) * 1000
        if response.status != 200:
            raise RuntimeError(f"{self.page.path} answered {response.status}.")
        return taken

    def median(self) -> float:
        return median(self.times)


def take_turns(visitors: list[Visitor], rounds: int) -> None:
    """Lets each visitor visit a few times a round, so that a busy moment of the machine falls on all of them."""
    for visitor in visitors:
        for _ in range(WARM_UP):
            visitor.visit()
    for _ in range(rounds):
        for visitor in visitors:
            visitor.times += [visitor.visit() for _ in range(BATCH)]


def queries_of(page: Page, scratch: Scratch) -> int:
    """The statements that the page sends when made afresh, session included."""
    scratch.use()
    bodies.clear()
    forget()
    client = Client(headers={**page.headers, "host": HOST})
    name, key = scratch.cookie.split("=")
    client.cookies[name] = key
    with CaptureQueriesContext(connection) as captured:
        client.get(page.path)
    return len(captured)
