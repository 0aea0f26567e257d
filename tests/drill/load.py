"""People at work during a drill: writers repeat until confirmed, and everything confirmed is written down."""

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from lxml import html

from tests.drill.browsers import Browser, File, filled
from tests.drill.counting import MARK
from tests.drill.rounds import ROUNDS
from tests.drill.stack import Stack

PAGES = ("/", "/overview/", "/areas/", "/areas/SATCOM/", "/evidence/", "/providers/", "/reviews/", "/posture/")
# These make no entry: drafts and staged imports are not of record.
UNKEPT = ("/draft/", "/imports/")
BUSY = frozenset({502, 503, 504, 507})
AGAIN_SECONDS = 0.05


@dataclass
class Ledger:
    """The answers that people got: confirmed marks by kind of write, broken-off requests, statuses, faults."""

    confirmed: dict[str, str] = field(default_factory=dict)
    broken: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    reads: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, status: int, path: str, text: str, seconds: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            if status >= 500 and status not in BUSY:
                self.faults.append(f"{status} {path}: {title(text)}")
            if status == 200:
                self.reads += 1
                self.slowest = max(self.slowest, seconds)


class Ended(Exception):
    """The round cannot go on: the drill is over, or a form was refused, which is a fault."""


@dataclass(frozen=True)
class Group:
    """People who work together: sessions and accounts by their part, the area they review, and a report they cite."""

    sessions: dict[str, str]
    keys: dict[str, int]
    area: str
    report: int


class Desk:
    """One group at work, round after round."""

    def __init__(self, load: "Load", group: Group) -> None:
        self._load, self._group = load, group
        known: dict[str, str] = {}
        self._browsers = {who: Browser(load.stack, session, known) for who, session in group.sessions.items()}
        self.number = 0
        self.area, self.report = group.area, group.report

    def key(self, who: str) -> int:
        """The key of a person's account."""
        return self._group.keys[who]

    def work(self) -> None:
        """Work until the load is ended."""
        rounds: list[Callable[[Desk], None]] = []
        while not self._load.ending.is_set():
            rounds = rounds or random.sample(ROUNDS, len(ROUNDS))
            self.play(rounds.pop())

    def play(self, one: Callable[["Desk"], None]) -> None:
        """Play one round, as far as it goes."""
        self.number = self._load.next_number()
        with suppress(Ended):
            one(self)

    def write(self, who: str, path: str, at: str = "", shows: str = "", file: File | None = None, **said: Any) -> str:
        """Send the form for that path, found on the page `at`, until it is answered; returns where it leads.

        Then look at that page twice: it must exist and show the result. Raises Ended.
        """
        mark = MARK.format(self._load.next_number())
        page = self._page(who, at or path)
        form = filled(page, at or path, path, mark, said, file)
        if form is None:
            raise self._fault(f"No form to {path} on {at or path}: {title(page)}")
        (body, kind), tried = form.body, False
        while True:
            status, text, leads_to = self._load.ask(self._browsers[who], "POST", path, body, kind)
            # A form without a key that is sent again is answered that it was saved already.
            if status == 302 or (status == 409 and tried and not form.has_key):
                break
            if status and status not in BUSY:
                raise self._fault(f"{status} POST {path}: {_refusals(text)}")
            tried = True
            with self._load.ledger.lock:
                self._load.ledger.broken[_kind(path)] += 1
            self._wait()
        leads_to = (leads_to or at or path).partition("#")[0].partition("?")[0]
        if status == 302 and form.says(mark) and not path.endswith(UNKEPT):
            with self._load.ledger.lock:
                self._load.ledger.confirmed[mark] = _kind(path)
        self._look(who, leads_to, shows)
        return leads_to

    def answers(self, proposal: str) -> dict[str, str]:
        """An answer to each requested change, as fields of the form of a draft."""
        page = html.fromstring(self._page("analyst", f"{proposal}draft/"))
        names = [name for form in page.forms for name in form.fields if name.startswith("answer-")]
        return dict.fromkeys(names, "Done.")

    def _page(self, who: str, path: str) -> str:
        while True:
            status, text, _ = self._load.ask(self._browsers[who], "GET", path)
            if status == 200:
                return text
            if status and status not in BUSY:
                raise self._fault(f"{status} {path}: {title(text)}")
            self._wait()

    def _look(self, who: str, path: str, shows: str) -> None:
        for _ in range(2):
            status, text, _ = self._load.ask(self._browsers[who], "GET", path)
            if status == 404 or (status == 200 and shows not in text):
                with self._load.ledger.lock:
                    self._load.ledger.stale.append(f"{path} without {shows or 'itself'}")

    def _wait(self) -> None:
        if self._load.ending.is_set():
            raise Ended
        time.sleep(AGAIN_SECONDS)

    def _fault(self, said: str) -> Ended:
        with self._load.ledger.lock:
            self._load.ledger.faults.append(said)
        return Ended(said)


class Load:
    """Groups of writers, and readers, each in a thread, until they are stopped."""

    def __init__(self, stack: Stack, groups: list[Group], readers: list[str]) -> None:
        self.stack, self.ledger, self.ending = stack, Ledger(), threading.Event()
        self._numbers = iter(range(1000, 10**9))
        desks = [Desk(self, group) for group in groups]
        self._threads = [threading.Thread(target=desk.work, daemon=True) for desk in desks]
        self._threads += [threading.Thread(target=self._read, args=(one,), daemon=True) for one in readers]

    def desk(self, group: Group) -> Desk:
        """A desk for a writer who sets the pace alone."""
        return Desk(self, group)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self.ending.set()
        for thread in self._threads:
            thread.join()

    def next_number(self) -> int:
        """A number that is unique in this drill."""
        with self.ledger.lock:
            return next(self._numbers)

    def ask(self, browser: Browser, method: str, path: str, body: bytes | None = None, kind: str = ""):
        """Status, page and redirect; the status is 0 if the connection broke off."""
        started = time.monotonic()
        try:
            status, text, leads_to = browser.ask(method, path, body, kind)
        except (OSError, HTTPException):
            with self.ledger.lock:
                self.ledger.statuses[0] += 1
            time.sleep(AGAIN_SECONDS)
            return 0, "", ""
        self.ledger.answered(status, path, text, time.monotonic() - started)
        return status, text, leads_to

    def _read(self, session: str) -> None:
        browser = Browser(self.stack, session)
        while not self.ending.is_set():
            self.ask(browser, "GET", random.choice(PAGES))


def _kind(path: str) -> str:
    """The kind of write behind an address, the same for all areas, records and people."""
    return re.sub(r"[^/]*\d[^/]*|(?<=/areas/)\w+", "…", path)


def title(page: str) -> str:
    """The title of a page."""
    found = re.search("<title>(.*?)</title>", page, re.DOTALL)
    return found[1].strip() if found else page[:200]


def _refusals(page: str) -> str:
    """The errors on a page, with its title."""
    found = html.fromstring(page).xpath("//*[contains(@id, 'error')]") if page.strip() else []
    return f"{title(page)}: {'; '.join(one.text_content().strip() for one in found)[:300]}"
