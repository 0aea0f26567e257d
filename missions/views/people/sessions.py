"""Sessions: the time left in one's own, and the browsers that somebody is signed in with."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import Permission
from missions.actions.people import sessions as actions
from missions.domain.sentences import counted
from missions.forms.people.sessions import EndForm
from missions.models import User
from missions.queries.people.sessions import noted_of, signed_in
from missions.views.people.accounts import person_asked_for
from missions.views.shortcuts import permit, respond
from missions.views.written import posted


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest) -> HttpResponse:
    """The seconds until the session ends without activity; a POST extends it.

    0 without a session. Asking does not extend it. `ends` says that nothing can.
    """
    session = request.session
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    seen_at = session.seen_at
    if request.method == "POST":
        actions.seen(session.session_key)
        seen_at = timezone.now()
    idle_at = seen_at + session.idle_for
    left = min(idle_at, session.ends_at) - timezone.now()
    return JsonResponse({"seconds": max(int(left.total_seconds()), 0), "ends": session.ends_at <= idle_at})


def _page_of(username: str) -> str:
    return reverse("sessions", kwargs={"username": username})


@require_safe
def index(request: HttpRequest, username: str) -> HttpResponse:
    """The sessions of the reader, or of anybody for an administrator."""
    return _page(request, _whose(request, username))


@posted(_page_of)
def end(request: HttpRequest, username: str) -> HttpResponse:
    """End one session, or all except the current one."""
    user = _whose(request, username)
    own = request.actor.pk == user.pk
    form = EndForm(request.POST, own=own)
    if not form.is_valid():
        return _page(request, user, form=form, status=400)
    chosen = form.cleaned_data["session"]
    key = request.session.session_key
    ended = [one for one in noted_of(user) if (one.pk == chosen if chosen else one.session_key != key)]
    number = actions.end_sessions(by=request.actor, user=user, sessions=ended, reason=form.cleaned_data["reason"])
    if any(one.session_key == key for one in ended):
        return redirect("account_login")
    ended_now = f"Ended: {counted(number, 'session')}."
    messages.success(request, ended_now if number else "There was nothing to end: it is over.")
    return redirect("sessions", username=user.username)


def _whose(request: HttpRequest, username: str) -> User:
    """The account whose sessions the actor may see."""
    actor, user = person_asked_for(request, username)
    if actor.pk != user.pk:
        permit(request, Permission.MANAGE_ACCOUNTS)
    return user


def _page(request: HttpRequest, user: User, *, form: EndForm | None = None, status: int = 200) -> HttpResponse:
    own = request.actor.pk == user.pk
    sent = form if form and form.data.get("session") else None
    context: dict[str, Any] = {
        "person": {"username": user.username, "name": user.name},
        "own": own,
        "sessions": (sessions := signed_in(user, key=request.session.session_key)),
        "others": any(not one.own for one in sessions),
        "form": EndForm(own=own) if form is None or sent else form,
        "sent": sent,
    }
    return respond(request, "people/sessions/index.html", context, status=status)
