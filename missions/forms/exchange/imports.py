"""Uploading a file of functions and assessments, and confirming what it would do."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from missions.forms.base import Form, ReasonForm


class UploadForm(Form):
    """The file to be compared with the record."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text="CSV or XLSX, one row for each function.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Start from one of the templates.",
            "invalid": "Choose a file.",
        },
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(f"Choose a file of at most {settings.IMPORT_MAX_BYTES:,} bytes, or divide it.")
        return file


class ConfirmForm(ReasonForm):
    """Why all of this is recorded; the reason stands beside each fact."""
