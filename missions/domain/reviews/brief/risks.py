"""The risks that the assessments of an area see: of integrating commercial solutions, and of not doing so."""

from dataclasses import dataclass

from django.db.models import TextChoices

from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.vocabulary import Risk, RiskOfNot


@dataclass(frozen=True)
class Seen:
    """One answer to a question about risk, and the functions that it was given for."""

    answer: TextChoices
    functions: tuple[FunctionState, ...]


@dataclass(frozen=True)
class Risks:
    """One question about risk with its answers, the gravest first; answers that nobody gave are left out."""

    name: str
    title: str
    seen: tuple[Seen, ...]


def risks(area: AreaState) -> tuple[Risks, ...]:
    """Risk of integrating, then risk of not integrating."""
    return tuple(
        Risks(name, CRITERIA[name].label, _seen(area, name, answers))
        for name, answers in (("risk", Risk), ("risk_of_not", RiskOfNot))
    )


def _seen(area: AreaState, name: str, answers: type[TextChoices]) -> tuple[Seen, ...]:
    assessed = [function for function in area.functions if function.assessed]
    found = (
        Seen(answer, tuple(one for one in assessed if getattr(one.assessed, name) == answer))
        for answer in _gravest_first(answers)
    )
    return tuple(one for one in found if one.functions)


def _gravest_first(answers: type[TextChoices]) -> list[TextChoices]:
    """The answers from the gravest; what was not assessed stands last."""
    given = [answer for answer in answers if answer != RiskOfNot.NOT_ASSESSED]
    return [*reversed(given), *(answer for answer in answers if answer == RiskOfNot.NOT_ASSESSED)]
