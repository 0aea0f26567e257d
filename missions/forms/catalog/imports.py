"""Upload the files of a satellite catalog, and record their reading."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from missions.actions.constraints import message
from missions.domain.catalog.vocabulary import Publisher
from missions.forms.base import Form, ReasonForm, Text, told_early
from missions.models import StagedCatalog
from missions.models.catalog.snapshots import LONGEST_NAME, NAME

ACCEPTED = ".tsv,.txt,.csv,.xlsx"


class FileInput(forms.FileInput):
    """The browser's own field, for several files; templates recognize it by this name."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; its value is the list of them."""

    widget = FileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = [one for one in data if one] if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class CatalogUploadForm(Form):
    """The files of one catalog."""

    files = FilesField(
        label="Files of one catalog",
        widget=FileInput(attrs={"accept": ACCEPTED}),
        help_text="GCAT: payload catalog, launch log and organizations, together. UCS: the database as XLSX or text.",
        error_messages={
            "required": "Choose the files.",
            "empty": "One of the files is empty.",
            "invalid": "Choose the files.",
        },
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.most = settings.IMPORT_MAX_BYTES
        self.too_large = f"Choose files of at most {self.most:,} bytes together."
        told_early(self.fields["files"], self.most, self.too_large)

    def clean_files(self) -> list[UploadedFile]:
        files = self.cleaned_data["files"]
        if sum(one.size for one in files) > self.most:
            raise forms.ValidationError(self.too_large)
        return files


class SnapshotForm(ReasonForm):
    """The snapshot's name, the reason, and the confirmation of the warnings about its files."""

    name = Text(
        max_length=LONGEST_NAME,
        help_text="What it is known by from now on, such as GCAT 2025-07-30.",
        error_messages={"required": "Give it a name."},
    )
    accepted = forms.BooleanField(label="I have read the warnings and record it as it is", required=False)
    field_order = ("name", "reason", "accepted")

    def __init__(self, *given: Any, warnings: Sequence[str], again: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        if again:
            del self.fields["name"]
        if not warnings:
            del self.fields["accepted"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not re.match(NAME, name):
            raise forms.ValidationError(message("catalog_snapshot_name_plain"))
        return name


def suggested_name(staged: StagedCatalog) -> str:
    """The default name of a snapshot: its catalog and the day of its data."""
    return f"{Publisher(staged.found['publisher']).name} {staged.found['dated_on']}"
