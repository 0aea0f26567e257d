"""Signing in: guessers have to wait, and a link by mail avoids the wait."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, PasswordResetFromKeyView
from allauth.socialaccount.providers.openid_connect import views as sign_on_views
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import base36_to_int
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from missions import soon
from missions.actions import access
from missions.actions.people import attempts
from missions.forms import carried
from missions.forms.people.sign_in import SIGN_ON_FAILED, LinkForm, must_wait, waiting
from missions.models import User
from missions.queries.people.second_factor import CERTIFICATE

log = structlog.get_logger(__name__)

# The one provider in the settings.
PROVIDER = "sso"


class SignInView(LoginView):
    """The sign-in page; if somebody has to wait, the form and `Retry-After` say how long."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return told_to_wait(super().form_invalid(form), form)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Have a link sent to the address of an account; the answer is the same whether or not it exists."""
    form = LinkForm(request.POST or None, initial={"login": request.GET.get("name", "")})
    asked = form.is_valid()
    if asked and (seconds := attempts.begin_asking(address=get_adapter().get_client_ip(request))):
        form.add_error(None, must_wait(seconds))
        asked = False
    if asked:
        soon.send_link(form.cleaned_data["login"])
    return told_to_wait(render(request, "account/link.html", {"form": form, "asked": asked}), form)


class LinkView(PasswordResetFromKeyView):
    """The page of a link to sign in; opening an invalid link, such as a used one, is recorded."""

    def get_context_data(self, **given) -> dict:
        if "token_fail" in given and not attempts.begin_link(address=get_adapter().get_client_ip(self.request)):
            owner = User.objects.filter(pk=base36_to_int(self.kwargs["uidb36"])).first()
            access.record_failed_link(username=owner.username if owner else "")
        return super().get_context_data(**given)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def by_certificate(request: HttpRequest) -> HttpResponse:
    """Sign in as the owner of the certificate that a proxy has checked."""
    if request.method != "POST":
        return redirect("account_login")
    if seconds := attempts.begin(name="", address=get_adapter().get_client_ip(request)):
        return _refused(request, must_wait(seconds).message)
    whose = request.certificate
    user = User.objects.filter(edipi=whose, is_active=True).first() if whose else None
    if user is None:
        access.record_failed_sign_in(username=f"certificate of {whose or 'nobody'}")
        return _refused(request, "No account here has this certificate. Ask an administrator.")
    record_authentication(request, user, CERTIFICATE)
    return perform_login(request, Login(user=user, redirect_url=get_next_redirect_url(request)))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_on(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponse:
    """Redirect to the provider of single sign-on; if input was sent, keep it and offer a link to the provider.

    By the content security policy, no form leads to another site.
    """
    if request.method == "POST":
        carried.set_aside(request)
        return render(request, "account/sign_on.html", {"next": request.POST.get(REDIRECT_FIELD_NAME, "")})
    # Only with this purpose: a signed-in person cannot add a second identity to their account.
    request.GET = QueryDict(urlencode({REDIRECT_FIELD_NAME: get_next_redirect_url(request) or "/"}))
    return _provided(request, sign_on_views.login, provider_id)


@login_not_required
@require_safe
def back_from_sign_on(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponse:
    """The page that the provider redirects to."""
    return _provided(request, sign_on_views.callback, provider_id)


def _provided(request: HttpRequest, view: Callable[..., HttpResponse], provider_id: str) -> HttpResponse:
    try:
        return view(request, provider_id)
    except RequestException as error:
        log.error("sign_on_unreachable", error=str(error))
        return _refused(request, SIGN_ON_FAILED)


def _refused(request: HttpRequest, said: str) -> HttpResponse:
    """The sign-in page with the reason."""
    messages.error(request, said)
    return redirect("account_login")


def told_to_wait(response: HttpResponse, form: Form) -> HttpResponse:
    """429 with `Retry-After` if the form says that somebody has to wait."""
    if seconds := waiting(form):
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(seconds)
    return response
