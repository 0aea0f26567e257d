"""Choosing the evidence that an assessment rests on."""

from collections.abc import Iterable
from typing import Any

from django import forms

from missions.domain.record.evidence import Offered
from missions.forms.base import ReasonForm

MOST = 50
CHOOSE = {"invalid_choice": "Choose from the list.", "invalid_list": "Choose from the list."}


class EvidenceChoice(forms.MultipleChoiceField):
    """Keys of evidence ticked in a list. Each page offers its own list; the action checks that the evidence exists."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int = MOST, **options: Any) -> None:
        super().__init__(required=False, error_messages=CHOOSE, **options)
        self.most = most

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdigit() and len(value) <= 18

    def clean(self, value: list[str]) -> list[int]:
        """The keys, without duplicates."""
        keys = sorted({int(key) for key in super().clean(value)})
        if len(keys) > self.most:
            raise forms.ValidationError(f"Choose up to {self.most}.")
        return keys


class OffersEvidence(forms.Form):
    """Evidence to tick, and a search for more of it."""

    evidence = EvidenceChoice(
        help_text="What the assessment is based on. Evidence of this function and its area comes first, and says so.",
    )
    find = forms.CharField(
        required=False,
        max_length=100,
        label="Find other evidence",
        help_text="Words in its title, publisher, note, address or file name, in any order. "
        "Also finds evidence that was added after this page opened.",
    )

    @property
    def chosen(self) -> list[int]:
        """The ticked keys, without those that are no valid keys."""
        ticked, field = self["evidence"].value() or [], self.fields["evidence"]
        keys = (str(key) for key in ticked[: field.most]) if isinstance(ticked, list) else ()
        return [int(key) for key in keys if field.valid_value(key)]

    @property
    def sought(self) -> str:
        """The words of the search; empty if they are invalid."""
        words = str(self["find"].value() or "").strip()
        return words if len(words) <= 100 and "\0" not in words else ""

    def offer(self, found: Iterable[Offered]) -> None:
        """Set what can be ticked."""
        self.fields["evidence"].choices = [(str(one.evidence.pk), _label(one)) for one in found]

    def forget_errors(self) -> None:
        """Show what was typed without messages about what is still missing."""
        self.errors.clear()


class AttachForm(OffersEvidence, ReasonForm):
    """Attach more evidence to a fact in force, with a reason."""

    evidence = EvidenceChoice(
        help_text="What this rests on. Evidence of the same function or area comes first, and says so."
    )
    field_order = ["evidence", "find", "reason"]

    def clean_evidence(self) -> list[int]:
        if not self.cleaned_data["evidence"]:
            raise forms.ValidationError("Choose at least one.")
        return self.cleaned_data["evidence"]


def _label(offered: Offered) -> str:
    one = offered.evidence
    where = ", ".join(part for part in (one.publisher, str(one.dated_on.year) if one.dated_on else "") if part)
    said = [f"{one.title} ({where})" if where else one.title, one.provenance.label, offered.near]
    return " · ".join(filter(None, [*said, "superseded" if one.superseded_by else ""]))
