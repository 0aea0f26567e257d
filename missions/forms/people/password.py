"""Changing one's own password, in the words of the other forms."""

from allauth.account.forms import ChangePasswordForm


class PasswordForm(ChangePasswordForm):
    """The current password and the new one, twice."""

    LABELS = {"oldpassword": "Current password", "password1": "New password", "password2": "New password again"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            self.fields[name].label = label
