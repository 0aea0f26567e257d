"""Views of forms: the allowed methods, and how a form gets back its input from before signing in."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from missions.forms import carried
from missions.views.shortcuts import is_fragment

View = Callable[..., HttpResponse]
METHODS = ["GET", "HEAD", "POST"]


def written(view: View) -> View:
    """A form on a page of its own, at one address."""
    return _form(view, page=None, gives_back=True)


def posted(page: Callable[..., str], *, typed: bool = True) -> Callable[[View], View]:
    """A form on another page, whose address `page` returns; opening the form's own address redirects there.

    With `typed`, people write text in it, and its view uses nothing from an invalid form.
    """
    return lambda view: _form(view, page=page, gives_back=typed)


def _form(view: View, *, page: Callable[..., str] | None, gives_back: bool) -> View:
    @require_http_methods(METHODS)
    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if gives_back and request.method == "GET" and not is_fragment(request):
            typed = carried.take(request)
            if typed is not None:
                return _given_back(request, view, typed, kwargs)
        if page is not None and request.method != "POST":
            return redirect(page(**kwargs))
        return view(request, **kwargs)

    wrapper.gives_back = gives_back
    return wrapper


def _given_back(request: HttpRequest, view: View, typed: carried.Typed, kwargs: dict[str, Any]) -> HttpResponse:
    """The page of the form as after a refusal, filled; values without a field are listed instead."""
    for line in typed.told:
        messages.info(request, line)
    # Read before the request becomes a POST, so that the values set below stay.
    request.FILES.clear()
    request.method, request.POST = "POST", typed.data
    try:
        response = view(request, **kwargs)
    except PermissionDenied as error:
        return _listed(request, typed, str(error), HTTPStatus.FORBIDDEN)
    except Http404 as error:
        return _listed(request, typed, str(error), HTTPStatus.NOT_FOUND)
    finally:
        request.method = "GET"
    if response.status_code == HTTPStatus.FOUND:
        return _listed(request, typed, "Its form is no longer there.", leads_to=response["Location"])
    if not typed.is_whole_in(response.content.decode()):
        return _listed(request, typed, "Its form is no longer there or has changed.")
    if response.status_code == HTTPStatus.BAD_REQUEST:
        response.status_code = HTTPStatus.OK
    return response


def _listed(
    request: HttpRequest, typed: carried.Typed, why: str, status: int = HTTPStatus.OK, *, leads_to: str = ""
) -> HttpResponse:
    context = {"rows": typed.rows, "why": why, "leads_to": leads_to or typed.address}
    return render(request, "typed.html", context, status=status)
