"""A browser that only knows cookies: it keeps and sends them."""

import time
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings

from missions.models import User
from tests.patience import STEP_SECONDS
from tests.running.browsers.visitors import TOKEN_LENGTH, Answer, signed_in
from tests.running.servers.sockets import HOST


class Browser:
    """One person signed in to the site that listens on a port."""

    def __init__(self, user: User, port: int) -> None:
        self.port = port
        self.token = "t" * TOKEN_LENGTH
        self.cookies = {settings.SESSION_COOKIE_NAME: signed_in(user), settings.CSRF_COOKIE_NAME: self.token}

    def get(self, path: str) -> Answer:
        """The page at that address."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: object) -> Answer:
        """The answer to that form."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        started = time.perf_counter()
        with closing(HTTPConnection(HOST, self.port, timeout=STEP_SECONDS)) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        self._keep(response)
        return Answer(response.status, text, time.perf_counter() - started, response.getheader("Location", ""))

    def _keep(self, response: HTTPResponse) -> None:
        for said in response.headers.get_all("Set-Cookie", []):
            for name, one in SimpleCookie(said).items():
                self.cookies[name] = one.value
