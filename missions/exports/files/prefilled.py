"""An area's functions as the rows of an import template; importing them unchanged changes nothing."""

from collections.abc import Callable
from datetime import date

from django.db.models import TextChoices

from missions.domain.record.kinds import ASSESSMENT, FUNCTION
from missions.domain.record.portfolio import AreaState, FunctionState
from missions.exports.words import clean, neutral, written
from missions.sheets.columns import answer
from missions.sheets.template import Prefilled

# How to write a cell so that the import reads the same value.
KEEPS: dict[str, Callable[[str], str]] = {"csv": neutral, "xlsx": written}


def prefilled(area: AreaState, on: date, ending: str, marking: str) -> Prefilled:
    """The area's functions with the assessments in force, each dated the day from which a change would hold."""
    keep = KEEPS[ending]
    rows = ({name: keep(clean(text)) for name, text in _cells(one, on).items()} for one in area.functions)
    return Prefilled(area.code, marking, tuple(rows))


def _cells(function: FunctionState, on: date) -> dict[str, str]:
    judged = function.assessed
    return {
        "area": function.area,
        "function": function.code,
        **{one.name: getattr(function, one.name) for one in FUNCTION.fields},
        **{one.name: _written(getattr(judged, one.name)) if judged else "" for one in ASSESSMENT.fields},
        "source": (judged or function).said.source,
        "effective_on": on.isoformat(),
    }


def _written(value: str) -> str:
    return answer(value.value, value.label) if isinstance(value, TextChoices) else value
