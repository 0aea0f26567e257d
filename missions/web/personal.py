"""The last step of a page whose body people share: what is one person's is put in; 304 where that is known already."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from missions.web.context import header, header_parts, notices


def version(request: HttpRequest) -> str:
    """The version of the record, which pages outlive that show nothing new."""
    return str(request.page.resolved.version)


SLOTS = {"header": header, "notices": notices, "version": version}


class PersonalMiddleware:
    """Completes each response that a view left as a `body` with slots."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return complete(request, response) if hasattr(response, "body") else response


def complete(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response with its content and, unless it is an error or tells a message, an ETag; 304 where that is known."""
    body = response.body
    filled = {name: SLOTS[name](request) for name in body.parts[1::2]}
    response.content = b"".join(filled[part].encode() if isinstance(part, str) else part for part in body.parts)
    response["Cache-Control"] = "private, no-cache"
    if response.status_code != 200 or filled.get("notices"):
        return response
    shown = header_parts(request) if "header" in filled else None
    session, secret = request.session.session_key, request.META.get("CSRF_COOKIE")
    whose = repr((body.digest, shown, filled.get("version"), request.actor.pk, session, secret))
    # Weak: the token of the sign-out form is written anew in each answer, and means the same.
    response["ETag"] = f'W/"{hashlib.blake2b(whose.encode(), digest_size=16).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)
