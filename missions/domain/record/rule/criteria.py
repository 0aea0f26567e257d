"""The six criteria of an assessment, declared once for forms, files, exports, history and figures.

The quoted words are the strategy's (section IV).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from missions.domain.vocabulary import Availability, Contribution, Fit, Performer, Risk, RiskOfNot


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of an assessment, with its labels and what its answers mean.

    `short` is the label in narrow places, `asks` the question beside it. `favorable` are the answers that favor
    integrating commercial solutions; `in_favor` says so in words. `start` is the answer that a what-if assumes for an
    unassessed function, None if the answer does not decide a standing.
    """

    name: str
    label: str
    short: str
    choices: type[TextChoices]
    asks: str
    favorable: tuple[TextChoices, ...]
    in_favor: str
    start: TextChoices | None = None


CRITERIA = {
    criterion.name: criterion
    for criterion in (
        Criterion(
            "performer",
            "Performer",
            "performer",
            Performer,
            "Functions that “must be performed by the government”, or "
            "“could be performed by the commercial sector” (IV)",
            (Performer.EITHER, Performer.COMMERCIAL_CAPABLE),
            "Could be commercial",
            Performer.EITHER,
        ),
        Criterion(
            "availability",
            "Availability",
            "availability",
            Availability,
            "“the commercial solutions available to perform those functions” (IV)",
            (Availability.MATURE,),
            "Mature solutions",
            Availability.NONE,
        ),
        Criterion(
            "fit",
            "Mission-assurance fit",
            "fit",
            Fit,
            "“meet the appropriate requirements and capability needs for mission assurance” (IV)",
            (Fit.MEETS,),
            "Meets requirements",
            Fit.NOT_ASSESSED,
        ),
        Criterion(
            "contribution",
            "Contribution",
            "contribution",
            Contribution,
            "“enhance resilience and add capability” (IV)",
            (Contribution.SIGNIFICANT,),
            "Significant contribution",
        ),
        Criterion(
            "risk",
            "Risk of integrating",
            "risk",
            Risk,
            "“without imposing unacceptable risk” (IV)",
            (Risk.LOW,),
            "Low risk of integrating",
            Risk.LOW,
        ),
        Criterion(
            "risk_of_not",
            "Risk of not integrating",
            "risk of not integrating",
            RiskOfNot,
            "What is lost if nothing changes",
            (RiskOfNot.HIGH,),
            "High risk of not integrating",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Favor:
    """How many functions are assessed, and for each criterion how many of those favor integration."""

    assessed: int
    by: Mapping[str, int]


def favor_of(assessments: Iterable[object]) -> Favor:
    """The sum of these assessments, each with an answer to every criterion."""
    given = list(assessments)
    by = {name: sum(getattr(one, name) in told.favorable for one in given) for name, told in CRITERIA.items()}
    return Favor(len(given), by)


# The criteria whose answers decide a standing.
DECIDING = tuple(name for name, criterion in CRITERIA.items() if criterion.start is not None)
