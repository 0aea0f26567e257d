"""What the rows about a record of a kind would do: new, changed field by field, same, or wrong and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from missions.domain.dates import day
from missions.domain.difference import Difference
from missions.domain.kinds.changes import basis_changes, changes
from missions.domain.kinds.kind import (
    EARLIER,
    PROVENANCES,
    Field,
    Given,
    Kind,
    Problem,
    RecordOnDay,
    RecordState,
    problems,
    says,
)
from missions.domain.record.portfolio import Attribution
from missions.domain.vocabulary import Certainty, Provenance, RowStatus
from missions.sheets.plan import UNDATED
from missions.sheets.records import AskedRecord, Placed, as_recorded, completed

# RecordOnDay after everything that is recorded.
PLANNED = 2**62
MISSING = "{label} is missing."


@dataclass(frozen=True)
class PlannedRecord:
    """The state to record, what it changes, and what is wrong in which of its rows."""

    status: RowStatus
    state: RecordState | None
    changes: tuple[Difference, ...]
    problems: tuple[Placed, ...]


def compare(kind: Kind, asked: AskedRecord, known: RecordOnDay, *, exists: bool) -> PlannedRecord:
    """Compare what the rows ask for with what is known on their effective date.

    `exists` says whether the record ever has a revision. A record that cannot be read is wrong as it is.
    """
    before = known.state(kind.name, asked.code) if asked.effective_on and asked.code else None
    status = RowStatus.CHANGED if exists else RowStatus.NEW
    if asked.problems or asked.effective_on is None:
        return PlannedRecord(status, None, (), asked.problems)
    state = _merged(kind, asked, before)
    if before and _stands(state, before):
        return PlannedRecord(RowStatus.SAME, None, (), ())
    wrong = [*_unsaid(kind, asked, state, before)]
    if exists and before is None:
        wrong.append(Placed(0, EARLIER.format(code=asked.code, day=day(asked.effective_on))))
    if asked.undated:
        wrong.append(Placed(0, UNDATED))
    if not wrong:
        given = Given(state.code, state.values, state.lines, asked.effective_on, state.retired)
        wrong = [_placed(kind, asked, one) for one in problems(kind, given, known, before)]
    return PlannedRecord(status, state, (*changes(kind, before, state), *basis_changes(before, state)), tuple(wrong))


def _merged(kind: Kind, asked: AskedRecord, before: RecordState | None) -> RecordState:
    """The record as the file would have it; what the file has no column for stays as it is."""
    stood = before.said if before else Attribution(PLANNED, asked.effective_on, None, "", "", None, "")
    said = replace(
        stood,
        sequence=PLANNED,
        effective_on=asked.effective_on,
        provenance=asked.said.get("provenance", stood.provenance),
        source=as_recorded(asked.said.get("source", stood.source), stood.source),
    )
    given = {name: tuple(line for _, line in lines) for name, lines in asked.lines.items()}
    return RecordState(
        kind=kind.name,
        code=asked.code,
        values={one.name: _value(one, asked.values, before) for one in kind.fields},
        lines={
            one.name: tuple(completed(one, given[one.name], before))
            if one.name in given
            else (before.lines[one.name] if before else ())
            for one in kind.lines
        },
        retired=asked.said.get("retired", before.retired if before else False),
        said=said,
        certainty=asked.said.get("certainty", before.certainty if before else None),
    )


def _value(field: Field, values: Mapping[str, Any], before: RecordState | None) -> Any:
    stands = before.values[field.name] if before else field.empty
    value = values.get(field.name, stands)
    return (
        as_recorded(value, stands)
        if isinstance(stands, str) and isinstance(value, str) and not field.choices
        else value
    )


def _stands(state: RecordState, before: RecordState) -> bool:
    """Whether the record already says all of this."""
    given = Given(state.code, state.values, state.lines, state.said.effective_on, state.retired)
    return says(before, given) and not basis_changes(before, state)


def _unsaid(kind: Kind, asked: AskedRecord, state: RecordState, before: RecordState | None) -> Iterable[Placed]:
    """The values that every record needs and that the rows lack."""
    for field in kind.fields:
        if field.required and state.values[field.name] in (None, ""):
            yield Placed(0, MISSING.format(label=field.label))
    for lines in kind.lines:
        for place, line in enumerate(state.lines[lines.name]):
            for field in lines.fields:
                if field.required and line[field.name] in (None, ""):
                    yield Placed(_row(asked, lines.name, place), MISSING.format(label=lines.titled(field)))
    if state.said.provenance not in PROVENANCES:
        stands = state.said.provenance and f"“{state.said.provenance.label}” cannot be recorded by a file"
        possible = ", ".join(one.label for one in PROVENANCES)
        yield Placed(0, f"Provenance {stands or 'is missing'}. Possible: {possible}.")
    if state.certainty is None:
        yield Placed(0, f"Certainty is missing. Possible: {', '.join(Certainty.values)}.")


def _placed(kind: Kind, asked: AskedRecord, problem: Problem) -> Placed:
    """A problem in the row of its cause, which it names."""
    field = problem.field or ""
    for lines in kind.lines:
        if field.startswith(f"{lines.name}-"):
            _, place, name = field.split("-", 2)
            label = next(lines.titled(one) for one in lines.fields if one.name == name)
            return Placed(_row(asked, lines.name, int(place)), _named(label, problem.message))
    label = next((one.label for one in kind.fields if one.name == field), "")
    return Placed(0, _named(label, problem.message))


def _row(asked: AskedRecord, lines: str, place: int) -> int:
    """The row of a line; problems outside the file's columns are shown in the first row."""
    return asked.lines[lines][place][0] if lines in asked.lines else 0


def _named(label: str, message: str) -> str:
    own = label.rpartition(": ")[2]
    return message if not label or message.startswith(own) else f"{label}: {message}"


def as_plan(kind: Kind, planned: PlannedRecord) -> dict[str, Any]:
    """The state to record, as JSON; empty if there is none."""
    state = planned.state
    if state is None:
        return {}
    return {
        "values": {name: _kept(value) for name, value in state.values.items()},
        "lines": {
            name: [{key: _kept(value) for key, value in line.items()} for line in lines]
            for name, lines in state.lines.items()
        },
        "retired": state.retired,
        "effective_on": _kept(state.said.effective_on),
        "provenance": state.said.provenance,
        "certainty": state.certainty,
        "source": state.said.source,
        "title": kind.called(state.values),
    }


def of_plan(kind: Kind, code: str, plan: Mapping[str, Any]) -> RecordState:
    """The state in a plan."""
    said = Attribution(
        PLANNED, date.fromisoformat(plan["effective_on"]), None, "", "", Provenance(plan["provenance"]), plan["source"]
    )
    return RecordState(
        kind=kind.name,
        code=code,
        values={one.name: one.read(plan["values"][one.name]) for one in kind.fields},
        lines={
            lines.name: tuple(
                {one.name: one.read(line[one.name]) for one in lines.fields} for line in plan["lines"][lines.name]
            )
            for lines in kind.lines
        },
        retired=plan["retired"],
        said=said,
        certainty=Certainty(plan["certainty"]),
    )


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
