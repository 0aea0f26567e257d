"""Signing in: the wait after wrong passwords, and the link by mail."""

from allauth.account.forms import ResetPasswordKeyForm, UserTokenForm
from django import forms

from missions.actions.people.links import LinkTokens
from missions.domain.people.attempts import in_words

WAIT = "wait"
SIGN_ON_FAILED = "Single sign-on did not work. Try again, or sign in another way."


class LinkForm(forms.Form):
    """Whose account the link is for."""

    login = forms.CharField(
        label="Username", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )


class TokenForm(UserTokenForm):
    """The token in a link; people do not see it."""

    token_generator = LinkTokens()


class NewPasswordForm(ResetPasswordKeyForm):
    """The new password, twice."""

    LABELS = {"password1": "New password", "password2": "New password again"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            self.fields[name].label = label


def must_wait(seconds: int) -> forms.ValidationError:
    """The message of a form that has to wait."""
    said = f"Too many failed sign-ins. Try again in {in_words(seconds)}."
    return forms.ValidationError(said, code=WAIT, params={"seconds": seconds})


def waiting(form: forms.Form) -> int:
    """The seconds that a form has to wait; 0 if it does not."""
    said = [error for errors in form.errors.as_data().values() for error in errors] if form.is_bound else []
    return max((error.params["seconds"] for error in said if error.code == WAIT), default=0)
