"""Rendered bodies of pages, kept in the memory of the process until the data that they show changes.

The key is everything a body is made from: the address, page or fragment, permissions, the moment shown, and the last
entry of what it reads. Personal parts are never in it: templates ask for `header`, `notices` and
`own_line`, which are slots while such a page is rendered, as is the version of the record in its foot, and
`missions.web.personal` fills them in for each request.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from missions.access import ROLES, Permission
from missions.queries.moment import Resolved

# The memory of a kept body in addition to its text, roughly.
OVERHEAD_BYTES = 2000
SET_COOKIE = "CSRF_COOKIE_NEEDS_UPDATE"


class MadeFrom(Enum):
    """What a page is made from, which decides how long it is kept: until a fact, or also until a step of a review."""

    RECORD = auto()
    PROCESS = auto()


@dataclass(frozen=True)
class Key:
    """Everything that two requests must have in common to get the same body.

    What one person sees of a review also depends on the roles of others: `people` is their version.
    """

    address: str
    fragment: bool
    permissions: frozenset[Permission]
    resolved: Resolved
    before_record: bool
    person: int | None = None
    people: str = ""


@dataclass(frozen=True)
class Body:
    """A body as alternating texts and names of slots, with its headers.

    A response with a `body` has no content yet; `missions.web.personal` makes it.
    """

    parts: tuple[bytes | str, ...]
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes it takes, roughly."""
        return sum(map(len, self.parts)) + OVERHEAD_BYTES


class Slots:
    """Placeholders for the personal parts while one body is rendered, with random marks that nobody can have typed."""

    def __init__(self) -> None:
        self._mark = secrets.token_hex(16)

    @property
    def header(self) -> SafeString:
        return mark_safe(f"{self._mark}header;")  # noqa: S308  hexadecimal digits

    @property
    def version(self) -> SafeString:
        return mark_safe(f"{self._mark}version;")  # noqa: S308  hexadecimal digits

    @property
    def notices(self) -> SafeString:
        return mark_safe(f"{self._mark}notices;")  # noqa: S308  hexadecimal digits

    @property
    def own_line(self) -> SafeString:
        return mark_safe(f"{self._mark}own_line;")  # noqa: S308  hexadecimal digits

    def body(self, response: HttpResponse) -> Body:
        """The response's body, split at the slots."""
        first, *others = response.content.split(self._mark.encode())
        parts: list[bytes | str] = [first]
        for other in others:
            name, _, rest = other.partition(b";")
            parts += [name.decode(), rest]
        headers = tuple(response.items())
        return Body(tuple(parts), headers)


class Bodies:
    """The most recently used bodies, as many as fit into the given number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept: OrderedDict[Key, Body] = OrderedDict()
            self._size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Body | None:
        """The body kept under the key, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Key, body: Body) -> None:
        """Keep a body, and drop those requested longest ago."""
        with self._lock:
            self._take(key)
            self._kept[key] = body
            self._size += body.size + len(key.address)
            while self._size > self._limit:
                self._take(next(iter(self._kept)))

    def _take(self, key: Key) -> None:
        body = self._kept.pop(key, None)
        if body is not None:
            self._size -= body.size + len(key.address)


bodies = Bodies(settings.PAGE_CACHE_BYTES)


def key_of(request: HttpRequest, resolved: Resolved, fragment: bool, reads: MadeFrom, personal: bool = False) -> Key:
    """The key of this page's body, for everybody with these permissions, or for this person only."""
    return Key(
        address=request.get_full_path(),
        fragment=fragment,
        permissions=frozenset().union(*(ROLES[role].permissions for role in request.actor.roles)),
        resolved=resolved.settled(reviews=reads is MadeFrom.PROCESS),
        before_record=resolved.before_record,
        person=request.actor.pk if personal else None,
        people=request.user.heads.people if personal else "",
    )


def kept_or(request: HttpRequest, key: Key, render: Callable[[], HttpResponse]) -> HttpResponse:
    """The body kept under this key, or the result of `render`, which is kept if it is a page with status 200.

    Exceptions of `render` pass through.
    """
    body = bodies.get(key)
    if body is not None:
        response = HttpResponse(headers=dict(body.headers))
        response.body = body
        return response
    request.slots = Slots()
    sets_cookie = request.META.pop(SET_COOKIE, False)
    try:
        response = render()
        response.body = request.slots.body(response)
        # A form's token belongs to the person it was shown to.
        if response.status_code == 200 and SET_COOKIE not in request.META:
            bodies.put(key, response.body)
    finally:
        # An error page is for one person only.
        request.slots = None
        if sets_cookie:
            request.META[SET_COOKIE] = True
    return response
