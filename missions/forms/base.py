"""Fields and forms that every subject uses."""

from django import forms


class Day(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"


class Prose(forms.CharField):
    """Text of several lines, its line ends as they are stored."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class ReasonForm(forms.Form):
    """Every act of a person says why."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the audit chain for good.",
        error_messages={"required": "Say why."},
    )
