"""What was typed into a form after its session ended: carried through sign-in by the browser, then given back once.

For a person who is signed out, nothing is stored here: the sign-in page contains it, signed, with their account.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from missions.forms.base import Returned
from missions.forms.submission import FIELD as SUBMISSION

# The hidden field of the sign-in page, and the key in the session of the person who signed in.
NAME = "typed"
# Who signed in last in this browser. Form tokens are renewed with it, so a form with a valid token is theirs.
LAST_COOKIE = "csis_last"
ASIDE = "typed_before_sign_in"
SALT = "missions.forms.carried"
MOST_CHARACTERS = 200_000
# Fields that the program sets, not a person.
SET_BY_PAGE = frozenset({"revision", "content_hash", "against"})


@dataclass(frozen=True)
class Typed:
    """A refused form: its address and fields, the names of its files, and the messages to its sender."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    said: str

    @property
    def data(self) -> Returned:
        """The fields as data of a form."""
        data = Returned("", mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        return data

    @property
    def rows(self) -> list[dict[str, str]]:
        """What a person wrote, by field."""
        shown = ((name, value) for name, value in self.fields if value.strip() and name not in SET_BY_PAGE)
        words = str.maketrans("_-", "  ")
        return [{"label": name.translate(words).capitalize(), "text": value} for name, value in shown]

    @property
    def is_short(self) -> bool:
        """Whether it is short enough for a page and a session."""
        return sum(len(name) + len(value) for name, value in self.fields) <= MOST_CHARACTERS

    @property
    def told(self) -> list[str]:
        """The sentences shown with it."""
        again = [f"Choose the file again: {', '.join(self.files)}."] if self.files else []
        return [self.said, *again]

    def is_whole_in(self, page: str) -> bool:
        """Whether the page contains everything that the person wrote."""
        return all(str(escape(row["text"])) in page for row in self.rows)


def sent(request: HttpRequest, said: str) -> Typed:
    """The content of the request, without tokens and passwords."""
    return Typed(
        address=request.get_full_path(),
        fields=tuple(_fields(request.POST.lists())),
        files=tuple(file.name for files in request.FILES.lists() for file in files[1]),
        said=said,
    )


def _fields(lists: Iterable[tuple[str, list[str]]]) -> Iterable[tuple[str, str]]:
    for name, values in lists:
        if name not in {"csrfmiddlewaretoken", SUBMISSION} and "password" not in name:
            yield from ((name, value) for value in values)


def signed(request: HttpRequest, typed: Typed) -> str:
    """The signed text for the sign-in page, with its account; empty if that is unknown, or the text is too long."""
    whose = request.get_signed_cookie(LAST_COOKIE, default=None, salt=SALT)
    if whose is None or not typed.is_short:
        return ""
    return signing.dumps(asdict(typed) | {"whose": whose}, salt=SALT, compress=True)


def set_aside(request: HttpRequest) -> None:
    """Keep what the sign-in page carries while a second factor is asked for on another page."""
    if text := request.POST.get(NAME, ""):
        request.session[ASIDE] = text


def keep_signed(request: HttpRequest, user_pk: int) -> str:
    """Keep what was set aside at sign-in for its account; returns the message if another account signed in."""
    try:
        found = signing.loads(request.session.pop(ASIDE, ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return ""
    if found.pop("whose") != str(user_pk):
        return "What was typed here belongs to another account and is not shown. Nothing was stored."
    request.session[NAME] = found
    return ""


def keep(request: HttpRequest, typed: Typed) -> None:
    """Keep it for the person who is signed in, until the page of its form is opened."""
    request.session[NAME] = asdict(typed)


def take(request: HttpRequest) -> Typed | None:
    """What is kept for this address; it is returned once."""
    found = request.session.get(NAME)
    if found is None or found["address"] != request.get_full_path():
        return None
    del request.session[NAME]
    fields = tuple((name, value) for name, value in found["fields"])
    return Typed(found["address"], fields, tuple(found["files"]), found["said"])


def remember(response: HttpResponse, user_pk: int) -> None:
    """Remember in the browser who signed in."""
    response.set_signed_cookie(
        LAST_COOKIE,
        user_pk,
        salt=SALT,
        max_age=settings.CSRF_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
