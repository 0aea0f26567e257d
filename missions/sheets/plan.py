"""What each row of a file would do to the record: new, changed field by field, same, or wrong and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from missions.domain.dates import day, out_of_reach
from missions.domain.vocabulary import RowStatus
from missions.sheets.columns import ANSWERS, COLUMNS, plain, shortened

CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
JUDGED = (*ANSWERS, "rationale", "source")
POSSIBLE = {
    name: {plain(words): value for value, label in COLUMNS[name].choices.choices for words in (label, value)}
    for name in ANSWERS
}


@dataclass(frozen=True)
class Asked:
    """One row as it was understood: an assessment only where it answers the questions."""

    area: str
    code: str
    effective_on: date | None
    name: str
    description: str
    assessment: dict[str, str] | None
    problems: list[str]


@dataclass(frozen=True)
class Found:
    """What the record says for a row on its effective date.

    `area` is the mission area's own code, None where there is none then; `home` is the area the function's code belongs
    to for good, None for a free code; `name` is None before the function existed.
    """

    area: str | None = None
    emerging: bool = False
    home: str | None = None
    name: str | None = None
    description: str = ""
    retired_since: date | None = None
    assessment: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Planned:
    """What a row would do: a revision and an assessment to be recorded, the fields that change, or what is wrong."""

    status: RowStatus
    revision: dict[str, str] | None = None
    assessment: dict[str, str] | None = None
    changes: list[dict[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def understand(cells: Mapping[str, str], problems: list[str], today: date) -> Asked:
    """Read a row's cells; whatever cannot be used is a problem in words."""
    problems = list(problems)
    for name, text in cells.items():
        if len(text) > COLUMNS[name].longest and not COLUMNS[name].choices:
            problems.append(
                f"{COLUMNS[name].label} has {len(text):,} characters; the record takes {COLUMNS[name].longest:,}."
            )
    code = cells.get("function", "").upper()
    if not code:
        problems.append("Function code is missing.")
    elif not CODE.fullmatch(code):
        problems.append(
            f"The function code “{shortened(code)}” cannot be used; "
            "use letters, digits and single hyphens only, such as SATCOM-07."
        )
    if not cells.get("area"):
        problems.append("Mission area is missing.")
    return Asked(
        area=cells.get("area", "").upper(),
        code=code,
        effective_on=_day(cells.get("effective_on", ""), today, problems),
        name=cells.get("name", ""),
        description=cells.get("description", "").replace("\r\n", "\n"),
        assessment=_assessment(cells, problems),
        problems=problems,
    )


def compare(asked: Asked, found: Found) -> Planned:
    """Hold what a row asks for against the record of its effective date."""
    problems = [*asked.problems, *_unfit(asked, found)]
    if problems:
        return Planned(RowStatus.WRONG, problems=problems)
    described = {
        "name": asked.name or found.name or "",
        # An empty cell leaves a description as it is.
        "description": asked.description or found.description,
    }
    revision = described if described != {"name": found.name, "description": found.description} else None
    said = found.assessment or {}
    assessment = asked.assessment if asked.assessment and asked.assessment != said else None
    if revision is None and assessment is None:
        return Planned(RowStatus.SAME)
    before = {"name": found.name or "", "description": found.description}
    changes = [
        *_changes(before, revision or {}),
        *_changes(said, assessment or {}),
    ]
    first = found.name is None or (revision is None and found.assessment is None)
    return Planned(RowStatus.NEW if first else RowStatus.CHANGED, revision, assessment, changes)


def _day(text: str, today: date, problems: list[str]) -> date | None:
    if not text:
        problems.append("Effective date is missing.")
        return None
    match = DAY.fullmatch(text)
    try:
        found = date.fromisoformat(match[1] if match else "")
    except ValueError:
        problems.append(f"The effective date “{shortened(text)}” cannot be read; write a day as 2025-03-01.")
        return None
    if problem := out_of_reach(found, today):
        problems.append(f"The effective date is {day(found)}. {problem}")
        return None
    return found


def _assessment(cells: Mapping[str, str], problems: list[str]) -> dict[str, str] | None:
    """The answers by their stored values, None where a row is about the function only."""
    if not any(cells.get(name) for name in (*ANSWERS, "rationale")):
        return None
    answers = {}
    for name in ANSWERS:
        label, text = COLUMNS[name].label, cells.get(name, "")
        value = POSSIBLE[name].get(plain(text))
        if value is None:
            possible = ", ".join(COLUMNS[name].choices.labels)
            wrong = f"{label} “{shortened(text)}” is not an answer." if text else f"{label} is missing."
            problems.append(f"{wrong} Possible: {possible}.")
        answers[name] = value or ""
    if not cells.get("rationale"):
        problems.append("Rationale is missing. Say what the answers rest on.")
    rationale = cells.get("rationale", "").replace("\r\n", "\n")
    return answers | {"rationale": rationale, "source": cells.get("source", "")}


def _unfit(asked: Asked, found: Found) -> list[str]:
    """What the record has against a row whose area, code and date could be read."""
    if not (asked.area and asked.code and asked.effective_on):
        return []
    if found.area is None:
        return [f"There is no mission area {shortened(asked.area)}."]
    if found.emerging:
        return [f"{found.area} is an emerging area; it has functions once it becomes a mission area."]
    if found.home is None:
        wanted = "There is no function {}; give it a name to add it, or correct the code."
        return [] if asked.name else [wanted.format(shortened(asked.code))]
    if found.home != found.area:
        return [f"The function {asked.code} belongs to {found.home}, not to {found.area}; codes are never reused."]
    if found.name is None:
        return [f"The function {asked.code} did not exist on {day(asked.effective_on)}; choose a later day."]
    if found.retired_since:
        return [f"The function {asked.code} is retired since {day(found.retired_since)}; choose an earlier day."]
    return []


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"field": COLUMNS[name].label, "before": _words(name, before.get(name, "")), "after": _words(name, value)}
        for name, value in after.items()
        if value != before.get(name, "")
    ]


def _words(name: str, value: str) -> str:
    """A stored value as it is shown."""
    choices = COLUMNS[name].choices
    return choices(value).label if choices and value else value
