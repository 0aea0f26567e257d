"""A form sent twice, by a double click or by going back, stores one thing and gets the first answer again."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect

from missions.actions.submissions import Repeated, claiming
from missions.forms.submission import FIELD

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SENT_ALREADY = "This form was already sent. Nothing was recorded twice."


class OnceMiddleware:
    """Answers a form that was stored before with the redirect of that time, and stores nothing.

    Comes after every other middleware that processes a view, because it calls the view itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.asked_to_sign_in_again = AccountMiddleware(get_response).process_exception

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.method != "POST" or request.actor is None or not request.POST.get(FIELD):
            return None
        try:
            with claiming(_digest(request)) as claim:
                response = view(request, *args, **kwargs)
                if isinstance(response, HttpResponseRedirectBase):
                    claim.answer = response.url
                return response
        except Repeated as error:
            messages.info(request, SENT_ALREADY)
            return redirect(error.answer)
        except (ImmediateHttpResponse, ReauthenticationRequired) as error:
            # The view is called here, so no other middleware sees what it raises.
            return self.asked_to_sign_in_again(request, error)


def _digest(request: HttpRequest) -> str:
    """A digest of the sender, the address, and everything in the form, files included."""
    said = sorted((name, values) for name, values in request.POST.lists() if name != TOKEN)
    files = [(name, one.name, _content(one)) for name, several in request.FILES.lists() for one in several]
    whole = json.dumps([request.actor.pk, request.get_full_path(), said, files])
    return hashlib.sha256(whole.encode()).hexdigest()


def _content(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
