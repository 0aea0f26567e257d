"""Accounts, roles and organizations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from missions.domain.vocabulary import Role
from missions.forms.base import DayField, ReasonForm, Text
from missions.models import User


class GrantForm(ReasonForm):
    """The role to grant, and why."""

    role = forms.ChoiceField(
        choices=[("", "Choose a role"), *Role.choices], error_messages={"required": "Choose a role."}
    )
    ends_on = DayField(label="Last day", required=False, help_text="Empty: until somebody ends it.")
    field_order = ["role", "ends_on", "reason"]


class StepForm(ReasonForm):
    """Why the role of a grant is confirmed or ended."""

    def __init__(self, *given: Any, grant: int, action: str, **options: Any) -> None:
        super().__init__(*given, auto_id=f"{action}-{grant}-%s", **options)
        self.grant, self.action = grant, action


class AddressForm(ReasonForm):
    """The address for an account's mail."""

    email = forms.EmailField(label="E-mail address", required=False, help_text="Empty: no mail.")
    field_order = ["email", "reason"]


class CertificateForm(ReasonForm):
    """Whose certificate signs in to an account."""

    edipi = Text(
        max_length=10,
        required=False,
        label="DoD ID number",
        help_text="The ten digits in the subject of their certificate. Empty: no certificate signs in.",
    )
    field_order = ["edipi", "reason"]


class AccountForm(ReasonForm):
    """A new account; roles are granted, and a link to sign in is made, afterward."""

    username = Text(
        max_length=150, label="Username", validators=[UnicodeUsernameValidator()], help_text="For signing in."
    )
    name = Text(max_length=200, label="Name", help_text="Shown beside everything they record.")
    email = forms.EmailField(label="E-mail address", required=False)
    organization = Text(max_length=200, help_text="Votes are counted across organizations.")
    field_order = ["username", "name", "email", "organization", "reason"]


class InstalledAccountForm(AccountForm):
    """An account of a new database, with the password of its first sign-in."""

    password = forms.CharField(
        max_length=200,
        label="First password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. They must change it at first sign-in.",
    )

    def clean(self) -> None:
        given = self.cleaned_data
        if "password" in given:
            owner = User(**{name: given.get(name, "") for name in ("username", "name", "email")})
            try:
                validate_password(given["password"], owner)
            except ValidationError as error:
                self.add_error("password", error)


class ListedAccountForm(AccountForm):
    """A new account with an organization from the list."""

    organization = forms.ChoiceField(
        help_text="Votes are counted across organizations; a steward keeps the list.",
        error_messages={"required": "Choose an organization.", "invalid_choice": "Choose one of the list."},
    )

    def __init__(self, *given: Any, organizations: Iterable[str], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["organization"].choices = [("", "Choose an organization"), *((one, one) for one in organizations)]


class OrganizationForm(ReasonForm):
    """The name of an organization."""

    name = Text(max_length=200, label="Name", help_text="No two may look alike.")
    field_order = ["name", "reason"]
