"""How much of the files in a request is accepted."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Runs before Django's handlers and drops what exceeds the largest file of any form, to save memory and disk.

    What remains is still larger than any form accepts, so the form refuses it beside its field, by its own limit.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk for the next handler; None once all files together are too large."""
        if self._taken > max(settings.EVIDENCE_MAX_BYTES, settings.IMPORT_MAX_BYTES):
            return None
        self._taken += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """None: the next handler keeps the file."""
        return None
