"""Imports: staged rows are compared with the record batch by batch, then recorded all at once or not at all."""

import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from missions.access import Actor, Permission, check
from missions.actions.batches import BATCH, batches
from missions.actions.errors import NotReady, Unfit
from missions.actions.exchange import records
from missions.actions.kinds import may_record
from missions.actions.prepared import Prepared
from missions.actions.reviews.effect import recording_about
from missions.domain.audit import TargetKind
from missions.domain.dates import day
from missions.domain.vocabulary import ImportState, Provenance, RowStatus
from missions.models import (
    Assessment,
    AssessmentEvidence,
    Function,
    FunctionRevision,
    MissionArea,
    StagedImport,
    StagedRow,
)
from missions.queries.exchange import imports
from missions.queries.people.audit import head
from missions.sheets.plan import Found, PlannedRow, compare, understand
from missions.storage.connections import prepared

PLAN = """
UPDATE missions_stagedrow row SET status = given.plan ->> 'status', plan = given.plan
FROM jsonb_to_recordset(%s::jsonb) AS given(id bigint, plan jsonb) WHERE row.id = given.id
"""


class Moved(Exception):
    """Since the comparison, somebody recorded something that the file is about: `rows` says what and who."""

    def __init__(self, rows: list[Any]) -> None:
        super().__init__("The record changed after the file was compared with it.")
        self.rows = rows


def needed(staged: StagedImport) -> Permission:
    """The permission needed to record the import."""
    kind = imports.kind_of(staged)
    return may_record(kind) if kind else Permission.ASSESS


def plan_next(*, by: Actor, staged: StagedImport) -> StagedImport:
    """Compare the next rows with the record; after the last ones the import is ready. Raises `Refused`."""
    check(by, needed(staged))
    with transaction.atomic():
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        if staged.state != ImportState.PLANNING:
            return staged
        batch = list(staged.lines.filter(status=RowStatus.WAITING).order_by("line")[:BATCH])
        if kind := imports.kind_of(staged):
            batch = records.complete(staged, batch)
            _keep(batch, records.plans(kind, staged, batch, timezone.localdate()))
        else:
            _keep(batch, _plans(staged, batch, timezone.localdate()))
        if not staged.lines.filter(status=RowStatus.WAITING).exists():
            staged.state = ImportState.READY
            staged.save(update_fields=["state"])
    return staged


def plan_again(*, by: Actor, staged: StagedImport) -> StagedImport:
    """Start the comparison again with the current record. Raises `Refused`, or `NotReady` if it is recorded."""
    check(by, needed(staged))
    with transaction.atomic():
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        if staged.state not in (ImportState.PLANNING, ImportState.READY):
            raise NotReady
        staged.lines.exclude(status=RowStatus.LEFT_OUT).update(status=RowStatus.WAITING, plan=None)
        staged.state, staged.against = ImportState.PLANNING, head().sequence
        staged.save(update_fields=["state", "against"])
    return staged


def confirm(*, by: Actor, staged: StagedImport, reason: str) -> StagedImport:
    """Record all new and changed rows in one entry, or none of them. Raises `Refused`.

    Raises `Moved` if, since the comparison, somebody recorded something about these functions or, for records of kinds,
    anything that their rules may look at; `Unfit` if a row is wrong or nothing would change; and `NotReady` unless the
    import is ready.
    """
    check(by, needed(staged))
    kind = imports.kind_of(staged)
    areas = imports.areas(staged)
    target = TargetKind.IMPORT.of(staged.file_name)
    with transaction.atomic():
        staged = StagedImport.objects.select_for_update().get(pk=staged.pk, owner_id=by.pk)
        counts = _demand_ready(staged)
        # Everything slow happens before the areas and the head of the chain are locked, because others wait for those.
        prepared = records.prepared(kind, staged, reason) if kind else _prepared(staged, areas, reason)
        with recording_about(areas, by=by, action="import", target=target, reason=reason) as entry:
            if rows := imports.changed_records(staged) if kind else imports.changed_functions(staged):
                raise Moved(rows)
            prepared.insert(entry)
            entry.note(
                file=staged.file_name, sha256=staged.sha256, rows=staged.rows, new=counts.new, changed=counts.changed
            )
            staged.state, staged.entry = ImportState.RECORDED, entry.sequence
            staged.save(update_fields=["state", "entry"])
    return staged


def _demand_ready(staged: StagedImport) -> imports.RowCounts:
    """What there is to record; raises `NotReady` or `Unfit` if it cannot be recorded."""
    if staged.state != ImportState.READY:
        raise NotReady
    counts = imports.counts(staged)
    if counts.wrong:
        raise Unfit("Some rows have errors, so nothing can be recorded. Correct the file and upload it again.")
    if not counts.to_record:
        raise Unfit("The record already holds all of this; there is nothing to record.")
    return counts


def _plans(staged: StagedImport, batch: list[StagedRow], today: date) -> list[dict[str, Any]]:
    """What each row would do, by the record as of the entry of the comparison. Two queries, whatever the rows."""
    asked = [understand(row.cells, row.problems, today) for row in batch]
    first = imports.first_lines(staged, {row.code for row in batch if row.code})
    found = imports.found(asked, staged.against, today)
    plans = []
    for row, one, state in zip(batch, asked, found, strict=True):
        if row.code and (line := first[row.code]) < row.line:
            one.problems.append(f"Line {line} is about {row.code} already; keep one row for each function.")
        plans.append(_kept(row, compare(one, state), state, None if one.undated else one.effective_on))
    return plans


def _kept(row: StagedRow, planned: PlannedRow, state: Found, effective_on: date | None) -> dict[str, Any]:
    """A row's plan as it is stored; `shown` is for the page, with the typed text where it was not understood."""
    return {
        "status": planned.status.value,
        "area": state.area,
        "added": state.home is None,
        "effective_on": effective_on and effective_on.isoformat(),
        "revision": planned.revision,
        "assessment": planned.assessment,
        "changes": planned.changes,
        "problems": planned.problems,
        "evidence": planned.evidence,
        "shown": {
            "area": state.area or row.cells.get("area", ""),
            "day": day(effective_on) or row.cells.get("effective_on", ""),
        },
    }


def _keep(batch: list[StagedRow], plans: list[dict[str, Any]]) -> None:
    given = [{"id": row.pk, "plan": plan} for row, plan in zip(batch, plans, strict=True)]
    with prepared() as cursor:
        cursor.execute(PLAN, [json.dumps(given)])


def _prepared(staged: StagedImport, areas: list[MissionArea], reason: str) -> Prepared:
    """What the rows bring, ready to be inserted: functions, facts about them, and their evidence."""
    prepared = Prepared()
    keys = {area.code: area.pk for area in areas}
    changed = staged.lines.filter(status__in=imports.CHANGED).defer("cells", "problems").order_by("line")
    for batch in batches(changed.iterator(BATCH)):
        added = [Function(code=row.code, area_id=keys[row.plan["area"]]) for row in batch if row.plan["added"]]
        prepared.add_all(Function, added)
        functions = dict(Function.objects.filter(code__in=[row.code for row in batch]).values_list("code", "pk"))
        functions |= {one.code: one.pk for one in added}
        for model, kind in ((FunctionRevision, "revision"), (Assessment, "assessment")):
            saying = [row for row in batch if row.plan[kind]]
            facts = [_fact(model, functions[row.code], row.plan, kind, reason) for row in saying]
            prepared.add_all(model, facts)
            if model is Assessment:
                prepared.add_all(AssessmentEvidence, _resting(saying, facts, reason))
    return prepared


def _fact(
    model: type[FunctionRevision | Assessment], function: int, plan: dict[str, Any], kind: str, reason: str
) -> FunctionRevision | Assessment:
    return model(
        function_id=function,
        effective_on=date.fromisoformat(plan["effective_on"]),
        provenance=Provenance.ASSESSMENT,
        reason=reason,
        **plan[kind],
    )


def _resting(rows: list[StagedRow], assessments: list[Assessment], reason: str) -> list[AssessmentEvidence]:
    """An assessment keeps the evidence of the one that it replaces."""
    return [
        AssessmentEvidence(assessment_id=assessment.pk, evidence_id=evidence, reason=reason)
        for row, assessment in zip(rows, assessments, strict=True)
        for evidence in row.plan["evidence"]
    ]
