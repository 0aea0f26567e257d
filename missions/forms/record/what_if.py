"""A what-if as the address carries it, so that a link is enough to share it."""

from dataclasses import dataclass, field, fields
from urllib.parse import urlencode

from django.http import QueryDict

from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.criteria import CRITERIA, DECIDING
from missions.domain.record.rule.thresholds import Thresholds

THRESHOLDS = {
    "government_over": "Government Primary: more than this % government",
    "commercial_government_at_most": "Commercial Primary: at most this % government",
    "commercial_demonstrated_over": "Commercial Primary: more than this % demonstrated",
}


@dataclass
class WhatIfAnswers:
    """Changed answers by function and name, thresholds, and the errors by field."""

    thresholds: Thresholds
    texts: dict[str, str]
    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def parameters(self, recorded: Thresholds) -> str:
        """The shortest address that says the same."""
        given = [(f"{code}.{name}", value) for code, answers in self.changes.items() for name, value in answers.items()]
        given += [
            (one.name, str(getattr(self.thresholds, one.name)))
            for one in fields(Thresholds)
            if getattr(self.thresholds, one.name) != getattr(recorded, one.name)
        ]
        return urlencode(given)


def read_trial(query: QueryDict, area: AreaState, recorded: Thresholds) -> WhatIfAnswers:
    """Read `<function>.<answer>=<value>` and the thresholds; what is invalid is reported and left out."""
    trial = WhatIfAnswers(recorded, {name: query.get(name, "") or str(getattr(recorded, name)) for name in THRESHOLDS})
    known = {function.code for function in area.functions}
    for parameter, value in query.items():
        code, dot, name = parameter.rpartition(".")
        if not dot or not value:
            continue
        if code not in known:
            trial.errors[parameter] = f"{area.code} has no function {code} at this date."
        elif name not in DECIDING:
            trial.errors[parameter] = f"{name} is no answer; the answers are {', '.join(DECIDING)}."
        elif value not in CRITERIA[name].choices.values:
            possible = ", ".join(CRITERIA[name].choices.values)
            trial.errors[parameter] = f"{value} is not possible; choose from {possible}."
        else:
            trial.changes.setdefault(code, {})[name] = value
    _read_thresholds(trial)
    return trial


def _read_thresholds(trial: WhatIfAnswers) -> None:
    numbers = {}
    for name, text in trial.texts.items():
        if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 3:
            numbers[name] = int(text)
        else:
            trial.errors[name] = "Write a whole percentage from 0 to 100."
    if len(numbers) < len(THRESHOLDS):
        return
    try:
        trial.thresholds = Thresholds(**numbers)
    except ValueError as error:
        trial.errors["thresholds"] = str(error)
