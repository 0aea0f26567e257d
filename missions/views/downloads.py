"""Downloads: the links that export a list with its filters, and the answer that contains the file."""

import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from threading import BoundedSemaphore
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from missions.access import Permission
from missions.actions.exchange import exports
from missions.domain import addresses
from missions.exports.document import Document
from missions.exports.registry import FORMATS, TABULAR, Format
from missions.exports.registry import render as rendered

MOMENT = ("as_of", "known")
LONGEST_NAME = 40
# A file up to this size is made without waiting for a turn.
AT_ONCE_BYTES = 1_000_000
RETRY_SECONDS = 30

# Each long file holds a thread while it is made, so only so many are made at a time.
turns = BoundedSemaphore(settings.LONG_FILES_AT_ONCE)


class Busy(Exception):
    """The most long files at a time are already being made."""


class Pieces(Iterator[bytes]):
    """A long file with a turn, which it gives back when it is made or broken off. Raises Busy if none is left."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        if not turns.acquire(blocking=False):
            raise Busy
        self._pieces = pieces
        self.close = weakref.finalize(self, turns.release)

    def __next__(self) -> bytes:
        return next(self._pieces)


def downloads(request: HttpRequest, name: str, keep: Iterable[str] = (), **given: str) -> list[dict[str, str]]:
    """Label and address of each format of an export, with the page's parameters in `keep`, and `given` ones."""
    kept = [(key, value) for key, values in request.GET.lists() if key in {*keep} - {*given} for value in values]
    query = urlencode([*given.items(), *kept])
    return [
        {"label": FORMATS[ending].label, "url": addresses.export(name, ending, f"?{query}" if query else "")}
        for ending in TABULAR
    ]


def taken(
    request: HttpRequest, made: Document, ending: str, stem: str, needs: Permission = Permission.READ_RECORD
) -> HttpResponseBase:
    """The document as a file of that format; the download is recorded in the chain. 503 while others are being made."""
    form = FORMATS[ending]
    headed = request.method == "HEAD"
    content = () if headed else rendered(made, ending)
    try:
        answer = file(content, form, stem)
    except Busy:
        return _later(request)
    if not headed:
        exports.record_export(by=request.actor, document=made, ending=ending, needs=needs)
    return answer


def refused(request: HttpRequest, errors: Sequence[str], status: int = 400) -> HttpResponse:
    """The page that says why no file was made."""
    return render(request, "exchange/exports/refused.html", {"errors": errors}, status=status)


def _later(request: HttpRequest) -> HttpResponse:
    says = "Other long files are being created right now. Try again in a minute, or filter the list."
    response = refused(request, [says], 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def unknown(request: HttpRequest, takes: Sequence[str]) -> list[str]:
    """A sentence for each unknown parameter: the file would not be the one that was asked for."""
    possible = f"Possible: {', '.join(takes)}." if takes else "This list has no filters."
    names = (name[:LONGEST_NAME] for name in request.GET if name not in takes)
    return [f"There is no filter “{name}” here. {possible}" for name in names]


def no_such(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """The page for an unknown export or format."""
    says = f"There is no export {name}.{ending}. The exports page lists what is available, and in which formats."
    return refused(request, [says], 404)


def file(content: Iterable[bytes], file_format: Format, stem: str) -> HttpResponseBase:
    """The answer with a file, for this person only. Raises Busy for a long one if no turn is left."""
    # Unless it comes in pieces, a file is made before the answer begins, so that an error can still have its page.
    headers = {"Content-Disposition": f'attachment; filename="{stem}.{file_format.ending}"'}
    if file_format.streams:
        return StreamingHttpResponse(_begun(iter(content)), content_type=file_format.media_type, headers=headers)
    return HttpResponse(b"".join(content), content_type=file_format.media_type, headers=headers)


def _begun(pieces: Iterator[bytes]) -> Iterable[bytes]:
    """The pieces, the first of them joined; a file that ends there needs no turn."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= AT_ONCE_BYTES:
            return Pieces(chain([b"".join(held)], pieces))
    return [b"".join(held)] if size else []
