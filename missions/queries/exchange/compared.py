"""The rows of an import that were already compared, as what they would record."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from missions.domain.kinds.kind import RecordState
from missions.domain.kinds.registry import KINDS
from missions.models import StagedImport
from missions.queries.exchange.imports import CHANGED
from missions.queries.rows import rows
from missions.sheets.record_plan import of_plan

HAVING = """
SELECT asked.place::int, row.code FROM unnest({arrays}) WITH ORDINALITY asked({names}, place)
JOIN missions_stagedrow row ON {same}
WHERE row.staged_id = %(staged)s AND row.status = ANY (%(statuses)s)
"""


class ComparedRows:
    """What these rows would record: `PlannedRecords` in addition to the record."""

    def __init__(self, staged: StagedImport) -> None:
        self._staged = staged

    def states(self, kind: str, codes: Collection[str]) -> Iterable[RecordState]:
        """What will be recorded about these records, in the order of the file. One query, none for another kind."""
        if kind != self._staged.kind:
            return
        saying = self._staged.lines.filter(code__in=codes, status__in=CHANGED, plan__has_key="values")
        for code, plan in saying.order_by("line").values_list("code", "plan"):
            yield of_plan(KINDS[kind], code, plan)

    def codes_having(self, kind: str, fields: Sequence[str], many: Sequence[Sequence[Any]]) -> list[tuple[int, str]]:
        """The index of each set of values that a row has, and the code of its record. One query."""
        if kind != self._staged.kind:
            return []
        sql = HAVING.format(
            arrays=", ".join(f"%({name})s::text[]" for name in fields),
            names=", ".join(fields),
            same=" AND ".join(f"row.plan->'values'->>'{name}' = asked.{name}" for name in fields),
        )
        columns = {name: [str(values[place]) for values in many] for place, name in enumerate(fields)}
        at = columns | {"staged": self._staged.pk, "statuses": [*CHANGED]}
        return [(row.place - 1, row.code) for row in rows(sql, at)]
