"""Reads from a streaming replica: whoever has seen an entry, or written anything, is never shown less."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from missions.storage.replica import START, Known, replica, stands, wrote

SEEN, WROTE = "csis_seen", "csis_wrote"
READS = frozenset({"GET", "HEAD"})
UNANSWERED = 503
COOKIES_AT_MOST = 1_000


class ReplicaMiddleware:
    """Answers from the replica who is signed in and only reads, if it knows all that they know; else from the primary.

    What the replica refuses, such as a write, is asked once more of the primary: nothing came of it yet. Two cookies
    keep what somebody knows. A read sets only the one of the last entry, so that a slow one takes back nothing of a
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
        # Nobody sees it, and nothing is logged of it: the same is asked again.
        return HttpResponse(status=UNANSWERED) if request.reading and request.reading.refused else None


def _known(request: HttpRequest) -> Known | None:
    """What the cookies say; None for whoever is signed out, or comes without them."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    try:
        wrote = _said(WROTE, request.COOKIES[WROTE]) if WROTE in request.COOKIES else START
        return Known(int(_said(SEEN, request.COOKIES[SEEN])), wrote, request.COOKIES[settings.SESSION_COOKIE_NAME])
    except (KeyError, ValueError, signing.BadSignature):
        return None


@lru_cache(maxsize=COOKIES_AT_MOST)
def _said(name: str, signed: str) -> str:
    """What a cookie says; remembered, as to check it takes longer than anything else here. Raises BadSignature."""
    return signing.Signer(salt=name).unsign(signed)


def _told(request: HttpRequest, response: HttpResponse, ask: Callable[[], int | Known]) -> HttpResponse:
    """The answer, with what somebody knows by it, if they are signed in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES | response.cookies:
        return response
    try:
        found = ask()
    except DatabaseError:
        # The answer says already that the database is away.
        return response
    known = found if isinstance(found, Known) else Known(found)
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
