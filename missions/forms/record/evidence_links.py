"""Choosing the evidence that an assessment rests on."""

from collections.abc import Iterable

from django import forms

from missions.domain.record.evidence import EvidenceState
from missions.forms.base import ReasonForm

MOST = 50


class EvidenceChoice(forms.MultipleChoiceField):
    """Keys of evidence, ticked in a list that is offered afresh for every page; whether they stand is asked later."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdigit() and len(value) <= 18

    def clean(self, value: list[str]) -> list[int]:
        """The keys, each once."""
        keys = sorted({int(key) for key in super().clean(value)})
        if len(keys) > MOST:
            raise forms.ValidationError(f"Choose up to {MOST}.")
        return keys


class OffersEvidence(forms.Form):
    """Evidence to tick, and words that find more of it."""

    evidence = EvidenceChoice(
        required=False,
        help_text="What the assessment is based on. Evidence of this function and its area comes first.",
        error_messages={"invalid_choice": "Choose from the list.", "invalid_list": "Choose from the list."},
    )
    find = forms.CharField(
        required=False,
        max_length=100,
        label="Find other evidence",
        help_text="Words in its title, publisher, note, address or file name. Also shows evidence added since.",
    )

    @property
    def chosen(self) -> list[int]:
        """The keys ticked so far, as far as they are keys at all."""
        ticked = self["evidence"].value() or []
        keys = (str(key) for key in ticked[:MOST]) if isinstance(ticked, list) else ()
        field = self.fields["evidence"]
        return [int(key) for key in keys if field.valid_value(key)]

    @property
    def sought(self) -> str:
        """The words to find more by; none that cannot be looked for."""
        words = str(self["find"].value() or "").strip()
        return words if len(words) <= 100 and "\0" not in words else ""

    def offer(self, states: Iterable[EvidenceState]) -> None:
        """Set what can be ticked."""
        self.fields["evidence"].choices = [(str(one.pk), _label(one)) for one in states]

    def forget_errors(self) -> None:
        """Show what was typed without a word on what is missing yet."""
        self.errors.clear()


class AttachForm(OffersEvidence, ReasonForm):
    """More evidence behind the assessment in force, and why."""

    field_order = ["evidence", "find", "reason"]

    def clean_evidence(self) -> list[int]:
        if not self.cleaned_data["evidence"]:
            raise forms.ValidationError("Choose at least one.")
        return self.cleaned_data["evidence"]


def _label(one: EvidenceState) -> str:
    where = ", ".join(part for part in (one.publisher, str(one.dated_on.year) if one.dated_on else "") if part)
    said = [f"{one.title} ({where})" if where else one.title, one.provenance.label]
    return " · ".join([*said, "superseded"] if one.superseded_by else said)
