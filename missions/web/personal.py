"""The last step of a page whose body people share: inserting the personal parts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from missions.web.context import header, notices, own_line


def version(request: HttpRequest) -> str:
    """The version of the record; a slot, because a page whose data did not change is kept across versions."""
    return str(request.page.resolved.version)


SLOTS = {"header": header, "notices": notices, "own_line": own_line, "version": version}


class PersonalMiddleware:
    """Completes each response that a view left as a `body` with slots."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return complete(request, response) if hasattr(response, "body") else response


def complete(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response with its content."""
    parts = response.body.parts
    response.content = b"".join(part if isinstance(part, bytes) else SLOTS[part](request).encode() for part in parts)
    return response
