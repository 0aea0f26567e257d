"""The answer to people who make too many expensive requests: when to try again, and their input."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from missions.actions.people import allowances
from missions.domain.people.allowances import LIMITS
from missions.domain.people.attempts import in_words, network
from missions.forms import carried
from missions.storage.replica import replica
from missions.views.shortcuts import is_fragment
from missions.views.signed_out import beside, gives_back

TOO_OFTEN = "You did this too often. Nothing was recorded. Try again in {wait}."


class AllowanceMiddleware:
    """Answers 429 to a person who has used up an allowance, counted over all processes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The library also has limits, by the minute, but does not say for how long.
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and "Retry-After" not in response:
            response["Retry-After"] = "60"
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        name = request.resolver_match.url_name
        limit = LIMITS.get(name)
        if limit is None or not settings.ALLOWANCES or (limit.posts and request.method != "POST"):
            return None
        who = request.actor.pk if request.actor else network(get_adapter().get_client_ip(request))
        seconds: list[int] = []
        # On the primary, so that the replica can still serve a page that only reads.
        replica.write_beside(
            lambda: seconds.append(allowances.take(f"{name}:{who}", times=limit.times, within=limit.within))
        )
        return _refused(request, view, seconds[0]) if any(seconds) else None


def _refused(request: HttpRequest, view: Callable[..., HttpResponse], seconds: int) -> HttpResponse:
    said = TOO_OFTEN.format(wait=in_words(seconds))
    if is_fragment(request):
        response = beside(request, said, HTTPStatus.TOO_MANY_REQUESTS)
    else:
        typed = carried.sent(request, said) if request.method == "POST" else None
        kept = typed is not None and request.actor is not None and typed.is_short and gives_back(view)
        if kept:
            carried.keep(request, carried.sent(request, "Send it again when the time is over."))
        context = {"said": said, "rows": typed.rows if typed and not kept else [], "kept": kept}
        response = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds)
    return response
