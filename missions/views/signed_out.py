"""Answers to people who are signed out, or have signed in again since they opened the page: nothing typed is lost."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.account.forms import LoginForm
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from missions.forms import carried
from missions.views.shortcuts import is_fragment

SIGNED_OUT = "You were signed out before this was sent. Nothing is stored yet. Check the form and send it again."
SIGNED_IN_SINCE = (
    "Someone signed in after this form was opened. You are {name}. Nothing is stored yet: check the form and send it."
)
STALE = "Someone else signed in here after this page was opened, so this part was not updated. Reload the page."
SAFE = ("GET", "HEAD", "OPTIONS")


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks for sign-in: on a page of its own, beside a region, or with what was typed into a form."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponse]) -> HttpResponse:
        if is_fragment(request):
            return beside(request, "You are signed out, so this part was not updated.", HTTPStatus.UNAUTHORIZED)
        if request.path == reverse("account_logout"):
            return redirect("account_login")
        if request.method in SAFE:
            return redirect_to_login(request.get_full_path())
        typed = carried.sent(request, SIGNED_OUT) if gives_back(view_func) else None
        return _sign_in_page(
            request,
            said="You were signed out before this was sent. Nothing was stored.",
            typed=typed,
            signed=carried.signed(request, typed) if typed else "",
            leads_to=request.get_full_path(),
        )


def unchecked(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this browser's: from another site, or opened before the last sign-in."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_fragment(request):
        return beside(request, STALE, HTTPStatus.FORBIDDEN)
    typed = carried.sent(request, "") if own and gives_back(request.resolver_match.func) else None
    if own and request.path == reverse("account_login"):
        return _sign_in_again(request)
    if not own or not request.user.is_authenticated or (typed and not typed.is_short):
        context = {"rows": typed.rows if typed else []}
        return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)
    if typed:
        carried.keep(request, carried.sent(request, SIGNED_IN_SINCE.format(name=request.user.name)))
    return redirect(request.get_full_path())


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    """The second of two sign-in pages: its redirect, or the page again if nobody is signed in by now."""
    asked = request.POST.get(REDIRECT_FIELD_NAME, "")
    leads_to = asked if url_has_allowed_host_and_scheme(asked, None) else "/"
    if request.user.is_authenticated:
        carried.set_aside(request)
        said = carried.keep_signed(request, request.user.pk)
        messages.info(request, said or f"You were signed in already, as {request.user.name}.")
        return redirect(leads_to)
    said = "This page was opened before somebody signed in and out. Sign in once more."
    return _sign_in_page(request, said=said, signed=request.POST.get(carried.NAME, ""), leads_to=leads_to)


def _sign_in_page(
    request: HttpRequest, *, said: str, signed: str, leads_to: str, typed: carried.Typed | None = None
) -> HttpResponse:
    """401: the sign-in page, which carries what was typed; if it cannot, it shows the text for copying."""
    context: dict[str, Any] = {
        "form": LoginForm(request=request),
        "said": said,
        "carries": bool(signed) and typed is not None,
        carried.NAME: signed,
        "files": typed.files if typed else (),
        "rows": typed.rows if typed and not signed else [],
        "leads_to": leads_to,
    }
    return render(request, "account/login.html", context, status=HTTPStatus.UNAUTHORIZED)


def gives_back(view: Callable[..., HttpResponse]) -> bool:
    """Whether the form of this view gets back what was typed when its page is opened."""
    return getattr(view, "gives_back", False)


def beside(request: HttpRequest, said: str, status: int) -> HttpResponse:
    """A sentence that htmx inserts before the region, which does not change."""
    page = urlsplit(request.htmx.current_url or "/")
    here = f"{page.path}?{page.query}" if page.query else page.path
    context = {"said": said, "here": here, "status": int(status), "signed_out": status == HTTPStatus.UNAUTHORIZED}
    response = render(request, "components/beside.html", context, status=status)
    response["HX-Reswap"] = "beforebegin"
    response["HX-Push-Url"] = "false"
    return response
