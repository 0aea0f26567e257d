"""People at work during a drill: who writes goes on until it is confirmed, and what was confirmed is written down."""

import random
import re
import secrets
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from missions.forms.submission import FIELD
from tests.drill.stack import Stack

PAGES = ("/", "/overview/", "/areas/", "/areas/SATCOM/", "/evidence/", "/providers/", "/reviews/", "/posture/")
REASON = "Done in a drill."
# Also told to wait: who works so fast has used up an allowance.
BUSY = frozenset({429, 502, 503, 504})
AGAIN_SECONDS = 0.05
PATIENCE_SECONDS = 30
BOUNDARY = "drill"
PROVIDER = {
    "country": "US",
    "eligibility": "us",
    "produces_for_markets": "yes",
    "bears_investment_risk": "yes",
    "follows_market_incentives": "unknown",
    "can_offer": "no",
    "provenance": "public_source",
    "certainty": "high",
    "effective_on": "2025-03-01",
    "reason": REASON,
}


class Browser:
    """One person by TLS through the proxy, with cookies; each request on a connection of its own."""

    def __init__(self, stack: Stack, session: str) -> None:
        self._port = stack.proxy.https
        self._trusting = ssl.create_default_context(cafile=str(stack.proxy.certificate))
        self._token = secrets.token_hex(16)
        self.cookies = {"sessionid": session, "csrftoken": self._token}

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Status, page and where it leads to. Raises OSError or HTTPException where the connection broke off."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self._token,
            "Origin": f"https://localhost:{self._port}",
            "Content-Type": kind or "application/x-www-form-urlencoded",
        }
        connection = HTTPSConnection("localhost", self._port, context=self._trusting, timeout=PATIENCE_SECONDS)
        with closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        self._keep(response)
        return response.status, text, response.getheader("Location", "")

    def _keep(self, response: HTTPResponse) -> None:
        for said in response.headers.get_all("Set-Cookie", []):
            for name, one in SimpleCookie(said).items():
                self.cookies[name] = one.value


@dataclass
class Ledger:
    """What people were told: each confirmed title by the table it is in, statuses, faults, stale pages, waits."""

    confirmed: dict[str, str] = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    stale: int = 0
    reads: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, status: int, path: str, text: str, seconds: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            if status >= 500 and status not in BUSY | {507}:
                self.faults.append(f"{status} {path}: {_title(text)}")
            if status == 200:
                self.reads += 1
                self.slowest = max(self.slowest, seconds)


def evidence(title: str) -> tuple[str, dict[str, str], bytes | None]:
    fields = {"kind": "document", "title": title, "provenance": "public_source", "reason": REASON}
    return "/evidence/add/", fields, None


def evidence_with_file(title: str) -> tuple[str, dict[str, str], bytes | None]:
    path, fields, _ = evidence(title)
    return path, fields, f"{title}\n".encode() * 2000


def provider(title: str) -> tuple[str, dict[str, str], bytes | None]:
    return "/providers/add/", {**PROVIDER, "code": f"PRV-{title.rsplit('-', 1)[1]}", "name": title}, None


WRITES: dict[str, tuple[Callable, str]] = {
    "evidence": (evidence, "missions_evidence"),
    "file": (evidence_with_file, "missions_evidence"),
    "provider": (provider, "missions_providerrevision"),
}
COLUMN = {"missions_evidence": "title", "missions_providerrevision": "name"}


class Load:
    """Writers and readers in threads of their own, until they are ended."""

    def __init__(self, stack: Stack, writers: list[str], readers: list[str]) -> None:
        self.ledger = Ledger()
        self._stack = stack
        self._ending = threading.Event()
        self._numbers = iter(range(100, 10**9))
        self._threads = [threading.Thread(target=self._write, args=(one,), daemon=True) for one in writers]
        self._threads += [threading.Thread(target=self._read, args=(one,), daemon=True) for one in readers]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _write(self, session: str) -> None:
        browser = Browser(self._stack, session)
        while not self._ending.is_set():
            with self.ledger.lock:
                number = next(self._numbers)
            name = random.choice(list(WRITES))
            title = f"Drill {name}-{number}"
            make, table = WRITES[name]
            leads_to = self._insist(browser, *make(title))
            if leads_to:
                with self.ledger.lock:
                    self.ledger.confirmed[title] = table
                self._look(browser, leads_to, title)

    def _insist(self, browser: Browser, path: str, fields: dict[str, str], file: bytes | None) -> str:
        """Send a form again until it is answered; returns where it leads to, nothing where it was refused."""
        fields = {**fields, FIELD: secrets.token_hex(16)}
        body, kind = (urlencode(fields).encode(), "") if file is None else _parts(fields, file)
        while True:
            status, text, leads_to = self._ask(browser, "POST", path, body, kind)
            if status == 302:
                return leads_to
            if status and status not in BUSY | {507}:
                with self.ledger.lock:
                    self.ledger.faults.append(f"{status} POST {path}: {_title(text)}")
                return ""
            if self._ending.is_set():
                return ""
            time.sleep(AGAIN_SECONDS)

    def _look(self, browser: Browser, path: str, title: str) -> None:
        """Whether what was just confirmed is on the page it led to, and on the next one that is asked for."""
        for _ in range(2):
            status, text, _ = self._ask(browser, "GET", path)
            if status == 404 or (status == 200 and title not in text):
                with self.ledger.lock:
                    self.ledger.stale += 1

    def _read(self, session: str) -> None:
        browser = Browser(self._stack, session)
        while not self._ending.is_set():
            self._ask(browser, "GET", random.choice(PAGES))

    def _ask(self, browser: Browser, method: str, path: str, body: bytes | None = None, kind: str = ""):
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


def _parts(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="drill.txt"\r\n'
    whole = "".join(parts) + head + "Content-Type: text/plain\r\n\r\n"
    return whole.encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def _title(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page, re.DOTALL)
    return found[1] if found else page[:200]
