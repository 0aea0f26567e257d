"""The gate before the application: one event loop receives each request whole, and threads only answer.

A client that sends nothing, or does not read its answer, holds a connection but never one of the threads.
"""

import asyncio
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from granian.rsgi import HTTPProtocol, Scope

# Health checks are answered while all threads are busy: each of these by a thread of its own.
WATCHED = ("/healthz", "/readyz")
BODY_IN_MEMORY_BYTES = 256 * 1024
ANSWER_IN_MEMORY_BYTES = 1_000_000
# This much of an oversized body is still read, because its sender reads no answer before all of it is sent.
THROWN_AWAY_BYTES = 1_000_000_000
# The server opens a file at once, but does not report when it has.
OPENED_WITHIN_SECONDS = 60
# Headers that WSGI knows by other names, and headers that the gate sets itself.
UNPREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
BY_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "upgrade"}


class NotTaken(Exception):
    """A body is not accepted; `status` is the answer to its sender."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class BodyLimits:
    """Limits of bodies: seconds until the first bytes, then bytes a second; bytes of one body, and of all at a time."""

    seconds: float = 20
    bytes_a_second: float = 1000
    largest: int = 50_000_000
    together: int = 1_000_000_000


@dataclass
class Head:
    """Status and headers, as the application gives them to its server (PEP 3333)."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower(), value) for name, value in headers if name.lower() not in BY_CONNECTION]


class Gate:
    """A WSGI application, called by granian's own interface, with the threads it runs on."""

    def __init__(self, application: Callable, threads: int, limits: BodyLimits) -> None:
        self._application = application
        self._limits = limits
        self._threads = ThreadPoolExecutor(threads, "answer")
        self._watched = {path: ThreadPoolExecutor(1, path) for path in WATCHED}
        self._folder = tempfile.TemporaryDirectory(prefix="csis-answers-")
        self._held = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        request = wsgi_of(scope)
        if not has_body(request):
            await self._answered(request, protocol)
            return
        with tempfile.SpooledTemporaryFile(BODY_IN_MEMORY_BYTES) as body:
            received = 0
            try:
                received = await self._receive(request, protocol, body)
                body.seek(0)
                request |= {"CONTENT_LENGTH": str(received), "wsgi.input": body}
            except NotTaken as refusal:
                request |= {"CONTENT_LENGTH": "0", "csis.not_taken": refusal.status}
            try:
                await self._answered(request, protocol)
            finally:
                self._held -= received

    async def _receive(self, request: dict[str, Any], protocol: HTTPProtocol, body: BinaryIO) -> int:
        """Reads the whole body; returns its size in bytes, which counts as held. Raises NotTaken."""
        began, read, held, length = self._loop.time(), 0, 0, announced(request)
        refusal = NotTaken(413) if length > self._limits.largest else None
        if "HTTP_TRANSFER_ENCODING" in request:
            # The server does not say whether a chunked body was cut off: half a form would look like a whole one.
            raise NotTaken(411)
        pieces = aiter(protocol)
        try:
            while piece := await self._piece(pieces, began, read):
                read += len(piece)
                if refusal is None:
                    refusal = self._room(read, len(piece)) or write(body, piece)
                if refusal is None:
                    held += len(piece)
                    self._held += len(piece)
                elif read > THROWN_AWAY_BYTES:
                    break
            if refusal or read < length:
                raise refusal or NotTaken(400)
        except BaseException:
            self._held -= held
            raise
        return read

    async def _piece(self, pieces: Any, began: float, read: int) -> bytes:
        """Returns the next piece of a body, empty at its end. Raises NotTaken if it comes too slowly."""
        try:
            async with asyncio.timeout_at(began + self._limits.seconds + read / self._limits.bytes_a_second):
                return await anext(pieces)
        except StopAsyncIteration:
            return b""
        except TimeoutError:
            raise NotTaken(408) from None

    def _room(self, read: int, more: int) -> NotTaken | None:
        if read > self._limits.largest:
            return NotTaken(413)
        return NotTaken(503) if self._held + more > self._limits.together else None

    async def _answered(self, request: dict[str, Any], protocol: HTTPProtocol) -> None:
        done = self._loop.create_future()
        self._watched.get(request["PATH_INFO"], self._threads).submit(self._answer, request, protocol, done)
        await done

    def _answer(self, request: dict[str, Any], protocol: HTTPProtocol, done: asyncio.Future) -> None:
        try:
            self._respond(request, protocol)
        except BaseException as error:  # noqa: BLE001 - the server logs it
            self._loop.call_soon_threadsafe(done.set_exception, error)
        else:
            self._loop.call_soon_threadsafe(done.set_result, None)

    def _respond(self, request: dict[str, Any], protocol: HTTPProtocol) -> None:
        head = Head()
        content = self._application(request, head)
        try:
            if "csis.not_taken" in request:
                # The rest of the body would be read as the next request.
                head.headers.append(("connection", "close"))
            if not getattr(content, "streaming", True):
                protocol.response_bytes(head.status, head.headers, b"".join(content))
            else:
                self._send(head, iter(content), protocol)
        finally:
            if hasattr(content, "close"):
                content.close()

    def _send(self, head: Head, content: Iterable[bytes], protocol: HTTPProtocol) -> None:
        """Makes the whole answer before sending any of it, so that one that fails halfway does not look complete.

        A long answer goes through a file, which the server sends as fast as the client reads it.
        """
        pieces, size = [], 0
        for piece in content:
            pieces.append(piece)
            size += len(piece)
            if size > ANSWER_IN_MEMORY_BYTES:
                break
        else:
            protocol.response_bytes(head.status, head.headers, b"".join(pieces))
            return
        with tempfile.NamedTemporaryFile(dir=self._folder.name, delete=False) as file:
            self._loop.call_soon_threadsafe(self._loop.call_later, OPENED_WITHIN_SECONDS, os.unlink, file.name)
            file.writelines(pieces)
            file.writelines(content)
            size = file.tell()
        headers = [(name, value) for name, value in head.headers if name != "content-length"]
        protocol.response_file(head.status, [*headers, ("content-length", str(size))], file.name)


def write(body: BinaryIO, piece: bytes) -> NotTaken | None:
    """Writes a piece of a body; returns the refusal if the disk is full."""
    try:
        body.write(piece)
    except OSError:
        return NotTaken(507)
    return None


def announced(request: dict[str, Any]) -> int:
    """Returns the announced length of the body in bytes; 0 if none is announced."""
    length = request.get("CONTENT_LENGTH", "")
    return int(length) if length.isdecimal() else 0


def has_body(request: dict[str, Any]) -> bool:
    """Returns whether a body follows, with an announced length or in chunks."""
    return announced(request) > 0 or "HTTP_TRANSFER_ENCODING" in request


def wsgi_of(scope: Scope) -> dict[str, Any]:
    """Returns the request as a WSGI environment (PEP 3333), still without its body."""
    name, _, port = scope.server.rpartition(":")
    request = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for header, value in scope.headers.items():
        # A name with an underscore would look like the one with a hyphen that a proxy in front has set.
        if "_" in header:
            continue
        key = UNPREFIXED.get(header) or f"HTTP_{header.upper().replace('-', '_')}"
        request[key] = f"{request[key]}{';' if key == 'HTTP_COOKIE' else ','}{value}" if key in request else value
    return request
