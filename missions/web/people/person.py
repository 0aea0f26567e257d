"""The signed-in person, loaded with the session in one query."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from missions.actions.people import notices, sessions
from missions.domain import addresses
from missions.models import User
from missions.queries.people.accounts import actor_of
from missions.storage.replica import replica

# Activity extends a session; it is written no more often than this.
SEEN_AGAIN = timedelta(seconds=30)
# A route that begins so is about a proposal, and so about its review too.
PROPOSAL = "proposals/<key:pk>/"


class PersonMiddleware(AuthenticationMiddleware):
    """Gives the request its `user` and, if a view asks for sign-in, its `actor` (None while signed out)."""

    def process_request(self, request: HttpRequest) -> None:
        request.actor = None
        request.user = SimpleLazyObject(lambda: _person(request))

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        # Pages for everybody, such as the health of the program, must not need the database for this.
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            request.actor = actor_of(request.user)
            if _is_done_by_a_person(request) and request.session.seen_at < timezone.now() - SEEN_AGAIN:
                replica.write_beside(lambda: sessions.seen(request.session.session_key))


class FirstPasswordMiddleware(MiddlewareMixin):
    """Redirects people whose password somebody else chose to the page that changes it, before anything else."""

    OPEN = ("account_change_password", "account_logout")

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.actor is None or not request.user.password_is_first or request.resolver_match.url_name in self.OPEN:
            return None
        return redirect("account_change_password")


class NoticedMiddleware(MiddlewareMixin):
    """Marks notices as read when their reader opens a page about their subject, or acts on it."""

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        if request.actor is None or not _is_done_by_a_person(request) or not request.user.unread:
            return
        if about := _about(request.path_info, request.resolver_match.route):
            proposal = kwargs["pk"] if request.resolver_match.route.startswith(PROPOSAL) else None
            replica.write_beside(lambda: _read(request, about, proposal))


def _about(path: str, route: str) -> str:
    """The address of what a page is about: its own, up to the part that names a record or person; empty if none does.

    The operation page is about itself.
    """
    named = next((place for place, part in enumerate(route.split("/"), 1) if "<" in part), None)
    if named is None:
        return path if path == addresses.OPERATION else ""
    return "/".join(quote(part, safe="") for part in path.split("/")[: named + 1]) + "/"


def _read(request: HttpRequest, about: str, proposal: int | None) -> None:
    # This page itself already counts them as read.
    request.user.unread -= notices.mark_read_about(by=request.actor, about=about, proposal=proposal)


def _is_done_by_a_person(request: HttpRequest) -> bool:
    """Whether a person sent the request, not a page that checks by itself for something new."""
    return (
        request.method not in {"GET", "HEAD"} or "HX-Request" not in request.headers or "HX-Boosted" in request.headers
    )


def _person(request: HttpRequest) -> User | AnonymousUser:
    """The session's person; nobody if deactivated, or if the password has changed since."""
    session = request.session
    user_id = session.get(SESSION_KEY)
    person = session.person
    if user_id is None or person is None or str(person.pk) != user_id or not person.is_active:
        return AnonymousUser()
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    return person
