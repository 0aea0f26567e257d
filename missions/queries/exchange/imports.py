"""Staged imports: a person's own, their rows, and the record that a batch of them is compared with."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTextTransform

from missions.access import Actor
from missions.domain.kinds.kind import Kind
from missions.domain.kinds.registry import KINDS
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.vocabulary import RowStatus
from missions.models import AreaRevision, Assessment, FunctionRevision, MissionArea, StagedImport, StagedRow
from missions.models.base import Fact
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.states import OTHERS, table_of
from missions.queries.rows import rows
from missions.sheets.plan import AskedFunction, Found

PAGE = 50
LISTED = 20
CHANGED = (RowStatus.NEW, RowStatus.CHANGED)

# The columns of a function's name and of its assessment, in the order both are read.
DESCRIBED = {"name": "name", "description": "description", "described_by": "source", "retired": "retired"}
DESCRIBED |= {"described_on": "effective_on"}
JUDGED = (*CRITERIA, "rationale", "source")


def _stands_sql(at: str) -> str:
    """The columns of the facts in force for a row: on its own day, or (`now_`) today."""
    described = [f"{at}revision.{column} AS {at}{name}" for name, column in DESCRIBED.items()]
    judged = [f"{at}assessment.{name} AS {at}{name}" for name in JUDGED]
    return ", ".join([*described, *judged, f"{at}assessment.effective_on AS {at}since"])


# The facts in force for each wanted row, as known at one sequence.
FOUND = f"""
SELECT area.code AS area, area_then.emerging, home.code AS home, {_stands_sql("")},
  {_stands_sql("now_")}, resting.evidence
FROM unnest(%(areas)s::text[], %(codes)s::text[], %(days)s::date[]) WITH ORDINALITY wanted(area, code, on_day, place)
LEFT JOIN missions_missionarea area ON upper(area.code) = wanted.area
LEFT JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="wanted.on_day")}) area_then ON true
LEFT JOIN missions_function function ON function.code = wanted.code AND function.entry_id <= %(sequence)s
LEFT JOIN missions_missionarea home ON home.id = function.area_id
LEFT JOIN LATERAL ({as_of(FunctionRevision, of="function.id", on="wanted.on_day")}) revision ON true
LEFT JOIN LATERAL ({as_of(Assessment, of="function.id", on="wanted.on_day")}) assessment ON true
LEFT JOIN LATERAL ({as_of(FunctionRevision, of="function.id", on="%(today)s")}) now_revision ON true
LEFT JOIN LATERAL ({as_of(Assessment, of="function.id", on="%(today)s")}) now_assessment ON true
LEFT JOIN LATERAL (
  SELECT array_agg(link.evidence_id ORDER BY link.evidence_id) AS evidence FROM missions_assessmentevidence link
  WHERE link.assessment_id = assessment.id AND link.entry_id <= %(sequence)s) resting ON true
ORDER BY wanted.place
"""

FIRST_LINES = """
SELECT code, min(line) AS line FROM missions_stagedrow WHERE staged_id = %(staged)s AND code = ANY(%(codes)s)
GROUP BY code
"""

# It starts from what was recorded since, which is little, so it may run while others wait.
CHANGED_FUNCTIONS = """
SELECT row.line, row.code, entry.sequence, entry.actor_name AS by, entry.recorded_at, entry.action
FROM (
  SELECT function_id, max(entry_id) AS entry_id FROM (
    SELECT function_id, entry_id FROM missions_functionrevision WHERE entry_id > %(against)s
    UNION ALL SELECT function_id, entry_id FROM missions_assessment WHERE entry_id > %(against)s
    UNION ALL SELECT assessment.function_id, link.entry_id FROM missions_assessmentevidence link
      JOIN missions_assessment assessment ON assessment.id = link.assessment_id WHERE link.entry_id > %(against)s) facts
  GROUP BY function_id) newest
JOIN missions_function function ON function.id = newest.function_id
JOIN missions_stagedrow row ON row.staged_id = %(staged)s AND row.code = function.code
JOIN missions_auditentry entry ON entry.sequence = newest.entry_id
ORDER BY row.line
"""


# For a kind of record: whatever was recorded since that its rules may look at; with a line if the file is about it.
MOVED_KINDS = """
SELECT row.line, newest.code, entry.sequence, entry.actor_name AS by, entry.recorded_at, entry.action
FROM (SELECT kind, code, max(entry_id) AS entry_id FROM ({facts}) facts GROUP BY kind, code) newest
JOIN missions_auditentry entry ON entry.sequence = newest.entry_id
LEFT JOIN LATERAL (SELECT min(line) AS line FROM missions_stagedrow
  WHERE staged_id = %(staged)s AND code = newest.code AND newest.kind = %(kind)s) row ON true
ORDER BY row.line NULLS LAST, newest.code
"""
RECORDED = """
SELECT '{kind}' AS kind, subject.code, {facts}.entry_id FROM {source}
JOIN {subjects} subject ON subject.id = fact.{subject}_id WHERE {facts}.entry_id > %(against)s
"""


@dataclass(frozen=True)
class RowCounts:
    """How many rows of an import are compared, and what each would do."""

    total: int
    waiting: int
    new: int
    changed: int
    same: int
    wrong: int
    left_out: int

    @property
    def compared(self) -> int:
        return self.total - self.waiting

    @property
    def to_record(self) -> int:
        """Rows that would change the record."""
        return self.new + self.changed


def own(by: Actor) -> QuerySet[StagedImport]:
    """The actor's own staged imports, newest first."""
    return StagedImport.objects.filter(owner_id=by.pk).order_by("-pk")


def counts(staged: StagedImport) -> RowCounts:
    """The progress of an import and what it would do. One query."""
    found = dict(staged.lines.order_by().values_list("status").annotate(Count("pk")))
    return RowCounts(total=sum(found.values()), **{status.value: found.get(status.value, 0) for status in RowStatus})


def areas(staged: StagedImport) -> list[MissionArea]:
    """The areas that the import changes. One query."""
    codes = staged.lines.filter(status__in=CHANGED).order_by().values_list(KeyTextTransform("area", "plan"))
    return list(MissionArea.objects.filter(code__in=codes.distinct()))


def page(staged: StagedImport, status: RowStatus | None, after: int | None) -> tuple[list[StagedRow], int | None]:
    """A page of rows in the order of the file, of one status or all, and the line of the next page, if any."""
    found = staged.lines.order_by("line")
    if status:
        found = found.filter(status=status)
    if after is not None:
        found = found.filter(line__gt=after)
    listed = list(found[: PAGE + 1])
    more = len(listed) > PAGE
    return listed[:PAGE], listed[PAGE - 1].line if more else None


def first_lines(staged: StagedImport, codes: Iterable[str]) -> dict[str, int]:
    """The first line of the file about each function code."""
    return {row.code: row.line for row in rows(FIRST_LINES, {"staged": staged.pk, "codes": list(codes)})}


def found(asked: Collection[AskedFunction], sequence: int, today: date) -> list[Found]:
    """The record for each row, on its effective date and today, as known at a sequence. One query for all.

    If the date of a row is invalid, today is its effective date.
    """
    parameters = {
        "areas": [one.area for one in asked],
        "codes": [one.code for one in asked],
        "days": [one.effective_on or today for one in asked],
        "sequence": sequence,
        "today": today,
    }
    return [_found(row) for row in rows(FOUND, parameters)]


def changed_functions(staged: StagedImport) -> list[Any]:
    """The rows about functions on which something was recorded since the comparison, with that entry."""
    return rows(CHANGED_FUNCTIONS, {"staged": staged.pk, "against": staged.against})


def kind_of(staged: StagedImport) -> Kind | None:
    """The kind of record that the import is about; None for functions and assessments, or before it is read."""
    return KINDS.get(staged.kind)


def changed_records(staged: StagedImport) -> list[Any]:
    """What was recorded since the comparison that the rows of records may depend on, with the entry of each."""
    parameters = {"staged": staged.pk, "against": staged.against, "kind": staged.kind}
    return rows(_changed_records(staged.kind), parameters)


def _changed_records(kind: str) -> str:
    arms = []
    for name, found in TABLES.items():
        arms.append(_recorded(name, found.revision))
        links = found.evidence._meta.db_table
        if name == kind:
            source = f"{links} link JOIN {found.revision._meta.db_table} fact ON fact.id = link.revision_id"
            arms.append(_recorded(name, found.revision, source, "link"))
    arms += [_recorded(name, model) for name, model in OTHERS.items()]
    return MOVED_KINDS.format(facts=" UNION ALL ".join(arms))


def _recorded(kind: str, model: type[Fact], source: str = "", facts: str = "fact") -> str:
    source = source or f"{model._meta.db_table} fact"
    return RECORDED.format(kind=kind, subjects=table_of(kind), subject=model.SUBJECT, source=source, facts=facts)


def _found(row: Any) -> Found:
    return replace(_stands(row, ""), evidence=tuple(row.evidence or ()), now=_stands(row, "now_"))


def _stands(row: Any, at: str) -> Found:
    return Found(
        # An area that is not in the record on that day does not count.
        area=None if row.emerging is None else row.area,
        emerging=bool(row.emerging),
        home=row.home,
        name=getattr(row, f"{at}name"),
        description=getattr(row, f"{at}description") or "",
        source=getattr(row, f"{at}described_by") or "",
        retired_since=getattr(row, f"{at}described_on") if getattr(row, f"{at}retired") else None,
        assessment={name: getattr(row, f"{at}{name}") for name in JUDGED} if getattr(row, f"{at}performer") else None,
        since=getattr(row, f"{at}since"),
    )
