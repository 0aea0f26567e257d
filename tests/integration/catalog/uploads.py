"""Files of catalogs sent as a browser sends them, and read by the worker."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from missions.actions.catalog import reading
from missions.models import StagedCatalog

SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "catalog" / "sample"
GCAT = ("payloads.tsv", "launches.tsv", "organizations.tsv")
IMPORTS = "/catalogs/imports/"


def sample(*names: str, **altered: bytes) -> list[SimpleUploadedFile]:
    """Files of the sample, some of them altered."""
    return [SimpleUploadedFile(name, altered.get(name.partition(".")[0]) or content(name)) for name in names]


def content(name: str) -> bytes:
    return (SAMPLE / name).read_bytes()


def uploaded(client: Client, files: list[SimpleUploadedFile]) -> StagedCatalog:
    """The import of these files, read by the worker."""
    answer = client.post(IMPORTS, {"files": files})
    assert answer.status_code == 302, answer.content.decode()
    reading.read_waiting()
    return StagedCatalog.objects.get(pk=answer["Location"].split("/")[-2])


def text(answer: object) -> str:
    return answer.content.decode()
