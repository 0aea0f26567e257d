"""The risks in the assessments of an area: of integrating commercial solutions, and of not doing so."""

from dataclasses import dataclass

from django.db.models import TextChoices

from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.vocabulary import Risk, RiskOfNot


@dataclass(frozen=True)
class RiskAnswer:
    """One answer to a question about risk, and the functions with that answer."""

    answer: TextChoices
    functions: tuple[FunctionState, ...]


@dataclass(frozen=True)
class Risks:
    """One question about risk with its answers, the gravest first, without answers that nobody gave."""

    name: str
    title: str
    seen: tuple[RiskAnswer, ...]


def risks(area: AreaState) -> tuple[Risks, ...]:
    """Risk of integrating, then risk of not integrating."""
    return tuple(
        Risks(name, CRITERIA[name].label, _seen(area, name, answers))
        for name, answers in (("risk", Risk), ("risk_of_not", RiskOfNot))
    )


def _seen(area: AreaState, name: str, answers: type[TextChoices]) -> tuple[RiskAnswer, ...]:
    assessed = [function for function in area.functions if function.assessed]
    found = (
        RiskAnswer(answer, tuple(one for one in assessed if getattr(one.assessed, name) == answer))
        for answer in _gravest_first(answers)
    )
    return tuple(one for one in found if one.functions)


def _gravest_first(answers: type[TextChoices]) -> list[TextChoices]:
    """The answers, the gravest first and unassessed last."""
    given = [answer for answer in answers if answer != RiskOfNot.NOT_ASSESSED]
    return [*reversed(given), *(answer for answer in answers if answer == RiskOfNot.NOT_ASSESSED)]
