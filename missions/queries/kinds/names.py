"""The names of referenced records at a moment, with their pages; and the records that refer to a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from missions.domain import addresses
from missions.domain.kinds.kind import Field, Holds, Kind, RecordState
from missions.domain.record.portfolio import Moment
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.states import NARROWED, OTHERS, table_of, value_of
from missions.queries.rows import rows

TITLES = """
SELECT subject.code, {area} AS area, {retired} AS retired, {columns}
FROM {subjects} subject {join} JOIN LATERAL ({holding}) fact ON true
{narrowed}
"""
NAMES_OF = {"function": "fact.name", "area": "fact.name", "passage": "fact.title"}
# Each record of a kind whose revision in force refers to another, in a field of its own or of its lines. Only records
# with any revision that does, by the index, are examined.
REFERRING = """
SELECT '{kind}' AS kind, '{label}' AS label, subject.code
FROM {subjects} subject JOIN LATERAL ({holding}) fact ON true
WHERE subject.id = ANY (ARRAY({ever})) AND NOT fact.retired AND ({fields})
"""
EVER = "SELECT {kind}_id FROM {table} WHERE {field}_id = {target}"
EVER_IN_LINES = """
SELECT revision.{kind}_id FROM {lines} line JOIN {table} revision ON revision.id = line.revision_id
WHERE line.{field}_id = {target}
"""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A referenced record: its name, its page without a date, and whether it is retired."""

    code: str
    title: str
    path: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Referring:
    """A record that refers to another: its kind, and the field."""

    kind: Kind
    code: str
    label: str


class Names:
    """Records by kind and code, each kind read on first use. One query for each kind.

    A kind whose records `read` was given is not read as a whole.
    """

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._whole: dict[str, dict[str, NamedRecord]] = {}
        self._some: dict[str, dict[str, NamedRecord | None]] = {}

    def of(self, kind: str, code: str) -> NamedRecord | None:
        """The record of that code; None before it existed."""
        some = self._some.get(kind, {})
        return some[code] if code in some else self._every(kind).get(code)

    def read(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read these records, by kind and code, and the records that their titles refer to. One query for each kind."""
        by_kind: dict[str, list[str]] = {}
        for kind, code in wanted:
            if kind not in self._whole and code not in self._some.get(kind, {}):
                by_kind.setdefault(kind, []).append(code)
        found = {kind: rows(_titles(kind, narrowed=True), self._at(codes)) for kind, codes in by_kind.items()}
        if further := {one for kind, read in found.items() for row in read for one in _referred(kind, row)}:
            self.read(further)
        for kind, codes in by_kind.items():
            named = {row.code: self._named(kind, row) for row in found[kind]}
            self._some.setdefault(kind, {}).update({code: named.get(code) for code in codes})

    def _every(self, kind: str) -> dict[str, NamedRecord]:
        """Every record of a kind by code, retired ones included."""
        if kind not in self._whole:
            found = rows(_titles(kind), self._at(None))
            self._whole[kind] = {row.code: self._named(kind, row) for row in found}
        return self._whole[kind]

    def _at(self, codes: list[str] | None) -> dict[str, Any]:
        return {"on": self._moment.as_of, "sequence": self._moment.sequence, "codes": codes}

    def called(self, state: RecordState) -> str:
        """The name of a record: references in its title are replaced by their own names."""
        kind = TABLES[state.kind].kind
        return kind.joined(self.words(kind.field(name), state.values[name]) for name in kind.title)

    def words(self, field: Field, value: Any) -> str:
        """A value as it is shown; a reference by its name."""
        if field.holds is not Holds.REFERENCE or not value:
            return field.words(value)
        named = self.of(field.refers, value)
        return named.title if named else value

    def _named(self, kind: str, row: Any) -> NamedRecord:
        if kind in OTHERS:
            return NamedRecord(row.code, row.v_title, _path(kind, row), row.retired)
        declared = TABLES[kind].kind
        fields = [declared.field(name) for name in declared.title]
        titled = (self.words(field, field.read(getattr(row, f"v_{field.name}"))) for field in fields)
        path = addresses.record(declared.address, row.code)
        return NamedRecord(row.code, declared.joined(titled), path, row.retired)


def referrers(kind: str, code: str, moment: Moment) -> list[Referring]:
    """The records in force that refer to this one. One query; none if no kind refers to its kind."""
    sql = _referring(kind, tuple(TABLES))
    if not sql:
        return []
    found = rows(sql, {"on": moment.as_of, "sequence": moment.sequence, "code": code})
    return [Referring(TABLES[row.kind].kind, row.code, row.label) for row in found]


def _referred(kind: str, row: Any) -> Iterable[tuple[str, str]]:
    """The records that the title of a record refers to."""
    for name in TABLES[kind].kind.title if kind in TABLES else ():
        field = TABLES[kind].kind.field(name)
        if field.holds is Holds.REFERENCE and (code := getattr(row, f"v_{name}")):
            yield field.refers, code


@cache
def _titles(kind: str, *, narrowed: bool = False) -> str:
    if kind in OTHERS:
        model, area = OTHERS[kind], "NULL"
        join = ""
        if kind == "function":
            area, join = "area.code", "JOIN missions_missionarea area ON area.id = subject.area_id"
        columns = f"{NAMES_OF[kind]} AS v_title"
        retired = "fact.retired" if kind == "function" else "false"
    else:
        declared, model = TABLES[kind].kind, TABLES[kind].revision
        area, join, retired = "NULL", "", "fact.retired"
        columns = ", ".join(f"{value_of('fact', declared.field(name))} AS v_{name}" for name in declared.title)
    return TITLES.format(
        area=area,
        retired=retired,
        columns=columns,
        subjects=table_of(kind),
        join=join,
        holding=as_of(model, of="subject.id", newest=True),
        narrowed=NARROWED if narrowed else "",
    )


@cache
def _referring(kind: str, _kinds: tuple[str, ...]) -> str:
    target = f"(SELECT id FROM {table_of(kind)} WHERE code = %(code)s)"
    parts = []
    for name, found in TABLES.items():
        at = {"kind": name, "table": found.revision._meta.db_table, "target": target}
        fields, ever = [], []
        for field in found.kind.fields:
            if field.refers == kind:
                fields.append(f"fact.{field.name}_id = {target}")
                ever.append(EVER.format(**at, field=field.name))
        for lines in found.kind.lines:
            table = found.lines[lines.name]._meta.db_table
            of_line = f"EXISTS (SELECT FROM {table} line WHERE line.revision_id = fact.id AND line."
            for field in lines.fields:
                if field.refers == kind:
                    fields.append(f"{of_line}{field.name}_id = {target})")
                    ever.append(EVER_IN_LINES.format(**at, lines=table, field=field.name))
        if fields:
            parts.append(
                REFERRING.format(
                    kind=name,
                    label=found.kind.label,
                    subjects=found.identity._meta.db_table,
                    holding=as_of(found.revision, of="subject.id", newest=True),
                    ever=" UNION ".join(ever),
                    fields=" OR ".join(fields),
                )
            )
    return " UNION ALL ".join(parts) + " ORDER BY kind, code" if parts else ""


def _path(kind: str, row: Any) -> str:
    match kind:
        case "function":
            return addresses.function(row.area, row.code)
        case "area":
            return addresses.area(row.code)
    return addresses.STRATEGY
