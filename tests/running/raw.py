"""HTTP as bytes on a socket, for requests that no client library would send."""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from tests.patience import STEP_SECONDS
from tests.running.servers.sockets import HOST


@contextmanager
def keeping(port: int) -> Iterator[HTTPConnection]:
    """One connection to the site on that port, kept open between requests."""
    connection = HTTPConnection(HOST, port, timeout=STEP_SECONDS)
    try:
        yield connection
    finally:
        connection.close()


def get(port: int, path: str) -> int:
    """The status of a page, over a new connection."""
    with keeping(port) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def sign_in_form(port: int, login: str, password: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body of that person's sign-in form."""
    with keeping(port) as connection:
        connection.request("GET", "/accounts/login/")
        page = connection.getresponse()
        cookie = page.headers["Set-Cookie"].split(";")[0]
        token = page.read().decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return headers, f"csrfmiddlewaretoken={token}&login={login}&password={password}".encode()


def connect(port: int) -> socket.socket:
    """A connection to the site on that port."""
    return socket.create_connection((HOST, port), timeout=STEP_SECONDS)


def head(method: str, path: str, *lines: str) -> bytes:
    """The header section of a request, up to the empty line."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", *lines, "", ""]).encode()


def answer(connection: socket.socket) -> bytes:
    """Everything that is sent until the other side closes."""
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


def status(answered: bytes) -> int:
    return int(answered.split(b" ", 2)[1])


def answered(connections: list[socket.socket]) -> list[socket.socket]:
    """Those connections that have received an answer, or were closed, by now."""
    return select.select(connections, [], [], 0)[0]
