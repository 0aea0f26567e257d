"""How sign-in works, and which of its steps become audit entries."""

import time

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.actions import access
from missions.actions.people import attempts
from missions.forms import carried
from missions.forms.people.sign_in import must_wait
from missions.models import User
from missions.models.people.sessions import FAILED_SINCE, SIGNED_IN_BEFORE
from missions.queries.people.accounts import actor_of
from missions.queries.people.sessions import failed_since, told_of_the_time_before


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are created by an administrator, never by visitors of the page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address as the proxies report it; the peer's own if too few proxies report one."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "unknown"

    def is_reauthentication_required(self, *, app: str, **_options) -> bool:
        """Whether somebody must prove again who they are; not needed shortly after signing in."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest > account_settings.REAUTHENTICATION_TIMEOUT

    def get_login_stages(self) -> list[str]:
        stages = super().get_login_stages()
        own = {"allauth.mfa.stages.AuthenticateStage": "missions.web.people.second_factor.SecondFactorStage"}
        return [own.get(stage, stage) for stage in stages]

    def pre_login(self, request: HttpRequest, user: User, **told) -> HttpResponse | None:
        """Keep what was typed before sign-in while another page asks for the second factor."""
        carried.set_aside(request)
        return super().pre_login(request, user, **told)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A deactivated account gets the same answer as one that does not exist."""
        access.record_failed_sign_in(username=user.username)
        messages.error(request, "You cannot sign in this way.")
        return redirect("account_login")

    def login(self, request: HttpRequest, user: User) -> None:
        before = user.last_login
        super().login(request, user)
        if before:
            request.session[SIGNED_IN_BEFORE] = before.isoformat()
            request.session[FAILED_SINCE] = failed = failed_since(user.username, before)
            messages.add_message(
                request, messages.WARNING if failed else messages.INFO, told_of_the_time_before(before, failed)
            )

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Count the attempt. Raises ValidationError if it has to wait."""
        seconds = attempts.begin(name=credentials.get("username", ""), address=self.get_client_ip(request))
        if seconds:
            raise must_wait(seconds)

    def authenticate(self, request: HttpRequest, **credentials) -> User | None:
        """The account, if the password is right; a deactivated one gets the same answer as a wrong password."""
        user = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def post_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse:
        attempts.succeeded(name=user.username, address=self.get_client_ip(request))
        records = get_authentication_records(request, user)
        how = ", ".join(dict.fromkeys(record.get("type") or record["method"] for record in records))
        access.record_sign_in(by=actor_of(user), how=how or "link")
        response = super().post_login(request, user, **kwargs)
        carried.remember(response, user.pk)
        if said := carried.keep_signed(request, user.pk):
            messages.info(request, said)
        return response

    def set_password(self, user: User, password: str) -> None:
        """Change a person's own password, however they came to the form, together with its entry."""
        user.password_is_first = False
        by_link = self.request.resolver_match.url_name == "account_reset_password_from_key"
        with transaction.atomic():
            super().set_password(user, password)
            access.record_password_change(by=actor_of(user), how="link" if by_link else "password")

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            access.record_sign_out(by=actor_of(request.user))
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials) -> None:
        access.record_failed_sign_in(username=str(credentials.get("username", "")))
        super().authentication_failed(request, **credentials)

    def add_message(self, request: HttpRequest, level: int, *args, **kwargs) -> None:
        """Say nothing on signing in and out: the page that follows shows it."""
