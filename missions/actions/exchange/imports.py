"""Imports: a file is staged, compared with the record batch by batch, and recorded all at once or not at all."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from missions.access import Actor, Permission, check
from missions.actions.chain import Entry
from missions.actions.errors import Unfit
from missions.actions.reviews.effect import recording_about
from missions.domain.dates import day
from missions.domain.vocabulary import ImportState, Provenance, RowStatus
from missions.models import Assessment, Function, FunctionRevision, StagedImport, StagedRow
from missions.queries.exchange import imports
from missions.queries.people.audit import head
from missions.sheets.columns import COLUMNS, Limits, Line, Unreadable
from missions.sheets.plan import Found, Planned, compare, understand
from missions.sheets.reader import open_sheet

T = TypeVar("T")

BATCH = 1000
KEPT_FOR = timedelta(days=7)
# As many as one person may have waiting.
MOST_WAITING = 10

# A batch goes as one JSON text: arrays of JSON would be escaped character by character.
STAGE = """
INSERT INTO missions_stagedrow (staged_id, line, code, cells, problems, status)
SELECT %s, line, code, cells, problems, 'waiting'
FROM jsonb_to_recordset(%s::jsonb) AS given(line int, code text, cells jsonb, problems jsonb)
"""

PLAN = """
UPDATE missions_stagedrow row SET status = given.plan ->> 'status', plan = given.plan
FROM jsonb_to_recordset(%s::jsonb) AS given(id bigint, plan jsonb) WHERE row.id = given.id
"""


class Moved(Exception):
    """Somebody recorded something about functions of the file since it was compared: `rows` says which and who."""

    def __init__(self, rows: list[Any]) -> None:
        super().__init__("The record has moved on since the file was compared with it.")
        self.rows = rows


class Done(Exception):
    """The import is not waiting to be recorded: it is recorded already, or still being compared."""


def stage(*, by: Actor, file: BinaryIO, name: str, limits: Limits) -> StagedImport:
    """Keep a file's rows aside, nothing of record. Raises `Refused`, or `Unreadable` where the file cannot be used.

    Raises `Unfit` where too many imports of the same person are waiting already.
    """
    check(by, Permission.ASSESS)
    discard_expired()
    waiting = StagedImport.objects.filter(owner_id=by.pk).exclude(state=ImportState.RECORDED).count()
    if waiting >= MOST_WAITING:
        message = f"{waiting} imports of yours are waiting. Record or discard one, then upload this file again."
        raise Unfit(message)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    sheet = open_sheet(file, name, limits)
    with transaction.atomic():
        staged = StagedImport.objects.create(
            owner_id=by.pk, file_name=name, sha256=digest, how=sheet.how, against=head().sequence
        )
        for batch in _batches(sheet.lines):
            _stage(staged, batch)
            staged.rows += len(batch)
        if not staged.rows:
            raise Unreadable("The file has a header but no rows below it.")
        staged.save(update_fields=["rows"])
    return staged


def plan_next(*, by: Actor, staged: StagedImport) -> StagedImport:
    """Compare the next rows with the record; the last ones make the import ready. Raises `Refused`."""
    check(by, Permission.ASSESS)
    with transaction.atomic():
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        if staged.state != ImportState.PLANNING:
            return staged
        batch = list(staged.lines.filter(status=RowStatus.WAITING).order_by("line")[:BATCH])
        _keep(batch, _plans(staged, batch, timezone.now().date()))
        if not staged.lines.filter(status=RowStatus.WAITING).exists():
            staged.state = ImportState.READY
            staged.save(update_fields=["state"])
    return staged


def plan_again(*, by: Actor, staged: StagedImport) -> StagedImport:
    """Begin the comparison anew, with the record as it is now. Raises `Refused`, or `Done` where it is recorded."""
    check(by, Permission.ASSESS)
    with transaction.atomic():
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        if staged.state == ImportState.RECORDED:
            raise Done
        staged.lines.update(status=RowStatus.WAITING, plan=None)
        staged.state, staged.against = ImportState.PLANNING, head().sequence
        staged.save(update_fields=["state", "against"])
    return staged


def confirm(*, by: Actor, staged: StagedImport, reason: str) -> StagedImport:
    """Record every new and changed row, all in one entry or none of them. Raises `Refused`.

    Raises `Moved` where somebody recorded something about these functions since the comparison, `Unfit` where a row is
    wrong or nothing would change, and `Done` unless the import is ready.
    """
    check(by, Permission.ASSESS)
    areas = imports.areas(staged)
    target = f"import:{staged.file_name}"
    with recording_about(areas, by=by, action="import", target=target, reason=reason) as entry:
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        if staged.state != ImportState.READY:
            raise Done
        counts = imports.counts(staged)
        if counts.wrong:
            raise Unfit("Some rows are wrong, so nothing can be recorded. Correct the file and upload it again.")
        if not counts.to_record:
            raise Unfit("The record says all of this already; there is nothing to record.")
        if rows := imports.moved(staged):
            raise Moved(rows)
        keys = {area.code: area.pk for area in areas}
        changed = staged.lines.filter(status__in=imports.CHANGED).defer("cells", "problems").order_by("line")
        for batch in _batches(changed.iterator(BATCH)):
            _record(entry, batch, keys, reason)
        entry.note(
            file=staged.file_name, sha256=staged.sha256, rows=staged.rows, new=counts.new, changed=counts.changed
        )
        staged.state, staged.entry = ImportState.RECORDED, entry.sequence
        staged.save(update_fields=["state", "entry"])
    return staged


def discard(*, by: Actor, staged: StagedImport) -> None:
    """Forget a staged import; what it recorded, if it did, stays. Raises `Refused`."""
    check(by, Permission.ASSESS)
    StagedImport.objects.filter(pk=staged.pk, owner_id=by.pk).delete()


def discard_expired() -> int:
    """Forget every staged import that nobody came back to for a week; returns how many."""
    return (
        StagedImport.objects.filter(staged_at__lt=timezone.now() - KEPT_FOR)
        .delete()[1]
        .get(StagedImport._meta.label, 0)
    )


def _batches(many: Iterable[T]) -> Iterator[list[T]]:
    many = iter(many)
    while batch := list(islice(many, BATCH)):
        yield batch


def _stage(staged: StagedImport, lines: list[Line]) -> None:
    rows = [
        {
            "line": line.number,
            # One longer than a code may be is wrong in any case, and an index holds no more.
            "code": line.cells.get("function", "").upper()[: COLUMNS["function"].longest + 1],
            "cells": line.cells,
            "problems": line.problems,
        }
        for line in lines
    ]
    with connection.cursor() as cursor:
        cursor.execute(STAGE, [staged.pk, json.dumps(rows)])


def _plans(staged: StagedImport, batch: list[StagedRow], today: date) -> list[dict[str, Any]]:
    """What each row would do, by the record as of the entry it is compared with. Two queries, whatever the rows."""
    asked = [understand(row.cells, row.problems, today) for row in batch]
    first = imports.first_lines(staged, {row.code for row in batch if row.code})
    found = iter(imports.found((one for one in asked if one.effective_on), staged.against))
    plans = []
    for row, one in zip(batch, asked, strict=True):
        if row.code and (line := first[row.code]) < row.line:
            one.problems.append(f"Line {line} is about {row.code} already; keep one row for each function.")
        state = next(found) if one.effective_on else Found()
        plans.append(_kept(row, compare(one, state), state, one.effective_on))
    return plans


def _kept(row: StagedRow, planned: Planned, state: Found, effective_on: date | None) -> dict[str, Any]:
    """A row's plan as it is stored; `shown` is for the page, with what was typed where it could not be read."""
    return {
        "status": planned.status.value,
        "area": state.area,
        "added": state.home is None,
        "effective_on": effective_on and effective_on.isoformat(),
        "revision": planned.revision,
        "assessment": planned.assessment,
        "changes": planned.changes,
        "problems": planned.problems,
        "shown": {
            "area": state.area or row.cells.get("area", ""),
            "day": day(effective_on) or row.cells.get("effective_on", ""),
        },
    }


def _keep(batch: list[StagedRow], plans: list[dict[str, Any]]) -> None:
    given = [{"id": row.pk, "plan": plan} for row, plan in zip(batch, plans, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(PLAN, [json.dumps(given)])


def _record(entry: Entry, batch: list[StagedRow], areas: dict[str, int], reason: str) -> None:
    """Insert what a batch of rows brings: functions first, then what is said about them."""
    added = [Function(code=row.code, area_id=areas[row.plan["area"]]) for row in batch if row.plan["added"]]
    if added:
        entry.add_all(Function, added)
    functions = dict(Function.objects.filter(code__in=[row.code for row in batch]).values_list("code", "pk"))
    for model, kind in ((FunctionRevision, "revision"), (Assessment, "assessment")):
        facts = [
            model(
                function_id=functions[row.code],
                effective_on=date.fromisoformat(row.plan["effective_on"]),
                provenance=Provenance.ASSESSMENT,
                reason=reason,
                **row.plan[kind],
            )
            for row in batch
            if row.plan[kind]
        ]
        if facts:
            entry.add_all(model, facts)
