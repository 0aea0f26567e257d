"""Fields and forms that every subject uses."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms.utils import ErrorDict
from django.http import QueryDict

from missions.actions.constraints import message
from missions.domain.dates import read_day
from missions.domain.typed import trimmed


class Day(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"


class DayField(forms.DateField):
    """A day as the browser's field sends it, or as somebody types it without one."""

    widget = Day

    def __init__(self, *, help_text: str = "", **options: Any) -> None:
        super().__init__(help_text=f"{help_text} Time zone: {settings.TIME_ZONE}.".lstrip(), **options)

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values or isinstance(value, date | datetime):
            return super().to_python(value)
        try:
            return read_day(str(value))
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class Number(forms.IntegerField):
    """A whole number within limits."""

    default_error_messages = {"required": "Enter a whole number."}

    def __init__(self, *, min_value: int, max_value: int, **options: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **options)
        said = {MinValueValidator: f"Enter {min_value:,} or more.", MaxValueValidator: f"Enter {max_value:,} or less."}
        for check in self.validators:
            check.message = said.get(type(check), check.message)


class Text(forms.CharField):
    """Text with at least one visible character; invisible characters around it are removed."""

    default_error_messages = {"required": "Fill in this field."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for check in self.validators:
            if isinstance(check, MaxLengthValidator):
                check.message = "Use at most %(limit_value)d characters; these are %(show_value)d."

    def to_python(self, value: str | None) -> str:
        # A line end counts as one character, as in the browser and as stored.
        return trimmed(super().to_python(value).replace("\r\n", "\n").replace("\r", "\n"))


class Prose(Text):
    """Text of several lines."""

    widget = forms.Textarea


class Returned(QueryDict):
    """What was typed before signing in: it fills in a form again, but never counts as sent."""


class Form(forms.Form):
    """A form that writes, but never from returned values, for which it shows no errors either."""

    def is_valid(self) -> bool:
        return not isinstance(self.data, Returned) and super().is_valid()

    def full_clean(self) -> None:
        if isinstance(self.data, Returned):
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


def told_early(field: forms.FileField, most: int, words: str) -> None:
    """Let the browser show this message before sending if the chosen files are too large."""
    field.widget.attrs |= {"most_bytes": str(most), "too_large": words}


class ReasonForm(Form):
    """Every act of a person has a reason."""

    reason = Prose(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Recorded permanently in the audit chain.",
        error_messages={"required": message("review_reason_given")},
    )


# The choice of a filter that keeps everything.
ANY = ("", "Any")


class FilterForm(forms.Form):
    """The filters of a list; all are optional and in the address. `UNSHOWN` are not inputs of the form."""

    UNSHOWN: frozenset[str] = frozenset()

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields that are shown."""
        return [field for field in self if field.name not in self.UNSHOWN]

    @property
    def active(self) -> bool:
        """Whether any filter is set."""
        return any(self.cleaned_data.values())

    @property
    def messages(self) -> list[str]:
        """The errors, each with the label of its filter."""
        return [f"{self[name].label}: {error}" for name, errors in self.errors.items() for error in errors]

    @property
    def untold(self) -> list[str]:
        """The errors of fields that are not shown, each with its name."""
        return [f"{self[name].label}: {error}" for name in self.UNSHOWN for error in self.errors.get(name, ())]
