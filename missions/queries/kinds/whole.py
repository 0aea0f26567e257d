"""The record of whole kinds on any day, for many records at once: one query for each kind that is asked for."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from missions.domain.kinds.kind import State
from missions.models import FunctionRevision
from missions.models.kinds import TABLES
from missions.queries.kinds.states import OTHERS, columns, other_state, state, table_of
from missions.queries.rows import rows

# Every fact that no other one known withdraws.
FACTS = """
SELECT fact.id, subject.code, {columns} FROM {table} fact JOIN {subjects} subject ON subject.id = fact.{subject}_id
JOIN missions_auditentry entry ON entry.sequence = fact.entry_id
WHERE fact.effective_on IS NOT NULL AND fact.entry_id <= %(sequence)s AND NOT EXISTS (
  SELECT FROM {table} later WHERE later.voids_id = fact.id AND later.entry_id <= %(sequence)s)
ORDER BY subject.code, fact.effective_on, fact.entry_id
"""
OTHER_COLUMNS = (
    "{retired} AS retired, fact.effective_on, fact.provenance, fact.source, fact.reason, fact.entry_id,"
    " entry.recorded_at, entry.actor_name"
)
RESTING = """
SELECT revision_id, array_agg(evidence_id ORDER BY evidence_id) AS evidence FROM {links}
WHERE entry_id <= %(sequence)s GROUP BY revision_id
"""
# Days for which all records of a kind are kept at hand.
DAYS_KEPT = 8


@dataclass(slots=True)
class _Fact:
    """A fact as it was read; it becomes a state when somebody asks for it."""

    effective_on: date
    make: Callable[[], State]
    pk: int | None = None
    made: State | None = None

    @property
    def state(self) -> State:
        if self.made is None:
            self.made = self.make()
        return self.made


class Whole:
    """The record by what is known at a sequence. What is to be recorded can be added to it."""

    def __init__(self, sequence: int) -> None:
        self._sequence = sequence
        self._read: dict[str, dict[str, list[_Fact]]] = {}
        self._resting: dict[str, dict[int, list[int]]] = {}
        self._days: dict[tuple[str, date], dict[str, State]] = {}

    def on(self, day: date) -> "OnDay":
        """What it says on a day."""
        return OnDay(self, day)

    def add(self, planned: State) -> None:
        """Take a state for recorded; among those of its day it is the last."""
        facts = self.facts(planned.kind).setdefault(planned.code, [])
        on = planned.said.effective_on
        facts.insert(bisect_right(facts, on, key=_since), _Fact(on, lambda: planned, made=planned))
        for (kind, day), held in self._days.items():
            if kind == planned.kind and day >= on:
                held[planned.code] = self.fact(kind, planned.code, day).state

    def exists(self, kind: str, code: str) -> bool:
        """Whether a record has any fact, on whatever day."""
        return code in self.facts(kind)

    def evidence(self, kind: str, code: str, on: date) -> tuple[int, ...]:
        """The keys of what its revision in force on a day rests on."""
        fact = self.fact(kind, code, on)
        if fact is None or fact.pk is None:
            return ()
        if kind not in self._resting:
            sql = RESTING.format(links=TABLES[kind].evidence._meta.db_table)
            self._resting[kind] = {row.revision_id: row.evidence for row in rows(sql, {"sequence": self._sequence})}
        return tuple(self._resting[kind].get(fact.pk, ()))

    def fact(self, kind: str, code: str, on: date) -> _Fact | None:
        """The fact of a record that holds on a day."""
        facts = self.facts(kind).get(code, ())
        place = bisect_right(facts, on, key=_since)
        return facts[place - 1] if place else None

    def facts(self, kind: str) -> dict[str, list[_Fact]]:
        """Every fact of a kind by code, by day and entry."""
        if kind not in self._read:
            found: dict[str, list[_Fact]] = {}
            for row in rows(_facts(kind), {"sequence": self._sequence}):
                found.setdefault(row.code, []).append(_Fact(row.effective_on, _maker(kind, row), row.id))
            self._read[kind] = found
        return self._read[kind]

    def every(self, kind: str, on: date) -> Iterable[State]:
        """Every record of a kind on a day."""
        if (kind, on) not in self._days:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            held = ((code, self.fact(kind, code, on)) for code in self.facts(kind))
            self._days[kind, on] = {code: fact.state for code, fact in held if fact}
        return self._days[kind, on].values()


@dataclass(frozen=True, slots=True)
class OnDay:
    """What the record says on a day: `Known` for the rules of kinds."""

    whole: Whole
    day: date

    def state(self, kind: str, code: str) -> State | None:
        """The record of that kind and code, retired or not; None before it existed."""
        fact = self.whole.fact(kind, code, self.day)
        return fact.state if fact else None

    def everything(self, kind: str) -> Iterable[State]:
        """Every record of that kind, the retired ones included."""
        return self.whole.every(kind, self.day)

    def timeline(self, kind: str, field: str) -> Iterable[tuple[str, date, Any]]:
        """Every value that one field ever has: the record's code, the day from which it holds, the value."""
        for code, facts in self.whole.facts(kind).items():
            for fact in facts:
                yield code, fact.effective_on, fact.state.values[field]


def _since(fact: _Fact) -> date:
    return fact.effective_on


def _maker(kind: str, row: Any) -> Callable[[], State]:
    return (lambda: other_state(kind, row)) if kind in OTHERS else (lambda: state(TABLES[kind], row))


@cache
def _facts(kind: str) -> str:
    model = OTHERS.get(kind) or TABLES[kind].revision
    retired = "fact.retired" if model is FunctionRevision else "false"
    return FACTS.format(
        columns=OTHER_COLUMNS.format(retired=retired) if kind in OTHERS else columns(kind),
        table=model._meta.db_table,
        subjects=table_of(kind),
        subject=model.SUBJECT,
    )
