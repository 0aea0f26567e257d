"""Uploading a file of functions and assessments, and confirming what it would do."""

from django import forms
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from missions.forms.people import ReasonForm


class Quota(FileUploadHandler):
    """Stops keeping a file that grows beyond a size, in bytes, however long it goes on; `exceeded` tells."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.exceeded = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > self.limit:
            self.exceeded = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers that follow."""


class UploadForm(forms.Form):
    """The file to be compared with the record."""

    file = forms.FileField(
        help_text="CSV or XLSX, one row for each function.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Start from one of the templates.",
            "invalid": "Choose a file.",
        },
    )


class ConfirmForm(ReasonForm):
    """Why all of this is recorded; the reason stands beside each fact."""
