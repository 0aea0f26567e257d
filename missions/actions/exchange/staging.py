"""Uploaded files: kept as they are, and read in steps that make nobody wait."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from missions.access import Actor, Permission, check
from missions.actions.batches import batches
from missions.actions.errors import Unfit
from missions.actions.pieces import keep_pieces, write_pieces
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import ImportState, RowStatus
from missions.models import StagedImport, StagedPart
from missions.queries.people.audit import head
from missions.sheets.columns import FileLimits, FileLine, SeveralSheets, UnreadableFile
from missions.sheets.functions import FUNCTIONS
from missions.sheets.layout import Layout
from missions.sheets.reader import OpenedFile, is_workbook, open_text
from missions.sheets.records import layout_of
from missions.storage.connections import prepared

KEPT_FOR = timedelta(days=7)
# The most imports that one person may have waiting.
MOST_WAITING = 10
OpenFile = Callable[[BinaryIO, str, FileLimits, str | None, Sequence[Layout]], OpenedFile]
# A text of at most this many bytes is read at once; a larger one, and every workbook, is read by a job.
READ_AT_ONCE = 500_000

# A batch is sent as one JSON text; an array of JSON would be escaped character by character.
STAGE = """
INSERT INTO missions_stagedrow (staged_id, line, code, cells, problems, status, plan)
SELECT %s, line, code, cells, problems, status, plan
FROM jsonb_to_recordset(%s::jsonb) AS given(line int, code text, cells jsonb, problems jsonb, status text, plan jsonb)
"""


def limits() -> FileLimits:
    """The deployment's limits on what is read from an uploaded file."""
    return FileLimits(settings.IMPORT_MAX_BYTES, settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_CELL)


def layouts(of: str = "") -> tuple[Layout, ...]:
    """What a file may be about: the layout of that name, or without a name all layouts, functions first."""
    every = (FUNCTIONS, *map(layout_of, KINDS.values()))
    return tuple(one for one in every if of in ("", one.of))


def stage(*, by: Actor, file: BinaryIO, name: str, kind: str = "") -> StagedImport:
    """Keep a file until it is read; it is not part of the record. `kind` says what it is about, if known.

    Raises `Refused`, and `Unfit` if the file is too large or the same person has too many imports waiting.
    """
    check(by, Permission.ASSESS)
    discard_expired()
    waiting = StagedImport.objects.filter(owner_id=by.pk)
    waiting = waiting.exclude(state__in=(ImportState.RECORDED, ImportState.REFUSED)).count()
    if waiting >= MOST_WAITING:
        message = f"You have {waiting} imports waiting. Record or discard one, then upload this file again."
        raise Unfit(message)
    size = file.seek(0, 2)
    file.seek(0)
    if size > settings.IMPORT_MAX_BYTES:
        raise Unfit(f"The file has {size:,} bytes; at most {settings.IMPORT_MAX_BYTES:,} are read. Divide it.")
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    with transaction.atomic():
        staged = StagedImport.objects.create(owner_id=by.pk, file_name=name, sha256=digest, kind=kind)
        keep_pieces(StagedPart, staged.pk, file)
    return staged


def is_quick(file: BinaryIO) -> bool:
    """Whether reading the file is so quick that the sender can wait for it."""
    return not is_workbook(file) and file.seek(0, 2) <= READ_AT_ONCE


def read(staged: StagedImport, opening: OpenFile = open_text) -> StagedImport:
    """Read the waiting file; store its rows, the choices to make, or the reason why it cannot be used.

    Returns it unchanged if somebody else is reading it, or has. It is opened as text; `workbooks.read` reads others.
    """
    with transaction.atomic():
        waiting = StagedImport.objects.select_for_update(skip_locked=True)
        found = waiting.filter(pk=staged.pk, state=ImportState.READING).first()
        if found is None:
            return StagedImport.objects.get(pk=staged.pk)
        with tempfile.TemporaryFile() as file:
            write_pieces(found.parts.all(), file)
            _read(found, file, opening)
        if found.state != ImportState.CHOOSING:
            found.parts.all().delete()
        found.save()
    return found


def choose(*, by: Actor, staged: StagedImport, sheet: str) -> StagedImport:
    """Choose a sheet of the workbook; it is then read again. Raises `Refused`, and `Unfit` for another name."""
    check(by, Permission.ASSESS)
    with transaction.atomic():
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        if staged.state == ImportState.CHOOSING:
            if sheet not in staged.sheets:
                raise Unfit("Choose one of the sheets listed.", "sheet")
            staged.sheet, staged.state = sheet, ImportState.READING
            staged.save(update_fields=["sheet", "state"])
    return staged


def discard(*, by: Actor, staged: StagedImport) -> None:
    """Discard a staged import; what it recorded stays. Raises `Refused`, and `Unfit` while it is being read."""
    check(by, Permission.ASSESS)
    with transaction.atomic():
        own = StagedImport.objects.filter(pk=staged.pk, owner_id=by.pk)
        if own.exists() and not own.select_for_update(skip_locked=True).first():
            raise Unfit("The file is being read or recorded right now. Wait a moment, then discard it.")
        own.delete()


def discard_expired() -> int:
    """Discard every staged import that nobody touched for a week; returns how many."""
    return (
        StagedImport.objects.filter(staged_at__lt=timezone.now() - KEPT_FOR)
        .delete()[1]
        .get(StagedImport._meta.label, 0)
    )


def _read(staged: StagedImport, file: BinaryIO, opening: OpenFile) -> None:
    """Stage all rows of the file, or none, and note the result on the import."""
    try:
        with transaction.atomic():
            sheet = opening(file, staged.file_name, limits(), staged.sheet or None, layouts(staged.kind))
            staged.how, staged.kind = sheet.how, sheet.layout.of
            staged.rows = _stage(staged, sheet.layout, sheet.lines)
    except SeveralSheets as error:
        staged.state, staged.sheets = ImportState.CHOOSING, error.names
    except UnreadableFile as error:
        staged.state, staged.problem, staged.rows = ImportState.REFUSED, str(error), 0
    else:
        staged.state, staged.against = ImportState.PLANNING, head().sequence


def _stage(staged: StagedImport, layout: Layout, lines: Iterator[FileLine]) -> int:
    """Store the rows; returns how many. Raises `UnreadableFile` if all of them are empty."""
    rows, said = 0, False
    for batch in batches(lines):
        with prepared() as cursor:
            cursor.execute(STAGE, [staged.pk, json.dumps([_row(layout, line) for line in batch])])
        rows += len(batch)
        said = said or any(not line.left_out for line in batch)
    if not said:
        raise UnreadableFile("The file has a header but no rows below it.")
    return rows


def _row(layout: Layout, line: FileLine) -> dict[str, object]:
    left_out = {"area": "", "changes": [], "problems": [line.left_out], "shown": {"area": "", "day": ""}}
    return {
        "line": line.number,
        # A longer code is wrong in any case, and an index entry is limited.
        "code": line.cells.get(layout.key, "").upper()[: layout.columns[layout.key].longest + 1],
        "cells": line.cells,
        "problems": line.problems,
        "status": RowStatus.LEFT_OUT if line.left_out else RowStatus.WAITING,
        "plan": left_out if line.left_out else None,
    }
