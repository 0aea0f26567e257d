"""The second factor: who must have one, its audit entries, and that the database holds no readable secret."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from missions.actions import access
from missions.actions.people.secrets import box
from missions.domain.audit import AuditAction
from missions.models import User
from missions.queries.people.accounts import actor_of
from missions.queries.people.second_factor import CERTIFICATE, demanded

UNREADABLE = (
    "The second factor of this account was made with a key that this program no longer has. "
    "Ask an administrator or a steward to remove it."
)


class SecondFactorStage(AuthenticateStage):
    """The second step of signing in; a certificate on a card with its PIN counts as both steps."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not _by_certificate(request, self.login.user) and super()._should_handle(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and keeps people who must have a second factor from removing their last one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Your role needs a second factor: add another before you remove this one.",
        "incorrect_code": "This is not the right code.",
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises PermissionDenied if the key it was encrypted with is gone."""
        try:
            return box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise PermissionDenied(UNREADABLE) from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return left or not demanded(actor_of(authenticator.user))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Key" if number == 1 else f"Key {number}"


class SecondFactorMiddleware(MiddlewareMixin):
    """Leads people who must have a second factor, and have none, to the page where they set one up."""

    # By the names of addresses.
    OPEN = (
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "stay",
    )

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.actor is None or not demanded(request.actor) or request.resolver_match.url_name in self.OPEN:
            return None
        shown = request.user.has_second_factor or _by_certificate(request, request.user)
        return None if shown else redirect("mfa_index")


def _by_certificate(request: HttpRequest, user: User) -> bool:
    return any(record["method"] == CERTIFICATE for record in get_authentication_records(request, user))


def keep(sender: type, *, user: User, authenticator: Authenticator, signal: Any, **_told: Any) -> None:
    """Record a change of somebody's second factor in the chain."""
    access.record_second_factor(by=actor_of(user), action=ACTIONS[signal], kind=authenticator.type)


def keep_failed(sender: type, *, user: User, **_told: Any) -> None:
    """Record that a code was wrong."""
    access.record_failed_second_factor(username=user.username)


ACTIONS = {
    signals.authenticator_added: AuditAction.ADD_SECOND_FACTOR,
    signals.authenticator_removed: AuditAction.REMOVE_SECOND_FACTOR,
    signals.authenticator_reset: AuditAction.REMAKE_SECOND_FACTOR,
}


def listen() -> None:
    """Connect the library's signals, its only way to report changes."""
    for signal in ACTIONS:
        signal.connect(keep, dispatch_uid="kept in the chain")
    signals.authentication_failed.connect(keep_failed, dispatch_uid="kept in the chain")
