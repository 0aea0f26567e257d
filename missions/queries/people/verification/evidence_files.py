"""Compares files of evidence and of catalogs with the digests in the record."""

from collections.abc import Iterator

from missions.models import CatalogFile, Evidence
from missions.queries.people.verification import VerificationFinding
from missions.storage.files import UnreadableEvidence, checked

# The columns that name a file in the folder of evidence.
FILES = ((Evidence, "Evidence"), (CatalogFile, "File of a catalog"))


def kept_files() -> dict[str, int]:
    """The size of every file in the folder of evidence that the record names, by its SHA-256."""
    return {
        sha256: size
        for model, _ in FILES
        for sha256, size in model.objects.exclude(sha256="").order_by("sha256").values_list("sha256", "size")
    }


class FileVerification(Iterator[VerificationFinding]):
    """One pass over all files: a finding for each that is missing or altered; `files` counts those read."""

    def __init__(self, since: int) -> None:
        self.since = since
        self.files = 0
        self._findings = self._run()

    def __next__(self) -> VerificationFinding:
        return next(self._findings)

    def _run(self) -> Iterator[VerificationFinding]:
        for model, called in FILES:
            named = model.objects.filter(entry_id__gte=self.since).exclude(sha256="")
            named = named.order_by("sha256", "size", "pk").distinct("sha256", "size")
            for row in named.iterator(chunk_size=500):
                self.files += 1
                try:
                    checked(row.sha256, row.size).close()
                except UnreadableEvidence as error:
                    what = f"{called} {row.pk} of entry {row.entry_id}, {row.file_name}: {error}"
                    yield VerificationFinding(row.entry_id, model._meta.db_table, what)


def verify_files(since: int = 0) -> FileVerification:
    """The findings of one pass over the files recorded since an entry; empty if none was altered."""
    return FileVerification(since)
