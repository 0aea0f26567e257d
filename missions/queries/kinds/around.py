"""The part of the record that the rules of kinds need, on any day, read for many records at once."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from missions.domain.kinds.kind import Kind, RecordState, referred
from missions.models import FunctionRevision
from missions.models.kinds import TABLES
from missions.queries.kinds.states import OTHERS, codes_having, columns, has, other_state, references, state, table_of
from missions.queries.rows import rows

# Every fact about these records that no other known fact withdraws.
FACTS = """
SELECT fact.id, subject.code, {columns} FROM {subjects} subject JOIN {table} fact ON fact.{subject}_id = subject.id
JOIN missions_auditentry entry ON entry.sequence = fact.entry_id {references}
WHERE subject.code = ANY (%(codes)s) AND fact.effective_on IS NOT NULL AND fact.entry_id <= %(sequence)s
  AND NOT EXISTS (SELECT FROM {table} later WHERE later.voids_id = fact.id AND later.entry_id <= %(sequence)s)
ORDER BY subject.code, fact.effective_on, fact.entry_id
"""
OTHER_COLUMNS = (
    "{retired} AS retired, fact.effective_on, fact.provenance, fact.source, fact.reason, fact.entry_id,"
    " entry.recorded_at, entry.actor_name"
)
RESTING = """
SELECT revision_id, array_agg(evidence_id ORDER BY evidence_id) AS evidence FROM {links}
WHERE revision_id = ANY (%(facts)s) AND entry_id <= %(sequence)s GROUP BY revision_id
"""

GivenRecord = tuple[str, Mapping[str, Any], Mapping[str, Iterable[Mapping[str, Any]]]]


class PlannedRecords(Protocol):
    """What is about to be recorded, such as the rows of a file that were compared before."""

    def states(self, kind: str, codes: Collection[str]) -> Iterable[RecordState]:
        """What is about to be recorded about these records, in order."""

    def codes_having(self, kind: str, fields: Sequence[str], many: Sequence[Sequence[Any]]) -> list[tuple[int, str]]:
        """Like `queries/kinds/states.py: codes_having`, over what is about to be recorded."""


@dataclass(slots=True)
class _Fact:
    """A fact as it was read; converted to a state on demand."""

    effective_on: date
    make: Callable[[], RecordState]
    pk: int | None = None
    made: RecordState | None = None

    @property
    def state(self) -> RecordState:
        if self.made is None:
            self.made = self.make()
        return self.made


class Around:
    """The record as known at a sequence, together with what is planned.

    `prepare` reads what many records need at once; anything else is read on demand.
    """

    def __init__(self, sequence: int, planned: PlannedRecords | None = None) -> None:
        self._sequence = sequence
        self._planned = planned
        self._facts: dict[tuple[str, str], list[_Fact]] = {}
        self._resting: dict[tuple[str, int], list[int]] = {}
        # By kind and fields: the codes of the records that ever have some values.
        self._having: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], set[str]]] = {}

    def on(self, day: date) -> "OnDay":
        """The record on a day."""
        return OnDay(self, day)

    def prepare(self, kind: Kind, asked: Iterable[GivenRecord]) -> None:
        """Read what the rules need to know about records of a kind, given by code with their values and lines.

        A few queries for each kind that is referred to, however many records.
        """
        asked = list(asked)
        wanted = {(kind.name, code) for code, _, _ in asked}
        self._read(wanted.union(*(referred(kind, values, lines) for _, values, lines in asked)))
        if kind.once:
            self._seek(
                kind.name, kind.once, [one for code, values, _ in asked for one in self._told(kind, code, values)]
            )

    def add(self, planned: RecordState) -> None:
        """Treat a state as recorded; it is the last one of its day."""
        self._insert(self.facts(planned.kind, planned.code), planned)
        for (kind, fields), found in self._having.items():
            if kind == planned.kind:
                key = tuple(planned.values[name] for name in fields)
                if key in found:
                    found[key].add(planned.code)

    def exists(self, kind: str, code: str) -> bool:
        """Whether a record has any fact, on any day."""
        return bool(self.facts(kind, code))

    def evidence(self, kind: str, code: str, on: date) -> tuple[int, ...]:
        """The keys of the evidence of its revision in force on a day."""
        fact = self.fact(kind, code, on)
        if fact is None or fact.pk is None:
            return ()
        if (kind, fact.pk) not in self._resting:
            self._read_resting(kind)
        return tuple(self._resting[kind, fact.pk])

    def fact(self, kind: str, code: str, on: date) -> _Fact | None:
        """The fact of a record that holds on a day."""
        facts = self.facts(kind, code)
        place = bisect_right(facts, on, key=_since)
        return facts[place - 1] if place else None

    def facts(self, kind: str, code: str) -> list[_Fact]:
        """Every fact of a record, by day and entry."""
        if (kind, code) not in self._facts:
            self._read({(kind, code)})
        return self._facts[kind, code]

    def codes_having(self, kind: str, values: Mapping[str, Any]) -> Iterable[str]:
        """The codes of the records that ever have these values."""
        fields, key = tuple(values), tuple(values.values())
        if key not in self._having.get((kind, fields), ()):
            self._seek(kind, fields, [key])
        return sorted(self._having[kind, fields][key])

    def _told(self, kind: Kind, code: str, values: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
        """The identifying fields of a record: the given values over those it ever had."""
        for stood in ({}, *(fact.state.values for fact in self.facts(kind.name, code))):
            said = {**stood, **values}
            if all(said.get(name) for name in kind.once):
                yield tuple(said[name] for name in kind.once)

    def _read(self, wanted: set[tuple[str, str]]) -> None:
        """Read these records, and all that they refer to, directly or indirectly."""
        while wanted := {one for one in wanted if one not in self._facts}:
            self._facts |= {one: [] for one in wanted}
            by_kind: dict[str, list[str]] = {}
            for kind, code in sorted(wanted):
                by_kind.setdefault(kind, []).append(code)
            wanted = set().union(*(self._read_kind(kind, codes) for kind, codes in by_kind.items()))

    def _read_kind(self, kind: str, codes: list[str]) -> set[tuple[str, str]]:
        """Read records of one kind; returns what they refer to."""
        for row in rows(_facts(kind), {"sequence": self._sequence, "codes": codes}):
            self._facts[kind, row.code].append(_Fact(row.effective_on, _maker(kind, row), row.id))
        for one in self._planned.states(kind, codes) if self._planned else ():
            self._insert(self._facts[kind, one.code], one)
        if kind in OTHERS:
            return set()
        declared = TABLES[kind].kind
        states = (fact.state for code in codes for fact in self._facts[kind, code])
        return set().union(*(referred(declared, one.values, one.lines) for one in states))

    def _read_resting(self, kind: str) -> None:
        keys = {fact.pk for (name, _), facts in self._facts.items() if name == kind for fact in facts if fact.pk}
        unread = [key for key in keys if (kind, key) not in self._resting]
        sql = RESTING.format(links=TABLES[kind].evidence._meta.db_table)
        self._resting |= {(kind, key): [] for key in unread}
        for row in rows(sql, {"facts": unread, "sequence": self._sequence}):
            self._resting[kind, row.revision_id] = row.evidence

    def _seek(self, kind: str, fields: tuple[str, ...], many: Iterable[tuple[Any, ...]]) -> None:
        """Read every record that ever has one of these sets of values."""
        found = self._having.setdefault((kind, fields), {})
        wanted = sorted({one for one in many if one not in found})
        found |= {one: set() for one in wanted}
        codes = codes_having(kind, fields, wanted, self._sequence)
        codes += self._planned.codes_having(kind, fields, wanted) if self._planned else []
        for place, code in codes:
            found[wanted[place]].add(code)
        self._read({(kind, code) for _, code in codes})
        for (name, code), facts in self._facts.items():
            for fact in facts if name == kind else ():
                key = tuple(fact.state.values[field] for field in fields)
                if key in found:
                    found[key].add(code)

    @staticmethod
    def _insert(facts: list[_Fact], planned: RecordState) -> None:
        on = planned.said.effective_on
        facts.insert(bisect_right(facts, on, key=_since), _Fact(on, lambda: planned, made=planned))


@dataclass(frozen=True, slots=True)
class OnDay:
    """The record on a day: `Known` for the rules of kinds."""

    around: Around
    day: date

    def state(self, kind: str, code: str) -> RecordState | None:
        """The record of that kind and code, retired or not; None before it existed."""
        fact = self.around.fact(kind, code, self.day)
        return fact.state if fact else None

    def having(self, kind: str, values: Mapping[str, Any]) -> Iterable[RecordState]:
        """The records of that kind with these values, retired ones included, by code."""
        found = (self.state(kind, code) for code in self.around.codes_having(kind, values))
        return (one for one in found if one and has(one, values))

    def timeline(self, kind: str, code: str, field: str) -> Iterable[tuple[date, Any]]:
        """Every value that a field of one record ever has: the first day of each, and the value."""
        return ((fact.effective_on, fact.state.values[field]) for fact in self.around.facts(kind, code))


def _since(fact: _Fact) -> date:
    return fact.effective_on


def _maker(kind: str, row: Any) -> Callable[[], RecordState]:
    return (lambda: other_state(kind, row)) if kind in OTHERS else (lambda: state(TABLES[kind], row))


@cache
def _facts(kind: str) -> str:
    model = OTHERS.get(kind) or TABLES[kind].revision
    retired = "fact.retired" if model is FunctionRevision else "false"
    return FACTS.format(
        columns=OTHER_COLUMNS.format(retired=retired) if kind in OTHERS else columns(kind),
        references="" if kind in OTHERS else references(kind),
        table=model._meta.db_table,
        subjects=table_of(kind),
        subject=model.SUBJECT,
    )
