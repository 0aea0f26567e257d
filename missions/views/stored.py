"""Files that lie outside the database, handed out as they were stored: evidence, and files of catalogs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from missions.storage.files import Unreadable, checked
from missions.views.shortcuts import respond

# Whatever the file holds, a browser keeps it apart: nothing in it runs, loads or is shown as ours.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file with its digest and size in bytes, and the page it is of: its title and address."""

    file_name: str
    media_type: str
    sha256: str
    size: int
    title: str
    page: str


def handed_out(request: HttpRequest, file: Stored, *, taken: Callable[[], None]) -> HttpResponse:
    """The file, found to have its digest, after `taken` has kept who takes it; 409 and a page where it has not."""
    try:
        with checked(file.sha256, file.size) as stored:
            response = HttpResponse(stored.read(), content_type=file.media_type)
    except Unreadable as error:
        return respond(request, "record/unreadable.html", {"file": file, "why": str(error)}, status=409)
    if request.method != "HEAD":
        taken()
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.file_name)
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
