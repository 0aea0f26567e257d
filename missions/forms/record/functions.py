"""The forms that assess a function, and that add, describe or retire one."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.html import format_html

from missions.domain.record.kinds import ASSESSMENT, FUNCTION
from missions.domain.record.portfolio import FunctionState
from missions.forms.base import Returned, Text
from missions.forms.declared import NEXT_CODE, Code, DatedForm, inputs
from missions.forms.record.evidence_links import OffersEvidence

# One field for each of the six questions, with nothing chosen in advance.
AnswersForm = type("AnswersForm", (forms.Form,), inputs(ASSESSMENT))
Description = type("Description", (DatedForm,), inputs(FUNCTION))


class AssessmentForm(AnswersForm, OffersEvidence, DatedForm):
    """Six answers with their rationale."""

    source = Text(
        required=False, max_length=500, help_text="A document, a briefing, an exercise: where this can be looked up."
    )
    DECLARED = tuple(field.name for field in ASSESSMENT.fields)
    field_order = [*DECLARED, "source", "evidence", "find", "effective_on", "reason"]
    SHOWN = (*DECLARED, "source")

    @classmethod
    def of(
        cls, function: FunctionState, *, against: int, today: date, evidence: Iterable[int] = ()
    ) -> "AssessmentForm":
        """The form as it opens: with the assessment in force and the keys of its evidence, if there is one.

        Its source is left empty: the author of a new assessment says what it rests on.
        """
        initial = {"effective_on": today, "against": against, "evidence": list(evidence)}
        if function.assessed:
            initial |= {name: getattr(function.assessed, name) for name in cls.DECLARED}
        return cls(initial=initial)

    def tell_former_source(self, function: FunctionState) -> None:
        """Show beside the field which source the assessment in force names, if any."""
        if function.assessed and function.assessed.said.source:
            source = self.fields["source"]
            source.help_text = format_html(
                "{} The assessment in force names: {}", source.help_text, function.assessed.said.source
            )

    def is_valid_to_preview(self) -> bool:
        """Whether answers and date are valid; the preview needs no other field."""
        for name in ("rationale", "source", "evidence", "find", "reason"):
            self.errors.pop(name, None)
        return not self.errors and not isinstance(self.data, Returned)


class NewFunctionForm(Description):
    """A function to add to an area."""

    code = Code(help_text=NEXT_CODE)
    field_order = ["code", "name", "description", "effective_on", "reason"]


class RevisionForm(Description):
    """A new name or description, or the end of the function."""

    retired = forms.BooleanField(
        required=False,
        label="Retire this function",
        help_text="From the effective date on, it no longer counts and cannot be assessed. Its history stays.",
    )
    field_order = ["name", "description", "retired", "effective_on", "reason"]
    SHOWN = ("name", "description", "retired")

    @classmethod
    def of(cls, function: FunctionState, *, against: int, today: date) -> "RevisionForm":
        """The form as it opens: with the values in force."""
        initial = {name: getattr(function, name) for name in cls.SHOWN}
        return cls(initial=initial | {"effective_on": today, "against": against})
