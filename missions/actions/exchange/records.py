"""Imports of records of a kind: what their staged rows would do, and their rows ready to be inserted."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from missions.actions.batches import BATCH, batches
from missions.actions.kinds import columns_of, keys_of
from missions.actions.prepared import Prepared
from missions.domain.dates import day
from missions.domain.kinds.kind import Kind
from missions.domain.vocabulary import RowStatus
from missions.models import StagedImport, StagedRow
from missions.models.kinds import TABLES
from missions.queries.exchange.compared import ComparedRows
from missions.queries.exchange.imports import CHANGED
from missions.queries.kinds.around import Around
from missions.queries.kinds.states import identities
from missions.sheets.record_plan import PlannedRecord, as_plan, compare, of_plan
from missions.sheets.records import AskedRecord, RecordFileRow, understand

# What a row keeps about a record that an earlier row adds.
PART = {"changes": [], "evidence": []}


def complete(staged: StagedImport, batch: list[StagedRow]) -> list[StagedRow]:
    """The rows with all others about the same records, ordered by record and line."""
    codes = {row.code for row in batch} - {""}
    keys = {row.pk for row in batch}
    others = staged.lines.filter(status=RowStatus.WAITING, code__in=codes).exclude(pk__in=keys)
    firsts: dict[str, int] = {}
    for row in batch:
        firsts.setdefault(row.code, row.line)
    return sorted([*batch, *others], key=lambda row: (firsts[row.code] if row.code else row.line, row.line))


def plans(kind: Kind, staged: StagedImport, batch: list[StagedRow], today: date) -> list[dict[str, Any]]:
    """What each row would do, by the record as of the entry of the comparison and by the rows before it.

    The rows are those of `complete`. A few queries for each kind that they refer to, however many rows there are.
    """
    grouped = [list(rows) for _, rows in groupby(batch, key=lambda row: row.code or row.line)]
    everything = [
        understand(kind, [RecordFileRow(row.line, row.cells, tuple(row.problems)) for row in rows], today)
        for rows in grouped
    ]
    around = Around(staged.against, ComparedRows(staged))
    around.prepare(kind, [(one.code, one.values, _said_in_lines(one)) for one in everything])
    found = []
    for rows, asked in zip(grouped, everything, strict=True):
        exists = around.exists(kind.name, asked.code)
        planned = compare(kind, asked, around.on(asked.effective_on or today), exists=exists)
        # Its evidence is looked up before it is added itself.
        evidence = around.evidence(kind.name, asked.code, asked.effective_on) if planned.state else ()
        if planned.state and not planned.problems:
            around.add(planned.state)
        found += _plans(kind, rows, asked, planned, {"evidence": evidence, "added": not exists})
    return found


def prepared(kind: Kind, staged: StagedImport, reason: str) -> Prepared:
    """What the rows bring, ready to be inserted: records, their revisions with lines, and their evidence."""
    made, identity = Prepared(), TABLES[kind.name].identity
    changed = (
        staged.lines.filter(status__in=CHANGED, plan__has_key="values").defer("cells", "problems").order_by("line")
    )
    new = [identity(code=code) for code in changed.filter(plan__added=True).values_list("code", flat=True)]
    made.add_all(identity, new)
    added = {one.code: one.pk for one in new}
    for batch in batches(changed.iterator(BATCH)):
        _add(made, kind, batch, added, reason)
    return made


def _said_in_lines(asked: AskedRecord) -> dict[str, list[Mapping[str, Any]]]:
    return {name: [line for _, line in lines] for name, lines in asked.lines.items()}


def _plans(
    kind: Kind, rows: list[StagedRow], asked: AskedRecord, planned: PlannedRecord, kept: dict[str, Any]
) -> list[dict[str, Any]]:
    """The plan of each row about one record; the first has the state to record."""
    problems: dict[int, list[str]] = {}
    for one in planned.problems:
        problems.setdefault(one.row, []).append(one.message)
    found = []
    for place in range(len(rows)):
        status = RowStatus.WRONG if place in problems else planned.status
        told = {"status": status.value, "problems": problems.get(place, []), "shown": {"area": "", "day": ""}}
        found.append(PART | told)
    saying = as_plan(kind, planned)
    changes = [{"field": one.label, "before": one.before, "after": one.after} for one in planned.changes]
    typed = rows[0].cells
    shown = {
        "area": saying.get("title") or kind.joined(typed.get(name, "") for name in kind.title),
        "day": day(asked.effective_on) if not asked.undated else "",
    }
    found[0] |= {**kept, **saying, "changes": changes, "shown": shown}
    return found


def _add(made: Prepared, kind: Kind, batch: list[StagedRow], added: dict[str, int], reason: str) -> None:
    """A revision for each of these rows; `added` has the keys of the records that the import adds, by code."""
    found = TABLES[kind.name]
    states = [of_plan(kind, row.code, row.plan) for row in batch]
    referred = keys_of(kind, states) | {(kind.name, code): key for code, key in added.items()}
    subjects = identities(kind.name, [one.code for one in states]) | added
    revisions = [
        found.revision(
            **{f"{kind.name}_id": subjects[state.code]},
            **columns_of(kind.fields, state.values, referred),
            provenance=state.said.provenance,
            source=state.said.source,
            certainty=state.certainty,
            reason=reason,
            effective_on=state.said.effective_on,
            retired=state.retired,
        )
        for state in states
    ]
    made.add_all(found.revision, revisions)
    for lines in kind.lines:
        rows = [
            found.lines[lines.name](revision_id=revision.pk, position=place, **columns_of(lines.fields, line, referred))
            for revision, state in zip(revisions, states, strict=True)
            for place, line in enumerate(state.lines[lines.name])
        ]
        made.add_all(found.lines[lines.name], rows)
    links = [
        found.evidence(revision_id=revision.pk, evidence_id=key, reason=reason)
        for revision, row in zip(revisions, batch, strict=True)
        for key in row.plan["evidence"]
    ]
    made.add_all(found.evidence, links)
