"""Serves stored files as they are: evidence, and files of catalogs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from missions.storage.files import UnreadableEvidence, checked
from missions.views.shortcuts import respond

# The browser isolates the file, whatever its content: nothing in it runs, loads, or looks like a page of ours.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file with its digest and size in bytes, and the title and address of its page."""

    file_name: str
    media_type: str
    sha256: str
    size: int
    title: str
    page: str


def handed_out(request: HttpRequest, file: ShownFile, *, taken: Callable[[], None]) -> HttpResponse:
    """The file, if it matches its digest, after `taken` has recorded the download; otherwise 409 and a page."""
    try:
        with checked(file.sha256, file.size) as stored:
            response = HttpResponse(stored.read(), content_type=file.media_type)
    except UnreadableEvidence as error:
        return respond(request, "record/unreadable.html", {"file": file, "why": str(error)}, status=409)
    if request.method != "HEAD":
        taken()
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.file_name)
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
