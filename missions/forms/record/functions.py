"""Assessing a function, and adding, describing or retiring one."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.html import format_html

from missions.domain.dates import out_of_reach
from missions.domain.record.portfolio import FunctionState
from missions.domain.record.rule.criteria import CRITERIA, Criterion
from missions.forms.base import DayField, Prose, ReasonForm, Returned, Text
from missions.forms.record.evidence_links import OffersEvidence

CODE = RegexValidator(
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "Use letters, digits and single hyphens only, such as SATCOM-07."
)


class DatedForm(ReasonForm):
    """Holds from a day on, for a reason, made against what was recorded last."""

    effective_on = DayField(
        label="Effective date",
        help_text="The date from which this applies. A date before today is shown as “recorded later”.",
        error_messages={"required": "Select a date."},
    )
    against = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def clean_effective_on(self) -> date:
        effective_on = self.cleaned_data["effective_on"]
        if problem := out_of_reach(effective_on, timezone.localdate()):
            raise forms.ValidationError(problem)
        return effective_on

    def clean_against(self) -> int:
        return self.cleaned_data["against"] or 0


def answer(criterion: Criterion) -> forms.ChoiceField:
    """One of the six questions; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=criterion.label,
        choices=[("", "Choose an answer"), *criterion.choices.choices],
        help_text=criterion.asks,
        error_messages={"required": "Choose an answer.", "invalid_choice": "Choose one of the answers listed."},
    )


AnswersForm = type("AnswersForm", (forms.Form,), {name: answer(criterion) for name, criterion in CRITERIA.items()})


class AssessmentForm(AnswersForm, OffersEvidence, DatedForm):
    """Six answers with their rationale."""

    rationale = Prose(
        max_length=10_000,
        help_text="What the answers are based on, for a reader who does not know the function.",
        error_messages={"required": "Enter what the answers are based on."},
    )
    source = Text(
        required=False, max_length=500, help_text="A document, a briefing, an exercise: where this can be looked up."
    )
    field_order = [*CRITERIA, "rationale", "source", "evidence", "find", "effective_on", "reason"]
    SHOWN = (*CRITERIA, "rationale", "source")

    @classmethod
    def of(
        cls, function: FunctionState, *, against: int, today: date, evidence: Iterable[int] = ()
    ) -> "AssessmentForm":
        """The form as it opens: with the assessment in force and the keys of its evidence, if there is one.

        Its source is not taken over: what a new assessment rests on is for its author to say.
        """
        initial = {"effective_on": today, "against": against, "evidence": list(evidence)}
        if function.assessed:
            initial |= {name: getattr(function.assessed, name) for name in (*CRITERIA, "rationale")}
        return cls(initial=initial)

    def tell_former_source(self, function: FunctionState) -> None:
        """Say beside the field which source the assessment in force names, if it names one."""
        if function.assessed and function.assessed.said.source:
            source = self.fields["source"]
            source.help_text = format_html(
                "{} The assessment in force names: {}", source.help_text, function.assessed.said.source
            )

    def is_valid_to_preview(self) -> bool:
        """Whether the answers and the date can be used; what an effect does not need is not asked for yet."""
        for name in ("rationale", "source", "evidence", "find", "reason"):
            self.errors.pop(name, None)
        return not self.errors and not isinstance(self.data, Returned)


class DescriptionForm(DatedForm):
    """A function's name and what it does."""

    name = Text(
        max_length=200,
        help_text="What the function does, in a few words.",
        error_messages={"required": "Give it a name."},
    )
    description = Prose(required=False, max_length=2000)


class NewFunctionForm(DescriptionForm):
    """A function to be added to an area."""

    code = Text(
        max_length=40,
        validators=[CODE],
        help_text="Unique and permanent. The next free code is suggested.",
    )
    field_order = ["code", "name", "description", "effective_on", "reason"]

    def clean_code(self) -> str:
        return self.cleaned_data["code"].upper()


class RevisionForm(DescriptionForm):
    """Another name or description, or the end of the function."""

    retired = forms.BooleanField(
        required=False,
        label="Retire this function",
        help_text="From the effective date on, it no longer counts and cannot be assessed. Its history stays.",
    )
    field_order = ["name", "description", "retired", "effective_on", "reason"]
    SHOWN = ("name", "description", "retired")

    @classmethod
    def of(cls, function: FunctionState, *, against: int, today: date) -> "RevisionForm":
        """The form as it opens: with what is in force."""
        initial = {name: getattr(function, name) for name in cls.SHOWN}
        return cls(initial=initial | {"effective_on": today, "against": against})
