"""Upload a file of functions and assessments or of records of a kind, and confirm what it would do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from missions.forms.base import Form, ReasonForm, told_early
from missions.sheets.layout import Layout


class UploadForm(Form):
    """The file to compare with the record."""

    kind = forms.ChoiceField(
        required=False,
        label="What it is about",
        error_messages={"invalid_choice": "Choose one of those listed."},
    )
    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text="CSV or XLSX, one row for each function or record.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Start from one of the templates.",
            "invalid": "Choose a file.",
        },
    )

    def __init__(self, *given: Any, layouts: Iterable[Layout], **options: Any) -> None:
        super().__init__(*given, **options)
        self.most = settings.IMPORT_MAX_BYTES
        self.too_large = f"Choose a file of at most {self.most:,} bytes, or divide it."
        told_early(self.fields["file"], self.most, self.too_large)
        self.fields["kind"].choices = [("", "Work it out from the columns"), *((one.of, one.title) for one in layouts)]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > self.most:
            raise forms.ValidationError(self.too_large)
        return file


class ConfirmForm(ReasonForm):
    """The reason for recording all of it, which is shown with each fact."""
