"""Requests that no page is to see: of a method that there is not, or with a body that was not taken in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from missions.web.context import DEPLOYMENT

# As they are written: Django takes `head` for HEAD, and the server sends what it would keep back for HEAD.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
NO_SUCH_METHOD = 501
SAYS = {
    408: ("That took too long", "What was sent came too slowly, or not at all. Nothing was recorded. Send it again."),
    413: ("That is too large", "What was sent is larger than anything taken here. Nothing was recorded."),
    501: ("There is no such request", "The method of the request is none of HTTP's, as HTTP writes them."),
    503: ("Too much at once", "Others are sending large files just now. Nothing was recorded. Try again in a minute."),
    507: ("The disk is full", "There is no room for what was sent. Nothing was recorded; reading goes on."),
}


class UntakenMiddleware:
    """Answers such a request before anything else reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = request.META.get("csis.not_taken")
        if request.META["REQUEST_METHOD"] not in METHODS:
            status = NO_SUCH_METHOD
        return self.get_response(request) if status is None else not_taken(status)


def not_taken(status: int) -> HttpResponse:
    """The page that says why nothing came of a request."""
    title, text = SAYS[status]
    context = {"deployment": DEPLOYMENT, "title": title, "text": text}
    response = HttpResponse(get_template("not_taken.html").render(context), status=status)
    response["Cache-Control"] = "no-store"
    return response
