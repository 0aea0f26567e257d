"""Files on their way in: kept as they were uploaded, and read in steps that hold nobody up."""

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
from missions.sheets.columns import Limits, Line, Several, Unreadable
from missions.sheets.functions import FUNCTIONS
from missions.sheets.layout import Layout
from missions.sheets.reader import Sheet, is_workbook, open_text
from missions.sheets.records import layout_of
from missions.storage.connections import prepared

KEPT_FOR = timedelta(days=7)
# As many as one person may have waiting.
MOST_WAITING = 10
Opening = Callable[[BinaryIO, str, Limits, str | None, Sequence[Layout]], Sheet]
# A text of so many bytes is read while its sender waits; whatever is larger, and every workbook, by a job.
READ_AT_ONCE = 500_000

# A batch goes as one JSON text: arrays of JSON would be escaped character by character.
STAGE = """
INSERT INTO missions_stagedrow (staged_id, line, code, cells, problems, status, plan)
SELECT %s, line, code, cells, problems, status, plan
FROM jsonb_to_recordset(%s::jsonb) AS given(line int, code text, cells jsonb, problems jsonb, status text, plan jsonb)
"""


def limits() -> Limits:
    """How much of an uploaded file is read, as the deployment has it."""
    return Limits(settings.IMPORT_MAX_BYTES, settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_CELL)


def layouts(of: str = "") -> tuple[Layout, ...]:
    """What a file may be of: that one, by its name, or with none all that there are, functions first."""
    every = (FUNCTIONS, *map(layout_of, KINDS.values()))
    return tuple(one for one in every if of in ("", one.of))


def stage(*, by: Actor, file: BinaryIO, name: str, kind: str = "") -> StagedImport:
    """Keep a file aside until it is read, nothing of record. `kind` says what it is of, where that is known.

    Raises `Refused`, and `Unfit` where the file is too large or too many imports of the same person wait already.
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
    """Whether reading the file takes so little that its sender can wait for it."""
    return not is_workbook(file) and file.seek(0, 2) <= READ_AT_ONCE


def read(staged: StagedImport, opening: Opening = open_text) -> StagedImport:
    """Read the file that waits: its rows are kept to be compared, or what is to be chosen, or why it cannot be used.

    Returns it as it is where somebody else reads it just now, or did. It is opened as text, but for `workbooks.read`.
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
    """Say which sheet of a workbook is meant; it waits to be read again. Raises `Refused`, and `Unfit` for another."""
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
    """Forget a staged import; what it recorded, if it did, stays. Raises `Refused`, and `Unfit` while it is read."""
    check(by, Permission.ASSESS)
    with transaction.atomic():
        own = StagedImport.objects.filter(pk=staged.pk, owner_id=by.pk)
        if own.exists() and not own.select_for_update(skip_locked=True).first():
            raise Unfit("The file is being read or recorded right now. Wait a moment, then discard it.")
        own.delete()


def discard_expired() -> int:
    """Forget every staged import that nobody came back to for a week; returns how many."""
    return (
        StagedImport.objects.filter(staged_at__lt=timezone.now() - KEPT_FOR)
        .delete()[1]
        .get(StagedImport._meta.label, 0)
    )


def _read(staged: StagedImport, file: BinaryIO, opening: Opening) -> None:
    """Stage the rows of the file, all or none, and say on the import what came of it."""
    try:
        with transaction.atomic():
            sheet = opening(file, staged.file_name, limits(), staged.sheet or None, layouts(staged.kind))
            staged.how, staged.kind = sheet.how, sheet.layout.of
            staged.rows = _stage(staged, sheet.layout, sheet.lines)
    except Several as error:
        staged.state, staged.sheets = ImportState.CHOOSING, error.names
    except Unreadable as error:
        staged.state, staged.problem, staged.rows = ImportState.REFUSED, str(error), 0
    else:
        staged.state, staged.against = ImportState.PLANNING, head().sequence


def _stage(staged: StagedImport, layout: Layout, lines: Iterator[Line]) -> int:
    """Keep the rows; returns how many. Raises `Unreadable` where none of them says anything."""
    rows, said = 0, False
    for batch in batches(lines):
        with prepared() as cursor:
            cursor.execute(STAGE, [staged.pk, json.dumps([_row(layout, line) for line in batch])])
        rows += len(batch)
        said = said or any(not line.left_out for line in batch)
    if not said:
        raise Unreadable("The file has a header but no rows below it.")
    return rows


def _row(layout: Layout, line: Line) -> dict[str, object]:
    left_out = {"area": "", "changes": [], "problems": [line.left_out], "shown": {"area": "", "day": ""}}
    return {
        "line": line.number,
        # One longer than a code may be is wrong in any case, and an index holds no more.
        "code": line.cells.get(layout.key, "").upper()[: layout.columns[layout.key].longest + 1],
        "cells": line.cells,
        "problems": line.problems,
        "status": RowStatus.LEFT_OUT if line.left_out else RowStatus.WAITING,
        "plan": left_out if line.left_out else None,
    }
