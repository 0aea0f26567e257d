"""Who is asking: the signed-in person, loaded with the session in one query."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from missions.access import Actor
from missions.models import User
from missions.queries.people import actor_of


class PersonMiddleware(AuthenticationMiddleware):
    """Gives the request its `user`, without a query of its own."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: _person(request))


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


def actor_of_request(request: HttpRequest) -> Actor | None:
    """The signed-in person as an actor, or None; worked out once for each request."""
    if not request.user.is_authenticated:
        return None
    if getattr(request, "actor", None) is None:
        request.actor = actor_of(request.user)
    return request.actor
