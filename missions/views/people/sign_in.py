"""Signing in: who guesses waits, and a link by mail leads past it."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from missions import soon
from missions.actions.people import attempts
from missions.forms.people.sign_in import LinkForm, must_wait, waiting


class SignInView(LoginView):
    """The sign-in page; whoever has to wait is told how long beside the form, and by `Retry-After`."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return told_to_wait(super().form_invalid(form), form)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Have a link sent to the address of an account; the answer is the same whether or not there is one."""
    form = LinkForm(request.POST or None, initial={"login": request.GET.get("name", "")})
    asked = form.is_valid()
    if asked and (seconds := attempts.begin_asking(address=get_adapter().get_client_ip(request))):
        form.add_error(None, must_wait(seconds))
        asked = False
    if asked:
        soon.send_link(form.cleaned_data["login"])
    return told_to_wait(render(request, "account/link.html", {"form": form, "asked": asked}), form)


def told_to_wait(response: HttpResponse, form: Form) -> HttpResponse:
    """429 with `Retry-After` where the form says that somebody has to wait."""
    if seconds := waiting(form):
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(seconds)
    return response
