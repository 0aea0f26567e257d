"""Single sign-on: people whom the provider names must already have an account."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.actions import access
from missions.forms.people.sign_in import SIGN_ON_FAILED
from missions.models import User

NO_ACCOUNT = "There is no account for you here. Ask an administrator."


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Only administrators make accounts: the provider just says who somebody is."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by the name that the provider gives the first time, and by the provider's key after that."""
        if sociallogin.is_existing:
            return
        name = named_by(sociallogin)
        user = User.objects.filter(username__iexact=name, is_active=True).first() if name else None
        if user is None:
            access.record_failed_sign_in(username=name or "nobody that single sign-on named")
            raise ImmediateHttpResponse(_refused(request, NO_ACCOUNT))
        sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, *_given: Any, **_told: Any) -> None:
        access.record_failed_sign_in(username="nobody that single sign-on named")
        raise ImmediateHttpResponse(_refused(request, SIGN_ON_FAILED))


def named_by(sociallogin: SocialLogin) -> str:
    """The user name in the claim that the settings name."""
    told = sociallogin.account.extra_data
    claims = told.get("userinfo", {}) | told.get("id_token", {})
    name = claims.get(settings.OIDC_CLAIM, "")
    return name if isinstance(name, str) else ""


def _refused(request: HttpRequest, said: str) -> HttpResponse:
    """The sign-in page, which says why."""
    messages.error(request, said)
    return redirect("account_login")
