"""Assessing a function, and adding, describing or retiring one."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils import timezone

from missions.domain.dates import out_of_reach
from missions.domain.record.portfolio import FunctionState
from missions.domain.vocabulary import Availability, Contribution, Fit, Performer, Risk, RiskOfNot
from missions.forms.base import Day, Prose, ReasonForm
from missions.forms.record.evidence_links import OffersEvidence

CODE = RegexValidator(
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "Use letters, digits and single hyphens only, such as SATCOM-07."
)


class DatedForm(ReasonForm):
    """Holds from a day on, for a reason, made against what was recorded last."""

    effective_on = forms.DateField(
        label="Effective date",
        input_formats=["%Y-%m-%d"],
        widget=Day,
        help_text="The day from which this holds. A day before today shows as “recorded later”.",
        error_messages={"invalid": "Write a day as 2025-03-01.", "required": "Choose a day."},
    )
    against = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def clean_effective_on(self) -> date:
        effective_on = self.cleaned_data["effective_on"]
        if problem := out_of_reach(effective_on, timezone.now().date()):
            raise forms.ValidationError(problem)
        return effective_on

    def clean_against(self) -> int:
        return self.cleaned_data["against"] or 0


def answer(choices: type[TextChoices], label: str, help_text: str) -> forms.ChoiceField:
    """One of the six questions; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choose an answer"), *choices.choices],
        help_text=help_text,
        error_messages={"required": "Choose an answer.", "invalid_choice": "Choose one of the answers listed."},
    )


class AssessmentForm(OffersEvidence, DatedForm):
    """Six answers with their rationale; the quoted words are the strategy's (section IV)."""

    performer = answer(
        Performer,
        "Performer",
        "Functions that “must be performed by the government”, or “could be performed by the commercial sector” (IV)",
    )
    availability = answer(
        Availability, "Availability", "“the commercial solutions available to perform those functions” (IV)"
    )
    fit = answer(
        Fit,
        "Mission-assurance fit",
        "“meet the appropriate requirements and capability needs for mission assurance” (IV)",
    )
    contribution = answer(Contribution, "Contribution", "“enhance resilience and add capability” (IV)")
    risk = answer(Risk, "Risk of integrating", "“without imposing unacceptable risk” (IV)")
    risk_of_not = answer(RiskOfNot, "Risk of not integrating", "What is lost if nothing changes")
    rationale = Prose(
        max_length=10_000,
        help_text="What the answers rest on, for somebody who does not know the function.",
        error_messages={"required": "Say what the answers rest on."},
    )
    source = forms.CharField(
        required=False, max_length=500, help_text="A document, a briefing, an exercise: where this can be looked up."
    )
    field_order = [
        "performer",
        "availability",
        "fit",
        "contribution",
        "risk",
        "risk_of_not",
        "rationale",
        "source",
        "evidence",
        "find",
        "effective_on",
        "reason",
    ]
    ANSWERS = ("performer", "availability", "fit", "contribution", "risk", "risk_of_not")
    SHOWN = (*ANSWERS, "rationale", "source")

    @classmethod
    def of(
        cls, function: FunctionState, *, against: int, today: date, evidence: Iterable[int] = ()
    ) -> "AssessmentForm":
        """The form as it opens: with the assessment in force and the keys of its evidence, if there is one."""
        initial = {"effective_on": today, "against": against, "evidence": list(evidence)}
        if function.assessed:
            initial |= {name: getattr(function.assessed, name) for name in (*cls.ANSWERS, "rationale")}
            initial["source"] = function.assessed.said.source
        return cls(initial=initial)

    def is_valid_to_preview(self) -> bool:
        """Whether the answers and the date can be used; what an effect does not need is not asked for yet."""
        for name in ("rationale", "source", "evidence", "find", "reason"):
            self.errors.pop(name, None)
        return not self.errors


class DescriptionForm(DatedForm):
    """A function's name and what it does."""

    name = forms.CharField(
        max_length=200,
        help_text="What the function does, in a few words.",
        error_messages={"required": "Give it a name."},
    )
    description = Prose(required=False, max_length=2000)


class NewFunctionForm(DescriptionForm):
    """A function to be added to an area."""

    code = forms.CharField(
        max_length=40,
        validators=[CODE],
        help_text="Unique for good, and never changed; the next free one is suggested.",
    )
    field_order = ["code", "name", "description", "effective_on", "reason"]

    def clean_code(self) -> str:
        return self.cleaned_data["code"].upper()


class RevisionForm(DescriptionForm):
    """Another name or description, or the end of the function."""

    retired = forms.BooleanField(
        required=False,
        label="Retire this function",
        help_text="From the effective date on it counts no longer and cannot be assessed; its history stays.",
    )
    field_order = ["name", "description", "retired", "effective_on", "reason"]
    SHOWN = ("name", "description", "retired")

    @classmethod
    def of(cls, function: FunctionState, *, against: int, today: date) -> "RevisionForm":
        """The form as it opens: with what is in force."""
        initial = {name: getattr(function, name) for name in cls.SHOWN}
        return cls(initial=initial | {"effective_on": today, "against": against})
