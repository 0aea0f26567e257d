"""Exercises and daily operations in which solutions are tried before a crisis."""

from collections.abc import Iterable

from missions.domain.commercial.vocabulary import ExerciseKind, Phase, TrialResult
from missions.domain.dates import day
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Lines, Problem, RecordOnDay, line_field


def _rules(given: Given, _record: RecordOnDay) -> Iterable[Problem]:
    starts, ends = given.values["starts_on"], given.values["ends_on"]
    if ends and ends < starts:
        yield Problem(f"It ends before it begins, on {day(starts)}.", "ends_on")
    for place, line in enumerate(given.lines.get("trials", ())):
        if line["result"] is TrialResult.WITH_FINDINGS and not line["finding"]:
            yield Problem("Say what was found.", line_field("trials", place, "finding"))
        if line["closed_on"] and not line["finding"]:
            yield Problem("Only a finding can be closed.", line_field("trials", place, "closed_on"))


EXERCISE = Kind(
    name="exercise",
    label="Exercise",
    article="an",
    plural="Exercises",
    address="exercises",
    prefix="EXE",
    about="Wargames, exercises, daily operations and activations in which commercial solutions are tried.",
    title=("name",),
    fields=(
        Field("name", "Name", required=True, weight="A"),
        Field("kind", "Kind", Holds.CHOICE, choices=ExerciseKind, required=True, listed=True, filtered=True),
        Field("starts_on", "Begins", Holds.DAY, required=True, listed=True),
        Field("ends_on", "Ends", Holds.DAY),
        Field("host", "Host", listed=True, weight="B"),
        Field("partners", "Allies and partners", longest=500, help="Separated by commas.", weight="B"),
        Field("note", "Note", Holds.PROSE, longest=2000, weight="C"),
    ),
    lines=(
        Lines(
            "trials",
            "Trial",
            "Trials",
            (
                Field("use", "Use", Holds.REFERENCE, refers="use", required=True),
                Field("phase", "Phase", Holds.CHOICE, choices=Phase, required=True),
                Field("result", "Result", Holds.CHOICE, choices=TrialResult, required=True),
                Field("finding", "Finding", Holds.PROSE, longest=2000),
                Field("closed_on", "Finding closed", Holds.DAY),
            ),
            "Which use was tried, for which phase, and what came of it.",
        ),
    ),
    rules=_rules,
)
