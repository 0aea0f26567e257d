"""People at their browsers: each with a session of their own on a running site."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from missions.models import User
from missions.models.people.sessions import SessionStore
from tests.patience import STEP_SECONDS

TOKEN_LENGTH = 32


@dataclass(frozen=True)
class Answer:
    """An answer: the status, the page, the seconds to its last byte, and the address of a redirect, if any."""

    status: int
    text: str
    seconds: float
    leads_to: str = ""


class Visitor:
    """One person signed in to the site that listens there."""

    def __init__(self, user: User, host: str, port: int) -> None:
        token = secrets.token_hex(TOKEN_LENGTH // 2)
        cookies = {settings.SESSION_COOKIE_NAME: signed_in(user), settings.CSRF_COOKIE_NAME: token}
        self.host, self.port = host, port
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }

    def get(self, path: str) -> Answer:
        """The page at that address."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: object) -> Answer:
        """The answer to that form."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        started = time.perf_counter()
        with closing(HTTPConnection(self.host, self.port, timeout=STEP_SECONDS)) as connection:
            connection.request(method, path, body, self.headers)
            response = connection.getresponse()
            text = response.read().decode()
        return Answer(response.status, text, time.perf_counter() - started, response.getheader("Location", ""))


def signed_in(user: User) -> str:
    """The key of a new session of that person."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def all_at_once(acts: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """Runs every act in a thread of its own, all at once; returns their answers."""
    acts = list(acts)
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        barrier.wait(STEP_SECONDS)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(STEP_SECONDS) for one in [pool.submit(run, act) for act in acts]]
