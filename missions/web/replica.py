"""Reads from a streaming replica, which never shows anybody less than they have seen or written."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from missions.storage.replica import START, LastSeen, replica, stands, wrote

SEEN, WROTE = "csis_seen", "csis_wrote"
READS = frozenset({"GET", "HEAD"})
UNANSWERED = 503
COOKIES_AT_MOST = 1_000


class ReplicaMiddleware:
    """Serves a signed-in person who only reads from the replica, if it has all that they know; else from the primary.

    A request that the replica refuses, such as a write, is repeated on the primary: it changed nothing. Two cookies
    say what a person knows. A read sets only the one of the last entry, so that a slow read does not undo that of a
    write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reading = None
        known = _known(request) if request.method in READS else None
        if known is not None:
            with replica.reading(known) as request.reading:
                if request.reading:
                    response = self.get_response(request)
                    if stood := request.reading.stands():
                        return _told(request, response, lambda: stood)
                    response.close()
        again, request.reading = request.reading is not None, None
        response = self.get_response(request)
        return _told(request, response, stands if request.method in READS and not again else wrote)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # Nobody sees this answer, and it is not logged: the request is repeated.
        return HttpResponse(status=UNANSWERED) if request.reading and request.reading.refused else None


def _known(request: HttpRequest) -> LastSeen | None:
    """What the cookies contain; None without a session or without the cookies."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    try:
        wrote = _said(WROTE, request.COOKIES[WROTE]) if WROTE in request.COOKIES else START
        return LastSeen(int(_said(SEEN, request.COOKIES[SEEN])), wrote, request.COOKIES[settings.SESSION_COOKIE_NAME])
    except (KeyError, ValueError, signing.BadSignature):
        return None


@lru_cache(maxsize=COOKIES_AT_MOST)
def _said(name: str, signed: str) -> str:
    """The content of a cookie; kept in memory, because checking it is the slowest step here. Raises BadSignature."""
    return signing.Signer(salt=name).unsign(signed)


def _told(request: HttpRequest, response: HttpResponse, ask: Callable[[], int | LastSeen]) -> HttpResponse:
    """The answer, with cookies that say what a signed-in person knows after it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES | response.cookies:
        return response
    try:
        found = ask()
    except DatabaseError:
        # The answer already says that the database is away.
        return response
    known = found if isinstance(found, LastSeen) else LastSeen(found)
    before = _known(request)
    if before is None or known.sequence > before.sequence:
        _set(response, SEEN, str(known.sequence))
    if known.wrote != START:
        _set(response, WROTE, known.wrote)
    return response


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        signing.Signer(salt=name).sign(value),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )
