"""Requests that no page should see: with an unknown method, or with a body that was refused."""

from collections.abc import Callable

import structlog
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from missions.actions.chain import demand_room
from missions.actions.errors import DiskFull
from missions.web.context import DEPLOYMENT

log = structlog.get_logger(__name__)

# In capitals only: Django reads `head` as HEAD, but the server would send a body with it.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
RETRY_SECONDS = 15
READS = frozenset({"GET", "HEAD", "OPTIONS"})
NO_SUCH_METHOD = 501
TOO_MUCH = 503
DISK_FULL = 507
SAYS = {
    400: ("That broke off", "Only part of your request arrived. Nothing was recorded. Send it again."),
    408: (
        "The request took too long",
        "Your request arrived too slowly or not at all. Nothing was recorded. Send it again.",
    ),
    411: ("The request has no length", "The request does not state its length. Nothing was recorded."),
    413: (
        "The request is too large",
        f"The server takes at most {settings.BODY_MAX_BYTES / 1_000_000:.0f} MB in one request. Nothing was recorded.",
    ),
    501: ("Unknown request", "The request method is not an HTTP method."),
    503: (
        "The server is busy",
        "Too many people are using this right now. Nothing was recorded. Try again in a minute.",
    ),
    507: (
        "The disk is full",
        "There is no room for your request. Nothing was recorded. You can still read the record.",
    ),
}


class UntakenMiddleware:
    """Answers such a request before anything else reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = _refusal(request)
        return self.get_response(request) if status is None else not_taken(status)


class ContentPolicyMiddleware:
    """Sends the content security policy of the settings. It is the same for every answer, so it is built once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Kept files bring a stricter one of their own.
        response.headers.setdefault(HEADER, self.policy)
        return response


class UnkeptMiddleware:
    """Keeps browsers and proxies from storing answers, so that Back shows nothing after signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
        return response


def _refusal(request: HttpRequest) -> int | None:
    """The status of the refusal; None if the request goes on."""
    method = request.META["REQUEST_METHOD"]
    if method not in METHODS:
        return NO_SUCH_METHOD
    if "csis.not_taken" in request.META:
        return request.META["csis.not_taken"]
    if method not in READS:
        try:
            demand_room()
        except DiskFull as error:
            log.error("disk_full", error=str(error))
            return DISK_FULL
    return None


def not_taken(status: int) -> HttpResponse:
    """The page that says why a request was refused."""
    title, text = SAYS[status]
    context = {"deployment": DEPLOYMENT, "title": title, "text": text}
    response = HttpResponse(get_template("not_taken.html").render(context), status=status)
    response["Cache-Control"] = "no-store"
    if status == TOO_MUCH:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
