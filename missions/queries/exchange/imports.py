"""Staged imports: one's own, their rows, and what the record says about a batch of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTextTransform

from missions.access import Actor
from missions.domain.vocabulary import RowStatus
from missions.models import AreaRevision, Assessment, FunctionRevision, MissionArea, StagedImport, StagedRow
from missions.models.querysets import as_of
from missions.queries.rows import rows
from missions.sheets.columns import ANSWERS
from missions.sheets.plan import Asked, Found

PAGE = 50
LISTED = 20
CHANGED = (RowStatus.NEW, RowStatus.CHANGED)

# What holds for each wanted row on its own day, known by one sequence.
FOUND = f"""
SELECT area.code AS area, area_then.emerging, home.code AS home, revision.name, revision.description, revision.retired,
  revision.effective_on AS described_on, assessment.performer, assessment.availability, assessment.fit,
  assessment.contribution, assessment.risk, assessment.risk_of_not, assessment.rationale, assessment.source
FROM unnest(%(areas)s::text[], %(codes)s::text[], %(days)s::date[]) WITH ORDINALITY wanted(area, code, on_day, place)
LEFT JOIN missions_missionarea area ON upper(area.code) = wanted.area
LEFT JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="wanted.on_day")}) area_then ON true
LEFT JOIN missions_function function ON function.code = wanted.code AND function.entry_id <= %(sequence)s
LEFT JOIN missions_missionarea home ON home.id = function.area_id
LEFT JOIN LATERAL ({as_of(FunctionRevision, of="function.id", on="wanted.on_day")}) revision ON true
LEFT JOIN LATERAL ({as_of(Assessment, of="function.id", on="wanted.on_day")}) assessment ON true
ORDER BY wanted.place
"""

FIRST_LINES = """
SELECT code, min(line) AS line FROM missions_stagedrow WHERE staged_id = %(staged)s AND code = ANY(%(codes)s)
GROUP BY code
"""

MOVED = """
SELECT row.line, row.code, entry.sequence, entry.actor_name AS by, entry.recorded_at, entry.action
FROM missions_stagedrow row
JOIN missions_function function ON function.code = row.code
JOIN LATERAL (
  SELECT max(entry_id) AS entry_id FROM (
    SELECT max(entry_id) AS entry_id FROM missions_functionrevision WHERE function_id = function.id
    UNION ALL SELECT max(entry_id) FROM missions_assessment WHERE function_id = function.id) facts) newest ON true
JOIN missions_auditentry entry ON entry.sequence = newest.entry_id
WHERE row.staged_id = %(staged)s AND newest.entry_id > %(against)s
ORDER BY row.line
"""


@dataclass(frozen=True)
class Counts:
    """How many rows of an import are compared, and what each would do."""

    total: int
    waiting: int
    new: int
    changed: int
    same: int
    wrong: int

    @property
    def compared(self) -> int:
        return self.total - self.waiting

    @property
    def to_record(self) -> int:
        """Rows that would bring something to the record."""
        return self.new + self.changed


def own(by: Actor) -> QuerySet[StagedImport]:
    """The actor's own staged imports, newest first."""
    return StagedImport.objects.filter(owner_id=by.pk).order_by("-pk")


def counts(staged: StagedImport) -> Counts:
    """How far an import is and what it would do. One query."""
    found = dict(staged.lines.order_by().values_list("status").annotate(Count("pk")))
    return Counts(total=sum(found.values()), **{status.value: found.get(status.value, 0) for status in RowStatus})


def areas(staged: StagedImport) -> list[MissionArea]:
    """The areas that the import changes. One query."""
    codes = staged.lines.filter(status__in=CHANGED).order_by().values_list(KeyTextTransform("area", "plan"))
    return list(MissionArea.objects.filter(code__in=codes.distinct()))


def page(staged: StagedImport, status: RowStatus | None, after: int | None) -> tuple[list[StagedRow], int | None]:
    """A page of rows in the order of the file, of one status or all, and the line to go on after, if any."""
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


def found(asked: Iterable[Asked], sequence: int) -> list[Found]:
    """What the record says for each row on its effective date, known by a sequence. One query, whatever the rows."""
    asked = list(asked)
    parameters = {
        "areas": [one.area for one in asked],
        "codes": [one.code for one in asked],
        "days": [one.effective_on for one in asked],
        "sequence": sequence,
    }
    return [_found(row) for row in rows(FOUND, parameters)]


def moved(staged: StagedImport) -> list[Any]:
    """The rows whose function somebody recorded something about since the comparison, with that entry."""
    return rows(MOVED, {"staged": staged.pk, "against": staged.against})


def _found(row: Any) -> Found:
    judged = (*ANSWERS, "rationale", "source")
    return Found(
        # An area that is not in the record on that day is none.
        area=None if row.emerging is None else row.area,
        emerging=bool(row.emerging),
        home=row.home,
        name=row.name,
        description=row.description or "",
        retired_since=row.described_on if row.retired else None,
        assessment={name: getattr(row, name) for name in judged} if row.performer else None,
    )
