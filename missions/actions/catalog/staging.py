"""Uploaded files of catalogs, kept as they are until the worker has read them."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from missions.access import Actor, Permission, check
from missions.actions.errors import Unfit
from missions.actions.pieces import keep_pieces
from missions.domain.vocabulary import ImportState
from missions.models import CatalogFile, CatalogSnapshot, StagedCatalog, StagedCatalogFile, StagedCatalogPiece

KEPT_FOR = timedelta(days=7)
# The most waiting imports of one person, and the most files of one catalog.
MOST_WAITING = 3
MOST_FILES = 4

Named = tuple[str, BinaryIO]


def stage(*, by: Actor, files: Sequence[Named]) -> StagedCatalog:
    """Keep the files of one catalog until they are read; they are not part of the record.

    Raises `Refused`, and `Unfit` for too many or too large files, files of an existing snapshot, or too many waiting
    imports of the same person.
    """
    check(by, Permission.IMPORT_CATALOGS)
    _demand_few(by)
    if not 1 <= len(files) <= MOST_FILES:
        raise Unfit(f"Choose one to {MOST_FILES} files of one catalog.", "files")
    size = sum(file.seek(0, 2) for _, file in files)
    if size > settings.IMPORT_MAX_BYTES:
        message = f"Together the files have {size:,} bytes; at most {settings.IMPORT_MAX_BYTES:,} are read."
        raise Unfit(message, "files")
    digests = [_digest(file) for _, file in files]
    if len(set(digests)) < len(digests):
        raise Unfit("The same file was chosen twice. Choose each once.", "files")
    demand_new(digests)
    with transaction.atomic():
        staged = StagedCatalog.objects.create(owner_id=by.pk)
        for (name, file), digest in zip(files, digests, strict=True):
            _keep(staged, name, file, digest)
    return staged


def stage_again(*, by: Actor, snapshot: CatalogSnapshot) -> StagedCatalog:
    """Have a snapshot read again with today's rules. Raises `Refused`, and `Unfit` if too many imports wait."""
    check(by, Permission.IMPORT_CATALOGS)
    _demand_few(by)
    return StagedCatalog.objects.create(owner_id=by.pk, snapshot=snapshot)


def demand_new(digests: Iterable[str]) -> None:
    """Raise `Unfit`, with the snapshot's name, if one has exactly the files with these digests."""
    wanted = set(digests)
    holding = CatalogFile.objects.filter(sha256__in=wanted).values_list("snapshot_id", flat=True)
    for held in CatalogSnapshot.objects.filter(pk__in=holding).prefetch_related("files"):
        if {one.sha256 for one in held.files.all()} == wanted:
            message = f"The snapshot “{held.name}” holds these files already. Read it again instead, if rules changed."
            raise Unfit(message, "files")


def own(by: Actor) -> QuerySet[StagedCatalog]:
    """The actor's own imports of catalogs, the newest first, without their rows."""
    return StagedCatalog.objects.filter(owner_id=by.pk).defer("content").order_by("-pk")


def discard(*, by: Actor, staged: StagedCatalog) -> None:
    """Discard an import, even while it is read; what it recorded stays. Raises `Refused`."""
    check(by, Permission.IMPORT_CATALOGS)
    own(by).filter(pk=staged.pk).delete()


def discard_expired() -> int:
    """Discard every import of a catalog that nobody touched for a week; returns how many."""
    old = StagedCatalog.objects.filter(staged_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[1].get(StagedCatalog._meta.label, 0)


def _demand_few(by: Actor) -> None:
    waiting = own(by).exclude(state__in=(ImportState.RECORDED, ImportState.REFUSED)).count()
    if waiting >= MOST_WAITING:
        raise Unfit(f"You have {waiting} imports waiting. Record or discard one first.")


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(staged: StagedCatalog, name: str, file: BinaryIO, digest: str) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    kept = StagedCatalogFile.objects.create(staged=staged, file_name=name, size=size, sha256=digest)
    keep_pieces(StagedCatalogPiece, kept.pk, file)
