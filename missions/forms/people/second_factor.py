"""The second factor in the words of the other forms: a code of an app, a code kept for recovery, or a key."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.forms import TextInput

from missions.actions import access
from missions.actions.people import attempts
from missions.forms.people.sign_in import must_wait

CODE = TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
UNREADABLE = "That is not the answer of a key. Try again."
UNREAD = (AttributeError, KeyError, TypeError, ValueError)


class CountedCode:
    """A code: each wrong one counts against the account, which then has to wait."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self.fields["code"].widget = CODE

    def clean_code(self) -> str:
        if seconds := attempts.begin_code(name=self.user.username):
            raise must_wait(seconds)
        code = super().clean_code()
        attempts.code_succeeded(name=self.user.username)
        return code


class CodeForm(CountedCode, AuthenticateForm):
    """The code at sign-in."""


class CodeAgainForm(CountedCode, ReauthenticateForm):
    """The code before the second factor is changed."""


class AppForm(ActivateTOTPForm):
    """The first code of an app that was just given the secret."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self.fields["code"].widget = CODE
        self.fields["code"].label = "Code that the app shows"


class Readable:
    """The answer of a key, which anybody could forge; whatever it contains, it is at worst a wrong answer."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self.fields["credential"].error_messages = {"required": UNREADABLE, "invalid": UNREADABLE}

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except UNREAD:
            self.add_error(None, UNREADABLE)

    def _clean_form(self) -> None:
        try:
            super()._clean_form()
        except UNREAD:
            self.add_error(None, UNREADABLE)

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        # A hidden field has no place on the page for its errors.
        super().add_error(None if field == "credential" else field, error)


class NamedKey:
    """The name of a key."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self.fields["name"].max_length = 100
        self.fields["name"].label = "Name of the key"


class KeyForm(Readable, NamedKey, AddWebAuthnForm):
    """A new key, with its name; it can also replace the password if it verifies its owner."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self.fields["passwordless"].label = "Sign in with this key alone"
        self.fields["passwordless"].help_text = "Without name and password; the key asks for its PIN, face or finger."


class KeyNameForm(NamedKey, EditWebAuthnForm):
    """Another name for a key."""


class _KeyAnswer(Readable):
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except ValidationError:
            access.record_failed_second_factor(username=self.user.username if self.user else "")
            raise


class KeySignInForm(_KeyAnswer, AuthenticateWebAuthnForm):
    """A key as the second factor at sign-in."""


class KeyAloneForm(_KeyAnswer, LoginWebAuthnForm):
    """A key instead of name and password."""


class KeyAgainForm(_KeyAnswer, ReauthenticateWebAuthnForm):
    """A key before the second factor is changed."""
