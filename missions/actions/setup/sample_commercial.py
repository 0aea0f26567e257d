"""The commercial side of a demonstration: public facts and illustrative records, many in one entry."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from missions.access import Actor
from missions.actions import kinds
from missions.actions.chain import Entry, recording
from missions.actions.errors import Unfit
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Lines, RecordOnDay, RecordState, problems
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Certainty, Provenance
from missions.models.kinds import TABLES
from missions.queries.kinds.around import Around, GivenRecord
from missions.queries.kinds.states import newest_entry


class CommercialLoader:
    """Replays events about the kinds of record of the commercial side."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.actors = actors

    def replay(self, event: dict[str, Any]) -> None:
        """Do what the event says. Raises `Unfit`, with the record's code, if the rules of its kind refuse it."""
        kind, by = KINDS[event["kind"]], self.actors[event["by"]]
        if event["action"] == "withdraw":
            code = event["record"]
            against = newest_entry(kind.name, code)
            kinds.withdraw(kind, by=by, code=code, against=against, reason=event["reason"])
            return
        action = f"{event['action']} {kind.plural.lower()}"
        with recording(by=by, action=action, target=kind.address, reason=event["reason"]) as entry:
            around = Around(entry.sequence - 1)
            around.prepare(kind, [_asked(kind, event, said) for said in event["records"]])
            for said in event["records"]:
                _insert(entry, kind, around.on(date.fromisoformat(event["effective_on"])), event, said)


def _asked(kind: Kind, event: dict[str, Any], said: dict[str, Any]) -> GivenRecord:
    """The records to look up before this one is inserted."""
    told = event.get("common", {}) | said
    values = {field.name: _value(field, told) for field in kind.fields if field.name in told}
    return said["code"], values, {lines.name: _lines(lines, told, None) for lines in kind.lines}


def _insert(entry: Entry, kind: Kind, known: RecordOnDay, event: dict[str, Any], said: dict[str, Any]) -> None:
    before = known.state(kind.name, said["code"]) if event["action"] == "revise" else None
    given = _given(kind, event, said, before)
    for problem in problems(kind, given, known, before):
        raise Unfit(f"{given.code}: {problem.message}", problem.field)
    found = TABLES[kind.name]
    if event["action"] == "revise":
        subject = found.identity.objects.get(code=given.code)
    else:
        subject = entry.add(found.identity(code=given.code))
    basis = kinds.Basis(Provenance(event["provenance"]), said["source"], Certainty(said["certainty"]))
    kinds.insert(entry, found, subject, given, basis, event["reason"])


def _given(kind: Kind, event: dict[str, Any], said: dict[str, Any], before: RecordState | None) -> Given:
    """The values of one record: its own, else those of the whole event, else those of its last revision."""
    told = event.get("common", {}) | said
    stood = before.values if before else {}
    return Given(
        code=said["code"],
        values={
            field.name: _value(field, told) if field.name in told else stood.get(field.name, field.empty)
            for field in kind.fields
        },
        lines={lines.name: _lines(lines, told, before) for lines in kind.lines},
        effective_on=date.fromisoformat(event["effective_on"]),
        retired=said.get("retired", False),
    )


def _lines(lines: Lines, told: dict[str, Any], before: RecordState | None) -> tuple[Mapping[str, Any], ...]:
    if lines.name not in told:
        return before.lines[lines.name] if before else ()
    return tuple({field.name: _value(field, line) for field in lines.fields} for line in told[lines.name])


def _value(field: Field, told: dict[str, Any]) -> Any:
    value = told.get(field.name, field.empty)
    if value in {"", None}:
        return field.empty
    if field.choices:
        return field.choices(value)
    return date.fromisoformat(value) if field.holds is Holds.DAY else value
