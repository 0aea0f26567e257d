"""What each row of a file would do to the record: new, changed field by field, same, or wrong and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from missions.domain.dates import day, out_of_reach, read_day
from missions.domain.record.kinds import FUNCTION
from missions.domain.record.portfolio import NO_NEW_FUNCTIONS
from missions.domain.typed import visible
from missions.domain.vocabulary import RowStatus
from missions.sheets.columns import SheetColumn, shortened
from missions.sheets.functions import ANSWERS, COLUMNS

CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
# The time that some programs add to a day.
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?")
# What spreadsheet programs show if a formula has no value.
ERRORS = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)", re.IGNORECASE
)
UNDATED = "Effective date is missing."
DESCRIBED = {one.name: one.label for one in FUNCTION.fields} | {"source": "Source of the function"}


@dataclass(frozen=True)
class AskedFunction:
    """One row as it was understood; it has an assessment only if it answers the questions.

    `effective_on` is None if the day is invalid; a row that is `undated` is compared with today. `source` is None if
    the file has no column for it.
    """

    area: str
    code: str
    effective_on: date | None
    undated: bool
    name: str
    description: str
    source: str | None
    assessment: dict[str, str] | None
    problems: list[str]


@dataclass(frozen=True)
class Found:
    """The record for a row on its effective date.

    `area` is the mission area's own code, None if there is none on that date; `home` is the area that the function's
    code belongs to permanently, None for a free code; `name` is None before the function existed.
    """

    area: str | None = None
    emerging: bool = False
    home: str | None = None
    name: str | None = None
    description: str = ""
    source: str = ""
    retired_since: date | None = None
    assessment: Mapping[str, str] | None = None
    since: date | None = None
    evidence: tuple[int, ...] = ()
    now: "Found | None" = None


@dataclass(frozen=True)
class PlannedRow:
    """What a row would do: the revision and the assessment to record, the fields that change, or what is wrong.

    `evidence` has the keys of the evidence that the assessment keeps.
    """

    status: RowStatus
    revision: dict[str, str] | None = None
    assessment: dict[str, str] | None = None
    changes: list[dict[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    evidence: tuple[int, ...] = ()


def understand(cells: Mapping[str, str], problems: list[str], today: date) -> AskedFunction:
    """Read a row's cells; invalid values become problems in words."""
    problems = [*problems, *unusable(cells, COLUMNS)]
    code = cells.get("function", "").upper()
    if wrong := unfit_code(code, "Function code", "SATCOM-07"):
        problems.append(wrong)
    if not cells.get("area"):
        problems.append("Mission area is missing.")
    undated = not cells.get("effective_on")
    return AskedFunction(
        area=cells.get("area", "").upper(),
        code=code,
        effective_on=today if undated else effective_day(cells["effective_on"], today, problems),
        undated=undated,
        name=cells.get("name", ""),
        description=cells.get("description", ""),
        source=cells.get("source"),
        assessment=_assessment(cells, problems),
        problems=problems,
    )


def compare(asked: AskedFunction, found: Found) -> PlannedRow:
    """Compare what a row asks for with the record of its effective date.

    It is also the same if the record says all of it today, with the assessment in force since that date. That is so for
    an export, whose functions may have been renamed since they were assessed.
    """
    if asked.problems:
        told = [*asked.problems, *_unknown(asked, found), *([UNDATED] if asked.undated else [])]
        return PlannedRow(RowStatus.WRONG, problems=told)
    if _stands_today(asked, found):
        return PlannedRow(RowStatus.SAME)
    problems = _unfit(asked, found)
    if problems:
        return PlannedRow(RowStatus.WRONG, problems=problems)
    planned = _planned(asked, found)
    if asked.undated and planned.status is not RowStatus.SAME:
        return PlannedRow(RowStatus.WRONG, changes=planned.changes, problems=[UNDATED])
    return planned


def unusable(cells: Mapping[str, str], columns: Mapping[str, SheetColumn]) -> list[str]:
    """Problems of single cells: errors of a spreadsheet, and texts longer than the record takes."""
    found = []
    for name, text in cells.items():
        column = columns[name]
        if ERRORS.fullmatch(text):
            found.append(
                f"{column.label} holds the error {text} of a spreadsheet. Correct the formula, or write the value."
            )
        if len(text) > column.longest and not column.choices:
            found.append(f"{column.label} has {len(text):,} characters; the record takes {column.longest:,}.")
    return found


def _stands_today(asked: AskedFunction, found: Found) -> bool:
    now = found.now
    if now is None or now.name is None or now.retired_since or asked.area != (found.area or "").upper():
        return False
    if found.home != found.area or not asked.assessment or asked.effective_on != now.since:
        return False
    return _planned(asked, now).status is RowStatus.SAME


def _planned(asked: AskedFunction, found: Found) -> PlannedRow:
    """What the row would change; a cell that looks like the record, or is empty, leaves it unchanged."""
    before = {"name": found.name or "", "description": found.description, "source": found.source}
    wanted = {"name": asked.name, "description": asked.description}
    if asked.source and not asked.assessment:
        wanted["source"] = asked.source
    described = before | {
        name: text for name, text in wanted.items() if text and visible(text) != visible(before[name])
    }
    revision = described if found.name is None or described != before else None
    said = found.assessment or {}
    assessment = asked.assessment and _judged(asked.assessment, asked.source, said)
    if assessment == said:
        assessment = None
    if revision is None and assessment is None:
        return PlannedRow(RowStatus.SAME)
    changes = [*_changes(before, revision or {}, DESCRIBED), *_changes(said, assessment or {}, {})]
    first = found.name is None or (revision is None and found.assessment is None)
    status = RowStatus.NEW if first else RowStatus.CHANGED
    return PlannedRow(status, revision, assessment, changes, evidence=found.evidence if assessment else ())


def _judged(answers: Mapping[str, str], source: str | None, said: Mapping[str, str]) -> dict[str, str]:
    """The assessment as it would be recorded; the source stays if the file has no column for it."""
    given = {**answers, "source": said.get("source", "") if source is None else source}
    return {
        name: said[name] if name in said and visible(said[name]) == visible(text) else text
        for name, text in given.items()
    }


def unfit_code(code: str, label: str, example: str) -> str:
    """Why a code cannot be used; empty if it can."""
    if not code:
        return f"{label} is missing."
    if CODE.fullmatch(code):
        return ""
    said = f"{label[0].lower()}{label[1:]}"
    return (
        f"The {said} “{shortened(code)}” cannot be used; "
        f"use letters, digits and single hyphens only, such as {example}."
    )


def written_day(text: str) -> date:
    """The day in a cell, with or without an added time. Raises ValueError with a message for the person."""
    return read_day(MIDNIGHT.sub("", text))


def effective_day(text: str, today: date, problems: list[str]) -> date | None:
    """The effective date in a cell; None and a problem if it is invalid."""
    try:
        found = written_day(text)
    except ValueError as error:
        problems.append(f"The effective date “{shortened(text)}” cannot be used. {error}")
        return None
    if problem := out_of_reach(found, today):
        problems.append(f"The effective date is {day(found)}. {problem}")
        return None
    return found


def _assessment(cells: Mapping[str, str], problems: list[str]) -> dict[str, str] | None:
    """The answers by their stored values, None if a row is about the function only."""
    if not any(cells.get(name) for name in (*ANSWERS, "rationale")):
        return None
    answers = {}
    for name in ANSWERS:
        label, text = COLUMNS[name].label, cells.get(name, "")
        value = COLUMNS[name].read(text)
        if value is None:
            possible = ", ".join(COLUMNS[name].choices.labels)
            wrong = f"{label} “{shortened(text)}” is not an answer." if text else f"{label} is missing."
            problems.append(f"{wrong} Possible: {possible}.")
        answers[name] = value or ""
    if not cells.get("rationale"):
        problems.append("Rationale is missing. Enter what the answers are based on.")
    return answers | {"rationale": cells.get("rationale", "")}


def _unfit(asked: AskedFunction, found: Found) -> list[str]:
    """Contradictions between the record and a row whose area, code and date are valid."""
    if not (asked.area and asked.code and asked.effective_on):
        return []
    if unknown := _unknown(asked, found):
        return unknown
    if found.home is None and found.emerging:
        return [f"{found.area}: {NO_NEW_FUNCTIONS}"]
    if found.home is None:
        wanted = "There is no function {}; give it a name to add it, or correct the code."
        return [] if asked.name else [wanted.format(shortened(asked.code))]
    if found.home != found.area:
        return [f"The function {asked.code} belongs to {found.home}, not to {found.area}; codes are never reused."]
    if found.name is None:
        return [f"The function {asked.code} did not exist on {day(asked.effective_on)}; choose a later day."]
    if found.retired_since:
        return [f"The function {asked.code} has been retired since {day(found.retired_since)}; choose an earlier day."]
    return []


def _unknown(asked: AskedFunction, found: Found) -> list[str]:
    """The message for an area that is not in the record."""
    known = found.area or not asked.area
    return [] if known else [f"There is no mission area {shortened(asked.area)}."]


def _changes(before: Mapping[str, str], after: Mapping[str, str], labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "field": labels.get(name) or COLUMNS[name].label,
            "before": _words(name, before.get(name, "")),
            "after": _words(name, value),
        }
        for name, value in after.items()
        if value != before.get(name, "")
    ]


def _words(name: str, value: str) -> str:
    """A stored value as it is shown."""
    choices = COLUMNS[name].choices
    return choices(value).label if choices and value else value
