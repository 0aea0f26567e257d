"""The second factor: the library's pages, with its refusals in words and its gaps closed."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from missions.queries.people.second_factor import demanded
from missions.views.people.sign_in import told_to_wait


class IndexView(base.IndexView):
    """The person's second factors, and those that can be added."""

    def get_context_data(self, **given) -> dict:
        own = {one.type: one for one in Authenticator.objects.filter(user=self.request.user)}
        keys = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN)
        codes = own.get(Authenticator.Type.RECOVERY_CODES)
        return super().get_context_data(**given) | {
            "app": own.get(Authenticator.Type.TOTP),
            "keys": [{"pk": key.pk, "name": key.wrap().name, "at": key.created_at} for key in keys.order_by("pk")],
            "codes_new": codes is not None and not codes.wrap().did_view,
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
            "demanded": demanded(self.request.actor),
        }


class SecondFactorView(base.AuthenticateView):
    """The second step of signing in."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return told_to_wait(super().form_invalid(form), form)


class ConfirmView(base.ReauthenticateView):
    """A code, before the second factor is changed."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return told_to_wait(super().form_invalid(form), form)


class ConfirmByKeyView(webauthn.ReauthenticateWebAuthnView):
    """A key, before the second factor is changed; its errors are shown on the page."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form) | {"form": form})


class KeyAloneView(webauthn.LoginWebAuthnView):
    """Sign in with a key that verifies its owner, instead of name and password."""

    def form_invalid(self, form: Form) -> HttpResponse:
        for error in form.non_field_errors():
            messages.error(self.request, error)
        return redirect("account_login")


class RemoveKeyView(webauthn.RemoveWebAuthnView):
    """Removes a key, unless it is the last second factor of a person who must have one."""

    def form_valid(self, form: Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            raise PermissionDenied(adapter.error_messages["cannot_delete_authenticator"])
        return super().form_valid(form)


@require_safe
def to_index(request: HttpRequest) -> HttpResponse:
    """The page after a change of keys: here, everything is on one page."""
    return redirect("mfa_index")
